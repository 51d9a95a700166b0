/** Folds an act of completed work out of its facts. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, ClockDoubt, FactOf } from '../fact.ts'
import type { Instant, IsoDate } from '../values/dates.ts'
import type { StaffId } from '../values/ids.ts'
import { ActIssued, ActPrinted, ActReversed, type ActFact } from './facts.ts'

export interface ActReversal {
  readonly reason: string
  readonly on: IsoDate
  readonly at: Instant
  readonly by: StaffId | null
}

export type ActPrinting = FactOf<typeof ActPrinted>['payload'] & { readonly at: Instant }

export type Act = FactOf<typeof ActIssued>['payload'] & {
  readonly issuedAt: Instant
  /** The clock of the PC that issued it was not to be trusted. */
  readonly doubt?: ClockDoubt
  readonly issuedBy: StaffId | null
  readonly reversed: ActReversal | null
  /** Papers that came out or were sent, oldest first. */
  readonly printings: readonly ActPrinting[]
}

export const actAggregate: Aggregate<Act, ActFact> = {
  kind: 'act',
  definitions: [ActIssued, ActReversed, ActPrinted],
  evolve: (state, fact) => {
    const { at, staff, doubt } = fact.provenance
    if (fact.type === 'act.issued')
      return (
        state ?? {
          ...fact.payload,
          issuedAt: at,
          ...(doubt === undefined ? {} : { doubt }),
          issuedBy: staff,
          reversed: null,
          printings: []
        }
      )
    if (state === null) return null
    switch (fact.type) {
      case 'act.reversed':
        // Reversed on two desks at once: the first reversal is the one, since an act cannot be owed less than nothing.
        return { ...state, reversed: state.reversed ?? { ...fact.payload, at, by: staff } }
      case 'act.printed':
        return state.printings.some((one) => one.job === fact.payload.job)
          ? state
          : { ...state, printings: [...state.printings, { ...fact.payload, at }] }
      default:
        return assertNever(fact, 'act fact')
    }
  }
}
