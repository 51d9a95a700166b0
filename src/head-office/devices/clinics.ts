/** Clinics of the network as far as enrolment needs them: an id that desks use in their facts, and a name for people. */
import type { Sql } from '../database.ts'

export interface Clinic {
  readonly id: string
  readonly name: string
}

/** Makes a clinic known or renames it. */
export const keepClinic = async (sql: Sql, clinic: Clinic): Promise<void> => {
  await sql.query('INSERT INTO clinic (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name', [
    clinic.id,
    clinic.name
  ])
}
