/** Facts of service recovery: an incident over many visits, and what was said, held and agreed with each patient. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { Instant, IsoDate } from '../values/dates.ts'
import { ClinicId, EquipmentId, IncidentId, ShiftId, StaffId, VisitId } from '../values/ids.ts'
import { VisitSlot, VisitState } from '../visits/facts.ts'

/** What happened. A doctor who is ill is ill in every clinic; a device that is down is down where it stands. */
export const IncidentSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('doctor-ill'), doctor: StaffId }),
  z.object({
    kind: z.literal('equipment-down'),
    equipment: EquipmentId,
    equipmentKind: z.string().min(1),
    /** The last day of the repair; null while nobody knows. */
    repairedBy: IsoDate.nullable()
  })
])
export type IncidentSubject = z.infer<typeof IncidentSubject>
export type IncidentKind = IncidentSubject['kind']

export const IncidentOpened = defineFact(
  'incident.opened',
  1,
  z.object({
    /** From the device's series, for talking about it: «12-000003». */
    number: z.string().min(1),
    subject: IncidentSubject,
    /** Where it was noticed. */
    clinic: ClinicId,
    from: IsoDate,
    /** The last day it is about. */
    through: IsoDate,
    reason: z.string().max(300),
    /** One patient at the desk instead of everybody. */
    only: VisitId.nullable(),
    /** Visits that could not happen any more when it was opened; those booked since are found by the schedule. */
    affected: z.array(VisitId).max(500),
    /** Shifts taken off the schedule together with it, so that a mistaken incident can give them back. */
    shifts: z.array(ShiftId).max(100),
    /** The device was taken out of work together with it. */
    tookDown: z.boolean()
  })
)
export const IncidentClosed = defineFact(
  'incident.closed',
  1,
  z.object({ solved: z.int().min(0), notReached: z.int().min(0) })
)
export const IncidentReopened = defineFact('incident.reopened', 1, z.object({}))
/** It was opened by mistake, and nobody has been told anything yet. */
export const IncidentWithdrawn = defineFact('incident.withdrawn', 1, z.object({ reason: z.string().max(300) }))

export const OfferKind = z.enum([
  /** Another doctor of the specialty (or another chair with a working device) in the same clinic on the same day. */
  'here-same-day',
  'elsewhere-same-day',
  /** The same doctor after the illness, with a discount. */
  'same-doctor-later',
  /** The same clinic when the device works again. */
  'after-repair',
  'other-doctor-later',
  'elsewhere-later',
  /** Nobody knows when the repair ends: the contact centre calls and finds a date. */
  'contact-centre'
])
export type OfferKind = z.infer<typeof OfferKind>

/** Hundredths of a percent, as money counts them: 7 % is 700. */
const BasisPoints = z.int().min(1).max(10_000)

export const SlotOffer = z.object({
  kind: OfferKind.exclude(['contact-centre']),
  slot: VisitSlot,
  discount: BasisPoints.nullable()
})
export type SlotOffer = z.infer<typeof SlotOffer>
export const ContactCentreOffer = z.object({ kind: z.literal('contact-centre') })
export const Offer = z.union([SlotOffer, ContactCentreOffer])
export type Offer = z.infer<typeof Offer>

/** A discount given with an apology: holds for the visit that was agreed, and does not add up with others. */
export const Coupon = z.object({ number: z.string().min(1), discount: BasisPoints })
export type Coupon = z.infer<typeof Coupon>

export const RefusalReason = z.enum([
  'wants-this-doctor',
  'time-does-not-suit',
  'too-far',
  'goes-elsewhere',
  'upset',
  'other'
])
export type RefusalReason = z.infer<typeof RefusalReason>

/** How the talk with one patient ended. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), offer: SlotOffer, coupon: Coupon.nullable() }),
  z.object({ kind: z.literal('contact-centre') }),
  /** None of the offers suited; the visit is off. */
  z.object({ kind: z.literal('refused'), reason: RefusalReason, note: z.string().max(300).nullable() }),
  /** The patient no longer needs the visit. */
  z.object({ kind: z.literal('cancelled'), note: z.string().max(300).nullable() }),
  /** The visit stays as it is: the patient waits for the doctor or the device after all. */
  z.object({ kind: z.literal('keeps-waiting'), note: z.string().max(300).nullable() }),
  z.object({ kind: z.literal('not-reached') }),
  z.object({ kind: z.literal('call-back'), at: Instant, note: z.string().max(300).nullable() })
])
export type Outcome = z.infer<typeof Outcome>
export type OutcomeKind = Outcome['kind']

const Round = { incident: IncidentId }

/** What the receptionist had before the eyes when the talk began: the words by version, the offers as they were. */
export const OffersShown = defineFact(
  'recovery.offers-shown',
  1,
  z.object({
    ...Round,
    script: z.object({ key: z.string().min(1), version: z.int().min(1) }),
    offers: z.array(Offer).max(20)
  })
)
/** The slot is kept for this patient while they are being talked to; it frees itself when the clock passes `until`. */
export const SlotHeld = defineFact(
  'recovery.slot-held',
  1,
  z.object({ ...Round, hold: z.uuid(), slot: VisitSlot, until: Instant })
)
export const HoldReleased = defineFact('recovery.hold-released', 1, z.object({ ...Round, hold: z.uuid() }))
export const Settled = defineFact(
  'recovery.settled',
  1,
  z.object({
    ...Round,
    outcome: Outcome,
    /** The visit as it stood before, so that the outcome can be taken back. */
    before: z.object({ slot: VisitSlot, state: VisitState }),
    /** The outcome that the person at the desk knew of; another one standing means that two desks talked to the patient. */
    replaces: z.uuid().nullable()
  })
)
export const OutcomeUndone = defineFact('recovery.outcome-undone', 1, z.object({ ...Round, settled: z.uuid() }))

export type IncidentFact =
  | FactOf<typeof IncidentOpened>
  | FactOf<typeof IncidentClosed>
  | FactOf<typeof IncidentReopened>
  | FactOf<typeof IncidentWithdrawn>

/** Facts of one visit's recovery; their aggregate is the visit's own id under the kind `recovery`. */
export type RecoveryFact =
  | FactOf<typeof OffersShown>
  | FactOf<typeof SlotHeld>
  | FactOf<typeof HoldReleased>
  | FactOf<typeof Settled>
  | FactOf<typeof OutcomeUndone>
