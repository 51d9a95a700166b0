import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ClinicDescribed, ClinicDescription } from '../../domain/clinic/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { sealFact } from '../../journal/envelope.ts'
import { openDatabase, type Database } from '../database.ts'
import { TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { TestOperator } from '../testing/operator.ts'
import { factsOfAggregates } from './stored-facts.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const PASSWORD = 'пароль-оператора-1'

let cluster: TestCluster
let office: TestOffice
let operator: TestOperator
let database: Database
let desk: TestDesk
beforeAll(async () => {
  cluster = await testCluster()
}, 60_000)
afterAll(() => cluster.stop())
beforeEach(async () => {
  office = await cluster.office({ operatorPassword: PASSWORD })
  operator = await new TestOperator(office.url).signIn(PASSWORD)
  database = openDatabase(office.databaseUrl, () => undefined)
  desk = await enrolled()
})
afterEach(async () => {
  await database.close()
  await office.close()
})

const enrolled = async (): Promise<TestDesk> => {
  const fresh = new TestDesk(office.url)
  await fresh.enrol((await office.issueCode(CLINIC)).code)
  return fresh
}

const described = (name: string): ReturnType<typeof newFact> =>
  newFact(
    ClinicDescribed,
    'clinic',
    CLINIC.id,
    ClinicDescription.parse({
      name,
      shortName: 'на Пробной',
      address: '190000, г. Приморск, ул. Пробная, д. 1',
      phone: '',
      legalEntity: 'ООО «Выдуманная стоматология»',
      inn: '7700000000',
      ogrn: '1027700000000',
      licence: { number: 'Л041-00000-00/00000000', date: '2021-02-01', issuer: 'Комитет по здравоохранению' },
      zone: 'Europe/Moscow',
      opens: '09:00',
      closes: '21:00',
      screenSigning: []
    })
  )
const BOOKED = {
  patient: randomUUID(),
  slot: {
    clinic: CLINIC.id,
    doctor: randomUUID(),
    chair: randomUUID(),
    date: '2026-11-24',
    from: '10:00',
    to: '10:30'
  },
  services: [],
  note: ''
}
const VISIT = { kind: 'visit', type: 'visit.booked', v: 1 }
const counted = async (): Promise<number> => (await database.query('SELECT 1 FROM figure')).length

describe('the figures of the network', () => {
  it('go on when a fact of a version beyond all bounds has come', async () => {
    await desk.push(desk.record(1, {}, { type: 'visit.booked', kind: 'visit', v: 3_000_000_000 }))
    await desk.push(desk.record(2, BOOKED, VISIT))
    await office.figuresReady()
    expect(await counted()).toBe(2)
    expect((await operator.open('/flagged')).text).toContain('3000000000')
  })

  it('go on when the name of a clinic holds what no column takes', async () => {
    desk.tell(described('Клиника\u0000 на Лесной'))
    await desk.push(desk.facts)
    await desk.push(desk.record(2, BOOKED, VISIT))
    await office.figuresReady()
    expect(await counted()).toBe(2)
    expect((await operator.open('/')).text).toContain('Клиника на Лесной')
  })

  it('leave out the one thing that cannot be counted, and list it for a person, once', async () => {
    const odd = randomUUID()
    // A line that the schema allows, and a table that does not take it.
    await database.query(`ALTER TABLE figure ADD CHECK (day <> '2026-11-25')`)
    const unlike = { ...BOOKED, slot: { ...BOOKED.slot, date: '2026-11-25' } }
    await desk.push(desk.record(3, BOOKED, VISIT))
    await desk.push(desk.record(1, unlike, { ...VISIT, aggregate: odd }))
    await desk.push(desk.record(3, BOOKED, VISIT))
    await office.figuresReady()
    expect(await counted()).toBe(6)
    await desk.push(desk.record(1, unlike, { ...VISIT, aggregate: odd }))
    await office.figuresReady()
    expect(await database.query('SELECT cursor, reason FROM flagged_fact')).toEqual([
      { cursor: 4, reason: 'uncounted' }
    ])
    expect((await operator.open('/flagged')).text).toContain('Не удаётся посчитать')
  })

  it('do not read what is said of one thing without bounds, and list it', async () => {
    const flooded = randomUUID()
    const big = { note: 'а'.repeat(100_000) }
    for (let push = 0; push < 5; push++)
      await desk.push(desk.record(20, big, { kind: 'visit', type: 'visit.noted', aggregate: flooded }))
    await desk.push(desk.record(1, BOOKED, VISIT))
    await office.figuresReady()
    expect(await counted()).toBe(1)
    expect(await database.query('SELECT reason FROM flagged_fact')).toEqual([{ reason: 'too-much' }])
    expect((await operator.open('/flagged')).text).toContain('Слишком много записей')
  })
})

describe('the facts of one thing', () => {
  it('hold once what a copied PC has sealed again', async () => {
    const aggregate = randomUUID()
    desk.record(1, BOOKED, { ...VISIT, aggregate })
    const copy = desk.copy()
    await copy.beginEpoch()
    await copy.push(copy.facts)
    await desk.push(desk.facts)
    const [read] = await factsOfAggregates(database, [{ kind: 'visit', aggregate }])
    expect(read?.facts).toHaveLength(1)
    expect(await database.query('SELECT 1 FROM fact')).toHaveLength(2)
  })

  it('hold also what another desk has recorded under a name that was taken', async () => {
    const aggregate = randomUUID()
    const [sealed] = desk.record(1, BOOKED, { ...VISIT, aggregate })
    if (sealed === undefined) throw new Error('nothing was recorded')
    const other = await enrolled()
    const { digest: _digest, ...header } = sealed.header
    other.facts.push(sealFact({ ...header, device: other.id }, { ...BOOKED, note: 'подмена' }, 'ab'.repeat(16)))
    await other.push(other.facts)
    await desk.push(desk.facts)
    const [read] = await factsOfAggregates(database, [{ kind: 'visit', aggregate }])
    expect(read?.facts).toHaveLength(2)
  })
})
