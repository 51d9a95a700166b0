/** Table of staff and the questions screens ask of it. */
import type { StaffMember } from '../../domain/staff/evolve.ts'
import { PersonName, shortName } from '../../domain/values/person-name.ts'
import { StaffId, type ClinicId } from '../../domain/values/ids.ts'
import type { Database } from '../storage/database.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

export interface StaffTables {
  /** `roles`, `clinics` are JSON arrays; `name` is a PersonName as JSON. */
  staff: {
    id: string
    name: string
    short_name: string
    roles: string
    clinics: string
    specialty: string | null
    position: string
    pin_hash: string | null
    dismissed: number
  }
}

export const staffProjection = projection<StaffMember | null>({
  kind: 'staff',
  version: 1,
  tables: ['staff'],
  schema: [
    `CREATE TABLE staff (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL, roles TEXT NOT NULL, clinics TEXT NOT NULL,
      specialty TEXT, position TEXT NOT NULL, pin_hash TEXT, dismissed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`
  ],
  project: (db, id, member) => {
    if (member === null) return void prepared(db, 'DELETE FROM staff WHERE id = ?').run(id)
    prepared(db, 'INSERT OR REPLACE INTO staff VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      id,
      JSON.stringify(member.name),
      shortName(member.name),
      JSON.stringify(member.roles),
      JSON.stringify(member.clinics),
      member.specialty,
      member.position,
      member.pinHash,
      member.dismissed ? 1 : 0
    )
  }
})

export interface StaffRow {
  readonly id: StaffId
  readonly name: PersonName
  readonly position: string
  readonly roles: readonly string[]
}

/** People who may sign in at a clinic: they have a PIN, are not dismissed, and work there or everywhere. */
export const signInList = (db: Database, clinic: ClinicId): readonly StaffRow[] =>
  (
    prepared(
      db,
      `SELECT id, name, position, roles FROM staff
       WHERE dismissed = 0 AND pin_hash IS NOT NULL
         AND (clinics = '[]' OR EXISTS (SELECT 1 FROM json_each(clinics) WHERE value = ?))
       ORDER BY short_name`
    ).all(clinic) as { id: string; name: string; position: string; roles: string }[]
  ).map((row) => ({
    id: StaffId.parse(row.id),
    name: PersonName.parse(JSON.parse(row.name)),
    position: row.position,
    roles: JSON.parse(row.roles) as string[]
  }))

export const staffNames = (db: Database): ReadonlyMap<string, string> =>
  new Map(
    (prepared(db, 'SELECT id, short_name FROM staff').all() as { id: string; short_name: string }[]).map((row) => [
      row.id,
      row.short_name
    ])
  )
