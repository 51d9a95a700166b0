/** One variant in the editor: its words, its stages, and a line for each service with tooth, quantity and discount. */
import { Select, Textarea, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { uuidv7 } from 'uuidv7'
import type { PlanLineId } from '../../domain/plans/content.ts'
import { formatMoney, formatSum } from '../../domain/values/money.ts'
import { Button } from '../ui/button.tsx'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import {
  moveLine,
  newLine,
  readLine,
  sumOf,
  totalOf,
  type FormFault,
  type LineForm,
  type StageForm,
  type VariantForm
} from './plan-form.ts'
import classes from './plan-editor.module.css'
import { ServicePicker } from './service-picker.tsx'
import { editorTexts } from './texts-editor.ts'

interface Props {
  readonly variant: VariantForm
  readonly faults: readonly FormFault[]
  /** Its name is typed first. */
  readonly fresh: boolean
  readonly onChange: (variant: VariantForm) => void
}

const SCHEDULES = [2, 3, 4, 6, 9, 12, 18, 24, 36]
const MOST_STAGES = 12

export const EditorVariant = ({ variant, faults, fresh, onChange }: Props) => {
  const texts = useTexts(editorTexts)
  const place = useRef<HTMLElement>(null)
  const mine = faults.filter((fault) => 'variant' in fault && fault.variant === variant.id)
  const focus = (selector: string): void =>
    void setTimeout(() => place.current?.querySelector<HTMLElement>(selector)?.focus())
  const changeStage = (index: number, stage: StageForm): void =>
    onChange({ ...variant, stages: variant.stages.toSpliced(index, 1, stage) })
  const changeLine = (next: LineForm): void =>
    onChange({
      ...variant,
      stages: variant.stages.map((stage) => ({
        ...stage,
        lines: stage.lines.map((line) => (line.id === next.id ? next : line))
      }))
    })
  const removeLine = (id: PlanLineId): void =>
    onChange({
      ...variant,
      stages: variant.stages.map((stage) => ({ ...stage, lines: stage.lines.filter((line) => line.id !== id) }))
    })
  const addStage = (): void => {
    if (variant.stages.length >= MOST_STAGES) return
    onChange({ ...variant, stages: [...variant.stages, { title: texts.stage(variant.stages.length + 1), lines: [] }] })
    focus('[data-stage]:last-of-type input[role="combobox"]')
  }
  /** The line in which the keyboard is. */
  const lineAt = (event: KeyboardEvent): PlanLineId | undefined => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-line]') : null
    return variant.stages.flatMap((stage) => stage.lines).find((line) => line.id === row?.dataset['line'])?.id
  }
  const move = (event: KeyboardEvent, by: 1 | -1): void => {
    const id = lineAt(event)
    if (id === undefined) return
    const field = event.target instanceof HTMLInputElement ? event.target.name : 'quantity'
    onChange(moveLine(variant, id, by))
    focus(`[data-line="${id}"] input[name="${field}"]`)
  }
  useKeys({
    F6: () => focus('[data-stage] input[role="combobox"]'),
    F7: addStage,
    'ctrl+ArrowDown': (event) => move(event, 1),
    'ctrl+ArrowUp': (event) => move(event, -1),
    'ctrl+Delete': (event) => {
      const id = lineAt(event)
      if (id !== undefined) removeLine(id)
    }
  })
  return (
    <section ref={place} className={classes.variant} aria-label={variant.title}>
      <div className={classes.words}>
        <TextInput
          label={texts.variantTitle}
          autoFocus={fresh}
          onFocus={(event) => event.currentTarget.select()}
          value={variant.title}
          maxLength={120}
          error={mine.some((fault) => fault.place === 'variant') ? texts.faults.variant : undefined}
          onChange={(event) => onChange({ ...variant, title: event.currentTarget.value })}
        />
        <Textarea
          label={texts.explanation}
          value={variant.explanation}
          maxLength={1000}
          autosize
          minRows={1}
          maxRows={4}
          onChange={(event) => onChange({ ...variant, explanation: event.currentTarget.value })}
        />
        <Select
          label={texts.payments}
          allowDeselect={false}
          value={String(variant.payments)}
          data={[
            { value: '1', label: texts.byStages },
            ...[...new Set([...SCHEDULES, variant.payments])]
              .filter((count) => count > 1)
              .toSorted((a, b) => a - b)
              .map((count) => ({ value: String(count), label: texts.instalments(count) }))
          ]}
          onChange={(value) => onChange({ ...variant, payments: Number(value ?? 1) })}
        />
      </div>
      {mine.some((fault) => fault.place === 'empty') && <p className="danger">▲ {texts.faults.empty}</p>}
      {variant.stages.map((stage, index) => (
        <Stage
          key={`${index + 1}`}
          number={index + 1}
          stage={stage}
          faults={mine}
          onTitle={(title) => changeStage(index, { ...stage, title })}
          onAdd={(line) => {
            changeStage(index, { ...stage, lines: [...stage.lines, line] })
            focus(`[data-line="${line.id}"] input[name="${line.needsTooth ? 'tooth' : 'quantity'}"]`)
          }}
          onLine={changeLine}
          onRemove={removeLine}
          onNext={() => focus(`[data-stage="${index + 1}"] input[role="combobox"]`)}
        />
      ))}
      <div className={classes.total}>
        <Button keys="F7" disabled={variant.stages.length >= MOST_STAGES} onClick={addStage}>
          {texts.addStage}
        </Button>
        <span className="faint small">{texts.moveHint}</span>
        <span className={classes.sum}>
          {texts.total} <strong>{formatMoney(totalOf(variant))}</strong>
        </span>
      </div>
    </section>
  )
}

interface StageProps {
  readonly number: number
  readonly stage: StageForm
  readonly faults: readonly FormFault[]
  readonly onTitle: (title: string) => void
  readonly onAdd: (line: LineForm) => void
  readonly onLine: (line: LineForm) => void
  readonly onRemove: (id: PlanLineId) => void
  /** Enter in the last field of a line: on to the next service. */
  readonly onNext: () => void
}

const Stage = ({ number, stage, faults, onTitle, onAdd, onLine, onRemove, onNext }: StageProps) => {
  const texts = useTexts(editorTexts)
  return (
    <section className={classes.stage} data-stage={number} aria-label={stage.title}>
      <header className={classes.stageHead}>
        <input
          className={classes.stageTitle}
          aria-label={texts.stageTitle}
          maxLength={120}
          value={stage.title}
          onChange={(event) => onTitle(event.currentTarget.value)}
        />
        <span className="number soft">{formatSum(sumOf(stage.lines))}</span>
      </header>
      {stage.lines.length > 0 && (
        <table className={classes.lines}>
          <thead>
            <tr>
              <th>{texts.service}</th>
              <th className={classes.narrow}>{texts.tooth}</th>
              <th className={classes.narrow}>{texts.quantity}</th>
              <th className={`${classes.money} number`}>{texts.price}</th>
              <th className={classes.percent}>{texts.discount}</th>
              <th className={`${classes.money} number`}>{texts.sum}</th>
              <th className={classes.remove} aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {stage.lines.map((line) => (
              <Line
                key={line.id}
                line={line}
                faults={faults}
                onChange={onLine}
                onRemove={() => onRemove(line.id)}
                onNext={onNext}
              />
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.add}>
        <ServicePicker
          label={texts.addService}
          hint={texts.serviceHint}
          opens="down"
          onPick={(service) => onAdd(newLine(uuidv7, service))}
        />
        {number === 1 && <Key>F6</Key>}
      </div>
    </section>
  )
}

interface LineProps {
  readonly line: LineForm
  readonly faults: readonly FormFault[]
  readonly onChange: (line: LineForm) => void
  readonly onRemove: () => void
  readonly onNext: () => void
}

const Line = ({ line, faults, onChange, onRemove, onNext }: LineProps) => {
  const texts = useTexts(editorTexts)
  const read = readLine(line)
  const wrong = faults.find((one) => one.place === 'line' && one.line === line.id)
  const fault = wrong?.place === 'line' ? wrong.fault : null
  const field = (name: 'tooth' | 'quantity' | 'discount') => (
    <input
      name={name}
      className={classes.field}
      value={line[name]}
      inputMode={name === 'discount' ? 'decimal' : 'numeric'}
      autoComplete="off"
      aria-label={`${texts[name]}: ${line.name}`}
      aria-invalid={fault === name}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onChange({ ...line, [name]: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onNext()
      }}
    />
  )
  return (
    <tr data-line={line.id}>
      <td>
        {line.name}
        {fault !== null && <span className={`${classes.wrong} danger small`}>{texts.faults.line[fault]}</span>}
      </td>
      <td>{line.needsTooth || line.tooth !== '' ? field('tooth') : null}</td>
      <td>{field('quantity')}</td>
      <td className="number">{formatSum(line.price)}</td>
      <td>{line.discountAllowed ? field('discount') : null}</td>
      <td className="number">{read.ok ? formatSum(read.sum) : '—'}</td>
      <td>
        <button
          type="button"
          className={classes.bare}
          aria-label={texts.remove(line.name)}
          title={`${texts.remove(line.name)} (Ctrl Del)`}
          onClick={onRemove}
        >
          ×
        </button>
      </td>
    </tr>
  )
}
