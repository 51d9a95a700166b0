/** Talking to one patient: begins, keeps a slot, settles, takes back; each in one transaction with what it means for the visit. */
import { randomUUID } from 'node:crypto'
import type { TalkChoice } from '../../contract/recovery.ts'
import { accept, type Decision, type NewFact, type Recorded } from '../../domain/fact.ts'
import {
  beginTalk,
  holdSlot,
  releaseHold,
  settle,
  undoOutcome,
  type Choice,
  type SlotAnswer,
  type TalkContext,
  type TalkDecision
} from '../../domain/recovery/decide-talk.ts'
import { roundOf, recoveryAggregate } from '../../domain/recovery/evolve.ts'
import { offerOf, stillFree } from '../../domain/recovery/offers.ts'
import type { RecoveryRefusal } from '../../domain/recovery/refusals.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { slotsClash } from '../../domain/visits/decide.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import type { FactId, IncidentId, VisitId } from '../../domain/values/ids.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { nextNumber } from '../storage/numbers.ts'
import { needOf } from './case-file.ts'
import { heldSlots, lookAround, scheduleFor, standingVisits, takenBy } from './schedule.ts'
import { gatherTalk, type TalkFile } from './talk.ts'

export interface TalkKey {
  readonly incident: IncidentId
  readonly visit: VisitId
}

export type TalkResult = Decision<Recorded<NewFact>, RecoveryRefusal>

/** Gathers, decides and records; a refusal records nothing. */
const decideOn = (
  desk: Desk,
  actor: Actor,
  key: TalkKey,
  decide: (talk: TalkFile, context: TalkContext) => TalkDecision
): TalkResult =>
  desk.journal.atomically(() => {
    const gathered = gatherTalk(desk, actor, key)
    if (!gathered.ok) return gathered
    const [talk] = gathered.facts
    if (talk === undefined) throw new Error('a talk that was gathered is there')
    const { file, incident } = talk
    const decision = decide(talk, {
      now: presentAt(desk).moment,
      device: desk.identity.device,
      incident,
      recovery: file.recovery,
      visit: file.visit,
      touched: file.touched
    })
    return decision.ok ? accept(...desk.journal.record(authorOf(actor), decision.facts)) : decision
  })

/** Whether the slot can be had by this visit, asked of the whole schedule of its day. */
const answerFor = (desk: Desk, talk: TalkFile, slot: VisitSlot): SlotAnswer => {
  const { file, incident } = talk
  const day = { from: slot.date, to: slot.date, clinics: null, doctors: null }
  const need = needOf(file, talk.around)
  const wanted = new Set(need.specialty === null ? [] : [need.specialty])
  const around = {
    ...lookAround(desk, [day, { ...day, doctors: [slot.doctor] }], wanted, file.equipment),
    devices: talk.around.devices
  }
  const free = stillFree(slot, need, incident, scheduleFor(desk, around, file.id, file.visit.patient))
  return { free, takenBy: free ? null : takenBy(around, slot, file.id, slotsClash) }
}

export const begin = (desk: Desk, actor: Actor, key: TalkKey): TalkResult =>
  decideOn(desk, actor, key, (talk, context) =>
    beginTalk(context, {
      ...key,
      script: { key: talk.script.key, version: talk.script.version },
      offers: talk.offers,
      hold: randomUUID()
    })
  )

export const hold = (desk: Desk, actor: Actor, input: TalkKey & { readonly slot: VisitSlot }): TalkResult =>
  decideOn(desk, actor, input, (talk, context) =>
    holdSlot(context, { ...input, hold: randomUUID() }, answerFor(desk, talk, input.slot))
  )

export const release = (desk: Desk, actor: Actor, key: TalkKey): TalkResult =>
  decideOn(desk, actor, key, (_talk, context) => releaseHold(context, key))

/** Visits and holds of others on a date: nobody is moved onto them. */
const othersOn = (desk: Desk, slot: VisitSlot, except: VisitId) =>
  [...standingVisits(desk.db, slot.date), ...heldSlots(desk.db, presentAt(desk).moment)]
    .filter((one) => one.visit !== except)
    .map((one) => ({ id: one.visit, slot: one.slot }))

/** What a visit's own history says about why it moved. */
const reasonOf = ({ incident, script }: TalkFile): string => `${script.title}, ${incident.number}`

export const settleTalk = (
  desk: Desk,
  actor: Actor,
  input: TalkKey & { readonly choice: TalkChoice; readonly known: FactId | null }
): TalkResult =>
  decideOn(desk, actor, input, (talk, context) => {
    const { choice } = input
    const slot = choice.kind === 'accepted' ? choice.slot : null
    const chosen: Choice =
      choice.kind === 'accepted'
        ? { kind: 'accepted', offer: offerOf(choice.slot, needOf(talk.file, talk.around), talk.incident) }
        : choice
    return settle(
      context,
      {
        ...input,
        choice: chosen,
        reason: reasonOf(talk),
        couponNumber: () => nextNumber(desk.db, desk.identity.series, 'coupon')
      },
      slot === null ? { free: true, takenBy: null } : answerFor(desk, talk, slot),
      slot === null ? [] : othersOn(desk, slot, input.visit)
    )
  })

export const undoTalk = (desk: Desk, actor: Actor, input: TalkKey & { readonly settled: FactId }): TalkResult =>
  decideOn(desk, actor, input, (talk, context) => {
    const standing = roundOf(desk.journal.state(recoveryAggregate, input.visit), input.incident)?.outcomes.find(
      (one) => one.id === input.settled
    )
    return undoOutcome(
      context,
      { ...input, reason: reasonOf(talk) },
      standing === undefined ? [] : othersOn(desk, standing.before.slot, input.visit)
    )
  })
