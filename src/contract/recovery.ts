/** Bad news told well: an incident over many visits, the words and offers for each patient, and who is still without an outcome. */
import { z } from 'zod'
import { Specialty } from '../domain/clinic/facts.ts'
import { IncidentSubject, Offer, Outcome, RefusalReason } from '../domain/recovery/facts.ts'
import { Progress } from '../domain/recovery/outcome.ts'
import { RecoveryRefusal } from '../domain/recovery/refusals.ts'
import { Situation, Stage } from '../domain/recovery/script.ts'
import { UrgencyReason } from '../domain/recovery/urgency.ts'
import { VisitSlot, VisitState } from '../domain/visits/facts.ts'
import { Instant, IsoDate } from '../domain/values/dates.ts'
import { EquipmentId, FactId, IncidentId, PatientId, StaffId, VisitId } from '../domain/values/ids.ts'
import { Phone } from '../domain/values/phone.ts'
import { procedure, refusable } from './base.ts'

const Counts = z.object({ total: z.int(), solved: z.int(), notReached: z.int(), callBack: z.int(), left: z.int() })

export const IncidentSummary = z.object({
  id: IncidentId,
  number: z.string(),
  subject: IncidentSubject,
  /** The doctor as «Лисин А. П.» or the device by its name. */
  name: z.string(),
  clinic: z.string(),
  from: IsoDate,
  through: IsoDate,
  reason: z.string(),
  only: VisitId.nullable(),
  state: z.enum(['open', 'closed', 'withdrawn']),
  openedAt: Instant,
  openedBy: z.string(),
  counts: Counts
})
export type IncidentSummary = z.infer<typeof IncidentSummary>

/** A place and time as people say it. */
const SlotView = z.object({
  slot: VisitSlot,
  doctor: z.string(),
  specialty: Specialty.nullable(),
  clinic: z.string(),
  chair: z.string()
})
export type SlotView = z.infer<typeof SlotView>

const HoldView = z.object({ slot: VisitSlot, until: Instant, mine: z.boolean() })

const OutcomeRecord = z.object({ id: FactId, outcome: Outcome, at: Instant, by: z.string() })

/** Two desks offline agreed on what cannot both be; the patient must be called again. */
export const RecoveryConflict = z.discriminatedUnion('kind', [
  /** The same doctor or chair was promised to two patients for the same minutes. */
  z.object({ kind: z.literal('slot-taken-twice'), visit: VisitId, patient: z.string(), slot: SlotView }),
  /** Two desks told this patient different things; `earlier` no longer counts. */
  z.object({ kind: z.literal('two-agreements'), earlier: OutcomeRecord })
])
export type RecoveryConflict = z.infer<typeof RecoveryConflict>

export const BoardRow = z.object({
  visit: VisitId,
  /** Where and when the visit was to be before anything was agreed. */
  original: SlotView,
  /** Where it is now, when that is another place or time. */
  now: SlotView.nullable(),
  state: VisitState,
  patient: z.object({ id: PatientId, name: z.string(), addressName: z.string(), age: z.int(), phones: z.array(Phone) }),
  /** Whom to call instead of a child. */
  representative: z.object({ name: z.string(), phone: Phone.nullable() }).nullable(),
  note: z.string().nullable(),
  services: z.array(z.string()),
  urgency: z.array(UrgencyReason),
  progress: z.enum(Progress),
  /** How often nobody answered. */
  attempts: z.int(),
  outcome: OutcomeRecord.nullable(),
  /** The first slot that could be offered if everybody above is given theirs; null when there is none or it is not needed. */
  best: SlotView.nullable(),
  held: HoldView.nullable(),
  conflicts: z.array(RecoveryConflict)
})
export type BoardRow = z.infer<typeof BoardRow>

/** Whom to call next: open ones first, in the order of need. */
export const Board = z.object({
  incident: IncidentSummary,
  now: Instant,
  /** When the clinic closes today: until then everybody should know. Null on other days. */
  closesAt: Instant.nullable(),
  rows: z.array(BoardRow)
})
export type Board = z.infer<typeof Board>

/** Words to say. `blanks` are what the receptionist must fill in aloud, `doubtful` names whose form is unsure. */
const Spoken = z.object({ text: z.string(), blanks: z.array(z.string()), doubtful: z.array(z.string()) })
const SpokenLine = Spoken.extend({ stage: Stage })

export const ScriptView = z.object({
  key: Situation,
  version: z.int(),
  title: z.string(),
  lines: z.array(SpokenLine),
  never: z.array(z.object({ phrase: z.string(), why: z.string(), instead: z.string() })),
  afterwards: z.array(z.string())
})
export type ScriptView = z.infer<typeof ScriptView>

export const OfferView = z.object({
  offer: Offer,
  /** Null for the contact centre, which has no time yet. */
  place: SlotView.nullable(),
  say: Spoken,
  /** Kept for this patient now. */
  held: HoldView.nullable()
})
export type OfferView = z.infer<typeof OfferView>

/** One patient: the words, the offers that exist at this moment, and what to say when the talk ends. */
export const Talk = z.object({
  incident: IncidentSummary,
  row: BoardRow,
  atDesk: z.boolean(),
  now: Instant,
  script: ScriptView,
  offers: z.array(OfferView),
  farewells: z.object({ 'contact-centre': Spoken, refused: Spoken, cancelled: Spoken, 'keeps-waiting': Spoken })
})
export type Talk = z.infer<typeof Talk>

/** How a talk ends, as a key of the desk says it. */
export const TalkChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), slot: VisitSlot }),
  z.object({ kind: z.literal('contact-centre') }),
  z.object({ kind: z.literal('refused'), reason: RefusalReason, note: z.string().max(300).nullable() }),
  z.object({ kind: z.literal('cancelled'), note: z.string().max(300).nullable() }),
  z.object({ kind: z.literal('keeps-waiting'), note: z.string().max(300).nullable() }),
  z.object({ kind: z.literal('not-reached') }),
  z.object({ kind: z.literal('call-back'), at: Instant, note: z.string().max(300).nullable() })
])
export type TalkChoice = z.infer<typeof TalkChoice>

const TalkKey = z.object({ incident: IncidentId, visit: VisitId })

/** `say` ends the talk in words: what was agreed, with the coupon's number. Null when there is nobody to say it to. */
export const SettledTalk = z.object({ talk: Talk, undo: FactId, say: Spoken.nullable() })
export type SettledTalk = z.infer<typeof SettledTalk>

export const OpenIncidentInput = z.object({
  id: IncidentId,
  kind: z.enum(['doctor-ill', 'equipment-down']),
  doctor: StaffId.nullable(),
  equipment: EquipmentId.nullable(),
  /** Last day of the repair; null when nobody knows, and for an illness. */
  repairedBy: IsoDate.nullable(),
  from: IsoDate,
  through: IsoDate,
  reason: z.string().trim().max(300),
  /** One patient at the desk instead of everybody. */
  only: VisitId.nullable()
})
export type OpenIncidentInput = z.infer<typeof OpenIncidentInput>

/** What can go wrong on a day: doctors who work then, devices of this clinic. */
export const Subjects = z.object({
  doctors: z.array(
    z.object({
      id: StaffId,
      name: z.string(),
      specialty: Specialty.nullable(),
      clinics: z.array(z.string()),
      visits: z.int()
    })
  ),
  equipment: z.array(
    z.object({ id: EquipmentId, name: z.string(), kind: z.string(), down: z.boolean(), repairedBy: IsoDate.nullable() })
  )
})
export type Subjects = z.infer<typeof Subjects>

/** A promise made in a talk and not kept yet. */
export const OpenPromise = z.object({
  kind: z.enum(['call-back', 'contact-centre']),
  incident: IncidentId,
  number: z.string(),
  visit: VisitId,
  patient: z.object({ id: PatientId, name: z.string(), phones: z.array(Phone) }),
  /** When the call was promised; null for the contact centre. */
  at: Instant.nullable(),
  /** The device works again, so that a date can be found now. */
  ready: z.boolean(),
  note: z.string().nullable()
})
export type OpenPromise = z.infer<typeof OpenPromise>

export const recoveryContract = {
  subjects: procedure.input(z.object({ from: IsoDate, through: IsoDate })).output(Subjects),
  /** Before anything is recorded: how many visits an incident would be about. */
  preview: procedure
    .input(OpenIncidentInput.omit({ id: true, reason: true }))
    .output(z.object({ visits: z.int(), patients: z.array(z.string()) })),
  open: refusable(RecoveryRefusal).input(OpenIncidentInput).output(Board),
  /** Open ones, and those that ended in the last days. */
  incidents: procedure.output(z.array(IncidentSummary)),
  board: procedure.input(z.object({ incident: IncidentId })).output(Board.nullable()),
  close: refusable(RecoveryRefusal)
    .input(z.object({ incident: IncidentId, leaveNotReached: z.boolean() }))
    .output(IncidentSummary),
  reopen: refusable(RecoveryRefusal)
    .input(z.object({ incident: IncidentId }))
    .output(IncidentSummary),
  withdraw: refusable(RecoveryRefusal)
    .input(z.object({ incident: IncidentId, reason: z.string().trim().max(300) }))
    .output(IncidentSummary),
  repaired: refusable(RecoveryRefusal)
    .input(z.object({ equipment: EquipmentId }))
    .output(z.object({})),

  talk: refusable(RecoveryRefusal).input(TalkKey).output(Talk),
  /** The receptionist begins to talk: writes down what is offered and keeps the first slot. */
  begin: refusable(RecoveryRefusal).input(TalkKey).output(Talk),
  hold: refusable(RecoveryRefusal)
    .input(TalkKey.extend({ slot: VisitSlot }))
    .output(Talk),
  release: refusable(RecoveryRefusal).input(TalkKey).output(Talk),
  settle: refusable(RecoveryRefusal)
    .input(TalkKey.extend({ choice: TalkChoice, known: FactId.nullable() }))
    .output(SettledTalk),
  undo: refusable(RecoveryRefusal)
    .input(TalkKey.extend({ settled: FactId }))
    .output(Talk),

  promises: procedure.output(z.array(OpenPromise)),
  /** Titles of all situations that have words here. */
  situations: procedure.output(z.array(z.object({ key: Situation, title: z.string() }))),
  /** Words for somebody standing at the desk: with this visit's data where there is one. */
  script: refusable(RecoveryRefusal)
    .input(z.object({ situation: Situation, visit: VisitId.nullable() }))
    .output(ScriptView)
}
