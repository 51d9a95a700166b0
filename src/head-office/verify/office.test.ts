import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentenceOf } from '../../journal/verify/finding.ts'
import { ErasureOrdered } from '../../domain/erasure/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { openDatabase, type Database } from '../database.ts'
import { release, withdraw } from '../devices/supervise.ts'
import { TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { verifyOffice, type OfficeCheck } from './office.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }

let cluster: TestCluster
let office: TestOffice
let database: Database
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office()
  database = openDatabase(office.databaseUrl, () => undefined)
})
afterAll(async () => {
  await database.close()
  await office.close()
  await cluster.stop()
})

const enrolled = async (name: string): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code, name)
  return desk
}
const said = ({ findings, names }: OfficeCheck): readonly string[] =>
  findings.first.map((finding) => sentenceOf(finding, (device) => names.get(device) ?? device))
const check = (): Promise<OfficeCheck> => verifyOffice(database, () => undefined)

describe('what head office keeps', () => {
  it('is sound with more pages than one, and while desks go on sending', async () => {
    const desk = await enrolled('Стойка с историей')
    desk.record(2500)
    for (let from = 0; from < 2000; from += 500) await desk.push(desk.facts.slice(from, from + 500))
    const [found] = await Promise.all([check(), desk.push(desk.facts.slice(2000))])
    expect(said(found)).toEqual([])
    expect((await check()).tally.facts).toBe(2500)
  })

  it('of a cloned desk is two chains, each sound and each with a key of its own', async () => {
    const desk = await enrolled('Стойка с копией')
    await desk.push(desk.record(4))
    const clone = desk.copy()
    await desk.push(desk.record(2))
    clone.record(3)
    await clone.beginEpoch()
    await clone.push(clone.facts)
    const before = await check()
    expect(said(before)).toEqual([])
    await database.query(`UPDATE fact SET payload = '{}' WHERE device = $1 AND epoch = 1 AND seq = 2`, [desk.id])
    expect(said(await check())).toEqual([expect.stringMatching(/«Стойка с копией».*epoch 1, fact 2, .*payload/)])
    await database.query(`UPDATE fact SET payload = $2 WHERE device = $1 AND epoch = 1 AND seq = 2`, [
      desk.id,
      JSON.stringify(clone.facts[1]?.payload)
    ])
  })

  it('apart from a withdrawn desk belongs to its chain, before and after it is released', async () => {
    const desk = await enrolled('Отозванная стойка')
    await desk.push(desk.record(2))
    await withdraw(database, desk.id, false, Date.now())
    desk.record(3)
    await desk.push(desk.facts.slice(2))
    const apart = await check()
    expect([said(apart), apart.keptApart]).toEqual([[], 3])
    await database.query(`UPDATE quarantined_fact SET payload = '{}' WHERE device = $1 AND seq = 4`, [desk.id])
    expect(said(await check())).toEqual([
      expect.stringMatching(/^table quarantined_fact, device «Отозванная стойка» .*fact 4, .*payload/)
    ])
    await database.query(`UPDATE quarantined_fact SET payload = $2 WHERE device = $1 AND seq = 4`, [
      desk.id,
      JSON.stringify(desk.facts[3]?.payload)
    ])
    await release(database, desk.id)
    const released = await check()
    expect([said(released), released.keptApart]).toEqual([[], 0])
  })

  it('may lack the words that it has ordered to destroy, also those that come late or from a withdrawn desk', async () => {
    const [desk, erasure, patient] = [await enrolled('Стойка с забытым'), randomUUID(), randomUUID()]
    const about = { kind: 'patient', aggregate: patient }
    await desk.push(desk.record(2, { note: 'имя' }, about))
    const order = newFact(ErasureOrdered, 'erasure', erasure, {
      aggregates: [{ kind: 'patient', id: patient }],
      blobs: [],
      categories: ['person'],
      on: isoDate('2026-11-24')
    })
    await office.record([{ author: { staff: null, clinic: null }, at: Date.now(), fact: order }])
    await office.erasuresDone()
    await desk.push(desk.record(1, { note: 'имя' }, about))
    await office.erasuresDone()
    await withdraw(database, desk.id, false, Date.now())
    await desk.push(desk.record(1, { note: 'имя' }, about))
    const found = await check()
    expect([said(found), found.tally.erased, found.keptApart]).toEqual([[], 4, 1])
  })

  it('lacks words without an order where a desk has sent a fact so, and that is named', async () => {
    const desk = await enrolled('Стойка без слов')
    desk.record(2)
    desk.facts = desk.facts.map((fact) => (fact.header.seq === 2 ? { ...fact, payload: null, salt: null } : fact))
    await desk.push(desk.facts)
    expect(said(await check())).toEqual([
      expect.stringMatching(/«Стойка без слов».*fact 2, .*its payload is gone, and no order of head office/)
    ])
  })
})
