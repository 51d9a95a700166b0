/** Two workstations that hold the same facts show the same in every table, whatever order the facts came in and however often. */
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { PROJECTIONS } from '../src/core/projections.ts'
import { openDatabase } from '../src/core/storage/database.ts'
import { openJournal, type Journal, type ReceivedFact } from '../src/core/storage/journal.ts'
import { AGGREGATES } from '../src/domain/aggregates.ts'
import { DeviceId } from '../src/domain/values/ids.ts'
import { generateNetwork } from '../src/head-office/demo/generate.ts'
import { readPriceList } from '../src/head-office/demo/price-list.ts'
import { nextClock, type ClockStamp } from '../src/journal/clock.ts'
import { CHAIN_START, sealFact } from '../src/journal/envelope.ts'
import { MIDDAY } from './prepared-desk.ts'
import { shown } from './shown.ts'

const device = (number: number): DeviceId => DeviceId.parse(`018f0000-0000-7000-8000-00000000000${number}`)

const desk = async (number: number): Promise<Journal> =>
  openJournal({
    db: await openDatabase({ path: ':memory:', key: null }),
    device: device(number),
    epoch: 0,
    now: () => MIDDAY,
    aggregates: AGGREGATES,
    projections: PROJECTIONS
  })

/** A day of two desks: the demo network's facts, each sealed into the chain of one of the two. */
let facts: readonly ReceivedFact[]
beforeAll(async () => {
  const priceList = await readPriceList(path.resolve(import.meta.dirname, '../resources/price-list/dental.json'))
  const made = await generateNetwork({
    seed: 'две стойки',
    now: MIDDAY,
    patients: 60,
    historyDays: 2,
    priceList,
    hashPin: () => Promise.resolve('$argon2id$none')
  })
  const heads = [1, 2].map(() => ({ seq: 0, prev: CHAIN_START, clock: null as ClockStamp | null }))
  facts = made.map(({ author, at, fact }, index) => {
    const which = index % 3 === 0 ? 0 : 1
    const head = heads[which]
    if (head === undefined) throw new Error('two chains expected')
    head.seq += 1
    head.clock = nextClock(at, head.clock)
    const sealed = sealFact(
      {
        id: `018f0000-0000-7000-9000-${String(index).padStart(12, '0')}`,
        device: device(which + 5),
        epoch: 0,
        seq: head.seq,
        type: fact.type,
        v: fact.v,
        kind: fact.aggregate.kind,
        aggregate: fact.aggregate.id,
        scope: 'network',
        clinic: author.clinic,
        staff: author.staff,
        clock: head.clock,
        prev: head.prev
      },
      fact.payload,
      'cd'.repeat(16)
    )
    head.prev = sealed.hash
    return { cursor: index + 1, effective: head.clock, fact: sealed }
  })
})

it('shows the same after any order of arrival, with repeats, and after a rebuild', async () => {
  const inOrder = await desk(1)
  inOrder.receive(facts)
  const expected = shown(inOrder.db)
  expect(Object.values(expected).flat().length).toBeGreaterThan(300)
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 400 }), async (numbers, batch) => {
      const other = await desk(2)
      const next = (): number => Number(numbers.next().value)
      const repeated = facts.flatMap((fact) => (next() % 4 === 0 ? [fact, fact] : [fact]))
      const shuffled = repeated
        .map((fact) => ({ fact, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ fact }) => fact)
      for (let from = 0; from < shuffled.length; from += batch) other.receive(shuffled.slice(from, from + batch))
      expect(shown(other.db)).toEqual(expected)
      other.rebuild()
      expect(shown(other.db)).toEqual(expected)
      other.db.close()
    }),
    { numRuns: 12 }
  )
})
