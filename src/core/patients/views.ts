/** Table of patients as screens list them; the search index lies beside it. */
import type { Patient } from '../../domain/patients/evolve.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

export interface PatientTables {
  /** `name` and `phones` are JSON; `representatives` counts the standing ones. */
  patient: {
    id: string; name: string; birth_date: string; sex: string; phones: string; record_number: string | null
    allergy: string | null; representatives: number; registered_at: string
  }
}

export const patientProjection = projection<Patient | null>({
  kind: 'patient',
  version: 1,
  tables: ['patient'],
  schema: [
    `CREATE TABLE patient (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, birth_date TEXT NOT NULL, sex TEXT NOT NULL, phones TEXT NOT NULL,
      record_number TEXT, allergy TEXT, representatives INTEGER NOT NULL, registered_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`
  ],
  project: (db, id, patient) => {
    if (patient === null) return
    prepared(db, 'INSERT OR REPLACE INTO patient VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      id, JSON.stringify(patient.name), patient.birthDate, patient.sex, JSON.stringify(patient.phones),
      patient.recordNumber, patient.allergy, patient.representatives.length, patient.registeredAt
    )
  }
})
