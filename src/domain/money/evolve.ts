/** Folds a payment out of its facts. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, FactOf } from '../fact.ts'
import type { Instant } from '../values/dates.ts'
import type { DeviceId, StaffId } from '../values/ids.ts'
import { FiscalMarksNoted, PaymentReceived, PaymentReversed, type FiscalMarks, type PaymentFact } from './facts.ts'

interface Trace {
  readonly at: Instant
  readonly staff: StaffId | null
  readonly device: DeviceId
}

export type Reversal = FactOf<typeof PaymentReversed>['payload'] & Trace

export type Payment = FactOf<typeof PaymentReceived>['payload'] &
  Trace & {
    /**
     * The first one undoes the payment. More than one means that two desks apart reversed it: the sum counts once, and
     * somebody must find out whether the money was handed back twice.
     */
    readonly reversals: readonly Reversal[]
    readonly fiscal: readonly FiscalMarks[]
  }

export const paymentAggregate: Aggregate<Payment, PaymentFact> = {
  kind: 'payment',
  definitions: [PaymentReceived, PaymentReversed, FiscalMarksNoted],
  evolve: (state, fact) => {
    const { at, staff, device } = fact.provenance
    if (fact.type === 'payment.received')
      return state ?? { ...fact.payload, at, staff, device, reversals: [], fiscal: [] }
    if (state === null) return null
    switch (fact.type) {
      case 'payment.reversed':
        return { ...state, reversals: [...state.reversals, { ...fact.payload, at, staff, device }] }
      case 'payment.fiscal-marks-noted':
        return {
          ...state,
          fiscal: [...state.fiscal.filter((marks) => marks.operation !== fact.payload.operation), fact.payload]
        }
      default:
        return assertNever(fact, 'payment fact')
    }
  }
}

export const stands = (payment: Payment): boolean => payment.reversals.length === 0
