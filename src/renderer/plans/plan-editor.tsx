/** Makes a plan or a new version of one, by keyboard: people and diagnoses above, one variant at a time below. */
import { Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { PlanView } from '../../contract/plans.ts'
import { addDays } from '../../domain/values/dates.ts'
import { PlanId, StaffId, type PatientId, type VisitId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { EditorDiagnoses } from './editor-diagnoses.tsx'
import { EditorVariant } from './editor-variant.tsx'
import {
  copyOf,
  emptyForm,
  formOf,
  readPlan,
  totalOf,
  type FormFault,
  type PlanForm,
  type VariantForm
} from './plan-form.ts'
import { draftKey, dropDraft, keepDraft, keptDraft } from './kept-drafts.ts'
import classes from './plan-editor.module.css'
import { planRefusalText } from './refusal-text.ts'
import { editorTexts } from './texts-editor.ts'
import { planTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly visit: VisitId | null
  /** The version to change; null for a new plan. */
  readonly plan: PlanView | null
  /** Who treats at the visit, for a new plan. */
  readonly doctor?: StaffId | null
  readonly onDone: (plan: PlanId) => void
  readonly onCancel: () => void
}

/** Prices of a plan are promised for this long unless somebody says otherwise. */
const VALID_DAYS = 30
const MOST_VARIANTS = 6

export const PlanEditor = ({ patient, visit, plan, doctor = null, onDone, onCancel }: Props) => {
  const texts = useTexts(editorTexts)
  const refusals = useTexts(planTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const { standing } = usePresent()
  const [id] = useState(() => plan?.id ?? PlanId.parse(uuidv7()))
  const key = draftKey(plan, patient)
  const [form, setForm] = useState<PlanForm>(
    () =>
      keptDraft(key) ??
      (plan === null
        ? emptyForm(
            uuidv7,
            { variant: texts.names[0] ?? '', stage: texts.stage(1) },
            addDays(standing.today, VALID_DAYS),
            doctor
          )
        : formOf({ ...plan, doctor: plan.doctor.id }))
  )
  const [at, setAt] = useState(0)
  /** A variant was just added: the keyboard goes to its name. */
  const [fresh, setFresh] = useState(false)
  const [reason, setReason] = useState('')
  /** Faults are shown once somebody has tried to save, and from then on as they are mended. */
  const [tried, setTried] = useState(false)
  const doctors = useQuery(calls.clinic.doctors.queryOptions())
  const known = doctors.data ?? []
  const people = plan === null || known.some((one) => one.id === plan.doctor.id) ? known : [...known, plan.doctor]

  const read = readPlan(form, standing.today)
  const faults = tried && !read.ok ? read.faults : NO_FAULTS
  const fault = (place: FormFault['place']): boolean => faults.some((one) => one.place === place)
  const place = Math.min(at, form.variants.length - 1)
  const variant = form.variants[place]

  const save = useMutation({
    mutationFn: () => {
      if (!read.ok) throw new Error('the plan is not filled in')
      return plan === null
        ? client.plans.propose({ id, patient, visit, draft: read.draft })
        : client.plans.revise({
            id,
            version: plan.version.id,
            reason: reason.trim() === '' ? null : reason.trim(),
            draft: read.draft
          })
    },
    onSuccess: (saved) => {
      dropDraft(key)
      notify({ tone: 'done', text: texts.saved(saved.number, saved.version.number) })
      onDone(saved.id)
    }
  })
  const saveNow = (): void => {
    if (save.isPending) return
    if (read.ok) save.mutate()
    else {
      setTried(true)
      const wrong = read.faults.find((one) => 'variant' in one)
      if (wrong !== undefined && 'variant' in wrong)
        setAt(
          Math.max(
            0,
            form.variants.findIndex((one) => one.id === wrong.variant)
          )
        )
    }
  }
  const change = (next: Partial<PlanForm>): void => {
    const changed = { ...form, ...next }
    keepDraft(key, changed)
    setForm(changed)
    save.reset()
  }
  const changeVariant = (next: VariantForm): void =>
    change({ variants: form.variants.map((one) => (one.id === next.id ? next : one)) })
  const addVariant = (): void => {
    if (variant === undefined || form.variants.length >= MOST_VARIANTS) return
    change({ variants: [...form.variants, copyOf(variant, uuidv7, texts.names[form.variants.length] ?? '')] })
    setAt(form.variants.length)
    setFresh(true)
  }
  const removeVariant = (): void => {
    if (form.variants.length < 2) return
    change({ variants: form.variants.filter((_, index) => index !== place) })
    setAt(Math.max(0, place - 1))
  }
  const makeBest = (): void => {
    if (variant === undefined || place === 0) return
    change({ variants: [variant, ...form.variants.filter((one) => one.id !== variant.id)] })
    setAt(0)
  }
  // Esc is a step back that keeps what was typed; only the button forgets it.
  const cancel = (): void => {
    dropDraft(key)
    onCancel()
  }
  useKeys({
    F2: saveNow,
    F8: cancel,
    F9: addVariant,
    'ctrl+PageDown': () => setAt(Math.min(form.variants.length - 1, place + 1)),
    'ctrl+PageUp': () => setAt(Math.max(0, place - 1))
  })
  const failure =
    save.error === null ? null : (planRefusalText(save.error, refusals) ?? failureText(save.error, general))

  return (
    <div className={classes.editor}>
      <header className={classes.head}>
        <h1>{plan === null ? texts.newTitle : texts.editTitle(plan.number)}</h1>
        {plan !== null && <span className="soft">{texts.newVersion}</span>}
        <div className={classes.save}>
          <Button primary keys="F2" disabled={save.isPending} onClick={saveNow}>
            {plan === null ? texts.save : texts.saveVersion}
          </Button>
          <Button keys="F8" onClick={cancel}>
            {general.cancel}
          </Button>
        </div>
      </header>
      {(failure !== null || faults.length > 0) && (
        <p className={classes.failure} role="alert">
          ▲ {failure ?? texts.mend(faults.length)}
        </p>
      )}
      <div className={classes.body}>
        <div className={classes.people}>
          <Select
            label={texts.doctor}
            searchable
            autoFocus={plan === null && form.doctor === null}
            value={form.doctor}
            error={fault('doctor') ? texts.faults.doctor : undefined}
            data={people.map((one) => ({ value: one.id as string, label: one.name }))}
            onChange={(value) => change({ doctor: value === null ? null : StaffId.parse(value) })}
          />
          <DateField
            label={texts.validUntil}
            value={form.validUntil}
            error={fault('validUntil') ? texts.faults.validUntil : undefined}
            onChange={(validUntil) => change({ validUntil })}
          />
          <Textarea
            label={texts.note}
            value={form.note}
            maxLength={1000}
            autosize
            minRows={1}
            maxRows={3}
            onChange={(event) => change({ note: event.currentTarget.value })}
          />
          {plan !== null && (
            <TextInput
              label={texts.reason}
              placeholder={texts.reasonHint}
              value={reason}
              maxLength={300}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </div>
        <EditorDiagnoses diagnoses={form.diagnoses} faults={faults} onChange={(diagnoses) => change({ diagnoses })} />
        <nav className={classes.tabs} aria-label={texts.variants}>
          {form.variants.map((one, index) => (
            <button
              key={one.id}
              type="button"
              aria-current={index === place}
              className={classes.tab}
              onClick={() => setAt(index)}
            >
              <span>{one.title}</span> <span className="number soft">{formatMoney(totalOf(one))}</span>
              {faults.some((wrong) => 'variant' in wrong && wrong.variant === one.id) && (
                <span className="danger">▲</span>
              )}
            </button>
          ))}
          <Key>Ctrl PgDn</Key>
          <span className={classes.tabActions}>
            <Button keys="F9" disabled={form.variants.length >= MOST_VARIANTS} onClick={addVariant}>
              {texts.addVariant}
            </Button>
            {place > 0 && <Button onClick={makeBest}>{texts.makeBest}</Button>}
            {form.variants.length > 1 && <Button onClick={removeVariant}>{texts.removeVariant}</Button>}
          </span>
        </nav>
        {variant !== undefined && (
          <EditorVariant key={variant.id} variant={variant} faults={faults} fresh={fresh} onChange={changeVariant} />
        )}
      </div>
    </div>
  )
}

const NO_FAULTS: readonly FormFault[] = []
