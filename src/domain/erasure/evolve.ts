/** Folds one destruction of personal data: what was asked, what was ordered, and which devices have confirmed. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, FactOf } from '../fact.ts'
import type { Instant } from '../values/dates.ts'
import type { ClinicId, DeviceId, FactId, StaffId } from '../values/ids.ts'
import { ErasureCarriedOut, ErasureDeclined, ErasureOrdered, ErasureRequested, type ErasureFact } from './facts.ts'

export type ErasureRequest = FactOf<typeof ErasureRequested>['payload'] & {
  readonly at: Instant
  readonly by: StaffId | null
  readonly clinic: ClinicId | null
}

export type ErasureOrder = FactOf<typeof ErasureOrdered>['payload'] & {
  /** The fact by which it was given: many may be given in one moment. */
  readonly id: FactId
  readonly at: Instant
  /** Who ordered it: devices obey head office alone. */
  readonly device: DeviceId
}

export interface Confirmation {
  readonly device: DeviceId
  readonly at: Instant
  readonly facts: number
  readonly blobs: number
}

export interface Erasure {
  readonly request: ErasureRequest | null
  readonly declined: { readonly reason: string; readonly at: Instant } | null
  /** What came to light later about the same person is ordered again under the same erasure. */
  readonly orders: readonly ErasureOrder[]
  /** The last word of each device. */
  readonly confirmed: readonly Confirmation[]
}

const NOTHING: Erasure = { request: null, declined: null, orders: [], confirmed: [] }

export const erasureAggregate: Aggregate<Erasure, ErasureFact> = {
  kind: 'erasure',
  definitions: [ErasureRequested, ErasureDeclined, ErasureOrdered, ErasureCarriedOut],
  evolve: (before, fact) => {
    // An order may arrive before the request that led to it: each stands by itself.
    const state = before ?? NOTHING
    const { at, staff, clinic, device } = fact.provenance
    switch (fact.type) {
      case 'erasure.requested':
        return state.request === null ? { ...state, request: { ...fact.payload, at, by: staff, clinic } } : state
      case 'erasure.declined':
        return state.orders.length === 0 ? { ...state, declined: { ...fact.payload, at } } : state
      case 'erasure.ordered':
        return {
          ...state,
          declined: null,
          orders: [...state.orders, { ...fact.payload, id: fact.provenance.id, at, device }]
        }
      case 'erasure.carried-out':
        return {
          ...state,
          confirmed: [...state.confirmed.filter((one) => one.device !== device), { device, at, ...fact.payload }]
        }
      default:
        return assertNever(fact, 'erasure fact')
    }
  }
}
