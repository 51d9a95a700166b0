/** Folds an incident, and the recovery of one visit, out of their facts. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, FactOf, Recorded } from '../fact.ts'
import type { Instant } from '../values/dates.ts'
import type { DeviceId, FactId, IncidentId, StaffId } from '../values/ids.ts'
import type { VisitSlot, VisitState } from '../visits/facts.ts'
import {
  HoldReleased,
  IncidentClosed,
  IncidentOpened,
  IncidentReopened,
  IncidentWithdrawn,
  OffersShown,
  OutcomeUndone,
  Settled,
  SlotHeld,
  type IncidentFact,
  type Offer,
  type Outcome,
  type RecoveryFact
} from './facts.ts'

export type Incident = FactOf<typeof IncidentOpened>['payload'] & {
  readonly state: 'open' | 'closed' | 'withdrawn'
  readonly openedAt: Instant
  readonly openedBy: StaffId | null
  readonly closedAt: Instant | null
}

export const incidentAggregate: Aggregate<Incident, IncidentFact> = {
  kind: 'incident',
  definitions: [IncidentOpened, IncidentClosed, IncidentReopened, IncidentWithdrawn],
  evolve: (state, fact) => {
    if (fact.type === 'incident.opened') {
      return (
        state ?? {
          ...fact.payload,
          state: 'open',
          openedAt: fact.provenance.at,
          openedBy: fact.provenance.staff,
          closedAt: null
        }
      )
    }
    if (state === null) return null
    switch (fact.type) {
      case 'incident.closed':
        return state.state === 'open' ? { ...state, state: 'closed', closedAt: fact.provenance.at } : state
      case 'incident.reopened':
        return state.state === 'closed' ? { ...state, state: 'open', closedAt: null } : state
      case 'incident.withdrawn':
        return { ...state, state: 'withdrawn', closedAt: fact.provenance.at }
      default:
        return assertNever(fact, 'incident fact')
    }
  }
}

export interface Hold {
  readonly id: string
  readonly slot: VisitSlot
  readonly until: Instant
  readonly device: DeviceId
}

export interface SettledOutcome {
  readonly id: FactId
  readonly outcome: Outcome
  readonly before: { readonly slot: VisitSlot; readonly state: VisitState }
  readonly replaces: string | null
  readonly at: Instant
  readonly staff: StaffId | null
  readonly device: DeviceId
}

/** What happened with one visit in one incident. */
export interface RecoveryRound {
  readonly incident: IncidentId
  readonly shown: {
    readonly at: Instant
    readonly script: { readonly key: string; readonly version: number }
    readonly offers: readonly Offer[]
  } | null
  readonly hold: Hold | null
  /** Every outcome that was not taken back, oldest first. */
  readonly outcomes: readonly SettledOutcome[]
  readonly undone: readonly string[]
}

export interface Recovery {
  readonly rounds: readonly RecoveryRound[]
}

export const recoveryAggregate: Aggregate<Recovery, RecoveryFact> = {
  kind: 'recovery',
  definitions: [OffersShown, SlotHeld, HoldReleased, Settled, OutcomeUndone],
  evolve: (state, fact) => {
    const rounds = state?.rounds ?? []
    const { incident } = fact.payload
    const round = rounds.find((one) => one.incident === incident) ?? {
      incident,
      shown: null,
      hold: null,
      outcomes: [],
      undone: []
    }
    const next = evolveRound(round, fact)
    return { rounds: [...rounds.filter((one) => one.incident !== incident), next] }
  }
}

const evolveRound = (round: RecoveryRound, fact: Recorded<RecoveryFact>): RecoveryRound => {
  const { id, at, staff, device } = fact.provenance
  switch (fact.type) {
    case 'recovery.offers-shown':
      return { ...round, shown: { at, script: fact.payload.script, offers: fact.payload.offers } }
    case 'recovery.slot-held':
      // One slot at a time is kept for a patient: a new one lets the former go.
      return { ...round, hold: { id: fact.payload.hold, slot: fact.payload.slot, until: fact.payload.until, device } }
    case 'recovery.hold-released':
      return round.hold?.id === fact.payload.hold ? { ...round, hold: null } : round
    case 'recovery.settled': {
      const { outcome, before, replaces } = fact.payload
      const settled: SettledOutcome = { id, outcome, before, replaces, at, staff, device }
      // The talk is over, so nothing is held; a clock that ran ahead may have put the undoing first.
      return {
        ...round,
        hold: null,
        outcomes: round.undone.includes(id) ? round.outcomes : [...round.outcomes, settled]
      }
    }
    case 'recovery.outcome-undone': {
      const { settled } = fact.payload
      return {
        ...round,
        outcomes: round.outcomes.filter((one) => one.id !== settled),
        undone: [...round.undone, settled]
      }
    }
    default:
      return assertNever(fact, 'recovery fact')
  }
}

export const roundOf = (recovery: Recovery | null, incident: IncidentId): RecoveryRound | null =>
  recovery?.rounds.find((round) => round.incident === incident) ?? null

/** A hold by the clock: past its time it holds nothing, whoever forgot to let it go. */
export const heldNow = (hold: Hold | null, now: Instant): Hold | null =>
  hold !== null && hold.until > now ? hold : null
