/** Says who entered something, where and when, in the names that a desk knows. */
import type { EnteredBy } from '../../contract/tasks.ts'
import type { Entered } from '../../domain/patients/contested.ts'
import type { Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'

export type Told = Omit<Entered, 'fact'>

export const enteredBy = (desk: Desk, { by, clinic, device, at }: Told): EnteredBy => {
  const person = prepared(desk.db, 'SELECT short_name FROM staff WHERE id = ?').get(by) as
    | { short_name: string }
    | undefined
  const place = prepared(desk.db, 'SELECT short_name FROM clinic WHERE id = ?').get(clinic) as
    | { short_name: string }
    | undefined
  return {
    by: person?.short_name ?? null,
    clinic: place?.short_name ?? null,
    here: device === desk.identity.device,
    at
  }
}
