/**
 * What a fact costs head office when its history grows: appending a batch, reading a page and folding an aggregate on the real
 * schema, with histories of several lengths. They are measured by turns, so that whatever else the machine does meets all alike.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, type Database } from '../src/head-office/database.ts'
import { openChain } from '../src/head-office/devices/chains.ts'
import type { Device } from '../src/head-office/devices/authenticate.ts'
import { appendFacts } from '../src/head-office/facts/append.ts'
import { ensureIdentity, type Identity } from '../src/head-office/facts/identity.ts'
import { readPage } from '../src/head-office/facts/read-page.ts'
import { factsOfAggregates } from '../src/head-office/figures/stored-facts.ts'
import { migrate } from '../src/head-office/migrations.ts'
import { keepMonths, keepPartitions } from '../src/head-office/partitions/keep.ts'
import { startCluster } from '../src/head-office/postgres/cluster.ts'
import { nextClock, type ClockStamp } from '../src/journal/clock.ts'
import { CHAIN_START, sealFact, type SealedFact } from '../src/journal/envelope.ts'
import { headText } from '../src/journal/protocol.ts'
import { generateDeviceKeys, readPrivateKey, readPublicKey, signText } from '../src/journal/signature.ts'
import { figure, timed, type Bench, type Figure } from './bench.ts'

/** Forty clinics record 4.5 million facts a year, so ten million lie in 27 months: the longest history is laid out like that. */
const LONGEST_MS = (10 / 4.5) * 365 * 86_400_000
const START = Date.UTC(2024, 0, 1)
const FACTS_PER_AGGREGATE = 8
const FILL_STEP = 250_000

const RUNS = 25
const BATCH = 500
const BATCHES_A_RUN = 4
const PAGES_A_RUN = 20
const AGGREGATES_A_RUN = 200

interface GrowthOptions {
  readonly full: boolean
  readonly log: (line: string) => void
}

const aggregateAt = (cursor: number): string => {
  const hex = Math.floor(cursor / FACTS_PER_AGGREGATE)
    .toString(16)
    .padStart(12, '0')
  // Spread over the whole index, as identities are.
  const mixed = Array.from(hex).toReversed().join('')
  return `${mixed.slice(0, 8)}-${mixed.slice(8)}-7000-8000-000000000000`
}

export const storageGrowth = async ({ full, log }: GrowthOptions): Promise<readonly Figure[]> => {
  const sizes = full ? FULL_SIZES : SIZES
  const folder = await mkdtemp(path.join(tmpdir(), 'stoika-growth-'))
  await chmod(folder, 0o755)
  const cluster = await startCluster(folder)
  const databases: Database[] = []
  try {
    const histories: History[] = []
    for (const size of sizes) {
      const database = openDatabase(await cluster.database(`of-${size}`), () => undefined)
      databases.push(database)
      const began = performance.now()
      histories.push(await makeHistory(database, size, Math.max(...sizes)))
      log(`${size.toLocaleString('en')} facts: filled in ${Math.round((performance.now() - began) / 1000)} s`)
    }
    // Once before it counts, so that neither plans nor pages are read for the first time.
    for (let run = -1; run < RUNS; run++) {
      for (const history of run % 2 === 0 ? histories : histories.toReversed()) await measure(history, run >= 0)
    }
    return figures(histories)
  } finally {
    for (const database of databases) await database.close()
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const COSTS = ['append', 'page-newest', 'page-anywhere', 'aggregate', 'total'] as const
type Cost = (typeof COSTS)[number]

interface History {
  readonly database: Database
  readonly identity: Identity
  readonly size: number
  /** The moment at which its last fact came. */
  readonly now: number
  readonly writer: Desk
  readonly reader: Desk
  readonly batches: SealedFact[][]
  /** Microseconds per fact (of `aggregate`: per aggregate), one for each run. */
  readonly costs: Record<Cost, number[]>
  last: number
}

const short = (size: number): string => (size >= 1_000_000 ? `${size / 1_000_000}m` : `${size / 1000}k`)

const figures = (histories: readonly History[]): readonly Figure[] => {
  const [first] = histories
  if (first === undefined) return []
  const against = (cost: Cost) => ({ id: `${cost}-at-${short(first.size)}`, values: first.costs[cost] })
  return COSTS.flatMap((cost) =>
    histories.map((one) =>
      figure(`${cost}-at-${short(one.size)}`, 'µs', one.costs[cost], ...(one === first ? [] : [against(cost)]))
    )
  )
}

const makeHistory = async (database: Database, size: number, longest: number): Promise<History> => {
  const stepMs = LONGEST_MS / longest
  const now = START + size * stepMs
  await migrate(database, START)
  const identity = await ensureIdentity(database, START)
  const [past, writer, reader] = [await enrol(database), await enrol(database), await enrol(database)]
  await database.transaction((sql) => keepMonths(sql, 'network', monthsBetween(START, now)))
  await keepPartitions(database, now)
  await fill(database, past.id, size, stepMs)
  const batches = sealed(writer, now, (RUNS + 1) * BATCHES_A_RUN)
  const costs = { append: [], 'page-newest': [], 'page-anywhere': [], aggregate: [], total: [] }
  return { database, identity, size, now, writer, reader, batches, costs, last: size }
}

const fill = async (database: Database, device: string, size: number, stepMs: number): Promise<void> => {
  for (let first = 0; first < size; first += FILL_STEP) {
    const last = Math.min(size, first + FILL_STEP)
    await database.query(
      `INSERT INTO fact (cursor, device, epoch, seq, kind, aggregate, clock, effective, received_at, header, hash, payload, salt)
       SELECT n, $1::uuid, 0, n, 'visit', aggregate, stamp, stamp, to_timestamp($4::float8 + n * $5::float8),
         format($6::text, gen_random_uuid(), $1::uuid, n, aggregate, stamp, hash, hash),
         hash, format('{"from":"booked","to":"arrived","reason":null,"note":"%s"}', repeat(hash, 2)), md5(n::text)
       FROM generate_series($2::bigint + 1, $3::bigint) AS n,
         LATERAL (SELECT reverse(lpad(to_hex(n / $7::bigint), 12, '0')) AS mixed) AS spread,
         LATERAL (SELECT left(mixed, 8) || '-' || substr(mixed, 9) || '-7000-8000-000000000000' AS aggregate,
           encode(sha256(n::text::bytea), 'hex') AS hash,
           lpad(to_hex((($4::float8 + n * $5::float8) * 1000)::bigint << 16), 16, '0') AS stamp) AS made`,
      [
        device,
        first,
        last,
        START / 1000,
        stepMs / 1000,
        '{"id":"%s","device":"%s","epoch":0,"seq":%s,"type":"visit.moved","v":1,"kind":"visit","aggregate":"%s","scope":"network","clinic":null,"staff":null,"clock":"%s","digest":"%s","prev":"%s"}',
        FACTS_PER_AGGREGATE
      ]
    )
  }
  await database.query('UPDATE scope_cursor SET last = $1', [size])
  await database.query('VACUUM (ANALYZE) fact')
  await database.query('CHECKPOINT')
}

const monthsBetween = (from: number, to: number): readonly string[] => {
  const months: string[] = []
  const start = new Date(from)
  for (let month = 0; ; month++) {
    const at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month)
    if (at > to) return months
    months.push(new Date(at).toISOString().slice(0, 7))
  }
}

interface Desk extends Device {
  readonly privateKey: string
}

const enrol = async (database: Database): Promise<Desk> => {
  const id = randomUUID()
  const keys = generateDeviceKeys()
  const key = readPublicKey(keys.publicKey)
  if (key === null) throw new Error('a key was expected')
  await database.query('INSERT INTO device (id, name, enrolled_at) VALUES ($1, $2, $3)', [id, 'bench', new Date(START)])
  await openChain(database, { device: id, epoch: 0, publicKey: keys.publicKey }, START)
  return { id, epoch: 0, key, clinic: null, gets: 'network', withdrawn: null, privateKey: keys.privateKey }
}

const measure = async (history: History, counts: boolean): Promise<void> => {
  const { database, size, reader, costs } = history
  const random = (): number => randomBytes(4).readUInt32BE() % (size - BATCH)
  const costOf = async (work: () => Promise<unknown>, items: number): Promise<number> =>
    ((await timed(work)) * 1000) / items
  const pages = (after: () => number): Promise<number> =>
    costOf(async () => {
      for (let page = 0; page < PAGES_A_RUN; page++)
        await readPage(database, reader, { after: after(), anchor: null, limit: BATCH })
    }, PAGES_A_RUN * BATCH)

  const append = await costOf(() => appendBatches(history), BATCHES_A_RUN * BATCH)
  const newest = await pages(() => history.last - BATCH)
  const anywhere = await pages(random)
  const names = Array.from({ length: AGGREGATES_A_RUN }, () => ({ kind: 'visit', aggregate: aggregateAt(random()) }))
  const aggregate = await costOf(() => factsOfAggregates(database, names), AGGREGATES_A_RUN)
  if (!counts) return
  costs.append.push(append)
  costs['page-newest'].push(newest)
  costs['page-anywhere'].push(anywhere)
  costs.aggregate.push(aggregate)
  // What a fact costs on its way: it is taken in, handed out in a newest page, and its aggregate is folded for the figures.
  costs.total.push(append + newest + aggregate / FACTS_PER_AGGREGATE)
}

const appendBatches = async (history: History): Promise<void> => {
  const { database, identity, writer, now } = history
  for (const facts of history.batches.splice(0, BATCHES_A_RUN)) {
    const last = facts.at(-1)
    if (last === undefined) throw new Error('a batch is empty')
    const { seq } = last.header
    const text = headText({ device: writer.id, epoch: 0, seq, hash: last.hash })
    const signature = signText(readPrivateKey(writer.privateKey), text)
    const push = { chain: { device: writer.id, epoch: 0 }, facts, head: { seq, hash: last.hash, signature } }
    const { refusal } = await appendFacts(database, identity, push, now)
    if (refusal !== null) throw new Error(`fact ${refusal.at} was refused`)
    history.last += facts.length
  }
}

const sealed = (desk: Desk, now: number, count: number): SealedFact[][] => {
  let clock: ClockStamp | null = null
  let prev = CHAIN_START
  let seq = 0
  return Array.from({ length: count }, () =>
    Array.from({ length: BATCH }, () => {
      clock = nextClock(now, clock)
      seq += 1
      const header = { id: randomUUID(), device: desk.id, epoch: 0, seq, type: 'visit.moved', v: 1, kind: 'visit' }
      const fact = sealFact(
        { ...header, aggregate: randomUUID(), scope: 'network', clinic: null, staff: null, clock, prev },
        { from: 'booked', to: 'arrived', reason: null, note: 'x'.repeat(128) },
        randomBytes(16).toString('hex')
      )
      prev = fact.hash
      return fact
    })
  )
}

/** Ascending numbers of facts; the first is the reference. */
const SIZES = [200_000, 2_000_000]
/** Want some 13 GB of disk and half an hour. */
const FULL_SIZES = [1_000_000, 10_000_000]

export const storageGrowthBench: Bench = {
  name: 'storage-growth',
  run: (log, full) => storageGrowth({ full, log })
}
