/** A new desk begins from a snapshot of a real head office, and ends as one that pulled every fact, whatever happens on the way. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { request } from 'undici'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PROJECTIONS } from '../src/core/projections.ts'
import { openBlobs } from '../src/core/storage/blobs.ts'
import { openDatabase as openDesk, type Database } from '../src/core/storage/database.ts'
import { openJournal, type Journal } from '../src/core/storage/journal.ts'
import { readSetting } from '../src/core/storage/settings.ts'
import { enrol } from '../src/core/sync/enrol.ts'
import { SyncFailure } from '../src/core/sync/failure.ts'
import { historyOf } from '../src/core/sync/history.ts'
import { openHttpLink, type HttpLink } from '../src/core/sync/http-link.ts'
import type { Link } from '../src/core/sync/link.ts'
import { isUsable, synchronise, type RoundOptions, type RoundProblem } from '../src/core/sync/round.ts'
import { DeviceKey, HeadOffice } from '../src/core/sync/settings.ts'
import { verifyDesk, type DeskCheck } from '../src/core/verify/desk.ts'
import { AGGREGATES } from '../src/domain/aggregates.ts'
import { newFact } from '../src/domain/fact.ts'
import { AllergyNoted, PatientDetailsChanged } from '../src/domain/patients/facts.ts'
import { openDatabase } from '../src/head-office/database.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { generateNetwork } from '../src/head-office/demo/generate.ts'
import { readPriceList } from '../src/head-office/demo/price-list.ts'
import { readTemplates } from '../src/head-office/demo/templates.ts'
import { forgetSnapshots } from '../src/head-office/snapshots/store.ts'
import { testCluster, type TestCluster, type TestOffice } from '../src/head-office/testing/office.ts'
import { generateDeviceKeys, readPrivateKey, signText } from '../src/journal/signature.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')
const now = (): number => NOW
const HOUR = 3_600_000
const author = { staff: null, clinic: SADOVAYA.id }
const DAMAGED = Buffer.from('не тот кусок')

let cluster: TestCluster
let office: TestOffice
/** A desk that has pulled everything, and works while others begin. */
let old: Desk
const closing: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ now, snapshots: { least: 100, stale: 500 } })
  const facts = await generateNetwork({
    seed: 'bootstrap',
    now: NOW,
    patients: 150,
    historyDays: 10,
    priceList: await readPriceList('resources/price-list/dental.json'),
    templates: await readTemplates('resources/templates'),
    hashPin: () => Promise.resolve('$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA')
  })
  await office.record(facts)
  old = await newDesk()
  await old.round({ snapshot: () => Promise.resolve(null) })
  while ((await building(old.link)) === 'building') await old.link.hello(0)
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
  await office.close()
  await cluster.stop()
})

const building = async (link: Link): Promise<'building' | 'built' | 'none'> => {
  try {
    return (await link.snapshot()) === null ? 'none' : 'built'
  } catch (error) {
    if (error instanceof SyncFailure && error.code === 'BUSY') return 'building'
    throw error
  }
}

interface Desk {
  readonly db: Database
  readonly journal: Journal
  readonly link: HttpLink
  round(line?: Partial<Link>, more?: Partial<RoundOptions>): Promise<RoundProblem | null>
  /** The program was killed, and starts again with what is on the disk. */
  killed(): Desk
}

const newDesk = async (): Promise<Desk> => {
  const db = await openDesk({ path: ':memory:', key: null })
  const { code } = await office.issueCode({ id: SADOVAYA.id, name: 'Садовая' })
  const enrolled = await enrol(db, { url: office.url, code, name: 'Стойка' })
  if (!enrolled.ok) throw new Error(enrolled.refusal.code)
  return deskOn(db)
}

const deskOn = (db: Database): Desk => {
  const key = readSetting(db, DeviceKey)
  if (key === null) throw new Error('an enrolled desk has a key')
  const folder = mkdtempSync(path.join(tmpdir(), 'stoika-bootstrap-'))
  const journal = openJournal({
    db,
    device: key.device,
    epoch: 0,
    now,
    aggregates: AGGREGATES,
    projections: PROJECTIONS
  })
  const link = openHttpLink({ url: office.url, key: () => key, headOffice: () => readSetting(db, HeadOffice), now })
  const blobs = openBlobs(folder, null)
  closing.push(async () => {
    await link.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const silent = (): void => undefined
  return {
    db,
    journal,
    link,
    round: (line = {}, more = {}) =>
      synchronise({
        journal,
        blobs,
        now,
        phase: silent,
        sent: silent,
        forked: silent,
        fetched: silent,
        time: silent,
        link: { ...link, ...line },
        ...more
      }),
    killed: () => deskOn(new Sqlite(db.serialize()))
  }
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

/** All that a desk holds and shows, without what depends on the order in which it came. */
const held = ({ db }: Desk): Readonly<Record<string, readonly unknown[]>> => {
  const rows = (sql: string): readonly unknown[] => db.prepare(sql).all()
  const tables = PROJECTIONS.flatMap((one) => one.tables).filter((table) => !table.startsWith('patient'))
  return {
    ...Object.fromEntries(tables.map((table) => [table, rows(`SELECT * FROM "${table}"`).toSorted(byText)])),
    patient: rows('SELECT *, 0 AS number FROM patient ORDER BY id'),
    found: rows(
      `SELECT id, word FROM (SELECT 'b19*' AS word UNION SELECT 'а*' UNION SELECT 'п9*') JOIN patient_search ON patient_search MATCH word
       JOIN patient ON number = patient_search.rowid ORDER BY word, id`
    ),
    state: rows('SELECT kind, id, state, last FROM aggregate_state ORDER BY kind, id'),
    fact: rows(
      'SELECT device, epoch, seq, kind, aggregate, sort, hash, payload, salt FROM fact ORDER BY device, epoch, seq'
    )
  }
}

/** Everybody has everything of everybody, and both hold the same. */
const expectSame = async (desk: Desk): Promise<void> => {
  expect(await desk.round()).toBeNull()
  expect(historyOf(desk.journal)).toBeNull()
  expect(await old.round()).toBeNull()
  const [here, there] = [held(desk), held(old)]
  for (const table of Object.keys(there))
    expect({ table, rows: lines(here[table]) }).toEqual({ table, rows: lines(there[table]) })
}

/** As text: so a difference is shown as the line that differs. */
const lines = (rows: readonly unknown[] = []): readonly string[] => rows.map((row) => JSON.stringify(row))

const verified = (desk: Desk): Promise<DeskCheck> => verifyDesk(desk.db, desk.journal.device, () => undefined)

const line = (desk: Desk): { readonly chunks: string[]; readonly link: Partial<Link> } => {
  const chunks: string[] = []
  const snapshotChunk: Link['snapshotChunk'] = (sha256) => {
    chunks.push(sha256)
    return desk.link.snapshotChunk(sha256)
  }
  return { chunks, link: { snapshotChunk } }
}

const partsOf = async (kind: 'states' | 'facts'): Promise<readonly string[]> =>
  ((await old.link.snapshot())?.manifest.parts ?? []).filter((part) => part.kind === kind).map((part) => part.sha256)

const somePatients = (desk: Desk): readonly string[] =>
  desk.db.prepare<[], string>('SELECT id FROM patient ORDER BY id LIMIT 20').pluck().all()

it('can be worked at as soon as the states are in, and holds the same as others when its history has come', async () => {
  const desk = await newDesk()
  const { chunks, link } = line(desk)
  expect(await desk.round(link, { interrupted: () => true })).toBeNull()
  expect(isUsable(desk.journal)).toBe(true)
  expect(historyOf(desk.journal)?.done).toBe(0)
  expect(new Set(chunks)).toEqual(new Set(await partsOf('states')))
  // All screens are filled, though no fact is here.
  const { fact, ...shown } = held(desk)
  const { fact: all, ...expected } = held(old)
  expect(shown).toEqual(expected)
  expect(fact?.length).toBeLessThan(all?.length ?? 0)
  await expectSame(desk)
})

it('takes what is recorded here and elsewhere while the history is coming, in its order', async () => {
  const desk = await newDesk()
  expect(await desk.round({}, { interrupted: () => true })).toBeNull()
  const [first = '', second = ''] = somePatients(desk)
  desk.journal.record(author, [newFact(AllergyNoted, 'patient', first, { allergy: 'йод' })])
  old.journal.record(author, [newFact(AllergyNoted, 'patient', first, { allergy: 'латекс' })])
  old.journal.record(author, [newFact(AllergyNoted, 'patient', second, { allergy: 'пенициллин' })])
  expect(await old.round()).toBeNull()
  let slices = 0
  expect(await desk.round({}, { interrupted: () => (slices += 1) > 3 })).toBeNull()
  expect(historyOf(desk.journal)?.done).toBeGreaterThan(0)
  expect(await verified(desk)).toMatchObject({ findings: { count: 0 }, statesSkipped: 'history-missing' })
  await expectSame(desk)
  expect(await verified(desk)).toMatchObject({ findings: { count: 0 }, statesSkipped: null })
})

it('folds a fact that came late once the history of its patient is here, and not from a part of it', async () => {
  const desk = await newDesk()
  expect(await desk.round({}, { interrupted: () => true })).toBeNull()
  const [patient = ''] = desk.db
    .prepare<[], string>("SELECT id FROM aggregate_state WHERE kind = 'patient' ORDER BY last DESC LIMIT 1")
    .pluck()
    .all()
  const before = desk.db.prepare('SELECT state FROM aggregate_state WHERE id = ?').get(patient)
  // Recorded by a PC whose clock is a day behind: a later fact about the patient is known already.
  const late = await newDesk()
  const behind = openJournal({
    db: late.db,
    device: late.journal.device,
    epoch: 0,
    now: () => NOW - 24 * HOUR,
    aggregates: AGGREGATES,
    projections: PROJECTIONS
  })
  behind.record(author, [
    newFact(PatientDetailsChanged, 'patient', patient, { changes: { note: 'опоздавшая' }, base: {} })
  ])
  expect(await late.round({ snapshot: () => Promise.resolve(null) })).toBeNull()
  expect(await desk.round({}, { interrupted: () => true })).toBeNull()
  expect(desk.db.prepare('SELECT state FROM aggregate_state WHERE id = ?').get(patient)).toEqual(before)
  await expectSame(desk)
  expect(desk.db.prepare('SELECT state FROM aggregate_state WHERE id = ?').get(patient)).not.toEqual(before)
})

it('goes on where it was when the line is cut or the program killed at any moment', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ chunks: fc.nat(6), slices: fc.nat(12) }), { minLength: 1, maxLength: 4 }),
      async (cuts) => {
        let desk = await newDesk()
        const fetched: string[] = []
        for (const cut of cuts) {
          let chunks = cut.chunks
          let slices = cut.slices
          const whole = line(desk)
          await desk.round(
            {
              snapshotChunk: (sha256) =>
                (chunks -= 1) < 0
                  ? Promise.reject(new SyncFailure('UNREACHABLE', 'the line is cut'))
                  : (whole.link.snapshotChunk?.(sha256) ?? Promise.resolve(null))
            },
            { interrupted: () => (slices -= 1) < 0 }
          )
          fetched.push(...whole.chunks)
          desk = desk.killed()
        }
        await expectSame(desk)
      }
    ),
    { numRuns: 12, seed: 20_261_124 }
  )
})

it.each(['states', 'facts'] as const)(
  'pulls what is missing when a chunk of %s is not what was signed for',
  async (kind) => {
    const desk = await newDesk()
    const damaged = (await partsOf(kind)).at(-1)
    const snapshotChunk: Link['snapshotChunk'] = (sha256) =>
      sha256 === damaged ? Promise.resolve(DAMAGED) : desk.link.snapshotChunk(sha256)
    expect(await desk.round({ snapshotChunk })).toBeNull()
    await expectSame(desk)
  }
)

it('uses nothing of a snapshot that its head office has not signed', async () => {
  const desk = await newDesk()
  const forger = readPrivateKey(generateDeviceKeys().privateKey)
  const { chunks, link } = line(desk)
  const snapshot: Link['snapshot'] = async () => {
    const offered = await desk.link.snapshot()
    return offered === null ? null : { ...offered, signature: signText(forger, offered.text) }
  }
  expect(await desk.round({ ...link, snapshot })).toBeNull()
  expect(chunks).toEqual([])
  await expectSame(desk)
})

it('pulls everything when head office offers a snapshot of a later format, or of other rules', async () => {
  const desk = await newDesk()
  const key = readSetting(desk.db, DeviceKey)
  if (key === null) throw new Error('an enrolled desk has a key')
  const later = openHttpLink({
    url: office.url,
    key: () => key,
    headOffice: () => null,
    now,
    carrier: {
      request: async (url, asked) => {
        const answer = await request(url, asked)
        if (url.pathname !== '/v1/snapshot') return answer
        await answer.body.dump()
        const body = Buffer.from('{"manifest":{"format":2,"pieces":{}},"signature":"?"}')
        return {
          statusCode: 200,
          headers: { 'content-type': 'application/json' },
          body: (async function* () {
            yield body
          })()
        }
      },
      close: () => Promise.resolve()
    }
  })
  expect(await later.snapshot()).toBeNull()
  const { chunks, link } = line(desk)
  expect(await desk.round({ ...link, snapshot: () => later.snapshot() })).toBeNull()
  expect(chunks).toEqual([])
  await expectSame(desk)
})

it('begins again from a newer snapshot, or goes on by pulling, when head office has dropped the one it began', async () => {
  const database = openDatabase(office.databaseUrl, () => undefined)
  closing.push(() => database.close())
  const [inStates, inHistory] = [await newDesk(), await newDesk()]
  let left = 2
  const cut: Link['snapshotChunk'] = (sha256) =>
    (left -= 1) < 0
      ? Promise.reject(new SyncFailure('UNREACHABLE', 'the line is cut'))
      : inStates.link.snapshotChunk(sha256)
  expect(await inStates.round({ snapshotChunk: cut })).toMatchObject({ code: 'UNREACHABLE' })
  let slices = 4
  expect(await inHistory.round({}, { interrupted: () => (slices -= 1) < 0 })).toBeNull()
  await database.transaction(forgetSnapshots)
  // It is told to wait for the next one only where nothing has come yet.
  expect(await inStates.round()).toMatchObject({ code: 'BUSY', achieved: 'sent' })
  expect(inStates.db.prepare('SELECT count(*) AS n FROM aggregate_state').get()).toEqual({ n: 0 })
  await expectSame(inHistory)
  while ((await building(old.link)) === 'building') await old.link.hello(0)
  await expectSame(inStates)
})

it('folds everything from the facts when the program is another one before its history has come', async () => {
  const desk = await newDesk()
  let slices = 5
  expect(await desk.round({}, { interrupted: () => (slices -= 1) < 0 })).toBeNull()
  desk.journal.rebuild()
  expect(isUsable(desk.journal)).toBe(false)
  await expectSame(desk.killed())
})
