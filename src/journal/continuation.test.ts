import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextClock, type ClockStamp } from './clock.ts'
import { continueChain } from './continuation.ts'
import { CHAIN_START, sealFact, type ChainHead, type SealedFact } from './envelope.ts'
import { generateDeviceKeys, isSignedBy, readPrivateKey, readPublicKey, signRequest } from './signature.ts'

const uuid = '018f0000-0000-7000-8000-000000000001'
const chain = (length: number, mark = ''): SealedFact[] => {
  let prev = CHAIN_START
  let clock: ClockStamp | null = null
  return Array.from({ length }, (_, index) => {
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
      { index, mark },
      'ab'.repeat(16)
    )
    prev = fact.hash
    return fact
  })
}
const start: ChainHead = { epoch: 0, seq: 0, hash: CHAIN_START }

describe('the server side of a chain', () => {
  it('takes every fact exactly once, whatever overlapping batches arrive and however often', () => {
    const facts = chain(12)
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: fc.nat(12), length: fc.integer({ min: 1, max: 6 }) }), { maxLength: 30 }),
        (batches) => {
          const stored: SealedFact[] = []
          let head = start
          for (const { from, length } of [...batches, { from: 0, length: 12 }]) {
            const before = head.seq
            const answer = continueChain(head, (seq) => stored[seq - 1]?.hash, facts.slice(from, from + length))
            stored.push(...answer.fresh)
            head = answer.head
            expect(answer.refusal).toEqual(from > before && from < 12 ? { code: 'GAP', at: from + 1 } : null)
            expect(head.seq).toBe(stored.length)
          }
          expect(stored).toEqual(facts)
        }
      )
    )
  })

  it('keeps what is sound before the first fact it refuses', () => {
    const facts = chain(5)
    const changed = facts.map((fact, index) => (index === 3 ? { ...fact, payload: { index: 30 } } : fact))
    expect(continueChain(start, () => undefined, changed)).toMatchObject({
      head: { seq: 3 },
      refusal: { code: 'BAD_SEAL', at: 4 }
    })
  })

  it('recognises another PC that writes under the same name, at its head and behind it', () => {
    const mine = chain(5)
    const clone = chain(6, 'clone')
    const head = { epoch: 0, seq: 5, hash: mine[4]?.hash ?? '' }
    const held = (seq: number): string | undefined => mine[seq - 1]?.hash
    expect(continueChain(head, held, clone).refusal).toEqual({ code: 'FORK', at: 1 })
    expect(continueChain(head, held, clone.slice(5)).refusal).toEqual({ code: 'FORK', at: 6 })
  })
})

describe('the signature of a request', () => {
  it('holds for exactly what was signed', () => {
    const keys = generateDeviceKeys()
    const key = readPublicKey(keys.publicKey)
    if (key === null) throw new Error('a public key expected')
    const request = { method: 'POST', path: '/v1/facts', time: '2026-11-24T06:12:00.000Z', body: Buffer.from('{}') }
    const signature = signRequest(readPrivateKey(keys.privateKey), request)
    expect(isSignedBy(key, request, signature)).toBe(true)
    for (const changed of [
      { method: 'PUT' },
      { path: '/v1/facts?after=1' },
      { time: '2026-11-24T06:12:00.001Z' },
      { body: Buffer.from('{ }') }
    ]) {
      expect(isSignedBy(key, { ...request, ...changed }, signature)).toBe(false)
    }
    expect(isSignedBy(key, request, 'not a signature')).toBe(false)
    expect(readPublicKey('not a key')).toBeNull()
  })
})
