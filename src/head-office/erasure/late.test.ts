import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ErasureDeclined, ErasureOrdered, ErasureRequested } from '../../domain/erasure/facts.ts'
import { newFact, type NewFact } from '../../domain/fact.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { Sha256 } from '../../domain/values/sha256.ts'
import { sha256Hex } from '../../journal/signature.ts'
import { openDatabase, type Database } from '../database.ts'
import { withdraw } from '../devices/supervise.ts'
import { TestDesk, type Answer } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { TestOperator } from '../testing/operator.ts'
import { orderFacts } from './order.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const PASSWORD = 'пароль-оператора-1'
const WORDS = { allergy: 'йод, Забвенная' }
const TODAY = isoDate('2026-11-24')

let cluster: TestCluster
let office: TestOffice
let operator: TestOperator
let database: Database
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ operatorPassword: PASSWORD })
  operator = await new TestOperator(office.url).signIn(PASSWORD)
  database = openDatabase(office.databaseUrl, () => undefined)
})
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
const order = (patient: string, ...blobs: readonly Sha256[]): NewFact =>
  newFact(ErasureOrdered, 'erasure', randomUUID(), {
    aggregates: [{ kind: 'patient', id: patient }],
    blobs: [...blobs],
    categories: ['person'],
    on: TODAY
  })
const obeyed = async (...facts: readonly NewFact[]): Promise<void> => {
  const author = { staff: null, clinic: null }
  await office.record(facts.map((fact, index) => ({ author, at: Date.now() + index, fact })))
  await office.erasuresDone()
}
const about = (aggregate: string): { readonly kind: string; readonly type: string; readonly aggregate: string } => ({
  kind: 'patient',
  type: 'patient.allergy-noted',
  aggregate
})

describe('what was destroyed', () => {
  it('does not come back with a paper that a desk sends afterwards, whole or in pieces', async () => {
    const desk = await enrolled()
    const bytes = Buffer.from('%PDF-1.7 Забвенная')
    const name = Sha256.parse(sha256Hex(bytes))
    const path = `/v1/blobs/${name}`
    const put = (): Promise<Answer> =>
      desk.send('PUT', path, { bytes, headers: { 'content-type': 'application/octet-stream' } })
    expect((await put()).status).toBe(201)
    await obeyed(order(randomUUID(), name))
    expect([(await put()).status, (await desk.send('HEAD', path)).status]).toEqual([204, 200])
    expect((await desk.send('GET', path)).status).toBe(404)
    const begun = await desk.send('POST', '/v1/uploads', {
      bytes: new Uint8Array(),
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `sha256 ${Buffer.from(name).toString('base64')}`
      }
    })
    expect(begun.headers.get('upload-offset')).toBe(String(bytes.length))
    expect(await database.query('SELECT 1 FROM blob WHERE sha256 = $1', [name])).toEqual([])
  })

  it('does not live on in the snapshot that was built before a late word of it was emptied', async () => {
    const [desk, patient] = [await enrolled(), randomUUID()]
    await obeyed(order(patient))
    await database.query(`INSERT INTO snapshot_chunk VALUES ('chunk', '\\x00')`)
    await desk.push(desk.record(1, WORDS, about(patient)))
    await office.erasuresDone()
    expect(await database.query('SELECT 1 FROM snapshot_chunk')).toEqual([])
    await database.query(`INSERT INTO snapshot_chunk VALUES ('chunk', '\\x00')`)
    await desk.push(desk.record(1, WORDS, about(randomUUID())))
    await office.erasuresDone()
    expect(await database.query('SELECT 1 FROM snapshot_chunk')).toHaveLength(1)
  })

  it('does not lie in what a withdrawn desk tells afterwards and is kept apart', async () => {
    const [desk, patient] = [await enrolled(), randomUUID()]
    await obeyed(order(patient))
    await withdraw(database, desk.id, false, Date.now())
    desk.record(1, WORDS, about(patient))
    desk.record(1, WORDS, about(randomUUID()))
    await desk.push(desk.facts)
    expect(
      await database.query(
        'SELECT payload IS NULL AS gone, salt IS NULL AS unsalted FROM quarantined_fact WHERE device = $1 ORDER BY seq',
        [desk.id]
      )
    ).toEqual([
      { gone: true, unsalted: true },
      { gone: false, unsalted: false }
    ])
  })
})

describe('a decision on a request', () => {
  it('is head office’s alone: what a desk calls an order or a refusal closes nothing', async () => {
    const [desk, erasure, patient] = [await enrolled(), randomUUID(), randomUUID()]
    const request = {
      patient: PatientId.parse(patient),
      reach: 'everything',
      ground: 'consent-withdrawn',
      basis: 'заявление № 12 от 20.11.2026',
      on: TODAY
    } as const
    desk.tell(newFact(ErasureRequested, 'erasure', erasure, request))
    desk.tell({ ...order(patient), aggregate: { kind: 'erasure', id: erasure } })
    desk.tell(newFact(ErasureDeclined, 'erasure', erasure, { reason: 'передумали на стойке' }))
    await desk.push(desk.facts)
    await office.erasuresDone()
    expect((await operator.open('/')).text).toContain('1 обращение об уничтожении персональных данных ждёт решения')
    expect((await operator.open(`/erasures/${erasure}`)).text).toContain('Будет уничтожено')
  })

  it('names a person with thousands of things in several orders, each of which everybody can read', async () => {
    const papers = Array.from({ length: 3200 }, (_one, index) => Sha256.parse(sha256Hex(Buffer.from(String(index)))))
    const items = papers.map((paper) => ({
      kind: 'document',
      id: randomUUID(),
      category: 'consents' as const,
      blobs: [paper]
    }))
    const orders = orderFacts(randomUUID(), { items, kept: [] }, Date.now())
    expect(orders).toHaveLength(3)
    for (const one of orders) expect(ErasureOrdered.payload.safeParse(one.payload).success).toBe(true)
    await obeyed(...orders)
    const erased = await database.query<{ id: string }>(
      `SELECT aggregate AS id FROM erased_aggregate WHERE kind = 'document'`
    )
    expect(new Set(erased.map((one) => one.id))).toEqual(new Set(items.map((one) => one.id)))
    expect(await database.query('SELECT 1 FROM erased_blob WHERE sha256 = ANY($1)', [papers])).toHaveLength(3200)
  })
})
