/** The form of a new patient as pure data: what was typed, what is wrong with it, and the details it makes. */
import { PatientDetails, Representative, type RepresentativeKind } from '../../domain/patients/facts.ts'
import { AGE_OF_CONSENT } from '../../domain/patients/decide.ts'
import { ageOn, type IsoDate } from '../../domain/values/dates.ts'
import { PersonName, type Sex } from '../../domain/values/person-name.ts'
import { parsePhone } from '../../domain/values/phone.ts'
import { parseTypedDate } from '../../domain/values/typed-date.ts'
import type { PatientTexts } from './texts.ts'

export interface PatientForm {
  readonly family: string
  readonly given: string
  readonly patronymic: string
  readonly birthDate: string
  readonly sex: Sex | null
  readonly phone: string
  readonly email: string
  readonly address: string
  readonly recordNumber: string
  readonly note: string
  readonly kind: RepresentativeKind
  readonly representativeName: string
  readonly representativePhone: string
  readonly basis: string
  readonly basisNumber: string
}

export type FormField = keyof PatientForm
export type FormProblems = Readonly<Partial<Record<FormField, string>>>

/** What was typed into search starts the form: words are the name, digits are the phone. */
export const emptyForm = (typed: string): PatientForm => {
  const digits = typed.replace(/\D/g, '')
  const words = typed
    .replace(/[^\p{L}\s'-]/gu, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(capitalised)
  return {
    family: words[0] ?? '',
    given: words[1] ?? '',
    patronymic: words.slice(2).join(' '),
    birthDate: '',
    sex: null,
    phone: digits.length >= 6 ? digits : '',
    email: '',
    address: '',
    recordNumber: '',
    note: '',
    kind: 'parent',
    representativeName: '',
    representativePhone: '',
    basis: '',
    basisNumber: ''
  }
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** Patronymics tell the sex almost always: «-вич» and «оглы» are sons, «-вна», «-чна» and «кызы» daughters. */
export const sexByPatronymic = (patronymic: string): Sex | null => {
  if (/(вич|ьич|оглы|улы)$/iu.test(patronymic.trim())) return 'male'
  return /(вна|чна|кызы)$/iu.test(patronymic.trim()) ? 'female' : null
}

export const ageInForm = (form: PatientForm, today: IsoDate): number | null => {
  const born = parseTypedDate(form.birthDate, today)
  return born === null || born > today ? null : ageOn(born, today)
}

export const needsRepresentative = (form: PatientForm, today: IsoDate): boolean => {
  const age = ageInForm(form, today)
  return age !== null && age < AGE_OF_CONSENT
}

export const formProblems = (form: PatientForm, today: IsoDate, texts: PatientTexts['problems']): FormProblems => {
  const problems: Partial<Record<FormField, string>> = {}
  const name = PersonName.safeParse(nameIn(form))
  if (form.given.trim() === '') problems.given = texts.required
  if (form.family.trim() === '') problems.family = texts.required
  if (!name.success) {
    for (const { path } of name.error.issues) {
      const [field] = path
      if (field === 'family' || field === 'given' || field === 'patronymic') problems[field] ??= texts.name
    }
  }
  const born = parseTypedDate(form.birthDate, today)
  if (born === null) problems.birthDate = form.birthDate === '' ? texts.required : texts.date
  else if (born > today) problems.birthDate = texts.future
  if (form.sex === null && sexByPatronymic(form.patronymic) === null) problems.sex = texts.required
  if (form.phone.trim() !== '' && parsePhone(form.phone) === null) problems.phone = texts.phone
  if (form.email.trim() !== '' && !PatientDetails.shape.email.safeParse(form.email.trim()).success)
    problems.email = texts.email
  if (needsRepresentative(form, today)) {
    if (nameOf(form.representativeName) === null) problems.representativeName = texts.fullName
    if (form.representativePhone.trim() !== '' && parsePhone(form.representativePhone) === null)
      problems.representativePhone = texts.phone
    if (form.kind !== 'parent' && form.basis.trim() === '') problems.basis = texts.required
  }
  return problems
}

/** Null while anything is wrong. */
export const detailsIn = (form: PatientForm, today: IsoDate): PatientDetails | null => {
  const born = parseTypedDate(form.birthDate, today)
  const phone = form.phone.trim() === '' ? null : parsePhone(form.phone)
  const details = PatientDetails.safeParse({
    name: nameIn(form),
    birthDate: born,
    sex: form.sex ?? sexByPatronymic(form.patronymic),
    phones: phone === null ? [] : [phone],
    email: orNull(form.email),
    address: orNull(form.address),
    recordNumber: orNull(form.recordNumber),
    document: null,
    note: orNull(form.note)
  })
  return details.success ? details.data : null
}

export const representativeIn = (form: PatientForm, today: IsoDate, id: string): Representative | null => {
  const name = nameOf(form.representativeName)
  if (!needsRepresentative(form, today) || name === null) return null
  const representative = Representative.safeParse({
    id,
    kind: form.kind,
    name,
    birthDate: null,
    phone: form.representativePhone.trim() === '' ? null : parsePhone(form.representativePhone),
    document: null,
    basis:
      form.basis.trim() === ''
        ? null
        : { title: form.basis.trim(), number: form.basisNumber.trim(), date: null, validTo: null },
    patient: null
  })
  return representative.success ? representative.data : null
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const nameIn = (form: PatientForm): unknown => ({
  family: form.family,
  given: form.given,
  patronymic: orNull(form.patronymic)
})

/** «Гаврилова Нина Петровна» as family, given and patronymic; null without a given name. */
export const nameOf = (text: string): PersonName | null => {
  const [family = '', given = '', ...rest] = text.trim().split(/\s+/)
  const name = PersonName.safeParse({ family, given, patronymic: rest.length === 0 ? null : rest.join(' ') })
  return name.success ? name.data : null
}
