import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockMilliseconds, effectiveClock, nextClock, type ClockStamp } from './clock.ts'
import { CHAIN_START, chainFault, sealFact, sealFault, type SealedFact } from './envelope.ts'

const uuid = '018f0000-0000-7000-8000-000000000001'
const chain = (payloads: readonly unknown[]): SealedFact[] => {
  let prev = CHAIN_START
  let clock: ClockStamp | null = null
  return payloads.map((payload, index) => {
    clock = nextClock(1_000 + index, clock)
    const fact = sealFact(
      {
        id: uuid,
        device: uuid,
        epoch: 0,
        seq: index + 1,
        type: 'visit.booked',
        v: 1,
        kind: 'visit',
        aggregate: uuid,
        scope: 'network',
        clinic: null,
        staff: null,
        clock,
        prev
      },
      payload,
      'ab'.repeat(16)
    )
    prev = fact.hash
    return fact
  })
}
const start = { epoch: 0, seq: 0, hash: CHAIN_START }

describe('the chain of a device', () => {
  it('verifies whatever was recorded, also after the payload of any fact has been erased', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.dictionary(
            fc.string().filter((key) => key !== '__proto__'),
            fc.jsonValue()
          ),
          { minLength: 1, maxLength: 8 }
        ),
        fc.nat(7),
        (payloads, erased) => {
          const facts = chain(payloads)
          expect(chainFault(start, facts)).toBeNull()
          const redacted = facts.map((fact, index) =>
            index === erased ? { ...fact, payload: null, salt: null } : fact
          )
          expect(chainFault(start, redacted)).toBeNull()
        }
      )
    )
  })

  it('names the fact whose payload, header or place was changed by hand', () => {
    const facts = chain([{ sum: 1 }, { sum: 2 }, { sum: 3 }])
    const [first, second, third] = facts
    if (first === undefined || second === undefined || third === undefined) throw new Error('three facts expected')
    expect(sealFault({ ...second, payload: { sum: 20 } })).toBe('payload')
    expect(chainFault(start, [first, { ...second, header: { ...second.header, staff: uuid } }, third])).toEqual({
      at: 2,
      fault: 'hash'
    })
    expect(chainFault(start, [first, third])).toEqual({ at: 3, fault: 'gap' })
    expect(chainFault({ ...start, hash: 'f'.repeat(64) }, facts)).toEqual({ at: 1, fault: 'fork' })
  })
})

describe('the hybrid clock', () => {
  it('never goes back, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 2 ** 45 }), { minLength: 2 }), (walls) => {
        let last: ClockStamp | null = null
        for (const wall of walls) {
          const next = nextClock(wall, last)
          if (last !== null) expect(next > last).toBe(true)
          last = next
        }
      })
    )
  })

  it('is clamped to five minutes ahead of the server and otherwise left alone', () => {
    const stamp = nextClock(10_000_000, null)
    expect(effectiveClock(stamp, 10_000_000)).toBe(stamp)
    expect(clockMilliseconds(effectiveClock(nextClock(90_000_000, null), 10_000_000))).toBe(10_300_000)
  })
})
