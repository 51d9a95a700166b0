import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../database.ts'
import { TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { keepPartitions } from './keep.ts'
import { PARTITIONS_SQL } from './migration.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const NOVEMBER = Date.parse('2026-11-28T12:00:00Z')

let cluster: TestCluster
const open: { close(): Promise<unknown> }[] = []
beforeAll(async () => {
  cluster = await testCluster()
}, 60_000)
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => cluster.stop())

const office = async (now: () => number): Promise<{ serving: TestOffice; database: Database; desk: TestDesk }> => {
  const serving = await cluster.office({ now })
  const database = openDatabase(serving.databaseUrl, () => undefined)
  open.push(database, serving)
  const desk = new TestDesk(serving.url)
  desk.now = now
  await desk.enrol((await serving.issueCode(CLINIC)).code)
  return { serving, database, desk }
}

const counted = async (database: Database): Promise<Record<string, number>> => {
  const rows = await database.query<{ name: string; count: number }>(
    'SELECT tableoid::regclass::text AS name, count(*) AS count FROM fact GROUP BY 1'
  )
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

const planOf = async (database: Database, query: string, values: readonly unknown[]): Promise<string> => {
  const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${query}`, values)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

describe('facts of a network', () => {
  it('lie by the month in which they came, and are read as one', async () => {
    let time = NOVEMBER
    const { database, desk } = await office(() => time)
    await desk.push(desk.record(10))
    time = Date.parse('2026-12-31T23:59:59Z')
    await desk.push(desk.record(5))
    time = Date.parse('2027-01-01T00:00:00Z')
    await desk.push(desk.record(3))
    expect(await counted(database)).toEqual({
      fact_network_2026_11: 10,
      fact_network_2026_12: 5,
      fact_network_2027_01: 3
    })
    const other = new TestDesk(desk.url)
    other.now = () => time
    await other.enrol((await (open.at(-1) as TestOffice).issueCode(CLINIC)).code)
    const pulled = await other.pullAll(4)
    expect(pulled.map(({ cursor }) => cursor)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1))
    expect((await desk.push(desk.facts)).acked).toBe(18)
  })

  it('are taken in also when the clock of the server is years off, and find their place when that month comes', async () => {
    let time = NOVEMBER
    const { database, desk } = await office(() => time)
    time = Date.parse('2036-05-05T00:00:00Z')
    await desk.push(desk.record(4))
    time = Date.parse('2001-01-01T00:00:00Z')
    await desk.push(desk.record(2))
    expect(await counted(database)).toEqual({ fact_network_other: 6 })
    expect(await keepPartitions(database, Date.parse('2036-04-10T00:00:00Z'))).toEqual([
      'fact_network_2036_04',
      'fact_network_2036_05',
      'fact_network_2036_06',
      'fact_network_2036_07'
    ])
    expect(await counted(database)).toEqual({ fact_network_2036_05: 4, fact_network_other: 2 })
    expect(await keepPartitions(database, Date.parse('2036-04-11T00:00:00Z'))).toEqual([])
  })

  it('of a scope that is new get partitions of their own, those that came before included', async () => {
    const { database, desk } = await office(() => NOVEMBER)
    await desk.push(desk.record(3))
    await database.query(`INSERT INTO scope_cursor VALUES ('clinic:${CLINIC.id}', 0)`)
    await database.query(`UPDATE fact SET scope = 'clinic:${CLINIC.id}' WHERE seq = 3`)
    const table = `fact_clinic_${CLINIC.id.replaceAll('-', '_')}`
    expect(await counted(database)).toEqual({ fact_network_2026_11: 2, fact_elsewhere: 1 })
    expect(await keepPartitions(database, NOVEMBER)).toContain(`${table}_2026_11`)
    expect(await counted(database)).toEqual({ fact_network_2026_11: 2, [`${table}_2026_11`]: 1 })
  })

  it('are found by an index in every partition: by cursor, by aggregate, by chain', async () => {
    const { database, desk } = await office(() => NOVEMBER)
    await desk.push(desk.record(2000))
    await database.query('ANALYZE fact')
    const questions: readonly [string, readonly unknown[]][] = [
      [
        'SELECT header FROM fact WHERE cursor > $1 AND cursor <= $2 AND device <> $3 ORDER BY cursor LIMIT 50',
        [1700, 2000, randomUUID()]
      ],
      ['SELECT hash FROM fact WHERE cursor = $1', [1000]],
      ['SELECT header FROM fact WHERE kind = $1 AND aggregate = $2', ['patient', desk.facts[7]?.header.aggregate]],
      ['SELECT seq, hash FROM fact WHERE device = $1 AND epoch = 0 AND seq = ANY($2::bigint[])', [desk.id, [5, 6, 7]]],
      ['SELECT seq FROM fact WHERE device = $1 ORDER BY epoch DESC, seq DESC LIMIT 1', [desk.id]]
    ]
    for (const [query, values] of questions) {
      const plan = await planOf(database, query, values)
      // The partition that holds them all is never read from one end to the other.
      expect(plan).toMatch(/Index (Only )?Scan.* on fact_network_2026_11/)
      expect(plan).not.toContain('Seq Scan on fact_network_2026_11')
      expect(plan).not.toContain('Sort Key: fact.cursor\n  ->  Append')
    }
    const month = await planOf(
      database,
      `SELECT count(*) FROM fact WHERE scope = 'network' AND received_at >= '2026-12-01Z' AND received_at < '2027-01-01Z'`,
      []
    )
    expect(month).toContain('fact_network_2026_12')
    expect(month).not.toMatch(/fact_network_2026_11|fact_network_2027|fact_elsewhere|other/)
  })

  it('cannot stand twice under one cursor or one place of a chain', async () => {
    const { database, desk } = await office(() => NOVEMBER)
    await desk.push(desk.record(2))
    const copy = (changed: string): Promise<unknown> =>
      database.query(
        `INSERT INTO fact (cursor, device, epoch, seq, kind, aggregate, clock, effective, received_at, header, hash)
         SELECT ${changed}, kind, aggregate, clock, effective, received_at, header, hash FROM fact WHERE seq = 1`
      )
    await expect(copy('1, device, epoch, 77')).rejects.toThrow('unique')
    await expect(copy('77, device, epoch, 1')).rejects.toThrow('unique')
  })
})

describe('a head office from before there were partitions', () => {
  it('keeps every fact where it lies, goes on behind it, and takes in what its wrong clock dated ahead', async () => {
    const { serving, database, desk } = await office(Date.now)
    await desk.push(desk.record(30))
    // As it was: one table with its own keys.
    await database.query(`
      CREATE TABLE plain (LIKE fact INCLUDING DEFAULTS);
      INSERT INTO plain SELECT * FROM fact;
      DROP TABLE fact;
      ALTER TABLE plain RENAME TO fact;
      ALTER TABLE fact DROP COLUMN scope, ADD PRIMARY KEY (cursor), ADD UNIQUE (device, epoch, seq),
        ADD FOREIGN KEY (device) REFERENCES device;
      CREATE INDEX fact_of_aggregate ON fact (kind, aggregate);
      UPDATE fact SET received_at = now() + interval '9 years' WHERE cursor = 30;
      UPDATE fact SET received_at = now() - interval '1 year' WHERE cursor <= 10`)
    await database.query(PARTITIONS_SQL)
    expect(await counted(database)).toEqual({ fact_until_now: 29, fact_network_other: 1 })
    const made = await keepPartitions(database, Date.now())
    expect(made).toHaveLength(3)
    expect((await desk.push(desk.record(5))).acked).toBe(35)
    const reader = new TestDesk(desk.url)
    await reader.enrol((await serving.issueCode(CLINIC)).code)
    expect((await reader.pullAll()).map(({ fact }) => fact)).toEqual(desk.facts)
  })
})
