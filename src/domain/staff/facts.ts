/** Facts about the people who work with the desk: who they are, what they may do, how they sign in. */
import { z } from 'zod'
import { Specialty } from '../clinic/facts.ts'
import { defineFact, type FactOf } from '../fact.ts'
import { ClinicId } from '../values/ids.ts'
import { PersonName } from '../values/person-name.ts'

export const Role = z.enum([
  'receptionist',
  'senior-receptionist',
  'cashier',
  'doctor',
  'coordinator',
  'director',
  'head-office'
])
export type Role = z.infer<typeof Role>

export const StaffCard = z.object({
  name: PersonName,
  roles: z.array(Role).min(1),
  /** Where this person may sign in; empty means everywhere. */
  clinics: z.array(ClinicId),
  specialty: Specialty.nullable(),
  /** Post as papers print it: «врач-стоматолог-хирург». */
  position: z.string()
})
export type StaffCard = z.infer<typeof StaffCard>

export const StaffHired = defineFact('staff.hired', 1, StaffCard)
export const StaffChanged = defineFact('staff.changed', 1, StaffCard)
/** argon2id in PHC text form; the PIN itself is never stored. */
export const PinSet = defineFact('staff.pin-set', 1, z.object({ hash: z.string().startsWith('$argon2id$') }))
export const StaffDismissed = defineFact('staff.dismissed', 1, z.object({}))

export type StaffFact =
  | FactOf<typeof StaffHired>
  | FactOf<typeof StaffChanged>
  | FactOf<typeof PinSet>
  | FactOf<typeof StaffDismissed>
