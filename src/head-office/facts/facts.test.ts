import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockMilliseconds, CLOCK_TOLERANCE_MS } from '../../journal/clock.ts'
import { chainFault, CHAIN_START, headerHash } from '../../journal/envelope.ts'
import { MAX_FACT_BYTES, type PullAnswer } from '../../journal/protocol.ts'
import type { OwnFact } from './own.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const YEAR_MS = 365 * 86_400_000

let cluster: TestCluster
let office: TestOffice
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office()
}, 60_000)
afterAll(async () => {
  await office.close()
  await cluster.stop()
})

const query = async <Row extends pg.QueryResultRow>(
  at: TestOffice,
  text: string,
  values: readonly unknown[]
): Promise<readonly Row[]> => {
  const client = new pg.Client({ connectionString: at.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}
const keptReceipts = (device: { readonly id: string }, at: TestOffice = office): Promise<readonly object[]> =>
  query(at, 'SELECT seq, head_signature IS NOT NULL AS vouched FROM receipt WHERE device = $1 ORDER BY seq', [
    device.id
  ])

const enrolled = async (at: TestOffice = office): Promise<TestDesk> => {
  const desk = new TestDesk(at.url)
  await desk.enrol((await at.issueCode(CLINIC)).code)
  return desk
}

describe('what a desk sends', () => {
  it('arrives whole in batches, and other desks read it to the letter', async () => {
    const fresh = await cluster.office()
    const [desk, other] = [await enrolled(fresh), await enrolled(fresh)]
    desk.record(3000)
    for (let from = 0; from < 3000; from += 1000) {
      expect(await desk.push(desk.facts.slice(from, from + 1000))).toMatchObject({ acked: from + 1000, clamped: [] })
    }
    expect(await desk.hello()).toMatchObject({ acked: 3000, head: desk.facts.at(-1)?.hash, cursor: 3000 })
    const read = (await other.pullAll()).map((one) => one.fact)
    expect(read).toEqual(desk.facts)
    expect(chainFault({ epoch: 0, seq: 0, hash: CHAIN_START }, read)).toBeNull()
    // Its own facts are passed over, a thousand with each page.
    for (const cursor of [1000, 2000, 3000]) {
      const anchor = desk.facts[cursor - 1]?.hash
      expect(await desk.pull(cursor - 1000)).toEqual({ facts: [], cursor, anchor, remaining: 3000 - cursor })
    }
    await fresh.close()
  })

  it('is stored once when the answer was lost and the desk sends it again, and the verdict on its clock is the same', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    desk.now = () => Date.now() + 7 * 60_000
    desk.record(4)
    const first = await desk.push(desk.facts)
    expect(first.clamped.map((one) => one.seq)).toEqual([1, 2, 3, 4])
    expect(await desk.push(desk.facts)).toMatchObject({ acked: 4, clamped: first.clamped })
    expect(await desk.push(desk.facts.slice(1, 3))).toMatchObject({ acked: 4, clamped: first.clamped.slice(1, 3) })
    expect((await other.pullAll()).filter((one) => one.fact.header.device === desk.id)).toHaveLength(4)
  })

  it('is kept whatever it says: an unknown type, a header field of a newer version, an erased payload', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    desk.record(1, { deep: { list: [1, 'два', null, { '\u0000': '\u0000' }] } })
    const [fact] = desk.facts
    if (fact === undefined) throw new Error('a fact expected')
    const header = { ...fact.header, type: 'implant.teleported', v: 7, priority: 'high' }
    const strange = { ...fact, header, hash: headerHash(header) }
    const erasedHeader = { ...fact.header, seq: 2, prev: strange.hash }
    const erased = { header: erasedHeader, hash: headerHash(erasedHeader), payload: null, salt: null }
    expect(await desk.push([strange, erased])).toMatchObject({ acked: 2 })
    const read = (await other.pullAll()).map((one) => one.fact).filter((one) => one.header.device === desk.id)
    expect(read).toEqual([strange, erased])
  })

  it('is taken uncompressed and with gzip too', async () => {
    const desk = await enrolled()
    desk.record(2)
    expect((await desk.tryPush(desk.facts.slice(0, 1), 'identity')).status).toBe(200)
    expect((await desk.tryPush(desk.facts.slice(1), 'gzip')).status).toBe(200)
  })
})

describe('what head office refuses', () => {
  it('is a gap, and it says from where to send again', async () => {
    const desk = await enrolled()
    desk.record(6)
    await desk.push(desk.facts.slice(0, 2))
    expect(problem(await desk.tryPush(desk.facts.slice(4)))).toMatchObject({
      status: 409,
      code: 'GAP',
      acked: 2,
      at: 5
    })
    expect(await desk.push(desk.facts.slice(2))).toMatchObject({ acked: 6 })
  })

  it('is another history under the same name', async () => {
    const desk = await enrolled()
    const clone = new TestDesk(office.url)
    Object.assign(clone, { id: desk.id, keys: desk.keys, headOffice: desk.headOffice })
    desk.record(3)
    clone.record(5)
    await desk.push(desk.facts)
    expect(problem(await clone.tryPush(clone.facts))).toMatchObject({ status: 409, code: 'FORK', acked: 3, at: 1 })
    expect(problem(await clone.tryPush(clone.facts.slice(3)))).toMatchObject({ code: 'FORK', acked: 3, at: 4 })
    expect((await desk.hello()).head).toBe(desk.facts[2]?.hash)
  })

  it('is a changed fact, while the sound ones before it are kept', async () => {
    const desk = await enrolled()
    const facts = [...desk.record(4)]
    const third = facts[2]
    if (third === undefined) throw new Error('a fact expected')
    facts[2] = { ...third, payload: { note: 'подменено' } }
    expect(problem(await desk.tryPush(facts))).toMatchObject({
      status: 422,
      code: 'BAD_SEAL',
      acked: 2,
      at: 3,
      message: 'fact 3 does not agree with its own hash or digest'
    })
    expect(await desk.push(desk.facts)).toMatchObject({ acked: 4 })
  })

  it('is a batch that is no batch, a fact that is no fact, of somebody else, or far too large', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    const own = desk.record(1)
    const foreign = other.record(1)
    const [first] = own
    if (first === undefined) throw new Error('a fact expected')
    const head = desk.vouch(first)
    const tooMany = Array.from({ length: 2001 }, () => ({}))
    for (const rubbish of [null, [], { facts: own }, { facts: 'все', head }, { facts: tooMany, head }]) {
      expect(problem(await desk.sendJson('POST', '/v1/facts', rubbish))).toMatchObject({
        status: 400,
        code: 'BAD_REQUEST'
      })
    }
    expect(problem(await desk.tryPush([...own, ...foreign]))).toMatchObject({ code: 'BAD_REQUEST', acked: 1 })
    expect(problem(await desk.sendJson('POST', '/v1/facts', { facts: [...own, { header: {} }], head }))).toMatchObject({
      code: 'BAD_REQUEST',
      acked: 1
    })
    for (const depth of [1_000, 20_000, 100_000]) {
      const nested = JSON.stringify({ ...own[0], payload: { nested: 'here' } }).replace(
        '"here"',
        '['.repeat(depth) + ']'.repeat(depth)
      )
      expect(
        (
          await desk.sendText(
            'POST',
            '/v1/facts',
            `{"facts":[${nested.replace('"seq":1', '"seq":2')}],"head":${JSON.stringify(head)}}`
          )
        ).status
      ).toSatisfy((status: number) => status >= 400 && status < 500)
    }
    desk.record(1, { text: 'я'.repeat(MAX_FACT_BYTES / 2) })
    expect(problem(await desk.tryPush(desk.facts))).toMatchObject({ status: 413, code: 'TOO_LARGE', acked: 1 })
    const bomb = { facts: [], padding: '0'.repeat(32 * 1024 * 1024) }
    expect(problem(await desk.sendJson('POST', '/v1/facts', bomb, 'zstd'))).toMatchObject({ code: 'TOO_LARGE' })
    const broken = {
      bytes: Buffer.from('not zstd'),
      headers: { 'content-type': 'application/json', 'content-encoding': 'zstd' }
    }
    expect(problem(await desk.send('POST', '/v1/facts', broken))).toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('the receipt', () => {
  it('is the very same when a push is repeated, on the same process or another', async () => {
    const second = await office.again()
    const desk = await enrolled()
    const first = await desk.push(desk.record(3))
    expect(first.receipt).toMatchObject({ device: desk.id, epoch: 0, seq: 3, hash: desk.facts[2]?.hash })
    expect((await desk.push(desk.facts)).receipt).toEqual(first.receipt)
    desk.url = second.url
    expect((await desk.push(desk.facts.slice(0, 2))).receipt).toEqual(first.receipt)
    const later = await desk.push(desk.record(1))
    expect(later.receipt?.seq).toBe(4)
    await second.close()
  })

  it('is given once when two processes take the same push at the same moment', async () => {
    const second = await office.again()
    const desk = await enrolled()
    desk.record(200)
    const twin = new TestDesk(second.url)
    Object.assign(twin, { id: desk.id, keys: desk.keys, headOffice: desk.headOffice })
    const [one, two] = await Promise.all([desk.push(desk.facts), twin.push(desk.facts)])
    expect(two.receipt).toEqual(one.receipt)
    expect(await keptReceipts(desk)).toEqual([{ seq: 200, vouched: true }])
    await second.close()
  })

  it('is refused together with the facts when the head is signed by another key or for another fact', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    const [first, second] = desk.record(2)
    if (first === undefined || second === undefined) throw new Error('two facts expected')
    await desk.push([first])
    const forged = { ...desk.vouch(second), signature: other.vouch(second).signature }
    for (const head of [forged, desk.vouch(first)]) {
      const answer = problem(await desk.sendJson('POST', '/v1/facts', { facts: [second], head }))
      expect(answer).toMatchObject({ status: 422, code: 'BAD_SEAL', acked: 1, at: head.seq })
    }
    expect((await desk.hello()).acked).toBe(1)
  })

  it('covers the sound beginning of a refused batch, and takes the desk’s word for it when it comes', async () => {
    const desk = await enrolled()
    const facts = [...desk.record(4)]
    const third = facts[2]
    if (third === undefined) throw new Error('a fact expected')
    facts[2] = { ...third, payload: { note: 'подменено' } }
    expect(problem(await desk.tryPush(facts)).acked).toBe(2)
    expect(await keptReceipts(desk)).toEqual([{ seq: 2, vouched: false }])
    expect((await desk.push(desk.facts.slice(0, 2))).receipt?.seq).toBe(2)
    expect(await keptReceipts(desk)).toEqual([{ seq: 2, vouched: true }])
    await desk.push(desk.facts)
    expect(await keptReceipts(desk)).toEqual([
      { seq: 2, vouched: true },
      { seq: 4, vouched: true }
    ])
  })

  it('is kept for head office’s own facts too', async () => {
    const fresh = await cluster.office()
    const desk = await enrolled(fresh)
    const author = { staff: null, clinic: null }
    const fact = { type: 'service.noted', v: 1, aggregate: { kind: 'service', id: 'probe' }, payload: {} }
    await fresh.record([{ author, at: Date.now(), fact }])
    const { headOffice } = await desk.hello()
    expect(headOffice).toEqual(desk.headOffice)
    const [own] = await desk.pullAll()
    expect(own?.fact.header.device).toBe(headOffice.device)
    expect(await keptReceipts({ id: headOffice.device }, fresh)).toEqual([{ seq: 1, vouched: true }])
    await fresh.close()
  })
})

describe('what head office records itself', () => {
  it('goes on in one chain when several processes record at once', async () => {
    const fresh = await cluster.office()
    const second = await fresh.again()
    const desk = await enrolled(fresh)
    const author = { staff: null, clinic: null }
    const facts = (count: number): OwnFact[] =>
      Array.from({ length: count }, (_, index) => ({
        author,
        at: Date.now(),
        fact: { type: 'service.noted', v: 1, aggregate: { kind: 'service', id: `probe-${index}` }, payload: {} }
      }))
    await Promise.all([fresh, second, fresh, second].map((office) => office.record(facts(1200))))
    const read = (await desk.pullAll()).map((one) => one.fact)
    expect(read).toHaveLength(4800)
    expect(chainFault({ epoch: 0, seq: 0, hash: CHAIN_START }, read)).toBeNull()
    await second.close()
    await fresh.close()
  })
})

describe('head office restored from an older copy', () => {
  it('is noticed by a desk that pulls on from where it was', async () => {
    const fresh = await cluster.office()
    const [desk, late, reader] = [await enrolled(fresh), await enrolled(fresh), await enrolled(fresh)]
    await desk.push(desk.record(3))
    await late.push(late.record(2))
    const seen = await reader.pull(0)
    expect(seen).toMatchObject({ cursor: 5, anchor: late.facts[1]?.hash })
    expect(await reader.pull(5, 500, seen.anchor)).toMatchObject({ facts: [], cursor: 5, anchor: seen.anchor })
    // The copy was made after three facts; then others came under the cursors that were given before.
    await query(fresh, 'DELETE FROM receipt WHERE device = $1', [late.id])
    await query(fresh, 'DELETE FROM fact WHERE cursor > 3', [])
    await query(fresh, 'UPDATE scope_cursor SET last = 3', [])
    await query(fresh, 'UPDATE chain SET acked = 0, head = $2 WHERE device = $1', [late.id, CHAIN_START])
    expect(problem(await reader.tryPull(5, 500, seen.anchor))).toMatchObject({ status: 409, code: 'RESTORED' })
    await desk.push(desk.record(3))
    expect(problem(await reader.tryPull(5, 500, seen.anchor)).code).toBe('RESTORED')
    await late.push(late.facts)
    const again = await reader.pullAll()
    expect(again.map((one) => one.fact.hash)).toEqual([...desk.facts, ...late.facts].map((fact) => fact.hash))
    await fresh.close()
  })
})

describe('a desk whose clock lies by ten years', () => {
  it.each([
    ['ahead', 10 * YEAR_MS],
    ['behind', -10 * YEAR_MS]
  ])('%s loses nothing and stops nobody', async (_which, offset) => {
    const [desk, other] = [await enrolled(), await enrolled()]
    desk.now = () => Date.now() + offset
    desk.record(3)
    const refused = problem(await desk.tryPush(desk.facts))
    expect(refused).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
    expect(Math.abs(Date.parse(refused.time ?? '') - Date.now())).toBeLessThan(60_000)
    desk.now = () => Date.parse(refused.time ?? '')
    const answer = await desk.push(desk.facts)
    expect(answer).toMatchObject({ acked: 3 })
    const read = (await other.pullAll()).filter((one) => one.fact.header.device === desk.id)
    for (const { effective, fact } of read) {
      expect(effective <= fact.header.clock).toBe(true)
      expect(clockMilliseconds(effective)).toBeLessThanOrEqual(Date.parse(answer.receivedAt) + CLOCK_TOLERANCE_MS)
      if (offset < 0) expect(effective).toBe(fact.header.clock)
    }
    expect(
      read
        .map((one) => ({ seq: one.fact.header.seq, effective: one.effective }))
        .filter((one) => offset > 0 || one === null)
    ).toEqual(answer.clamped)
  })
})

describe('many desks at once', () => {
  it('lose nothing to somebody who pulls all the while: cursors never skip a late commit', async () => {
    const fresh = await cluster.office()
    const desks = await Promise.all(Array.from({ length: 8 }, () => enrolled(fresh)))
    const reader = await enrolled(fresh)
    const seen: string[] = []
    let cursor = 0
    let anchor: string | null = null
    let pushing = true
    const reading = (async () => {
      for (;;) {
        const last = !pushing
        const page: PullAnswer = await reader.pull(cursor, 37, anchor)
        seen.push(...page.facts.map((one) => one.fact.hash))
        cursor = page.cursor
        anchor = page.anchor
        if (last && page.remaining === 0) return
      }
    })()
    await Promise.all(
      desks.map(async (desk) => {
        for (let round = 0; round < 15; round++) await desk.push(desk.record(1 + (round % 7)))
      })
    )
    pushing = false
    await reading
    const sent = desks.flatMap((desk) => desk.facts.map((fact) => fact.hash))
    expect(seen.length).toBe(sent.length)
    expect(new Set(seen)).toEqual(new Set(sent))
    await fresh.close()
  })

  it('may push the same facts through two connections at once: they are stored once', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    desk.record(300)
    const answers = await Promise.all([
      desk.push(desk.facts),
      desk.push(desk.facts),
      desk.push(desk.facts.slice(0, 150))
    ])
    expect(answers.slice(0, 2).map((answer) => answer.acked)).toEqual([300, 300])
    expect((await desk.hello()).acked).toBe(300)
    expect((await other.pullAll()).filter((one) => one.fact.header.device === desk.id)).toHaveLength(300)
  })
})
