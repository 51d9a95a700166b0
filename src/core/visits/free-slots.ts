/** Gathers shifts and visits of this clinic and asks the pure rule where a visit fits. */
import { findFreeSlots } from '../../domain/visits/free-slots.ts'
import { VisitSlot } from '../../domain/visits/facts.ts'
import { addDays, clockTime, localTime, type IsoDate } from '../../domain/values/dates.ts'
import type { Specialty } from '../../domain/clinic/facts.ts'
import type { StaffId } from '../../domain/values/ids.ts'
import { presentAt, type Desk } from '../desk.ts'
import { heldSlots } from '../recovery/schedule.ts'
import { prepared } from '../storage/query.ts'

const MOST_SHOWN = 200

export const freeSlotsHere = (
  desk: Desk,
  wish: {
    readonly doctor: StaffId | null
    readonly specialty: Specialty | null
    readonly from: IsoDate
    readonly days: number
    readonly minutes: number
  }
): { slot: VisitSlot; doctor: string; chair: string }[] => {
  const { moment, today, zone } = presentAt(desk)
  const from = wish.from < today ? today : wish.from
  const to = addDays(from, wish.days - 1)
  const shifts = prepared(
    desk.db,
    `SELECT shift.clinic, shift.doctor, shift.chair, shift.date, from_time AS "from", to_time AS "to", staff.short_name AS doctor_name, chair.name AS chair_name
     FROM shift JOIN staff ON staff.id = shift.doctor JOIN chair ON chair.id = shift.chair
     WHERE shift.clinic = ? AND shift.date BETWEEN ? AND ? AND withdrawn IS NULL AND staff.dismissed = 0
       AND (? IS NULL OR shift.doctor = ?) AND (? IS NULL OR staff.specialty = ?)`
  ).all(desk.identity.clinic, from, to, wish.doctor, wish.doctor, wish.specialty, wish.specialty) as {
    doctor: string
    chair: string
    doctor_name: string
    chair_name: string
  }[]
  const doctors = new Map(shifts.map((shift) => [shift.doctor, shift.doctor_name]))
  const chairs = new Map(shifts.map((shift) => [shift.chair, shift.chair_name]))
  const visits = prepared(
    desk.db,
    `SELECT clinic, doctor, chair, date, from_time AS "from", to_time AS "to" FROM visit
     WHERE date BETWEEN ? AND ? AND state NOT IN ('cancelled', 'no-show', 'left')`
  ).all(from, to)
  const time = from === today ? localTime(moment, zone) : clockTime('00:00')
  return findFreeSlots(
    VisitSlot.array().parse(shifts),
    VisitSlot.array().parse(visits),
    heldSlots(desk.db, moment).map((one) => one.slot),
    {
      minutes: wish.minutes,
      from: { date: from, time },
      to: { date: to, time: clockTime('23:59') }
    }
  )
    .slice(0, MOST_SHOWN)
    .map((slot) => ({ slot, doctor: doctors.get(slot.doctor) ?? '', chair: chairs.get(slot.chair) ?? '' }))
}
