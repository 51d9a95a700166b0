/**
 * What can really be offered to one patient now: slots of the live schedule in the order in which a receptionist names
 * them, so that two receptionists with the same schedule would say the same.
 */
import { addDays, clockTime, clockTimeOf, minutesOf, type IsoDate } from '../values/dates.ts'
import type { ClinicId, StaffId } from '../values/ids.ts'
import type { Specialty } from '../clinic/facts.ts'
import { assertNever } from '../values/assert-never.ts'
import type { VisitSlot } from '../visits/facts.ts'
import { earliestFirst, findFreeSlots, isFree, type DaySpan, type WallClock } from '../visits/free-slots.ts'
import type { IncidentScope } from './affected.ts'
import { devicesBusy, isEquipped, type Device, type DeviceUse } from './devices.ts'
import type { Offer, SlotOffer } from './facts.ts'

/** The visit for which another place and time is wanted. */
export interface Need {
  readonly slot: VisitSlot
  readonly specialty: Specialty | null
  readonly equipment: readonly string[]
  /** The patient stands here and need not travel first. */
  readonly atDesk: boolean
  /** Pain or fresh surgery: the soonest hour, not the most similar one. */
  readonly urgent: boolean
}

export interface ScheduleNow {
  /** Shifts that stand; withdrawn ones are not among them. */
  readonly shifts: readonly VisitSlot[]
  /** Visits that need the doctor or the chair of this shift on its day, without the one in question. */
  readonly visitsNear: (shift: VisitSlot) => readonly VisitSlot[]
  /** What is being held for other patients. */
  readonly holds: readonly VisitSlot[]
  /** Other visits of the same patient. */
  readonly patientBusy: readonly DaySpan[]
  readonly devices: readonly Device[]
  readonly deviceUses: readonly DeviceUse[]
  readonly specialties: ReadonlyMap<StaffId, Specialty | null>
  /** What each clinic's wall clock shows; a clinic that is not here cannot be offered. */
  readonly present: ReadonlyMap<ClinicId, WallClock>
}

/** domain rule: an apology for waiting for the same doctor is 7 % off that visit. */
export const APOLOGY_DISCOUNT = 700
/** How many days after the incident are looked through. */
export const HORIZON_DAYS = 21

/** Minutes that must lie between now and a new slot: for walking to the chair, for coming from home, for crossing the town. */
const LEAD = { atDesk: 5, onTheWay: 30, otherClinic: 60 } as const
/** Two offers by one doctor on one day must differ by so many minutes to be a choice. */
const APART = 60
const EACH = 2

const lengthOf = (slot: VisitSlot): number => minutesOf(slot.to) - minutesOf(slot.from)

const END_OF_DAY = clockTime('23:59')

/** Free slots for the need in shifts that suit, on the days from..to. */
const freeFor = (
  need: Need,
  scope: IncidentScope,
  schedule: ScheduleNow,
  days: { from: IsoDate; to: IsoDate },
  suits: (shift: VisitSlot) => boolean
) =>
  schedule.shifts
    .filter(
      (shift) =>
        shift.date >= days.from && shift.date <= days.to && canTake(shift, need, scope, schedule) && suits(shift)
    )
    .flatMap((shift) => {
      const now = schedule.present.get(shift.clinic)
      if (now === undefined) return []
      const soonest = soonestStart(now, leadTo(shift, need))
      const from = shift.date === soonest.date ? soonest : { date: shift.date, time: clockTime('00:00') }
      if (shift.date < soonest.date) return []
      return findFreeSlots([shift], schedule.visitsNear(shift), schedule.holds, {
        minutes: lengthOf(need.slot),
        from,
        to: { date: shift.date, time: END_OF_DAY },
        busy: busyFor(shift, need, schedule)
      })
    })

const busyFor = (place: VisitSlot, need: Need, schedule: ScheduleNow): readonly DaySpan[] => [
  ...schedule.patientBusy,
  ...devicesBusy(schedule.devices, need.equipment, schedule.deviceUses, place, need.slot)
]

const leadTo = (place: VisitSlot, need: Need): number =>
  place.clinic === need.slot.clinic ? (need.atDesk ? LEAD.atDesk : LEAD.onTheWay) : LEAD.otherClinic

/** The wall clock some minutes later; past midnight it is the next day's beginning, when no clinic works anyway. */
const soonestStart = (now: WallClock, lead: number): WallClock => {
  const minutes = minutesOf(now.time) + lead
  return minutes < 24 * 60
    ? { date: now.date, time: clockTimeOf(minutes) }
    : { date: addDays(now.date, 1), time: clockTime('00:00') }
}

/** The doctor is of the specialty and not the one who is ill, and the chair has the devices that the services need. */
const canTake = (shift: VisitSlot, need: Need, scope: IncidentScope, schedule: ScheduleNow): boolean => {
  const { subject } = scope
  if (
    subject.kind === 'doctor-ill' &&
    shift.doctor === subject.doctor &&
    shift.date >= scope.from &&
    shift.date <= scope.through
  )
    return false
  const specialty = schedule.specialties.get(shift.doctor) ?? null
  const ownDoctor = shift.doctor === need.slot.doctor
  return (
    (ownDoctor || (need.specialty !== null && specialty === need.specialty)) &&
    isEquipped(schedule.devices, need.equipment, shift, need.slot)
  )
}

/**
 * Soonest for somebody in need, else closest to the hour the patient had chosen; on the day itself coming earlier than
 * planned is twice as hard as waiting.
 */
const preference =
  (need: Need) =>
  (a: VisitSlot, b: VisitSlot): number => {
    if (a.date !== b.date) return a.date < b.date ? -1 : 1
    const distance = (slot: VisitSlot): number => {
      const minutes = minutesOf(slot.from) - minutesOf(need.slot.from)
      return minutes < 0 && slot.date === need.slot.date ? -2 * minutes : Math.abs(minutes)
    }
    return need.urgent || distance(a) === distance(b) ? earliestFirst(a, b) : distance(a) - distance(b)
  }

/** The best slot and further ones that are a real choice beside it. */
const choose = (
  slots: readonly VisitSlot[],
  need: Need,
  differs: (a: VisitSlot, b: VisitSlot) => boolean
): readonly VisitSlot[] => {
  const chosen: VisitSlot[] = []
  for (const slot of slots.toSorted(preference(need))) {
    if (chosen.length === EACH) break
    if (chosen.every((one) => differs(one, slot))) chosen.push(slot)
  }
  return chosen
}

const otherDoctorOrHour = (a: VisitSlot, b: VisitSlot): boolean =>
  a.doctor !== b.doctor || a.date !== b.date || Math.abs(minutesOf(a.from) - minutesOf(b.from)) >= APART
const otherClinic = (a: VisitSlot, b: VisitSlot): boolean => a.clinic !== b.clinic
const otherDay = (a: VisitSlot, b: VisitSlot): boolean => a.date !== b.date

/** Offers in the order in which they are spoken; empty only when the network has no free time at all. */
export const findOffers = (need: Need, scope: IncidentScope, schedule: ScheduleNow): readonly Offer[] => {
  const day = { from: need.slot.date, to: need.slot.date }
  const here = (shift: VisitSlot): boolean => shift.clinic === need.slot.clinic
  const after = (date: IsoDate) => {
    const first = date > need.slot.date ? date : need.slot.date
    return { from: addDays(first, 1), to: addDays(first, HORIZON_DAYS) }
  }
  const best = (
    days: { from: IsoDate; to: IsoDate },
    suits: (shift: VisitSlot) => boolean,
    differs: (a: VisitSlot, b: VisitSlot) => boolean
  ): readonly SlotOffer[] =>
    choose(freeFor(need, scope, schedule, days, suits), need, differs).map((slot) => offerOf(slot, need, scope))

  const sameDay = [...best(day, here, otherDoctorOrHour), ...best(day, (shift) => !here(shift), otherClinic)]
  const later = (): readonly SlotOffer[] => {
    const { subject } = scope
    if (subject.kind === 'doctor-ill') {
      const same = best(after(scope.through), (shift) => shift.doctor === subject.doctor, otherDay)
      if (sameDay.length > 0) return same
      // Somebody in pain who cannot be seen today should hear of the soonest colleague before a date in two weeks.
      const others = best(after(need.slot.date), (shift) => here(shift) && shift.doctor !== subject.doctor, otherDay)
      if (need.urgent) return [...same, ...others].toSorted((a, b) => earliestFirst(a.slot, b.slot))
      return same.length > 0 ? same : others
    }
    const repaired = subject.repairedBy
    const own =
      repaired === null
        ? []
        : best(after(repaired), (shift) => here(shift) && shift.doctor === need.slot.doctor, otherDay)
    const anyone = repaired === null || own.length > 0 ? own : best(after(repaired), here, otherDay)
    return [...anyone, ...(sameDay.length > 0 ? [] : best(after(need.slot.date), (shift) => !here(shift), otherDay))]
  }
  const found = [...sameDay, ...later()]
  const unknownRepair = scope.subject.kind === 'equipment-down' && scope.subject.repairedBy === null
  return unknownRepair || found.length === 0 ? [...found, { kind: 'contact-centre' }] : found
}

/** What a slot is when it is offered for this need: its name in the script, and the discount that goes with it. */
export const offerOf = (slot: VisitSlot, need: Need, scope: IncidentScope): SlotOffer => {
  const here = slot.clinic === need.slot.clinic
  if (slot.date === need.slot.date) return { kind: here ? 'here-same-day' : 'elsewhere-same-day', slot, discount: null }
  switch (scope.subject.kind) {
    case 'doctor-ill':
      if (slot.doctor === scope.subject.doctor) return { kind: 'same-doctor-later', slot, discount: APOLOGY_DISCOUNT }
      return { kind: here ? 'other-doctor-later' : 'elsewhere-later', slot, discount: null }
    case 'equipment-down':
      return { kind: here ? 'after-repair' : 'elsewhere-later', slot, discount: null }
    default:
      return assertNever(scope.subject, 'incident subject')
  }
}

/** Whether a slot could still be agreed on: asked again at the moment of agreement, for others take slots too. */
export const stillFree = (slot: VisitSlot, need: Need, scope: IncidentScope, schedule: ScheduleNow): boolean => {
  const now = schedule.present.get(slot.clinic)
  if (now === undefined || `${slot.date} ${slot.from}` < `${now.date} ${now.time}`) return false
  if (lengthOf(slot) < lengthOf(need.slot)) return false
  const shifts = schedule.shifts.filter(
    (shift) => shift.date === slot.date && shift.doctor === slot.doctor && canTake(shift, need, scope, schedule)
  )
  return isFree(slot, shifts, [...schedule.visitsNear(slot), ...schedule.holds], busyFor(slot, need, schedule))
}

export const slotOf = (offer: Offer): VisitSlot | null => (offer.kind === 'contact-centre' ? null : offer.slot)

export const sameSlot = (a: VisitSlot, b: VisitSlot): boolean =>
  a.clinic === b.clinic &&
  a.doctor === b.doctor &&
  a.chair === b.chair &&
  a.date === b.date &&
  a.from === b.from &&
  a.to === b.to

export const sameOffer = (a: Offer, b: Offer): boolean => {
  const [left, right] = [slotOf(a), slotOf(b)]
  return a.kind === b.kind && (left === null || right === null ? left === right : sameSlot(left, right))
}
