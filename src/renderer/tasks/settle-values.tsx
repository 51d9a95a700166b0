/** Settles a field that was entered apart: one of the values, all of them where that can be, or another one. */
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ConflictTask } from '../../contract/tasks.ts'
import type { ContestedField, ContestedValue } from '../../domain/patients/contested.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { patientRefusalText } from '../patients/refusal-text.ts'
import { patientTexts, type PatientTexts } from '../patients/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { Choices, type Choice } from './choices.tsx'
import { enteredText } from './task-words.ts'
import classes from './tasks.module.css'
import { taskTexts, type TaskTexts } from './texts.ts'
import { allValues, canBeTyped, typedValue, valueText } from './value-text.ts'

interface Props {
  readonly task: Extract<ConflictTask, { kind: 'values' }>
  readonly onClose: () => void
}

const ALL = 'all'
const OTHER = 'other'

export const SettleValues = ({ task, onClose }: Props) => {
  const texts = useTexts(taskTexts)
  const patients = useTexts(patientTexts)
  const general = useTexts(appTexts)
  const { standing } = usePresent()
  const notify = useNotify()
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const { patient, values } = task
  const field = values[0]?.is.field ?? 'name'
  const all = allValues(values.map((one) => one.is))

  const choices: readonly Choice[] = [
    ...values.map((one, index) => ({
      key: String(index),
      label: valueText(one.is, texts),
      hint: [
        enteredText(one.entered, texts, standing.clinic.zone),
        index === 0 && field !== 'allergy' ? texts.values.shown : ''
      ]
        .filter(Boolean)
        .join(' · ')
    })),
    ...(all === null ? [] : [{ key: ALL, label: texts.values.all(valueText(all, texts)) }]),
    ...(canBeTyped(field) ? [{ key: OTHER, label: texts.values.other }] : [])
  ]
  const wanted =
    chosen === OTHER
      ? typedValue(field, typed, standing.today)
      : chosen === ALL
        ? all
        : (values[Number(chosen ?? '-1')]?.is ?? null)
  const settle = useMutation({
    mutationFn: (settled: ContestedValue) =>
      client.patients.settleValues({ id: patient.id, settled, seen: values.flatMap((one) => one.facts) }),
    onSuccess: (_strip, settled) => {
      notify({ tone: 'done', text: texts.values.done(patient.name, texts.fields[field], valueText(settled, texts)) })
      onClose()
    }
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (wanted !== null && !settle.isPending) settle.mutate(wanted)
  }
  return (
    <Dialog title={texts.values.title(texts.fields[field], patient.name)} width={560} onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <p>{field === 'allergy' ? texts.values.askAllergy : texts.values.ask}</p>
        <Choices choices={choices} chosen={chosen} onChoose={setChosen} />
        {chosen === OTHER && (
          <TextInput
            label={labelOf(field, texts)}
            value={typed}
            maxLength={500}
            autoComplete="off"
            autoFocus
            error={tried && wanted === null ? problemOf(field, texts, patients) : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {settle.error !== null && (
          <p role="alert" className="danger">
            {patientRefusalText(settle.error, patients) ?? failureText(settle.error, general)}
          </p>
        )}
        <div className={classes.buttons}>
          {chosen !== null && (
            <Button
              key={chosen}
              type="submit"
              primary
              keys="Enter"
              disabled={settle.isPending}
              autoFocus={chosen !== OTHER}
            >
              {wanted === null ? texts.settle : texts.values.save(valueText(wanted, texts))}
            </Button>
          )}
          <Button keys="Esc" onClick={onClose}>
            {general.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const problemOf = (field: ContestedField, texts: TaskTexts, { problems }: PatientTexts): string => {
  switch (field) {
    case 'phones':
      return problems.phone
    case 'birthDate':
      return problems.date
    case 'name':
      return problems.fullName
    default:
      return texts.values.wrong
  }
}

const labelOf = (field: ContestedField, texts: TaskTexts): string => {
  switch (field) {
    case 'name':
      return texts.values.otherName
    case 'allergy':
      return texts.values.otherNone
    case 'document':
      return texts.values.otherDocument
    default:
      return texts.fields[field]
  }
}
