import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainFault, CHAIN_START } from '../../journal/envelope.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { openDatabase, type Database } from '../database.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }

let cluster: TestCluster
let office: TestOffice
let database: Database
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office()
  database = openDatabase(office.databaseUrl, () => undefined)
}, 60_000)
afterAll(async () => {
  await database.close()
  await office.close()
  await cluster.stop()
})

const enrolled = async (): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code)
  return desk
}

describe('a PC that was cloned', () => {
  it('finds out how far both agree, goes on in an epoch of its own, and the first PC goes on in the old one', async () => {
    const desk = await enrolled()
    await desk.push(desk.record(3))
    const clone = desk.copy()
    await desk.push(desk.record(2))
    clone.record(4)
    expect(problem(await clone.tryPush(clone.facts)).code).toBe('FORK')
    expect(await clone.chain(2)).toEqual(desk.facts.slice(2).map((fact) => fact.hash))
    const lost = clone.facts.slice(3)
    await clone.beginEpoch()
    expect(clone.epoch).toBe(1)
    expect((await clone.push(clone.facts)).receipt).toMatchObject({ epoch: 1, seq: 4, hash: clone.facts[3]?.hash })
    expect(await desk.push(desk.record(1))).toMatchObject({ acked: 6 })
    expect(await clone.hello()).toMatchObject({ epoch: 1, acked: 4, head: clone.facts[3]?.hash })
    expect(await desk.hello()).toMatchObject({ epoch: 0, acked: 6, head: desk.facts[5]?.hash })
    expect(clone.facts.map((fact) => [fact.header.id, fact.header.clock])).toEqual(
      lost.map((fact) => [fact.header.id, fact.header.clock])
    )
  })

  it('is given the facts of the other one, and each chain is whole to everybody', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    await desk.push(desk.record(2))
    const clone = desk.copy()
    await desk.push(desk.record(1))
    clone.record(1)
    await clone.beginEpoch()
    await clone.push(clone.facts)
    const ofDevice = async (reader: TestDesk): Promise<readonly string[]> =>
      (await reader.pullAll())
        .map((one) => one.fact)
        .filter((one) => one.header.device === desk.id)
        .map((one) => one.hash)
    expect(await ofDevice(clone)).toEqual(desk.facts.map((fact) => fact.hash))
    expect(await ofDevice(desk)).toEqual(clone.facts.map((fact) => fact.hash))
    const all = (await other.pullAll()).map((one) => one.fact).filter((one) => one.header.device === desk.id)
    for (const epoch of [0, 1]) {
      const chain = all.filter((one) => one.header.epoch === epoch)
      expect(chainFault({ epoch, seq: 0, hash: CHAIN_START }, chain)).toBeNull()
    }
  })

  it('cannot write into the chain of another epoch, nor sign for it', async () => {
    const desk = await enrolled()
    await desk.push(desk.record(1))
    const clone = desk.copy()
    await clone.beginEpoch()
    const fact = desk.record(1)
    expect(problem(await clone.tryPush(fact)).status).toBeGreaterThanOrEqual(400)
    Object.assign(clone, { epoch: 0 })
    expect(problem(await clone.tryPush(fact)).code).toBe('UNAUTHENTICATED')
    expect((await desk.hello()).acked).toBe(1)
  })
})

describe('a new epoch', () => {
  it('is the same when it is asked for again, also by two processes at once', async () => {
    const second = await office.again()
    const desk = await enrolled()
    const twin = desk.copy()
    twin.url = second.url
    const { publicKey } = generateDeviceKeys()
    const answers = await Promise.all([desk.tryOpenEpoch(publicKey), twin.tryOpenEpoch(publicKey)])
    expect(answers.map((answer) => answer.body)).toEqual([{ epoch: 1 }, { epoch: 1 }])
    expect((await desk.tryOpenEpoch(generateDeviceKeys().publicKey)).body).toEqual({ epoch: 2 })
    await second.close()
  })

  it('needs a key of its own', async () => {
    const desk = await enrolled()
    expect(problem(await desk.tryOpenEpoch(desk.keys.publicKey)).code).toBe('BAD_REQUEST')
    expect(problem(await desk.tryOpenEpoch(Buffer.alloc(60).toString('base64'))).code).toBe('BAD_REQUEST')
  })

  it('has to wait for a person after a dozen that nobody looked at', async () => {
    const desk = await enrolled()
    for (let epoch = 1; epoch <= 12; epoch++)
      expect((await desk.tryOpenEpoch(generateDeviceKeys().publicKey)).body).toEqual({ epoch })
    const refused = await desk.tryOpenEpoch(generateDeviceKeys().publicKey)
    expect(problem(refused)).toMatchObject({ status: 503, code: 'BUSY' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    await database.query('UPDATE chain SET looked_at = now() WHERE device = $1', [desk.id])
    expect((await desk.tryOpenEpoch(generateDeviceKeys().publicKey)).body).toEqual({ epoch: 13 })
  })

  it('is opened again under its number when head office was restored and has forgotten it', async () => {
    const desk = await enrolled()
    const clone = desk.copy()
    clone.record(2)
    await clone.beginEpoch()
    await clone.push(clone.facts)
    for (const table of ['receipt', 'fact', 'chain'])
      await database.query(`DELETE FROM ${table} WHERE device = $1 AND epoch = 1`, [desk.id])
    expect(problem(await clone.send('GET', '/v1/hello')).code).toBe('UNAUTHENTICATED')
    expect((await desk.tryOpenEpoch(clone.keys.publicKey, 1)).body).toEqual({ epoch: 1 })
    expect(await clone.hello()).toMatchObject({ epoch: 1, acked: 0 })
    expect((await desk.tryOpenEpoch(generateDeviceKeys().publicKey, 1)).body).toEqual({ epoch: 2 })
  })
})
