/** Imports patients: reads a line, and says what it changes of the patient whom it means. An empty cell never erases anything. */
import { z } from 'zod'
import { newFact, type NewFact } from '../fact.ts'
import {
  AllergyNotedSeeing,
  PatientDetailsChanged,
  PatientRegistered,
  RepresentativeNamed,
  type PatientDetails,
  type Representative
} from '../patients/facts.ts'
import { allAllergies, valuesOf } from '../patients/contested.ts'
import type { Patient } from '../patients/evolve.ts'
import { IdentityDocument } from '../patients/identity-document.ts'
import { searchText } from '../patients/search-text.ts'
import type { IsoDate } from '../values/dates.ts'
import type { PatientId } from '../values/ids.ts'
import { fullName, type PersonName, type Sex } from '../values/person-name.ts'
import { formatPhone, type Phone } from '../values/phone.ts'
import { codeCell, emailCell, fullNameCell, linesCell, listedCell, nameOf, phonesCell, textCell } from './cells.ts'
import type { PATIENTS } from './columns.ts'
import { birthDateCell } from './dated-cells.ts'
import { fieldChange, russianDate, type FieldChange, type IdOf, type PlannedLine } from './outcome.ts'
import { parsed, unparsed, type Parsed } from './problems.ts'
import type { RowReader } from './row.ts'

export type PatientColumn = (typeof PATIENTS)['columns'][number]['key']

export interface PatientRecord {
  readonly name: PersonName
  readonly birthDate: IsoDate
  readonly sex: Sex
  /** False when the sex was told from the name, which must not correct what somebody has entered. */
  readonly sexGiven: boolean
  readonly phones: readonly Phone[]
  readonly email: string | null
  readonly address: string | null
  readonly recordNumber: string | null
  readonly document: IdentityDocument | null
  readonly allergy: string | null
  readonly representative: { readonly name: PersonName; readonly phone: Phone | null } | null
  readonly note: string | null
}

const SEXES = new Map<string, Sex>([
  ...['м', 'муж', 'муж.', 'мужской', 'мужчина', 'm', 'male', 'man', '1'].map((word): [string, Sex] => [word, 'male']),
  ...['ж', 'жен', 'жен.', 'женский', 'женщина', 'f', 'female', 'woman', '2'].map((word): [string, Sex] => [
    word,
    'female'
  ])
])
export const sexCell = listedCell(SEXES, ['м', 'ж'])

/** By the patronymic, else by an ending of the family name that has one gender only. */
export const sexByName = (name: PersonName): Sex | null => {
  const patronymic = name.patronymic?.toLowerCase() ?? ''
  if (/(вич|ьич|ич|оглы|оглу|улы)$/.test(patronymic)) return 'male'
  if (/(вна|чна|кызы|гызы)$/.test(patronymic)) return 'female'
  const family = name.family.toLowerCase()
  if (/(ова|ева|ёва|ина|ына|ская|цкая|ая)$/.test(family)) return 'female'
  return /(ов|ев|ёв|ын|ский|цкий|ой|ый)$/.test(family) ? 'male' : null
}

/** «4011 123456» of a Russian passport; anything else is kept as another document's number. */
export const passportCell = (text: string): Parsed<IdentityDocument> => {
  const digits = /^(?:паспорт\s*(?:рф)?:?\s*)?(\d{2})\s?(\d{2})\s*(?:№|n)?\s*(\d{6})$/i.exec(text)
  const document = IdentityDocument.safeParse(
    digits === null
      ? { code: '91', series: '', number: text, issuedBy: '', issuedOn: null }
      : { code: '21', series: `${digits[1]} ${digits[2]}`, number: digits[3], issuedBy: '', issuedOn: null }
  )
  return document.success ? parsed(document.data) : unparsed({ code: 'TOO_LONG', most: 30 })
}

/** The name in one column or in three; the one in three is the safer. */
export const readName = <Key extends 'fullName' | 'family' | 'given' | 'patronymic'>(
  reader: RowReader<Key | 'fullName' | 'family' | 'given' | 'patronymic'>
): PersonName | null => {
  if (!reader.has('family') || !reader.has('given')) {
    const whole = reader.required('fullName', fullNameCell)
    if (whole === null || whole.family !== '') return whole
    // «Иванов» alone is nearly always a slip; people of one word do exist, and have a column for it.
    reader.wrong('fullName', { code: 'ONE_WORD_NAME' })
    return null
  }
  const name = nameOf(reader.text('family'), reader.text('given'), reader.text('patronymic') || null)
  if (name.ok) return name.value
  reader.wrong(
    reader.text('given') === '' ? 'given' : 'family',
    reader.text('given') === '' ? { code: 'EMPTY' } : { code: 'NOT_A_NAME' }
  )
  return null
}

export const readPatient =
  (today: IsoDate) =>
  (reader: RowReader<PatientColumn>): PatientRecord | null => {
    const name = readName(reader)
    const birthDate = reader.required('birthDate', birthDateCell(today))
    const sex = reader.text('sex') === '' ? (name === null ? null : sexByName(name)) : reader.optional('sex', sexCell)
    if (name !== null && sex === null && reader.text('sex') === '') reader.wrong('sex', { code: 'SEX_UNKNOWN' })
    const phones = [
      ...new Set([...(reader.optional('phone', phonesCell) ?? []), ...(reader.optional('phone2', phonesCell) ?? [])])
    ]
    if (phones.length > 5) reader.wrong('phone', { code: 'TOO_MANY', most: 5 })
    const representative = reader.optional('representative', fullNameCell)
    const record = {
      sexGiven: reader.text('sex') !== '',
      phones,
      email: reader.optional('email', emailCell),
      address: reader.optional('address', textCell(300)),
      recordNumber: reader.optional('recordNumber', codeCell(40)),
      document: reader.optional('document', passportCell),
      allergy: reader.optional('allergy', textCell(200)),
      representative:
        representative === null
          ? null
          : { name: representative, phone: reader.optional('representativePhone', phonesCell)?.[0] ?? null },
      note: reader.optional('note', linesCell(500))
    }
    return name === null || birthDate === null || sex === null ? null : { ...record, name, birthDate, sex }
  }

/** By what a patient is recognised from file to file: the name however its letters are written, and the date of birth. */
export const patientKey = (name: PersonName, birthDate: IsoDate): readonly [string, string] => [
  searchText(fullName(name)),
  birthDate
]

export const patientTitle = (name: PersonName, birthDate: IsoDate): string =>
  `${fullName(name)}, ${russianDate(birthDate)}`

/** Adds what the file knows to what the desk knows. */
export const planPatient = (
  row: number,
  record: PatientRecord,
  id: PatientId,
  existing: Patient | null,
  idOf: IdOf
): PlannedLine => {
  const title = patientTitle(record.name, record.birthDate)
  const representative = representativeOf(record, id, idOf)
  if (existing === null) {
    const { allergy, representative: _by, sexGiven: _given, ...details } = record
    const registered: PatientDetails = { ...details, phones: [...details.phones] }
    const facts: NewFact[] = [newFact(PatientRegistered, 'patient', id, registered)]
    if (representative !== null) facts.push(newFact(RepresentativeNamed, 'patient', id, representative))
    if (allergy !== null) facts.push(newFact(AllergyNotedSeeing, 'patient', id, { allergy, base: [null] }))
    return { row, outcome: 'new', title, changes: [], facts, doubles: [] }
  }
  const changed = changedDetails(record, existing)
  const facts: NewFact[] = []
  const changes: FieldChange[] = [...changed.list]
  if (changed.list.length > 0)
    facts.push(newFact(PatientDetailsChanged, 'patient', id, { changes: changed.after, base: changed.before }))
  const known =
    representative !== null &&
    existing.representatives.some((one) => searchText(fullName(one.name)) === searchText(fullName(representative.name)))
  if (representative !== null && !known) {
    facts.push(newFact(RepresentativeNamed, 'patient', id, representative))
    changes.push({ column: 'representative', before: '', after: fullName(representative.name) })
  }
  const noted = allAllergies(existing)
  const allergy = joinedAllergy(noted, record.allergy)
  if (allergy !== null) {
    const base = valuesOf(existing, 'allergy').map(({ value }) => (typeof value === 'string' ? value : null))
    facts.push(newFact(AllergyNotedSeeing, 'patient', id, { allergy, base }))
    changes.push({ column: 'allergy', before: noted ?? '', after: allergy })
  }
  return { row, outcome: facts.length === 0 ? 'same' : 'changed', title, changes, facts, doubles: [] }
}

const representativeOf = (record: PatientRecord, patient: PatientId, idOf: IdOf): Representative | null =>
  record.representative === null
    ? null
    : {
        id: z.uuid().parse(idOf('representative', patient, searchText(fullName(record.representative.name)))),
        kind: 'parent',
        name: record.representative.name,
        birthDate: null,
        phone: record.representative.phone,
        document: null,
        basis: null,
        patient: null
      }

/** An allergy that the file does not name is still one: both are kept. Null when nothing is to be noted. */
const joinedAllergy = (before: string | null, after: string | null): string | null => {
  if (after === null || (before !== null && searchText(before).includes(searchText(after)))) return null
  const joined = before === null ? after : `${before}; ${after}`.slice(0, 500)
  return joined === before ? null : joined
}

type Details = Pick<
  PatientDetails,
  'name' | 'birthDate' | 'sex' | 'phones' | 'email' | 'address' | 'recordNumber' | 'document' | 'note'
>
const changedDetails = (
  record: PatientRecord,
  existing: Patient
): { readonly before: Partial<Details>; readonly after: Partial<Details>; readonly list: readonly FieldChange[] } => {
  const list: FieldChange[] = []
  const before: Partial<Details> = {}
  const after: Partial<Details> = {}
  const compare = <Field extends keyof Details>(
    field: Field,
    column: PatientColumn,
    is: Details[Field] | null,
    show: (value: Details[Field]) => string
  ): void => {
    if (is === null) return
    const was: Details[Field] = existing[field]
    const change = fieldChange(column, was, is, show)
    if (change === null) return
    list.push(change)
    before[field] = was
    after[field] = is
  }
  // The same name in other capitals or with е for ё is no reason to change what somebody has typed with care.
  const sameName = searchText(fullName(existing.name)) === searchText(fullName(record.name))
  compare('name', 'fullName', sameName ? null : record.name, fullName)
  compare('birthDate', 'birthDate', record.birthDate, russianDate)
  compare('sex', 'sex', record.sexGiven ? record.sex : null, (sex) => (sex === 'male' ? 'м' : 'ж'))
  const phones = [...existing.phones, ...record.phones.filter((phone) => !existing.phones.includes(phone))].slice(0, 5)
  compare('phones', 'phone', record.phones.length === 0 ? null : phones, (all) => all.map(formatPhone).join(', '))
  compare('email', 'email', record.email, plain)
  compare('address', 'address', record.address, plain)
  compare('recordNumber', 'recordNumber', record.recordNumber, plain)
  const sameDocument = existing.document !== null && documentText(existing.document) === documentText(record.document)
  compare('document', 'document', sameDocument ? null : record.document, documentText)
  compare('note', 'note', record.note, plain)
  return { before, after, list }
}

const plain = (text: string | null): string => text ?? ''
const documentText = (document: IdentityDocument | null): string =>
  document === null ? '' : `${document.series}${document.number}`.replaceAll(' ', '')
