import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockTime, clockTimeOf, isoDate, minutesOf } from '../values/dates.ts'
import { slotsClash } from './decide.ts'
import { VisitSlot } from './facts.ts'
import { findFreeSlots, freeGaps, isFree, type SlotWish } from './free-slots.ts'

const id = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-0000000${kind}${String(number).padStart(4, '0')}`
const DAY = isoDate('2026-11-24')
const NEXT_DAY = isoDate('2026-11-25')

const slot = (from: string, to: string, more: { doctor?: number; chair?: number; date?: string } = {}): VisitSlot =>
  VisitSlot.parse({
    clinic: id('c', 1),
    doctor: id('d', more.doctor ?? 1),
    chair: id('e', more.chair ?? more.doctor ?? 1),
    date: more.date ?? DAY,
    from,
    to
  })

const wholeDay = (minutes: number): SlotWish => ({
  minutes,
  from: { date: DAY, time: clockTime('00:00') },
  to: { date: NEXT_DAY, time: clockTime('23:59') }
})
const times = (slots: readonly VisitSlot[]): string[] => slots.map((one) => one.from)

describe('free time of a doctor', () => {
  it('lies between the visits and nowhere else', () => {
    const shifts = [slot('09:00', '12:00')]
    const visits = [slot('09:30', '10:00'), slot('10:30', '11:30')]
    expect(freeGaps(shifts, visits).map((gap) => `${gap.from}-${gap.to}`)).toEqual([
      '09:00-09:30',
      '10:00-10:30',
      '11:30-12:00'
    ])
    expect(times(findFreeSlots(shifts, visits, [], wholeDay(30)))).toEqual(['09:00', '10:00', '11:30'])
    expect(findFreeSlots(shifts, visits, [], wholeDay(35))).toEqual([])
  })

  it('is not given twice while another receptionist holds it', () => {
    const shifts = [slot('09:00', '10:00')]
    const held = slot('09:00', '09:30')
    expect(times(findFreeSlots(shifts, [], [held], wholeDay(30)))).toEqual(['09:30'])
  })

  it('is gone when a colleague works in the same chair or the patient is elsewhere', () => {
    const shifts = [slot('09:00', '11:00', { doctor: 1, chair: 7 })]
    const colleague = slot('09:00', '09:30', { doctor: 2, chair: 7 })
    const elsewhere = { date: DAY, from: clockTime('10:00'), to: clockTime('11:00') }
    expect(times(findFreeSlots(shifts, [colleague], [], { ...wholeDay(30), busy: [elsewhere] }))).toEqual(['09:30'])
  })

  it('begins at the next five minutes when the question comes in between', () => {
    const wish = { ...wholeDay(20), from: { date: DAY, time: clockTime('09:07') } }
    expect(times(findFreeSlots([slot('09:00', '10:00')], [], [], wish))).toEqual(['09:10', '09:30'])
  })
})

const clock = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: low / 5, max: high / 5 }).map((n) => n * 5)
const span = fc
  .tuple(clock(420, 1200), clock(5, 240))
  .map(([from, length]) => ({ from: clockTimeOf(from), to: clockTimeOf(Math.min(from + length, 1435)) }))
const anySlot = fc
  .record({
    span,
    doctor: fc.integer({ min: 1, max: 3 }),
    chair: fc.integer({ min: 1, max: 3 }),
    date: fc.constantFrom(DAY, NEXT_DAY)
  })
  .map(({ span: { from, to }, ...more }) => slot(from, to, more))
const schedule = fc.record({
  shifts: fc.array(anySlot, { maxLength: 6 }),
  visits: fc.array(anySlot, { maxLength: 12 }),
  holds: fc.array(anySlot, { maxLength: 4 }),
  minutes: clock(5, 120),
  start: clock(420, 900)
})

describe('in any schedule a free slot', () => {
  it('never touches a visit, a hold, the edge of a shift or the hours before the patient can come', () => {
    fc.assert(
      fc.property(schedule, ({ shifts, visits, holds, minutes, start }) => {
        const wish = { ...wholeDay(minutes), from: { date: DAY, time: clockTimeOf(start) } }
        for (const free of findFreeSlots(shifts, visits, holds, wish)) {
          expect([...visits, ...holds].some((taken) => slotsClash(taken, free))).toBe(false)
          expect(minutesOf(free.to) - minutesOf(free.from)).toBe(minutes)
          expect(free.date > DAY || minutesOf(free.from) >= start).toBe(true)
          expect(
            shifts.some(
              (shift) =>
                shift.doctor === free.doctor &&
                shift.chair === free.chair &&
                shift.date === free.date &&
                shift.from <= free.from &&
                free.to <= shift.to
            )
          ).toBe(true)
          expect(isFree(free, shifts, [...visits, ...holds])).toBe(true)
        }
      }),
      { numRuns: 500 }
    )
  })

  it('is found wherever the doctor and the chair are free long enough, whoever looks for it minute by minute', () => {
    fc.assert(
      fc.property(schedule, ({ shifts, visits, holds, minutes }) => {
        const found = findFreeSlots(shifts, visits, holds, { ...wholeDay(minutes), step: 5 })
        const taken = [...visits, ...holds]
        for (const shift of shifts) {
          for (let start = minutesOf(shift.from); start + minutes <= minutesOf(shift.to); start += 5) {
            const candidate = { ...shift, from: clockTimeOf(start), to: clockTimeOf(start + minutes) }
            if (taken.some((one) => slotsClash(one, candidate))) continue
            expect(found).toContainEqual(candidate)
          }
        }
      }),
      { numRuns: 300 }
    )
  })

  it('appears at the beginning of every gap that is long enough, however coarse the step', () => {
    fc.assert(
      fc.property(schedule, ({ shifts, visits, minutes }) => {
        const starts = new Set(
          findFreeSlots(shifts, visits, [], { ...wholeDay(minutes), step: 60 }).map((one) => JSON.stringify(one))
        )
        for (const gap of freeGaps(shifts, visits)) {
          const end = minutesOf(gap.from) + minutes
          if (end > minutesOf(gap.to)) continue
          expect(starts.has(JSON.stringify({ ...gap, to: clockTimeOf(end) }))).toBe(true)
        }
      }),
      { numRuns: 300 }
    )
  })
})
