/** Rules of talking to one patient: what is shown and held, what may be agreed on, what may be taken back. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import { assertNever } from '../values/assert-never.ts'
import { epochMilliseconds, instant, type Instant } from '../values/dates.ts'
import type { DeviceId, FactId, IncidentId, VisitId } from '../values/ids.ts'
import { moveVisit, rebookVisit, undoMove } from '../visits/decide.ts'
import type { Visit } from '../visits/evolve.ts'
import type { VisitFact, VisitSlot, VisitState } from '../visits/facts.ts'
import type { VisitRefusal } from '../visits/refusals.ts'
import { isPending } from './affected.ts'
import { heldNow, roundOf, type Incident, type Recovery } from './evolve.ts'
import {
  HoldReleased,
  OffersShown,
  OutcomeUndone,
  Settled,
  SlotHeld,
  type Coupon,
  type Offer,
  type Outcome,
  type RecoveryFact,
  type SlotOffer
} from './facts.ts'
import { sameOffer, sameSlot, slotOf } from './offers.ts'
import { isFinal, outcomeView, progressOf } from './outcome.ts'
import type { RecoveryRefusal } from './refusals.ts'

export type TalkDecision = Decision<RecoveryFact | VisitFact, RecoveryRefusal>

/** A slot stays kept for one talk; longer talks hold it again. */
export const HOLD_MINUTES = 5

export interface Talk {
  readonly incident: IncidentId
  readonly visit: VisitId
}

/** Everything the rules look at, gathered at one moment. */
export interface TalkContext {
  readonly now: Instant
  readonly device: DeviceId
  readonly incident: Incident | null
  readonly recovery: Recovery | null
  readonly visit: Visit | null
  /** The visit still needs the doctor or the device that is not there. */
  readonly touched: boolean
}

/** Whether the slot in question can be had, asked of the schedule a moment ago. */
export interface SlotAnswer {
  readonly free: boolean
  /** Whose it is, when it is a visit's. */
  readonly takenBy: VisitId | null
}

type Others = readonly { readonly id: VisitId; readonly slot: VisitSlot }[]

const obstacle = ({ incident, visit, touched }: TalkContext, talk: Talk): RecoveryRefusal | null => {
  if (incident === null) return { code: 'INCIDENT_UNKNOWN' }
  if (incident.state !== 'open') return { code: 'INCIDENT_NOT_OPEN' }
  if (visit === null) return { code: 'VISIT_UNKNOWN' }
  if (!touched && !incident.affected.includes(talk.visit)) return { code: 'VISIT_NOT_AFFECTED' }
  return hasBegun(visit.state) ? { code: 'VISIT_STARTED', state: visit.state } : null
}

/** The doctor has seen the patient: there is nothing left to rescue. */
const hasBegun = (state: VisitState): boolean => !isPending(state) && state !== 'cancelled' && state !== 'no-show'

const holdUntil = (now: Instant): Instant => instant(epochMilliseconds(now) + HOLD_MINUTES * 60_000)

/**
 * The receptionist begins to talk: what is offered is written down, and the first slot is kept for this patient unless
 * one is being kept already.
 */
export const beginTalk = (
  context: TalkContext,
  command: Talk & {
    readonly script: { readonly key: string; readonly version: number }
    readonly offers: readonly Offer[]
    readonly hold: string
  }
): TalkDecision => {
  const problem = obstacle(context, command)
  if (problem !== null) return refuse(problem)
  const { incident, visit, script, offers, hold } = command
  const round = roundOf(context.recovery, incident)
  const first = offers.map(slotOf).find((slot) => slot !== null)
  const shown = round?.shown ?? null
  const news =
    shown === null ||
    shown.script.key !== script.key ||
    shown.script.version !== script.version ||
    !sameOffers(shown.offers, offers)
  const keep = first !== undefined && heldNow(round?.hold ?? null, context.now) === null
  return accept<RecoveryFact>(
    ...(news ? [newFact(OffersShown, 'recovery', visit, { incident, script, offers: [...offers] })] : []),
    ...(keep
      ? [newFact(SlotHeld, 'recovery', visit, { incident, hold, slot: first, until: holdUntil(context.now) })]
      : [])
  )
}

const sameOffers = (a: readonly Offer[], b: readonly Offer[]): boolean =>
  a.length === b.length && a.every((offer, index) => b[index] !== undefined && sameOffer(offer, b[index]))

/** Keeps one slot for this patient while they think; the slot kept before is let go. */
export const holdSlot = (
  context: TalkContext,
  command: Talk & { readonly slot: VisitSlot; readonly hold: string },
  answer: SlotAnswer
): TalkDecision => {
  const problem = obstacle(context, command)
  if (problem !== null) return refuse(problem)
  if (!answer.free) return refuse({ code: 'SLOT_TAKEN', by: answer.takenBy })
  const { incident, visit, slot, hold } = command
  return accept(newFact(SlotHeld, 'recovery', visit, { incident, hold, slot, until: holdUntil(context.now) }))
}

/** Lets go what this desk keeps; a hold of another desk is not ours to end. */
export const releaseHold = (context: TalkContext, command: Talk): TalkDecision => {
  const hold = heldNow(roundOf(context.recovery, command.incident)?.hold ?? null, context.now)
  if (hold === null || hold.device !== context.device) return refuse({ code: 'NOTHING_HELD' })
  return accept(newFact(HoldReleased, 'recovery', command.visit, { incident: command.incident, hold: hold.id }))
}

/** What the patient said. */
export type Choice = Exclude<Outcome, { kind: 'accepted' }> | { readonly kind: 'accepted'; readonly offer: SlotOffer }

export interface SettleCommand extends Talk {
  readonly choice: Choice
  /** The outcome that the screen showed; another one standing now means that another desk was faster. */
  readonly known: FactId | null
  /** Why the visit moved, as its own history will say. */
  readonly reason: string
  /** Asked for once, when a coupon is really given. */
  readonly couponNumber: () => string
}

/** Writes down how the talk ended and does what it means for the visit. */
export const settle = (
  context: TalkContext,
  command: SettleCommand,
  answer: SlotAnswer,
  others: Others
): TalkDecision => {
  const problem = obstacle(context, command) ?? contradiction(context, command)
  if (problem !== null) return refuse(problem)
  const { visit } = context
  if (visit === null) return refuse({ code: 'VISIT_UNKNOWN' })
  const { incident, visit: id, choice } = command
  const { standing } = outcomeView(roundOf(context.recovery, incident))
  if (choice.kind === 'accepted' && !answer.free) return refuse({ code: 'SLOT_TAKEN', by: answer.takenBy })
  const moved = consequence(visit, command, others)
  if (!moved.ok) return refuse(translated(moved.refusal))
  const settled = newFact(Settled, 'recovery', id, {
    incident,
    outcome: choice.kind === 'accepted' ? { ...choice, coupon: couponFor(choice.offer, command) } : choice,
    before: { slot: visit.slot, state: visit.state },
    replaces: standing?.id ?? null
  })
  return accept<RecoveryFact | VisitFact>(settled, ...moved.facts)
}

const couponFor = (offer: SlotOffer, command: SettleCommand): Coupon | null =>
  offer.discount === null ? null : { number: command.couponNumber(), discount: offer.discount }

const contradiction = (context: TalkContext, { incident, choice, known }: SettleCommand): RecoveryRefusal | null => {
  const { standing } = outcomeView(roundOf(context.recovery, incident))
  if (standing !== null && standing.id !== known) return { code: 'SETTLED_MEANWHILE', outcome: standing.outcome }
  if (standing !== null && !isFinal(choice.kind) && progressOf(standing, context.touched) === 'solved') {
    return { code: 'ALREADY_SETTLED', outcome: standing.outcome }
  }
  if (choice.kind === 'refused' && choice.reason === 'other' && (choice.note ?? '').trim() === '')
    return { code: 'REASON_NEEDED' }
  return choice.kind === 'call-back' && choice.at <= context.now ? { code: 'CALL_BACK_IN_THE_PAST' } : null
}

const consequence = (visit: Visit, command: SettleCommand, others: Others): Decision<VisitFact, VisitRefusal> => {
  const { visit: id, choice, reason } = command
  switch (choice.kind) {
    case 'accepted': {
      const { slot } = choice.offer
      const rebooked = rebookVisit(visit, { id, slot, reason }, others)
      // A patient who is in the clinic stays arrived when the new time is today in the same clinic.
      const staysHere = visit.state === 'arrived' && slot.clinic === visit.slot.clinic && slot.date === visit.slot.date
      return rebooked.ok && staysHere ? then(rebooked, movedFromBooked(visit, id, 'arrived', null)) : rebooked
    }
    case 'contact-centre':
    case 'refused':
    case 'cancelled':
      return isPending(visit.state)
        ? moveVisit(visit, { id, from: visit.state, to: 'cancelled', reason, override: null }, [])
        : accept<VisitFact>()
    case 'keeps-waiting':
    case 'not-reached':
    case 'call-back':
      return accept<VisitFact>()
    default:
      return assertNever(choice, 'choice')
  }
}

/** Takes back the outcome that stands, if the visit is still as that outcome left it. */
export const undoOutcome = (
  context: TalkContext,
  command: Talk & { readonly settled: FactId; readonly reason: string },
  others: Others
): TalkDecision => {
  const { incident, visit: id, settled } = command
  const { visit } = context
  if (context.incident === null) return refuse({ code: 'INCIDENT_UNKNOWN' })
  if (context.incident.state !== 'open') return refuse({ code: 'INCIDENT_NOT_OPEN' })
  if (visit === null) return refuse({ code: 'VISIT_UNKNOWN' })
  const { standing } = outcomeView(roundOf(context.recovery, incident))
  if (standing === null) return refuse({ code: 'NOTHING_TO_UNDO' })
  if (standing.id !== settled) return refuse({ code: 'SETTLED_MEANWHILE', outcome: standing.outcome })
  const { outcome, before } = standing
  const undone = newFact(OutcomeUndone, 'recovery', id, { incident, settled })
  switch (outcome.kind) {
    case 'accepted': {
      if (!sameSlot(visit.slot, outcome.offer.slot) || !isPending(visit.state)) return refuse({ code: 'CHANGED_SINCE' })
      const back = rebookVisit(visit, { id, slot: before.slot, reason: command.reason }, others)
      const restored =
        back.ok && before.state !== 'booked'
          ? then(back, movedFromBooked(visit, id, before.state, command.reason))
          : back
      return restored.ok
        ? accept<RecoveryFact | VisitFact>(undone, ...restored.facts)
        : refuse(translated(restored.refusal))
    }
    case 'contact-centre':
    case 'refused':
    case 'cancelled': {
      if (visit.state !== 'cancelled' || !sameSlot(visit.slot, before.slot)) return refuse({ code: 'CHANGED_SINCE' })
      if (!isPending(before.state)) return accept(undone)
      const back = undoMove(visit, { id, move: null })
      return back.ok ? accept<RecoveryFact | VisitFact>(undone, ...back.facts) : refuse(translated(back.refusal))
    }
    case 'keeps-waiting':
    case 'not-reached':
    case 'call-back':
      return accept(undone)
    default:
      return assertNever(outcome, 'outcome')
  }
}

/** The move of a visit that has just been booked anew. */
const movedFromBooked = (
  visit: Visit,
  id: VisitId,
  to: VisitState,
  reason: string | null
): Decision<VisitFact, VisitRefusal> =>
  moveVisit({ ...visit, state: 'booked', moves: [] }, { id, from: 'booked', to, reason, override: null }, [])

const then = (
  first: { readonly facts: readonly VisitFact[] },
  second: Decision<VisitFact, VisitRefusal>
): Decision<VisitFact, VisitRefusal> => (second.ok ? accept(...first.facts, ...second.facts) : second)

/** What the rules of a visit say, in the words of recovery. */
const translated = (refusal: VisitRefusal): RecoveryRefusal => {
  switch (refusal.code) {
    case 'SLOT_TAKEN':
      return { code: 'SLOT_TAKEN', by: refusal.by }
    case 'BAD_TIMES':
      return { code: 'SLOT_TAKEN', by: null }
    case 'VISIT_OVER':
    case 'MOVED_MEANWHILE':
      return { code: 'VISIT_STARTED', state: refusal.state }
    case 'VISIT_UNKNOWN':
      return { code: 'VISIT_UNKNOWN' }
    case 'ALREADY_BOOKED':
    case 'CONSENTS_MISSING':
    case 'MOVE_NOT_ALLOWED':
    case 'NOTHING_TO_UNDO':
      return { code: 'CHANGED_SINCE' }
    default:
      return assertNever(refusal, 'visit refusal')
  }
}
