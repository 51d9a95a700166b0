/** A new patient: checked as it is typed, with possible doubles shown and explained before anything is saved. */
import { Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useContext, useState, type FormEvent } from 'react'
import { uuidv7 } from 'uuidv7'
import { RepresentativeKind } from '../../domain/patients/facts.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { calls, client, queries } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { Doubles } from './doubles.tsx'
import classes from './new-patient.module.css'
import {
  ageInForm,
  detailsIn,
  emptyForm,
  formProblems,
  needsRepresentative,
  representativeIn,
  sexByPatronymic,
  type FormField,
  type PatientForm
} from './patient-form.ts'
import { patientRefusalText } from './refusal-text.ts'
import { patientTexts } from './texts.ts'

export const NewPatient = ({ typed }: { readonly typed: string }) => {
  const texts = useTexts(patientTexts)
  const general = useTexts(appTexts)
  const language = useContext(LanguageContext)
  const { standing } = usePresent()
  const { start, back } = useNavigation()
  const notify = useNotify()
  const [form, setForm] = useState(() => emptyForm(typed))
  const [left, setLeft] = useState<ReadonlySet<FormField>>(new Set())
  const [ids] = useState(() => ({ patient: PatientId.parse(uuidv7()), representative: uuidv7() }))
  const problems = formProblems(form, standing.today, texts.problems)
  const details = Object.keys(problems).length === 0 ? detailsIn(form, standing.today) : null
  const doubles = useQuery(
    calls.patients.doubles.queryOptions({ input: details ?? undefinedInput, enabled: details !== null, gcTime: 0 })
  )
  const found = details === null ? [] : (doubles.data ?? [])

  const register = useMutation({
    mutationFn: async () => {
      if (details === null) throw new Error('the form is not complete')
      return client.patients.register({
        id: ids.patient,
        details,
        representative: representativeIn(form, standing.today, ids.representative)
      })
    },
    onSuccess: (strip) => {
      notify({ tone: 'done', text: texts.form.registered(strip.name) })
      start({ name: 'patient', patient: strip.id })
    },
    onError: (error) =>
      notify({ tone: 'danger', text: patientRefusalText(error, texts) ?? failureText(error, general) })
  })
  const save = async (): Promise<void> => {
    setLeft(new Set(Object.keys(form).filter((key): key is FormField => key in form)))
    if (details === null || register.isPending) return
    // Asked to save before the doubles are known: they are waited for, and those that nobody has seen yet are shown first.
    const unseen = doubles.isFetching
      ? await queries.fetchQuery(calls.patients.doubles.queryOptions({ input: details, gcTime: 0 }))
      : []
    if (unseen.length === 0) register.mutate()
  }
  const saveNow = (): void => {
    save().catch((error: unknown) => notify({ tone: 'danger', text: failureText(error, general) }))
  }
  const likeliest = found[0]?.patient.id
  // Against all evidence nobody is registered by the key that comes to hand first.
  const isKnown = found[0]?.likelihood === 'same'
  useKeys({
    F2: saveNow,
    F3: likeliest === undefined ? undefined : () => start({ name: 'patient', patient: likeliest })
  })

  const field = (name: Exclude<FormField, 'sex' | 'kind'>) => ({
    label: name === 'basis' ? texts.form.basis : texts.form[name],
    value: form[name],
    error: left.has(name) ? problems[name] : undefined,
    onBlur: () => setLeft(new Set([...left, name]))
  })
  const text = (name: Exclude<FormField, 'sex' | 'kind' | 'birthDate'>, autoFocus = false) => (
    <TextInput
      {...field(name)}
      autoComplete="off"
      data-autofocus={autoFocus}
      autoFocus={autoFocus}
      onChange={(event) => set(name, event.currentTarget.value)}
    />
  )
  const set = <Name extends FormField>(name: Name, value: PatientForm[Name]): void =>
    setForm((current) => ({ ...current, [name]: value }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    saveNow()
  }
  const age = ageInForm(form, standing.today)

  return (
    <form className={classes.page} onSubmit={submit} lang={language}>
      <h1>{texts.form.title}</h1>
      <div className={classes.columns}>
        <div className={classes.fields}>
          {text('family', true)}
          {text('given')}
          {text('patronymic')}
          <DateField {...field('birthDate')} onChange={(value) => set('birthDate', value)} />
          <Select
            label={texts.form.sex}
            value={form.sex ?? sexByPatronymic(form.patronymic)}
            error={left.has('sex') ? problems.sex : undefined}
            data={[
              { value: 'female', label: texts.form.female },
              { value: 'male', label: texts.form.male }
            ]}
            onChange={(value) => set('sex', value)}
            onBlur={() => setLeft(new Set([...left, 'sex']))}
          />
          {text('phone')}
          {needsRepresentative(form, standing.today) && (
            <fieldset className={classes.representative}>
              <legend>{texts.form.representative(age ?? 0)}</legend>
              <Select
                label={texts.form.kind}
                value={form.kind}
                data={RepresentativeKind.options.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
                onChange={(value) => {
                  if (value !== null) set('kind', value)
                }}
              />
              {text('representativeName')}
              {text('representativePhone')}
              {form.kind !== 'parent' && text('basis')}
              {form.kind !== 'parent' && text('basisNumber')}
            </fieldset>
          )}
          {text('recordNumber')}
          {text('address')}
          {text('email')}
          {text('note')}
        </div>
        <Doubles doubles={found} primary={isKnown} onOpen={(patient) => start({ name: 'patient', patient })} />
      </div>
      <footer className={classes.footer}>
        <Button type="submit" primary={!isKnown} keys="F2" disabled={register.isPending}>
          {found.length === 0 ? texts.form.save : texts.form.saveAnyway}
        </Button>
        <Button keys="Esc" onClick={back}>
          {general.cancel}
        </Button>
      </footer>
    </form>
  )
}

/** The query is disabled while the form is incomplete; its input is then never sent. */
const undefinedInput = {
  name: { family: '', given: '', patronymic: null },
  birthDate: '',
  sex: 'female' as const,
  phones: [],
  email: null,
  address: null,
  recordNumber: null,
  document: null,
  note: null
}
