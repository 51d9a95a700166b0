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
  /** Moves that count, oldest first; an undone move is gone from here but stays in the journal. */
  readonly moves: readonly VisitMove[]
  /** Every move that was not undone, when some of them do not count because another desk was farther. */
  readonly reported?: readonly VisitMove[]
  readonly undone?: readonly string[]
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
        const { id, at } = fact.provenance
        if (state.undone?.includes(id) === true) return state
        return withMoves(state, [...(state.reported ?? state.moves), { id, from, to, at, reason }])
      }
      case 'visit.move-undone': {
        const { move } = fact.payload
        const left = (state.reported ?? state.moves).filter((one) => one.id !== move)
        return withMoves({ ...state, undone: [...new Set([...(state.undone ?? []), move])] }, left)
      }
      case 'visit.rebooked':
        // Treated patients are not moved to another day: whoever did it did not know.
        if (state.moves.some((move) => move.to === 'in-chair')) return state
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

/** How far a visit has come on its road; one that was called off can still begin, one left without waiting can still go on. */
const ROAD: Readonly<Record<VisitState, number>> = {
  booked: 0,
  'no-show': 0,
  cancelled: 0,
  arrived: 1,
  'in-chair': 2,
  done: 3,
  paid: 4,
  left: 5
}

/**
 * Which of the moves count, when two desks made them apart. Somebody who came, sat down, was treated or paid did so
 * whatever another desk believed: such a move counts when it leads farther than the visit is, so a late one never sets it
 * back. Calling a visit off (cancelled, no show, left without waiting) is only a belief about somebody who is not there: it
 * counts only in the very state in which it was made.
 */
const counting = (moves: readonly VisitMove[]): readonly VisitMove[] => {
  const standing: VisitMove[] = []
  let state: VisitState = 'booked'
  let road = 0
  for (const move of moves) {
    const callsOff = move.to === 'cancelled' || move.to === 'no-show' || (move.to === 'left' && move.from === 'arrived')
    if (callsOff ? move.from !== state : ROAD[move.to] <= road) continue
    standing.push(move)
    state = move.to
    road = callsOff ? ROAD[move.from] : ROAD[move.to]
  }
  return standing
}

const withMoves = (visit: Visit, reported: readonly VisitMove[]): Visit => {
  const moves = counting(reported)
  const last = moves.at(-1)
  const { reported: _before, ...rest } = visit
  return {
    ...rest,
    moves,
    ...(moves.length === reported.length ? {} : { reported }),
    state: last?.to ?? 'booked',
    since: last?.at ?? visit.bookedAt,
    arrivedAt: moves.find((move) => move.to === 'arrived')?.at ?? null
  }
}
