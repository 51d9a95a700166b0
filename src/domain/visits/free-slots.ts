/**
 * Free time in the real schedule: which stretches of shifts nobody has taken, and where a visit of given length fits.
 * Knows no database and no clock; times are the clinic's wall clock, so ask for one clinic's window at a time.
 */
import { clockTimeOf, minutesOf, type ClockTime, type IsoDate } from '../values/dates.ts'
import type { VisitSlot } from './facts.ts'

/** Some hours of one day, whoever is meant. */
export interface DaySpan {
  readonly date: IsoDate
  readonly from: ClockTime
  readonly to: ClockTime
}

export interface WallClock {
  readonly date: IsoDate
  readonly time: ClockTime
}

export interface SlotWish {
  /** Length of the visit. */
  readonly minutes: number
  /** The visit may not begin earlier. */
  readonly from: WallClock
  /** The visit must have ended by then. */
  readonly to: WallClock
  /** Further starts inside a long gap lie at multiples of so many minutes of the clock: 09:05, then 09:30, 09:45. */
  readonly step?: number
  /** When the visit cannot be whoever the doctor is: the patient is elsewhere, the only device is in use. */
  readonly busy?: readonly DaySpan[]
}

/** Appointments begin on the five-minute marks of the clock that people say aloud. */
const MARK = 5
const DEFAULT_STEP = 15

const roundUp = (minute: number, to: number): number => Math.ceil(minute / to) * to

/** A slot takes a stretch away from a shift when it needs the same doctor or the same chair. */
const takes = (slot: VisitSlot, shift: VisitSlot): boolean => slot.doctor === shift.doctor || slot.chair === shift.chair

const byDate = <Item extends { readonly date: IsoDate }>(
  items: readonly Item[]
): ReadonlyMap<IsoDate, readonly Item[]> => {
  const days = new Map<IsoDate, Item[]>()
  for (const item of items) {
    const day = days.get(item.date)
    if (day === undefined) days.set(item.date, [item])
    else day.push(item)
  }
  return days
}

/** What is left of each shift (hours of one doctor in one chair) when the taken slots and busy spans are cut out. */
export const freeGaps = (
  shifts: readonly VisitSlot[],
  taken: readonly VisitSlot[],
  busy: readonly DaySpan[] = []
): readonly VisitSlot[] => {
  const takenOn = byDate(taken)
  const busyOn = byDate(busy)
  return shifts.flatMap((shift) => {
    const cuts = [
      ...(takenOn.get(shift.date) ?? []).filter((slot) => takes(slot, shift)),
      ...(busyOn.get(shift.date) ?? [])
    ]
    const gaps: VisitSlot[] = []
    let from = shift.from
    for (const cut of cuts.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
      if (cut.from >= cut.to) continue
      if (cut.from > from) gaps.push({ ...shift, from, to: cut.from < shift.to ? cut.from : shift.to })
      if (cut.to > from) from = cut.to
      if (from >= shift.to) break
    }
    if (from < shift.to) gaps.push({ ...shift, from })
    return gaps
  })
}

/**
 * Slots of the wished length that fit between everything taken, earliest first. Every gap that is long enough gives at
 * least the one at its beginning.
 */
export const findFreeSlots = (
  shifts: readonly VisitSlot[],
  visits: readonly VisitSlot[],
  holds: readonly VisitSlot[],
  wish: SlotWish
): readonly VisitSlot[] => {
  const { minutes, from, to, step = DEFAULT_STEP } = wish
  if (!(minutes > 0) || !(step > 0))
    throw new RangeError('a slot and the step between slots must be longer than nothing')
  const within = shifts.filter((shift) => shift.date >= from.date && shift.date <= to.date)
  return freeGaps(within, [...visits, ...holds], wish.busy)
    .flatMap((gap) => {
      const opens = Math.max(minutesOf(gap.from), gap.date === from.date ? minutesOf(from.time) : 0)
      const closes = Math.min(minutesOf(gap.to), gap.date === to.date ? minutesOf(to.time) : Infinity)
      const slots: VisitSlot[] = []
      for (let start = roundUp(opens, MARK); start + minutes <= closes; start = roundUp(start + step, step)) {
        slots.push({ ...gap, from: clockTimeOf(start), to: clockTimeOf(start + minutes) })
      }
      return slots
    })
    .toSorted(earliestFirst)
}

/** Whether one named slot could still be given: it lies inside a shift of its doctor in its chair and touches nothing taken. */
export const isFree = (
  slot: VisitSlot,
  shifts: readonly VisitSlot[],
  taken: readonly VisitSlot[],
  busy: readonly DaySpan[] = []
): boolean =>
  freeGaps(shifts, taken, busy).some(
    (gap) =>
      gap.doctor === slot.doctor &&
      gap.chair === slot.chair &&
      gap.clinic === slot.clinic &&
      gap.date === slot.date &&
      gap.from <= slot.from &&
      slot.to <= gap.to &&
      slot.from < slot.to
  )

export const earliestFirst = (a: VisitSlot, b: VisitSlot): number => {
  const left = `${a.date} ${a.from} ${a.doctor} ${a.chair}`
  const right = `${b.date} ${b.from} ${b.doctor} ${b.chair}`
  return left < right ? -1 : left > right ? 1 : 0
}
