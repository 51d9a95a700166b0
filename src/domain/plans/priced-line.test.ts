import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDate } from '../values/dates.ts'
import { kopecks, rubles, sumKopecks } from '../values/money.ts'
import { equalParts, instalments } from './instalments.ts'
import {
  BasisPoints,
  formatPercent,
  lineDiscount,
  lineGross,
  lineSum,
  parsePercent,
  portionSum,
  totalOf
} from './priced-line.ts'

const arbitraryLine = fc.record({
  price: fc.integer({ min: 0, max: 100_000_000 }).map(kopecks),
  quantity: fc.integer({ min: 1, max: 100 }),
  discount: fc.integer({ min: 0, max: 10_000 }).map((points) => BasisPoints.parse(points))
})

describe('the sum of a line', () => {
  it('is price times quantity less the discount, to the kopeck, whatever the discount', () => {
    expect(lineSum({ price: rubles(5000), quantity: 1, discount: BasisPoints.parse(700) })).toBe(rubles(4650))
    expect(lineSum({ price: kopecks(333), quantity: 1, discount: BasisPoints.parse(5000) })).toBe(166)
    fc.assert(
      fc.property(arbitraryLine, (line) => {
        expect(lineSum(line) + lineDiscount(line)).toBe(lineGross(line))
        expect(lineSum(line)).toBeGreaterThanOrEqual(0)
        expect(lineSum(line)).toBeLessThanOrEqual(lineGross(line))
      })
    )
  })

  it('adds up to the total in any order and any grouping of lines', () => {
    fc.assert(
      fc.property(fc.array(arbitraryLine, { maxLength: 20 }), fc.nat(20), (lines, at) => {
        expect(totalOf(lines.slice(0, at)) + totalOf(lines.slice(at))).toBe(totalOf(lines))
        expect(totalOf(lines.toReversed())).toBe(totalOf(lines))
      })
    )
  })

  it('comes out the same when the work is charged in portions over several visits', () => {
    fc.assert(
      fc.property(arbitraryLine, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 10 }), (line, wishes) => {
        let done = 0
        const charged: number[] = []
        for (const wish of [...wishes, line.quantity]) {
          const portion = Math.min(wish, line.quantity - done)
          if (portion === 0) break
          const sum = portionSum(line, done, portion)
          expect(sum).toBeGreaterThanOrEqual(0)
          charged.push(sum)
          done += portion
        }
        expect(charged.reduce((a, b) => a + b, 0)).toBe(lineSum(line))
      })
    )
  })
})

describe('payments by instalments', () => {
  it('add up to the sum, differ by the remainder alone, and none is negative', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }).map(kopecks),
        fc.integer({ min: 1, max: 36 }),
        (total, count) => {
          const parts = equalParts(total, count)
          expect(parts).toHaveLength(count)
          expect(sumKopecks(parts)).toBe(total)
          const [first = 0, ...rest] = parts
          expect(new Set(rest).size).toBeLessThanOrEqual(1)
          for (const part of rest) expect(first).toBeGreaterThanOrEqual(part)
          for (const part of parts) expect(part).toBeGreaterThanOrEqual(0)
        }
      )
    )
  })

  it('fall on the same day of each month, or on its last day', () => {
    expect(instalments(rubles(1000), 3, isoDate('2027-01-31'))).toEqual([
      { due: '2027-01-31', amount: rubles(334) },
      { due: '2027-02-28', amount: rubles(333) },
      { due: '2027-03-31', amount: rubles(333) }
    ])
  })
})

describe('a discount as it is typed', () => {
  it('is read back from the way it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (points) => {
        expect(parsePercent(formatPercent(BasisPoints.parse(points)))).toBe(points)
      })
    )
    expect(parsePercent('')).toBe(0)
  })

  it.each(['101', '-5', '7,555', 'семь', '1e1'])('is not taken from «%s»', (typed) => {
    expect(parsePercent(typed)).toBeNull()
  })
})
