/** Who may do what: rights of each role and the one question `may`, asked in core before every command. */
import type { ClinicId, StaffId } from '../values/ids.ts'
import type { PersonName } from '../values/person-name.ts'
import type { Role } from './facts.ts'

export const RIGHTS = [
  'see-patients',
  'register-patients',
  'book-visits',
  'move-visits',
  'override-consent-gate',
  'prepare-documents',
  'sign-as-clinician',
  'edit-plans',
  'issue-acts',
  'take-payments',
  'reverse-payments',
  'issue-cards',
  'handle-incidents',
  'import-data',
  'configure-desk',
  'see-reports',
  /** Asks head office to destroy a person's data. */
  'request-erasure'
] as const
export type Right = (typeof RIGHTS)[number]

const DESK: readonly Right[] = [
  'see-patients',
  'register-patients',
  'book-visits',
  'move-visits',
  'override-consent-gate',
  'prepare-documents',
  'edit-plans',
  'issue-acts',
  'take-payments',
  'issue-cards',
  'handle-incidents'
]

const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  receptionist: DESK,
  'senior-receptionist': [...DESK, 'reverse-payments', 'import-data', 'configure-desk', 'see-reports'],
  cashier: ['see-patients', 'issue-acts', 'take-payments', 'reverse-payments', 'issue-cards'],
  doctor: ['see-patients', 'move-visits', 'sign-as-clinician', 'edit-plans', 'prepare-documents'],
  coordinator: [
    'see-patients',
    'register-patients',
    'book-visits',
    'move-visits',
    'edit-plans',
    'prepare-documents',
    'handle-incidents'
  ],
  director: RIGHTS.filter((right) => right !== 'sign-as-clinician'),
  'head-office': ['see-patients', 'book-visits', 'handle-incidents', 'import-data', 'see-reports']
}

/** The signed-in person on whose behalf a command runs; every fact carries their id. */
export interface Actor {
  readonly staff: StaffId
  readonly name: PersonName
  readonly roles: readonly Role[]
  readonly clinic: ClinicId
}

export const may = (actor: Pick<Actor, 'roles'>, right: Right): boolean =>
  actor.roles.some((role) => RIGHTS_OF[role].includes(right))
