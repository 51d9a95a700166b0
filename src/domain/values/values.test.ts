import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, clockTime, instantOf, isoDate, localDate, localTime, TimeZone, IsoDate } from './dates.ts'
import { formatMoney, kopecks, partOf, rubles } from './money.ts'

describe('money', () => {
  it('is shown the way Russians write it', () => {
    expect(formatMoney(rubles(4200))).toBe('4\u00a0200\u00a0₽')
    expect(formatMoney(kopecks(123456750))).toBe('1\u00a0234\u00a0567,50\u00a0₽')
    expect(formatMoney(kopecks(-5))).toBe('−0,05\u00a0₽')
  })
  it('splits a discount and the rest back into the whole price', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 0, max: 10000 }), (price, points) => {
        const discount = partOf(kopecks(price), points)
        expect(discount).toBeGreaterThanOrEqual(0)
        expect(discount).toBeLessThanOrEqual(price)
      })
    )
  })
})

describe('dates', () => {
  it('count an age as reached on the day after the birthday', () => {
    expect(ageOn(isoDate('2011-11-24'), isoDate('2026-11-24'))).toBe(14)
    expect(ageOn(isoDate('2011-11-24'), isoDate('2026-11-25'))).toBe(15)
  })
  it('refuse days that the calendar does not have', () => {
    expect(IsoDate.safeParse('2026-02-31').success).toBe(false)
    expect(IsoDate.safeParse('2028-02-29').success).toBe(true)
  })
  it('come back from the moment to the same wall clock in any Russian zone', () => {
    const zones = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Vladivostok'].map((z) =>
      TimeZone.parse(z)
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 3000 }),
        (zone, minute, day) => {
          const date = isoDate(new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10))
          const time = clockTime(
            `${String(Math.trunc(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
          )
          const moment = instantOf(date, time, zone)
          expect(localDate(moment, zone)).toBe(date)
          expect(localTime(moment, zone)).toBe(time)
        }
      )
    )
  })
})
