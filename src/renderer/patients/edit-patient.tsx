/** Changes what is known of a patient; only what was changed is recorded, beside what the desk saw before. */
import { Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PatientCard } from '../../contract/patients.ts'
import { PatientDetails, type PatientChanges } from '../../domain/patients/facts.ts'
import { parsePhone } from '../../domain/values/phone.ts'
import { parseTypedDate } from '../../domain/values/typed-date.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './patient-dialogs.module.css'
import { patientRefusalText } from './refusal-text.ts'
import { patientTexts } from './texts.ts'

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export const EditPatient = ({ card, onClose }: { readonly card: PatientCard; readonly onClose: () => void }) => {
  const texts = useTexts(patientTexts)
  const general = useTexts(appTexts)
  const { standing } = usePresent()
  const { details } = card
  const [typed, setTyped] = useState(() => ({
    family: details.name.family,
    given: details.name.given,
    patronymic: details.name.patronymic ?? '',
    birthDate: formatDate(details.birthDate),
    phone: details.phones[0] ?? '',
    email: details.email ?? '',
    address: details.address ?? '',
    recordNumber: details.recordNumber ?? '',
    documentSeries: details.document?.series ?? '',
    documentNumber: details.document?.number ?? '',
    documentIssuedBy: details.document?.issuedBy ?? '',
    documentIssuedOn: details.document?.issuedOn == null ? '' : formatDate(details.document.issuedOn),
    note: details.note ?? ''
  }))
  type Field = keyof typeof typed
  const [tried, setTried] = useState(false)

  const phone = typed.phone.trim() === '' ? null : parsePhone(typed.phone)
  const born = parseTypedDate(typed.birthDate, standing.today)
  const issued = typed.documentIssuedOn.trim() === '' ? null : parseTypedDate(typed.documentIssuedOn, standing.today)
  const wanted = PatientDetails.safeParse({
    ...details,
    name: { family: typed.family, given: typed.given, patronymic: orNull(typed.patronymic) },
    birthDate: born,
    phones: [...(phone === null ? [] : [phone]), ...details.phones.slice(1)],
    email: orNull(typed.email),
    address: orNull(typed.address),
    recordNumber: orNull(typed.recordNumber),
    note: orNull(typed.note),
    document:
      typed.documentNumber.trim() === ''
        ? null
        : {
            code: details.document?.code ?? '21',
            series: typed.documentSeries.trim(),
            number: typed.documentNumber.trim(),
            issuedBy: typed.documentIssuedBy.trim(),
            issuedOn: issued
          }
  })
  const problems: Readonly<Partial<Record<Field, string>>> = {
    ...(wanted.success
      ? {}
      : problemsOf(
          wanted.error.issues.map(({ path }) => path.map(String)),
          texts
        )),
    ...(typed.phone.trim() !== '' && phone === null ? { phone: texts.problems.phone } : {}),
    ...(typed.documentIssuedOn.trim() !== '' && issued === null ? { documentIssuedOn: texts.problems.date } : {})
  }
  const save = useMutation({
    mutationFn: async (next: PatientDetails) => {
      const fields = Object.keys(next).filter((key): key is keyof PatientDetails => key in details)
      const changed = fields.filter((key) => JSON.stringify(next[key]) !== JSON.stringify(details[key]))
      const part = (from: PatientDetails): PatientChanges => Object.fromEntries(changed.map((key) => [key, from[key]]))
      if (changed.length > 0)
        await client.patients.change({ id: card.strip.id, changes: part(next), base: part(details) })
    },
    onSuccess: onClose
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (wanted.success && Object.keys(problems).length === 0) save.mutate(wanted.data)
  }
  const field = (name: Field, wide = false) => (
    <TextInput
      className={wide ? (classes.wide ?? '') : ''}
      label={texts.form[name]}
      value={typed[name]}
      error={tried ? problems[name] : undefined}
      autoComplete="off"
      data-autofocus={name === 'family' ? true : undefined}
      onChange={(event) => {
        const { value } = event.currentTarget
        setTyped((current) => ({ ...current, [name]: value }))
      }}
    />
  )
  return (
    <Modal opened onClose={onClose} title={texts.page.edit} size={640} centered>
      <form onSubmit={submit} className={classes.form}>
        <div className={classes.grid}>
          {field('family')}
          {field('given')}
          {field('patronymic')}
          <DateField
            label={texts.form.birthDate}
            value={typed.birthDate}
            error={tried ? problems.birthDate : undefined}
            onChange={(birthDate) => setTyped((current) => ({ ...current, birthDate }))}
          />
          {field('phone')}
          {field('email')}
          {field('address', true)}
          {field('documentSeries')}
          {field('documentNumber')}
          {field('documentIssuedBy')}
          <DateField
            label={texts.form.documentIssuedOn}
            value={typed.documentIssuedOn}
            error={tried ? problems.documentIssuedOn : undefined}
            onChange={(documentIssuedOn) => setTyped((current) => ({ ...current, documentIssuedOn }))}
          />
          {field('recordNumber')}
          {field('note')}
        </div>
        <p role="alert" className="danger">
          {save.error === null ? '' : (patientRefusalText(save.error, texts) ?? failureText(save.error, general))}
        </p>
        <Button type="submit" primary keys="Enter" disabled={save.isPending}>
          {texts.page.save}
        </Button>
      </form>
    </Modal>
  )
}

type Texts = (typeof patientTexts)['ru']

/** Where the schema objects, in the words of the form. */
const problemsOf = (paths: readonly (readonly string[])[], texts: Texts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    paths.map(([first = '', second = '']): readonly [string, string] => {
      if (first === 'name') return [second, texts.problems.name]
      if (first === 'birthDate') return ['birthDate', texts.problems.date]
      if (first === 'email') return ['email', texts.problems.email]
      return [first, texts.problems.required]
    })
  )
