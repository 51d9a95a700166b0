/** Rules of a visit: which move may follow which, what may be undone, when a slot may be booked. */
import type { Decision } from '../fact.ts'
import { accept, newFact, refuse } from '../fact.ts'
import { minutesOf } from '../values/dates.ts'
import type { FactId, PatientId, VisitId } from '../values/ids.ts'
import type { VisitRefusal } from './refusals.ts'
import type { Visit } from './evolve.ts'
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

export type VisitDecision = Decision<VisitFact, VisitRefusal>

/** Moves the desk may make. Going back is done by undoing, not by moving. */
const MOVES: Readonly<Record<VisitState, readonly VisitState[]>> = {
  booked: ['arrived', 'no-show', 'cancelled'],
  arrived: ['in-chair', 'left', 'cancelled'],
  'in-chair': ['done'],
  done: ['paid', 'left'],
  paid: ['left'],
  left: [],
  'no-show': ['arrived'],
  cancelled: []
}

/** The one move that the visit's key makes; null when the road has ended. */
export const nextState = (state: VisitState): VisitState | null => {
  const [next] = MOVES[state]
  return state === 'no-show' ? null : (next ?? null)
}

export const movesFrom = (state: VisitState): readonly VisitState[] => MOVES[state]

export const isOver = (state: VisitState): boolean => state === 'left' || state === 'no-show' || state === 'cancelled'

export const bookVisit = (
  state: Visit | null,
  command: {
    id: VisitId
    patient: PatientId
    slot: VisitSlot
    services: readonly BookedService[]
    note: string | null
  },
  /** Visits of the same doctor or chair on that date that are not over. */
  others: readonly { readonly id: VisitId; readonly slot: VisitSlot }[]
): VisitDecision => {
  if (state !== null) return refuse({ code: 'ALREADY_BOOKED' })
  const problem = slotProblem(command.slot, others)
  if (problem !== null) return refuse(problem)
  const { id, patient, slot, services, note } = command
  return accept(newFact(VisitBooked, 'visit', id, { patient, slot, services: [...services], note }))
}

export const moveVisit = (
  state: Visit | null,
  command: {
    id: VisitId
    /** What the screen showed; differs from the truth when another desk was faster. */
    from: VisitState
    to: VisitState
    reason: string | null
    override: { readonly reason: string; readonly responsible: string } | null
  },
  /** Consents still needed for the services of this visit, by kind. */
  missingConsents: readonly string[]
): VisitDecision => {
  if (state === null) return refuse({ code: 'VISIT_UNKNOWN' })
  if (state.state !== command.from) return refuse({ code: 'MOVED_MEANWHILE', state: state.state })
  if (!MOVES[state.state].includes(command.to))
    return refuse({ code: 'MOVE_NOT_ALLOWED', from: state.state, to: command.to })
  const move = newFact(VisitMoved, 'visit', command.id, { from: command.from, to: command.to, reason: command.reason })
  const missing = missingConsents.filter((kind) => !state.overriddenConsents.includes(kind))
  if (command.to !== 'in-chair' || missing.length === 0) return accept(move)
  if (command.override === null) return refuse({ code: 'CONSENTS_MISSING', missing })
  return accept<VisitFact>(newFact(ConsentGateOverridden, 'visit', command.id, { missing, ...command.override }), move)
}

/** Takes back the last move, or the named one if it is still the last. */
export const undoMove = (state: Visit | null, command: { id: VisitId; move: FactId | null }): VisitDecision => {
  if (state === null) return refuse({ code: 'VISIT_UNKNOWN' })
  const last = state.moves.at(-1)
  if (last === undefined) return refuse({ code: 'NOTHING_TO_UNDO' })
  if (command.move !== null && command.move !== last.id) return refuse({ code: 'MOVED_MEANWHILE', state: state.state })
  return accept(newFact(VisitMoveUndone, 'visit', command.id, { move: last.id }))
}

export const rebookVisit = (
  state: Visit | null,
  command: { id: VisitId; slot: VisitSlot; reason: string },
  others: readonly { readonly id: VisitId; readonly slot: VisitSlot }[]
): VisitDecision => {
  if (state === null) return refuse({ code: 'VISIT_UNKNOWN' })
  const treated = state.moves.some((move) => move.to === 'in-chair')
  if (treated || (state.state !== 'booked' && state.state !== 'arrived' && !isOver(state.state)))
    return refuse({ code: 'VISIT_OVER', state: state.state })
  const problem = slotProblem(
    command.slot,
    others.filter((other) => other.id !== command.id)
  )
  return problem === null
    ? accept(newFact(VisitRebooked, 'visit', command.id, { slot: command.slot, reason: command.reason }))
    : refuse(problem)
}

export const changeServices = (
  state: Visit | null,
  command: { id: VisitId; services: readonly BookedService[] }
): VisitDecision => {
  if (state === null) return refuse({ code: 'VISIT_UNKNOWN' })
  if (isOver(state.state)) return refuse({ code: 'VISIT_OVER', state: state.state })
  return accept(newFact(VisitServicesChanged, 'visit', command.id, { services: [...command.services] }))
}

/** Two slots clash when the same doctor or the same chair would be needed at the same minute. */
export const slotsClash = (a: VisitSlot, b: VisitSlot): boolean =>
  a.date === b.date && (a.doctor === b.doctor || a.chair === b.chair) && a.from < b.to && b.from < a.to

const slotProblem = (
  slot: VisitSlot,
  others: readonly { readonly id: VisitId; readonly slot: VisitSlot }[]
): VisitRefusal | null => {
  if (minutesOf(slot.to) <= minutesOf(slot.from)) return { code: 'BAD_TIMES' }
  const clash = others.find((other) => slotsClash(other.slot, slot))
  return clash === undefined ? null : { code: 'SLOT_TAKEN', by: clash.id }
}
