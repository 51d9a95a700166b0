/** Table of patients as screens list them, and the index that finds them by anything people type. */
import { allAllergies, conflictsOf, valuesOf } from '../../domain/patients/contested.ts'
import type { Patient } from '../../domain/patients/evolve.ts'
import { indexWords, phoneTails } from '../../domain/patients/search-text.ts'
import { PersonName } from '../../domain/values/person-name.ts'
import { Phone } from '../../domain/values/phone.ts'
import type { Database } from '../storage/database.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

export interface PatientTables {
  /**
   * `name` and `phones` are JSON; `representatives` counts the standing ones; `number` is the row of the search index;
   * `allergy` holds every one that stands; `apart` names the fields that were entered apart, as JSON.
   */
  patient: {
    number: number
    id: string
    name: string
    birth_date: string
    sex: string
    phones: string
    record_number: string | null
    allergy: string | null
    representatives: number
    registered_at: string
    apart: string
  }
}

export const patientProjection = projection<Patient | null>({
  kind: 'patient',
  version: 3,
  tables: ['patient', 'patient_search'],
  schema: [
    `CREATE TABLE patient (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, birth_date TEXT NOT NULL, sex TEXT NOT NULL, phones TEXT NOT NULL,
      record_number TEXT, allergy TEXT, representatives INTEGER NOT NULL, registered_at TEXT NOT NULL,
      apart TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX patient_by_birth ON patient (birth_date)',
    "CREATE INDEX patient_apart ON patient (number) WHERE apart <> '[]'",
    // Words only, without text or positions: answers «which rows hold these prefixes», which is all that search asks. Prefixes
    // of every usual length are stored: a common family name typed to its end costs 0.3 ms among a million instead of 30.
    `CREATE VIRTUAL TABLE patient_search USING fts5 (
      words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6 7', tokenize = 'unicode61 remove_diacritics 0'
    )`
  ],
  project: (db, id, patient) => {
    if (patient === null) {
      const gone = prepared(db, 'DELETE FROM patient WHERE id = ? RETURNING number').get(id) as
        | { number: number }
        | undefined
      if (gone !== undefined) prepared(db, 'DELETE FROM patient_search WHERE rowid = ?').run(gone.number)
      return
    }
    const columns = {
      id,
      name: JSON.stringify(patient.name),
      birth: patient.birthDate,
      sex: patient.sex,
      phones: JSON.stringify(patient.phones),
      record: patient.recordNumber,
      allergy: allAllergies(patient),
      representatives: patient.representatives.length,
      registered: patient.registeredAt,
      apart: JSON.stringify(conflictsOf(patient))
    }
    // An upsert would do, but for each one the search index writes out what it has gathered: a newcomer costs five times as much.
    const added = prepared(
      db,
      `INSERT INTO patient (id, name, birth_date, sex, phones, record_number, allergy, representatives, registered_at, apart)
       VALUES (:id, :name, :birth, :sex, :phones, :record, :allergy, :representatives, :registered, :apart) ON CONFLICT DO NOTHING`
    ).run(columns)
    const number = added.changes === 1 ? Number(added.lastInsertRowid) : changed(db, columns)
    indexPatient(db, number, { ...patient, ...everyName(patient) })
  }
})

const changed = (db: Database, columns: object): number =>
  (
    prepared(
      db,
      `UPDATE patient SET name = :name, birth_date = :birth, sex = :sex, phones = :phones, record_number = :record, allergy = :allergy,
         representatives = :representatives, registered_at = :registered, apart = :apart
       WHERE id = :id RETURNING number`
    ).get(columns) as { number: number }
  ).number

/** A patient is found by each name and phone that stands, also by those that somebody must still settle. */
const everyName = (patient: Patient): { readonly names: readonly PersonName[]; readonly phones: readonly Phone[] } => ({
  names: valuesOf(patient, 'name').map(({ value }) => PersonName.parse(value)),
  phones: valuesOf(patient, 'phones').flatMap(({ value }) => Phone.array().parse(value))
})

/** Puts a patient under every word that should find them: name by letters and by sound, tails of phones, birth date, record number. */
export const indexPatient = (
  db: Database,
  number: number,
  patient: Pick<Patient, 'birthDate' | 'recordNumber'> & {
    readonly names: readonly PersonName[]
    readonly phones: readonly Phone[]
    readonly representatives?: Patient['representatives']
  }
): void => {
  const family = (patient.representatives ?? []).flatMap((one) => (one.phone === null ? [] : phoneTails(one.phone)))
  const words = [
    ...patient.names.flatMap(indexWords),
    ...patient.phones.flatMap(phoneTails),
    // A child is found by the phone of the mother.
    ...family,
    birthWord(patient.birthDate),
    birthYearWord(Number(patient.birthDate.slice(0, 4))),
    ...(patient.recordNumber ?? '')
      .split(/\D+/)
      .filter((digits) => digits.length >= 3)
      .map(recordWord)
  ]
  prepared(db, 'INSERT OR REPLACE INTO patient_search (rowid, words) VALUES (?, ?)').run(number, words.join(' '))
}

export const birthWord = (date: string): string => `b${date.replaceAll('-', '')}`
export const birthYearWord = (year: number): string => `y${year}`
export const recordWord = (digits: string): string => `r${digits.replace(/^0+/, '')}`
