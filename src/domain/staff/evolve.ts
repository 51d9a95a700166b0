/** Folds a member of staff out of the facts about them. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate } from '../fact.ts'
import { PinSet, StaffChanged, StaffDismissed, StaffHired, type StaffCard, type StaffFact } from './facts.ts'

export type StaffMember = StaffCard & { readonly pinHash: string | null; readonly dismissed: boolean }

export const staffAggregate: Aggregate<StaffMember, StaffFact> = {
  kind: 'staff',
  definitions: [StaffHired, StaffChanged, PinSet, StaffDismissed],
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'staff.hired':
      case 'staff.changed':
        return {
          ...fact.payload,
          pinHash: state?.pinHash ?? null,
          dismissed: fact.type === 'staff.hired' ? false : (state?.dismissed ?? false)
        }
      case 'staff.pin-set':
        return state === null ? null : { ...state, pinHash: fact.payload.hash }
      case 'staff.dismissed':
        return state === null ? null : { ...state, dismissed: true }
      default:
        return assertNever(fact, 'staff fact')
    }
  }
}
