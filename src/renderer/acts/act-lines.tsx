/** The lines of an act being made out: tooth, quantity and discount are typed, the sum follows. */
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ActDraftLine } from '../../contract/acts.ts'
import type { Warranty } from '../../domain/acts/facts.ts'
import { formatPercent, NO_DISCOUNT } from '../../domain/plans/priced-line.ts'
import type { VisitId } from '../../domain/values/ids.ts'
import { formatSum } from '../../domain/values/money.ts'
import { client } from '../app/connection.ts'
import { ServicePicker } from '../plans/service-picker.tsx'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { lineForm, readLine, type LineFault, type LineForm } from './act-form.ts'
import classes from './act.module.css'
import { actTexts } from './texts.ts'

interface Props {
  readonly visit: VisitId
  readonly lines: readonly LineForm[]
  readonly faults: ReadonlyMap<number, LineFault>
  /** Said while there is no line. */
  readonly empty: string
  readonly onChange: (lines: readonly LineForm[]) => void
}

export const ActLines = ({ visit, lines, faults, empty, onChange }: Props) => {
  const texts = useTexts(actTexts)
  const picker = useRef<HTMLInputElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const add = useMutation({
    mutationFn: (service: ActDraftLine['service']) =>
      client.acts.line({ visit, service, tooth: null, quantity: 1, discount: NO_DISCOUNT }),
    onSuccess: (line) => {
      const key = Math.max(-1, ...lines.map((one) => one.key)) + 1
      onChange([...lines, lineForm(line, key)])
      // The first field that somebody must fill in: the tooth, else the quantity.
      setTimeout(() =>
        table.current
          ?.querySelector<HTMLInputElement>(
            `[data-line="${key}"] input[name="${line.needsTooth ? 'tooth' : 'quantity'}"]`
          )
          ?.focus()
      )
    }
  })
  const remove = (key: number): void => {
    onChange(lines.filter((line) => line.key !== key))
    picker.current?.focus()
  }
  useKeys({
    F6: () => picker.current?.focus(),
    'ctrl+Delete': (event) => {
      const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-line]') : null
      if (row?.dataset['line'] !== undefined) remove(Number(row.dataset['line']))
    }
  })
  const change = (next: LineForm): void => onChange(lines.map((line) => (line.key === next.key ? next : line)))
  return (
    <section className={classes.work} aria-label={texts.work}>
      <div className={classes.scroll}>
        {lines.length === 0 ? (
          <p className={classes.empty}>{empty}</p>
        ) : (
          <table ref={table} className={classes.lines}>
            <thead>
              <tr>
                <th>{texts.service}</th>
                <th className={classes.narrow}>{texts.tooth}</th>
                <th className={classes.narrow}>{texts.quantity}</th>
                <th className={`${classes.money} number`}>{texts.price}</th>
                <th className={classes.percent}>{texts.discount}</th>
                <th className={classes.warranty} title={texts.warrantyHint}>
                  {texts.warranty}
                </th>
                <th className={`${classes.money} number`}>{texts.sum}</th>
                <th className={classes.remove} aria-hidden="true" />
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Row
                  key={line.key}
                  line={line}
                  fault={faults.get(line.key) ?? null}
                  onChange={change}
                  onRemove={() => remove(line.key)}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <div className={classes.add}>
        <ServicePicker
          label={texts.add}
          hint={texts.addHint}
          opens="up"
          inputRef={picker}
          onPick={(service) => add.mutate(service.id)}
        />
        <Key>F6</Key>
      </div>
    </section>
  )
}

const WARRANTIES: readonly Warranty[] = [
  { months: 6, lifeMonths: 12 },
  { months: 12, lifeMonths: 24 },
  { months: 24, lifeMonths: 36 },
  { months: 12, lifeMonths: 60 }
]
const keyOf = (one: Warranty): string => `${one.months}/${one.lifeMonths}`

interface RowProps {
  readonly line: LineForm
  readonly fault: LineFault | null
  readonly onChange: (line: LineForm) => void
  readonly onRemove: () => void
}

const Row = ({ line, fault, onChange, onRemove }: RowProps) => {
  const texts = useTexts(actTexts)
  const { from } = line
  const read = readLine(line)
  const field = (name: LineFault, locked = false) => (
    <input
      name={name}
      className={classes.field}
      value={line[name]}
      readOnly={locked}
      tabIndex={locked ? -1 : undefined}
      inputMode={name === 'discount' ? 'decimal' : 'numeric'}
      autoComplete="off"
      aria-label={`${texts[name]}: ${from.name}`}
      aria-invalid={fault === name}
      title={fault === name ? texts.faults[name] : undefined}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onChange({ ...line, [name]: event.currentTarget.value })}
    />
  )
  const known = [...WARRANTIES, ...(line.warranty === null ? [] : [line.warranty])]
  const offered = known.filter((one, index) => known.findIndex((other) => keyOf(other) === keyOf(one)) === index)
  return (
    <tr data-line={line.key}>
      <td>
        <span className={classes.service}>{from.name}</span>
        {from.plan !== null && <span className="soft small">{texts.byPlan(from.plan.number)}</span>}
        {from.outsidePlan && <span className="attention small">▲ {texts.outsidePlan}</span>}
        {fault !== null && <span className="danger small">{texts.faults[fault]}</span>}
      </td>
      <td>{field('tooth', from.plan !== null || !from.needsTooth)}</td>
      <td>{field('quantity')}</td>
      <td className="number">{formatSum(from.price)}</td>
      <td>
        {from.discountAllowed ? (
          field('discount')
        ) : (
          <span className="soft">{from.discount === NO_DISCOUNT ? '' : formatPercent(from.discount)}</span>
        )}
      </td>
      <td>
        <select
          className={classes.field}
          value={line.warranty === null ? '' : keyOf(line.warranty)}
          aria-label={`${texts.warrantyHint}: ${from.name}`}
          onChange={(event) =>
            onChange({ ...line, warranty: offered.find((one) => keyOf(one) === event.currentTarget.value) ?? null })
          }
        >
          <option value="">{texts.noWarranty}</option>
          {offered.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {texts.warrantyOf(one)}
            </option>
          ))}
        </select>
      </td>
      <td className="number">{read.ok ? formatSum(read.sum) : '—'}</td>
      <td>
        <button
          type="button"
          className={classes.bare}
          aria-label={texts.remove(from.name)}
          title={`${texts.remove(from.name)} (Ctrl Del)`}
          onClick={onRemove}
        >
          ×
        </button>
      </td>
    </tr>
  )
}
