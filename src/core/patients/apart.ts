/** Patients of whom desks apart entered different values, for the list of tasks. */
import type { ConflictTask } from '../../contract/tasks.ts'
import { conflictsOf, ContestedValue, valuesOf } from '../../domain/patients/contested.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import type { Desk } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import { enteredBy } from '../tasks/entered-by.ts'

/** How many fields of how many patients wait to be settled. */
export const countApart = (db: Database): number =>
  (
    prepared(db, "SELECT coalesce(sum(json_array_length(apart)), 0) AS n FROM patient WHERE apart <> '[]'").get() as {
      n: number
    }
  ).n

export const valuesApart = (desk: Desk): readonly ConflictTask[] =>
  (prepared(desk.db, "SELECT id FROM patient WHERE apart <> '[]'").all() as { id: string }[]).flatMap((row) => {
    const id = PatientId.parse(row.id)
    const patient = desk.journal.state(patientAggregate, id)
    if (patient === null) return []
    return conflictsOf(patient).map((field): ConflictTask => ({
      kind: 'values',
      key: `${id} ${field}`,
      patient: { id, name: fullName(patient.name) },
      values: valuesOf(patient, field).flatMap(({ value, entered }) => {
        const last = entered.at(-1)
        if (last === undefined) return []
        const is = ContestedValue.parse({ field, value })
        return [{ is, facts: entered.map((one) => one.fact), entered: enteredBy(desk, last) }]
      })
    }))
  })
