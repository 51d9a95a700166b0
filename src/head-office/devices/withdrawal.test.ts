import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockMilliseconds, CLOCK_TOLERANCE_MS } from '../../journal/clock.ts'
import { wipeText } from '../../journal/protocol.ts'
import { isTextSignedBy, readPublicKey, sha256Hex } from '../../journal/signature.ts'
import { openDatabase, type Database } from '../database.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { leaveApart, release, withdraw } from './supervise.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }

let cluster: TestCluster
let office: TestOffice
let database: Database
let now = Date.parse('2026-11-24T08:00:00.000Z')
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ now: () => now })
  database = openDatabase(office.databaseUrl, () => undefined)
}, 60_000)
afterAll(async () => {
  await database.close()
  await office.close()
  await cluster.stop()
})

const enrolled = async (): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  desk.now = () => now
  await desk.enrol((await office.issueCode(CLINIC)).code)
  return desk
}

const hashesOf = async (desk: TestDesk, reader: TestDesk): Promise<readonly string[]> =>
  (await reader.pullAll()).filter((one) => one.fact.header.device === desk.id).map((one) => one.fact.hash)

describe('a withdrawn desk', () => {
  it('is given nothing, and told whether to destroy its data, by a signed order', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    await withdraw(database, desk.id, false, now)
    await withdraw(database, other.id, true, now)
    const key = readPublicKey(other.headOffice?.publicKey ?? '')
    if (key === null) throw new Error('head office told its key at enrolment')
    for (const path of ['/v1/hello', '/v1/facts?after=0', '/v1/nudge', `/v1/blobs/${'0'.repeat(64)}`]) {
      expect(problem(await desk.send('GET', path))).toMatchObject({ status: 403, code: 'REVOKED', wipe: false })
      const { wipe, wipeOrder = '' } = problem(await other.send('GET', path))
      expect([wipe, isTextSignedBy(key, wipeText(other.id), wipeOrder)]).toEqual([true, true])
      expect(problem(await desk.send('GET', path)).wipeOrder).toBeUndefined()
    }
    expect(problem(await desk.tryEnrol((await office.issueCode(CLINIC)).code)).code).toBe('REVOKED')
  })

  it('still sends what it held: confirmed with a receipt, kept apart, and the same when it is repeated', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    await desk.push(desk.record(2))
    await withdraw(database, desk.id, true, now)
    desk.record(3)
    const answer = await desk.push(desk.facts.slice(2))
    expect(answer).toMatchObject({ acked: 5, quarantined: true, receipt: { seq: 5, hash: desk.facts[4]?.hash } })
    expect((await desk.push(desk.facts)).receipt).toEqual(answer.receipt)
    const [first, ...rest] = desk.record(3)
    if (first === undefined) throw new Error('a fact expected')
    expect(problem(await desk.tryPush(rest))).toMatchObject({ code: 'GAP', acked: 5 })
    expect(await hashesOf(desk, other)).toEqual(desk.facts.slice(0, 2).map((fact) => fact.hash))
  })

  it('still sends the papers of its facts', async () => {
    const desk = await enrolled()
    await withdraw(database, desk.id, true, now)
    const bytes = Buffer.from('подпись')
    const path = `/v1/blobs/${sha256Hex(bytes)}`
    const put = { bytes, headers: { 'content-type': 'application/octet-stream' } }
    expect((await desk.send('PUT', path, put)).status).toBe(201)
    expect((await desk.send('HEAD', path)).status).toBe(200)
    expect(problem(await desk.send('GET', path)).code).toBe('REVOKED')
  })

  it('that was cloned begins an epoch to send what it held', async () => {
    const desk = await enrolled()
    const clone = desk.copy()
    await desk.push(desk.record(2))
    await withdraw(database, desk.id, true, now)
    clone.record(3)
    expect(problem(await clone.tryPush(clone.facts)).code).toBe('FORK')
    await desk.push(desk.record(1))
    expect(await clone.chain(1)).toEqual(desk.facts.slice(1).map((fact) => fact.hash))
    await clone.beginEpoch()
    expect(await clone.push(clone.facts)).toMatchObject({ acked: 3, quarantined: true })
  })

  it('in the middle of a push loses nothing and splits nothing', async () => {
    const second = await office.again()
    const [desk, other] = [await enrolled(), await enrolled()]
    desk.record(600)
    const twin = desk.copy()
    twin.url = second.url
    const pushes = [0, 150, 300, 450].map((from) => async () => {
      for (;;) {
        const answer = await (from % 300 === 0 ? desk : twin).tryPush(desk.facts.slice(from, from + 150))
        if (answer.status === 200) return
        expect(problem(answer).code).toBe('GAP')
      }
    })
    await Promise.all([...pushes.map((push) => push()), withdraw(database, desk.id, false, now)])
    const counted = await database.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM fact WHERE device = $1) + (SELECT count(*) FROM quarantined_fact WHERE device = $1) AS n`,
      [desk.id]
    )
    expect(counted[0]?.n).toBe(600)
    await release(database, desk.id)
    expect(await hashesOf(desk, other)).toEqual(desk.facts.map((fact) => fact.hash))
    await second.close()
  })
})

describe('what was kept apart', () => {
  it('is given to everybody when it is released: in its order, behind what others have seen, timed by its receipt', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    await withdraw(database, desk.id, false, now)
    const receivedAt = now
    const slow = desk.copy()
    desk.record(2)
    // The clock of this PC ran ahead when it sent the rest.
    desk.now = () => now + 9 * 60_000
    desk.record(2)
    desk.now = () => now
    await desk.push(desk.facts.slice(0, 1))
    await desk.push(desk.facts)
    await slow.beginEpoch()
    await slow.push(slow.record(1))
    const seen = (await other.pull(0, 2000)).cursor
    now += 60 * 60_000
    expect(await release(database, desk.id)).toBe(5)
    expect(await release(database, desk.id)).toBe(0)
    const released = (await other.pullAll()).filter((one) => one.cursor > seen)
    expect(released.map((one) => one.cursor)).toEqual([1, 2, 3, 4, 5].map((step) => seen + step))
    expect(released.map((one) => one.fact)).toEqual([...desk.facts, ...slow.facts])
    for (const one of released)
      expect(clockMilliseconds(one.effective)).toBeLessThanOrEqual(receivedAt + CLOCK_TOLERANCE_MS)
    expect(await desk.push(desk.record(1))).toMatchObject({ acked: 5, quarantined: true })
    expect(await release(database, desk.id)).toBe(1)
    expect(await hashesOf(desk, other)).toHaveLength(6)
  })

  it('stays apart when an operator leaves it, and can be released later', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    await withdraw(database, desk.id, false, now)
    await desk.push(desk.record(2))
    await leaveApart(database, desk.id, now)
    expect(await hashesOf(desk, other)).toEqual([])
    expect(await release(database, desk.id)).toBe(2)
  })
})
