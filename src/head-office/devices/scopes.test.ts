import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headerHash, sealFault } from '../../journal/envelope.ts'
import { openDatabase, type Database } from '../database.ts'
import { TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { chooseScopes } from './supervise.ts'

const HERE = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const THERE = { id: '018f0000-0000-7000-8000-0000000000c2', name: 'Клиника на Образцовой' }

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

const enrolled = async (clinic: { readonly id: string; readonly name: string }): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(clinic)).code)
  return desk
}

describe('a desk that gets its own clinic only', () => {
  it('is told its scopes, gets others’ facts as headers, and can still check every chain', async () => {
    const [desk, writer] = [await enrolled(HERE), await enrolled(THERE)]
    expect((await desk.hello()).scopes).toEqual(['*'])
    await chooseScopes(database, desk.id, 'clinic')
    expect((await desk.hello()).scopes).toEqual(['network', `clinic:${HERE.id}`])
    for (const scope of ['network', `clinic:${THERE.id}`, `clinic:${HERE.id}`]) {
      writer.scope = scope
      writer.record(1)
    }
    await writer.push(writer.facts)
    const [shared, theirs, ours] = await desk.pullAll()
    expect([shared?.fact, ours?.fact]).toEqual([writer.facts[0], writer.facts[2]])
    expect([shared?.withheld, ours?.withheld]).toEqual([undefined, undefined])
    expect(theirs).toMatchObject({ withheld: true, fact: { payload: null, salt: null, hash: writer.facts[1]?.hash } })
    if (theirs === undefined) throw new Error('a fact expected')
    expect(headerHash(theirs.fact.header)).toBe(theirs.fact.hash)
    expect(sealFault(theirs.fact)).toBeNull()
    await chooseScopes(database, desk.id, 'network')
    expect((await desk.pullAll()).map((one) => one.fact)).toEqual(writer.facts)
  })

  it('gets what head office wrote for the network, and of another clinic’s papers nothing but the header', async () => {
    const fresh = await cluster.office()
    const desk = new TestDesk(fresh.url)
    await desk.enrol((await fresh.issueCode(HERE)).code)
    const writing = openDatabase(fresh.databaseUrl, () => undefined)
    await chooseScopes(writing, desk.id, 'clinic')
    const author = { staff: null, clinic: THERE.id }
    await fresh.record(
      ['patient', 'act'].map((kind) => ({
        author,
        at: Date.now(),
        fact: { type: `${kind}.noted`, v: 1, aggregate: { kind, id: 'probe' }, payload: { note: 'проба' } }
      }))
    )
    expect((await desk.pullAll()).map((one) => [one.fact.header.kind, one.withheld ?? false])).toEqual([
      ['patient', false],
      ['act', true]
    ])
    await writing.close()
    await fresh.close()
  })
})
