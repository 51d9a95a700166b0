/** Folds a visit out of its facts, remembering when it entered each state so that waiting can be timed. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate } from '../fact.ts'
import type { FactId, PatientId } from '../values/ids.ts'
import type { Instant } from '../values/dates.ts'
import {
  ConsentGateOverridden,
  VisitBooked,
  VisitMoved,
  VisitMoveUndone,
  VisitRebooked,
  VisitServicesChanged,
  type BookedService,
  type VisitFact,
  type VisitSlot,
  type VisitState
} from './facts.ts'

export interface VisitMove {
  readonly id: FactId
  readonly from: VisitState
  readonly to: VisitState
  readonly at: Instant
  readonly reason: string | null
}

export interface Visit {
  readonly patient: PatientId
  readonly slot: VisitSlot
  readonly services: readonly BookedService[]
  readonly note: string | null
  readonly state: VisitState
  /** When the visit entered its present state; the booking itself for a booked one. */
  readonly since: Instant
  readonly arrivedAt: Instant | null
  /** Standing moves, oldest first; an undone move is gone from here but stays in the journal. */
  readonly moves: readonly VisitMove[]
  readonly bookedAt: Instant
  readonly overriddenConsents: readonly string[]
}

export const visitAggregate: Aggregate<Visit, VisitFact> = {
  kind: 'visit',
  definitions: [VisitBooked, VisitMoved, VisitMoveUndone, VisitRebooked, VisitServicesChanged, ConsentGateOverridden],
  evolve: (state, fact) => {
    if (fact.type === 'visit.booked') {
      return (
        state ?? {
          ...fact.payload,
          state: 'booked',
          since: fact.provenance.at,
          arrivedAt: null,
          moves: [],
          bookedAt: fact.provenance.at,
          overriddenConsents: []
        }
      )
    }
    if (state === null) return null
    switch (fact.type) {
      case 'visit.moved': {
        const { from, to, reason } = fact.payload
        return withMoves(state, [...state.moves, { id: fact.provenance.id, from, to, at: fact.provenance.at, reason }])
      }
      case 'visit.move-undone':
        return withMoves(
          state,
          state.moves.filter((move) => move.id !== fact.payload.move)
        )
      case 'visit.rebooked':
        // Another time is a new beginning: the visit waits to happen again, old moves no longer count, and a consent that
        // somebody answered for on that day is needed again.
        return {
          ...withMoves(state, []),
          slot: fact.payload.slot,
          since: fact.provenance.at,
          overriddenConsents: []
        }
      case 'visit.services-changed':
        return { ...state, services: fact.payload.services }
      case 'visit.consent-gate-overridden':
        return { ...state, overriddenConsents: [...new Set([...state.overriddenConsents, ...fact.payload.missing])] }
      default:
        return assertNever(fact, 'visit fact')
    }
  }
}

const withMoves = (visit: Visit, moves: readonly VisitMove[]): Visit => {
  const last = moves.at(-1)
  return {
    ...visit,
    moves,
    state: last?.to ?? 'booked',
    since: last?.at ?? visit.bookedAt,
    arrivedAt: moves.find((move) => move.to === 'arrived')?.at ?? null
  }
}
