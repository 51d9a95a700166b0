import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextClock, type ClockStamp } from '../clock.ts'
import { CHAIN_START, sealFact, type SealedFact } from '../envelope.ts'
import { headText, receiptText } from '../protocol.ts'
import { generateDeviceKeys, readPrivateKey, readPublicKey, signText } from '../signature.ts'
import { verifyChain } from './chain.ts'
import { sentenceOf, type ChainFinding } from './finding.ts'
import { newTally, type Emptied, type KeptChain, type KeptFact, type KeptReceipt, type Tally } from './kept.ts'

const DEVICE = '018f0000-0000-7000-8000-000000000001'
const OTHER = '018f0000-0000-7000-8000-000000000002'
const keysOf = () => {
  const { publicKey, privateKey } = generateDeviceKeys()
  return { open: readPublicKey(publicKey), secret: readPrivateKey(privateKey) }
}
const desk = keysOf()
const office = keysOf()
const thief = keysOf()

const sealed = (from: readonly SealedFact[], count: number, mark: string): readonly SealedFact[] => {
  const facts = [...from]
  let clock: ClockStamp | null = null
  while (facts.length < from.length + count) {
    clock = nextClock(1_700_000_000_000, clock)
    const seq = facts.length + 1
    facts.push(
      sealFact(
        {
          id: `018f0000-0000-7000-8000-0000000${String(seq).padStart(5, '0')}`,
          device: DEVICE,
          epoch: 0,
          seq,
          type: 'visit.booked',
          v: 1,
          kind: 'visit',
          aggregate: 'one',
          scope: 'network',
          clinic: null,
          staff: null,
          clock,
          prev: facts.at(-1)?.hash ?? CHAIN_START
        },
        { seq, mark },
        'ab'.repeat(16)
      )
    )
  }
  return facts
}

const kept = (fact: SealedFact, seq = fact.header.seq): KeptFact => ({
  id: fact.header.id,
  seq,
  kind: fact.header.kind,
  aggregate: fact.header.aggregate,
  header: JSON.stringify(fact.header),
  hash: fact.hash,
  payload: fact.payload === null ? null : JSON.stringify(fact.payload),
  salt: fact.salt,
  withheld: false
})

const receiptFor = (facts: readonly SealedFact[], seq: number, signer = office): KeptReceipt => {
  const point = { device: DEVICE, epoch: 0, seq, hash: facts[seq - 1]?.hash ?? '' }
  const receivedAt = '2026-11-24T06:12:00.000Z'
  return {
    seq,
    hash: point.hash,
    receivedAt,
    signature: signText(signer.secret, receiptText({ ...point, receivedAt })),
    head: signText(desk.secret, headText(point))
  }
}

const CHAIN: KeptChain = {
  device: DEVICE,
  epoch: 0,
  deviceKey: desk.open,
  officeKey: office.open,
  confirmed: 0,
  head: null
}

const check = async (
  facts: readonly KeptFact[],
  receipts: readonly KeptReceipt[] = [],
  chain: Partial<KeptChain> = {},
  emptied: Emptied = 'by-order'
): Promise<{ readonly findings: readonly ChainFinding[]; readonly tally: Tally; readonly receipted: number }> => {
  const findings: ChainFinding[] = []
  const tally = newTally()
  const { receipted } = await verifyChain(
    { ...CHAIN, ...chain },
    { facts, receipts, tally, report: (one) => findings.push(one), emptied: () => emptied }
  )
  return { findings, tally, receipted }
}

const facts = sealed([], 10, '')
const store = facts.map((fact) => kept(fact))
const receipts = [receiptFor(facts, 4), receiptFor(facts, 8)]
const changedAt = (seq: number, change: (fact: KeptFact) => KeptFact): readonly KeptFact[] =>
  store.map((fact) => (fact.seq === seq ? change(fact) : fact))
/** Sealed by somebody who knows how: everything in it agrees. */
const resealedAt = (seq: number): SealedFact => sealed(facts.slice(0, seq - 1), 1, 'changed')[seq - 1] ?? raise()
const raise = (): never => {
  throw new Error('there is such a fact')
}

describe('a kept chain', () => {
  it('is found sound however its facts were erased and wherever receipts were given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 10 })), fc.nat(10), async (erased, receipted) => {
        const rows = store.map((row) => (erased.includes(row.seq) ? { ...row, payload: null, salt: null } : row))
        const given = receipted === 0 ? [] : [receiptFor(facts, receipted)]
        const { findings, tally, ...extent } = await check(rows, given, { confirmed: receipted })
        expect(findings).toEqual([])
        expect(tally).toMatchObject({ facts: 10, erased: erased.length, receipts: given.length, heads: given.length })
        expect(extent.receipted).toBe(receipted)
      }),
      { numRuns: 30 }
    )
  })

  it('tells first of the very fact that somebody changed, whichever it was and whatever was done to it', async () => {
    const changes: readonly ((row: KeptFact) => KeptFact)[] = [
      (row) => ({ ...row, payload: JSON.stringify({ seq: 0 }) }),
      (row) => ({ ...row, salt: 'cd'.repeat(16) }),
      (row) => ({ ...row, payload: null }),
      (row) => ({ ...row, hash: 'f'.repeat(64) }),
      (row) => ({ ...row, header: row.header.replace('visit.booked', 'visit.cooked') }),
      (row) => ({ ...row, header: 'not JSON' }),
      (row) => ({ ...row, aggregate: 'another' }),
      // Sealed again after the change; whoever is asked about the last fact has only a receipt to go by.
      (row) => kept(resealedAt(row.seq))
    ]
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...changes), async (seq, change) => {
        const { findings } = await check(changedAt(seq, change), receipts)
        expect(findings[0]?.seq).toBe(seq)
      }),
      { numRuns: 60 }
    )
  })

  it('names a fact whose payload is gone without an order, and leaves it open where the order may still come', async () => {
    const wiped = changedAt(6, (row) => ({ ...row, payload: null, salt: null }))
    const { findings, tally } = await check(wiped, receipts, {}, 'unordered')
    expect(findings).toMatchObject([{ fault: 'unordered', seq: 6 }])
    expect(tally).toMatchObject({ erased: 0, undecided: 0 })
    expect(await check(wiped, receipts, {}, 'undecided')).toMatchObject({ findings: [], tally: { undecided: 1 } })
    const withheld = wiped.map((row) => ({ ...row, withheld: row.payload === null }))
    expect(await check(withheld, receipts, {}, 'unordered')).toMatchObject({ findings: [], tally: { withheld: 1 } })
  })

  it('says of a fact that was sealed again how far receipts prove what is before it', async () => {
    expect(
      (
        await check(
          changedAt(6, () => kept(resealedAt(6))),
          receipts
        )
      ).findings
    ).toMatchObject([{ fault: 'exchanged', seq: 6, since: 4 }])
  })

  it('names what was taken out, at the beginning, in the middle and at the end', async () => {
    const without = (...gone: readonly number[]) => store.filter((row) => !gone.includes(row.seq))
    expect((await check(without(1), receipts)).findings).toMatchObject([{ fault: 'missing', seq: 1, through: 1 }])
    expect((await check(without(5, 6), receipts)).findings).toMatchObject([{ fault: 'missing', seq: 5, through: 6 }])
    expect((await check(without(8, 9, 10), receipts)).findings).toEqual([
      { fault: 'missing', device: DEVICE, epoch: 0, seq: 8, through: 8, receipted: true }
    ])
    expect((await check(without(10), [], { confirmed: 10 })).findings).toMatchObject([{ seq: 10, receipted: true }])
    const again = store.slice(4).map((row, index) => ({ ...row, seq: index + 1 }))
    expect((await check(again)).findings[0]).toMatchObject({ fault: 'misplaced', seq: 1 })
  })

  it('names a second fact at the place of another one', async () => {
    const fork = [...store.slice(0, 6), kept(resealedAt(6)), ...store.slice(6)]
    expect((await check(fork, receipts)).findings).toMatchObject([{ fault: 'twice', seq: 6 }])
  })

  it('names two facts that changed places', async () => {
    const swapped = store.map((row) =>
      row.seq === 5 ? kept(facts[5] ?? raise(), 5) : row.seq === 6 ? kept(facts[4] ?? raise(), 6) : row
    )
    expect((await check(swapped)).findings).toMatchObject([
      { fault: 'misplaced', seq: 5 },
      { fault: 'misplaced', seq: 6 }
    ])
  })

  it('that its owner sealed anew after it was confirmed is contradicted by the first receipt for what was changed', async () => {
    const anew = sealed(facts.slice(0, 5), 5, 'anew')
    const { findings } = await check(
      anew.map((fact) => kept(fact)),
      [...receipts, receiptFor(facts, 10)]
    )
    expect(findings).toMatchObject([
      { fault: 'contradicted', seq: 8, since: 4, receivedAt: '2026-11-24T06:12:00.000Z' }
    ])
  })

  it('is not proven by a receipt or a head that somebody else has signed', async () => {
    const forged = receiptFor(facts, 4, thief)
    expect((await check(store, [forged])).findings).toMatchObject([
      { fault: 'receipt-forged', table: 'receipt', seq: 4 }
    ])
    const head = signText(thief.secret, headText({ device: DEVICE, epoch: 0, seq: 4, hash: forged.hash }))
    expect((await check(store, [{ ...receiptFor(facts, 4), head }])).findings).toMatchObject([
      { fault: 'head-forged', seq: 4 }
    ])
  })

  it('of another device, and a note that it ends otherwise, do not pass', async () => {
    expect((await check(store, [], { device: OTHER })).findings[0]).toMatchObject({ fault: 'misplaced', seq: 1 })
    expect((await check(store, [], { confirmed: 10, head: 'f'.repeat(64) })).findings).toMatchObject([
      { fault: 'head', seq: 10 }
    ])
  })
})

describe('what is said of it', () => {
  it('names the table, the device, the place, the fact and its moment, and what is wrong', async () => {
    const [finding] = (await check(changedAt(3, (row) => ({ ...row, payload: '{}' })))).findings
    expect(sentenceOf(finding ?? raise(), () => '«Стойка 1»')).toBe(
      'table fact, device «Стойка 1», epoch 0, fact 3, visit.booked@1 of 2023-11-14T22:13:20.000Z: its payload is not the one that was sealed.'
    )
  })
})
