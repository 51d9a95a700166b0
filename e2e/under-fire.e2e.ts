/**
 * Desks and head office as the processes that they are, with their real databases, over a line that breaks in every way
 * we know, while each of them is killed at any moment: what a desk confirmed is everywhere once, and nowhere twice.
 */
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verify } from '../scripts/verify/verify.ts'
import { findClosedDesk } from '../src/core/storage/closed-desk.ts'
import { openDatabaseToRead, type Database } from '../src/core/storage/database.ts'
import { openBadLine } from '../src/core/sync/testing/bad-line.ts'
import { startHeadOffice, type HeadOfficeProcess } from '../src/core/sync/testing/head-office.ts'
import { PatientDetails } from '../src/domain/patients/facts.ts'
import { DocumentId, PatientId } from '../src/domain/values/ids.ts'
import { openDatabase } from '../src/head-office/database.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { generateNetwork } from '../src/head-office/demo/generate.ts'
import { readPriceList } from '../src/head-office/demo/price-list.ts'
import { seededRandom } from '../src/head-office/demo/random.ts'
import { findRunningCluster } from '../src/head-office/postgres/cluster.ts'
import { createHeadOffice } from '../src/head-office/server.ts'
import { nextAction, type Folder } from './fire/actions.ts'
import { FireDesk } from './fire/desk.ts'
import { setOnFire } from './fire/faults.ts'
import { MIDDAY } from './prepared-desk.ts'
import { shown } from './shown.ts'

/** Another one tells another story. */
const SEED = process.env['STOIKA_FIRE_SEED'] ?? 'огонь'
const DESKS = 3
const ACTIONS = 20
const CORE_KILLS = 3
/** At so many requests, counted over all lines: head office dies, then its PostgreSQL, then head office again. */
const OFFICE_BLOWS = [14, 45, 80] as const

const began = Date.now()
/** Everybody's clock shows the same working Tuesday. */
const now = (): number => MIDDAY + Date.now() - began

let folder: string
let office: HeadOfficeProcess
let shared: readonly PatientId[]
const desks: FireDesk[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-fire-'))
  // PostgreSQL runs under another account when the tests run as root, and must get into the folder.
  await chmod(folder, 0o755)
  const officeFolder = path.join(folder, 'office')
  shared = await fill(officeFolder)
  office = await startHeadOffice(DESKS, { folder: officeFolder, clinic: SADOVAYA.id, startsAt: now, logLevel: 'fatal' })
  for (let number = 0; number < DESKS; number++) {
    const desk = new FireDesk(path.join(folder, `desk-${number}`), await openBadLine(office.url), now)
    desks.push(desk)
    await desk.start(office.code())
  }
  for (const desk of desks) {
    await desk.synchronised()
    await desk.signIn()
  }
})

afterAll(async () => {
  for (const desk of desks) await desk.stop()
  await office.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A small network as head office's own facts; answers a few grown-up patients whom every desk knows. */
const fill = async (dataDir: string): Promise<readonly PatientId[]> => {
  const facts = await generateNetwork({
    seed: SEED,
    now: MIDDAY,
    patients: 30,
    historyDays: 1,
    priceList: await readPriceList(path.resolve(import.meta.dirname, '../resources/price-list/dental.json'))
  })
  const filling = await createHeadOffice({ dataDir, port: 0, now })
  await filling.record(facts)
  await filling.close()
  return facts
    .flatMap(({ fact }) => {
      const registered = fact.type === 'patient.registered' ? PatientDetails.safeParse(fact.payload).data : undefined
      return registered !== undefined && registered.birthDate < '2000' ? [PatientId.parse(fact.aggregate.id)] : []
    })
    .slice(-4)
}

it(
  'finds every confirmed action once at head office and at every desk, after everything was killed',
  { timeout: 300_000 },
  async () => {
    const random = seededRandom(SEED)
    let requests = 0
    let blows = Promise.resolve()
    const struck: string[] = []
    const strike = async (blow: number): Promise<void> => {
      struck.push(blow === 1 ? 'PostgreSQL' : 'head office')
      if (blow === 1) return office.killDatabase()
      await office.kill()
      await office.restart()
      for (const desk of desks) desk.line.target = office.url
    }
    const passing = (): void => {
      requests += 1
      const blow = OFFICE_BLOWS.findIndex((at) => at === requests)
      if (blow !== -1) blows = blows.then(() => strike(blow))
    }
    for (const [number, desk] of desks.entries()) setOnFire(desk.line, random.fork(`line ${number}`), passing)

    await Promise.all(
      desks.map(async (desk, number) => {
        const dice = random.fork(`desk ${number}`)
        const papers: Folder = { patients: [], prepared: [], printed: [] }
        const kills = new Set(dice.shuffled(Array.from({ length: ACTIONS }, (_, step) => step)).slice(0, CORE_KILLS))
        for (let step = 0; step < ACTIONS; step++) {
          const action = nextAction(dice, MIDDAY, shared, papers)
          // A person presses «sync now» all the time: a desk that waits for its next try would see little fire.
          await desk.client.sync.syncNow()
          if (kills.has(step)) await desk.actUnderBlow(action, dice.whole(0, 40))
          else await desk.act(action)
        }
      })
    )
    // Whoever has not met their fate yet meets it now, while the desks go on sending.
    while (requests < Math.max(...OFFICE_BLOWS)) await Promise.all(desks.map((desk) => desk.client.sync.syncNow()))
    await blows

    for (const desk of desks) desk.line.fault = () => null
    // First everybody sends, then everybody fetches.
    for (let pass = 0; pass < 2; pass++) for (const desk of desks) await desk.synchronised()
    expect(struck).toEqual(['head office', 'PostgreSQL', 'head office'])
    expect(desks.map((desk) => desk.kills)).toEqual(desks.map(() => CORE_KILLS))
    for (const desk of desks) expect((await desk.client.sync.status()).toReview).toBe(0)
    await fetchPapers()
    await look()
  }
)

/** What was signed at one desk is offered at the next, and comes when somebody asks for it. */
const fetchPapers = async (): Promise<void> => {
  for (const [number, { client }] of desks.entries()) {
    const author = desks[(number + 1) % DESKS]
    for (const { action } of author?.done ?? []) {
      if (action.leaves.type !== 'document.patient-signed') continue
      const id = DocumentId.parse(action.leaves.aggregate)
      expect(await client.documents.document({ id })).toMatchObject({ fileElsewhere: true })
      expect(await client.documents.fetchFiles({ id })).toMatchObject({ fileElsewhere: false })
      const { pdf } = await client.documents.pdf({ id })
      const signed = createHash('sha256').update(Buffer.from(pdf, 'base64')).digest('hex')
      expect(signed).toBe((await author?.client.documents.document({ id }))?.text)
    }
  }
}

interface Kept {
  readonly header: string
  readonly hash: string
  readonly payload: string | null
}

const look = async (): Promise<void> => {
  const officeFolder = path.join(folder, 'office')
  const url = await findRunningCluster(officeFolder)
  if (url === null) throw new Error('the head office has no PostgreSQL')
  const database = openDatabase(url, () => undefined)
  const atOffice = await database.query<Kept>('SELECT header, hash, payload FROM fact')
  const files = await database.query<{ sha256: string; bytes: Buffer }>('SELECT sha256, bytes FROM blob')
  await database.close()
  for (const { sha256, bytes } of files) expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)

  const facts = atOffice.map(({ header, payload }) => ({
    ...(JSON.parse(header) as { id: string; type: string; aggregate: string }),
    payload: payload ?? ''
  }))
  expect(new Set(facts.map((fact) => fact.id)).size, 'a fact stands twice').toBe(facts.length)
  for (const { action, asked } of desks.flatMap((desk) => desk.done)) {
    const { type, aggregate, words } = action.leaves
    const found = facts.filter(
      (fact) => fact.type === type && fact.aggregate === aggregate && fact.payload.includes(words)
    ).length
    expect(found, `${type} of ${aggregate}`).toBeGreaterThanOrEqual(1)
    expect(found, `${type} of ${aggregate}`).toBeLessThanOrEqual(action.onceOnly ? 1 : asked)
  }
  expect(desks.flatMap((desk) => desk.done)).toHaveLength(DESKS * ACTIONS)

  const hashes = atOffice.map((fact) => fact.hash).toSorted()
  let first: ReturnType<typeof shown> | null = null
  for (const desk of desks) {
    await desk.stop()
    const db = opened(desk.dataDir)
    const held = db.prepare<[], { hash: string }>('SELECT hash FROM fact').all()
    expect(held.map((fact) => fact.hash).toSorted()).toEqual(hashes)
    const papers = db.prepare<[], { sha256: string }>('SELECT sha256 FROM blob_upload').all()
    expect(files.map((file) => file.sha256)).toEqual(expect.arrayContaining(papers.map((paper) => paper.sha256)))
    first ??= shown(db)
    expect(shown(db)).toEqual(first)
    db.close()
    expect(await verified(desk.dataDir)).toBe(0)
  }
  expect(await verified('--head-office', officeFolder)).toBe(0)
}

const opened = (dataDir: string): Database => {
  const closed = findClosedDesk(dataDir, undefined)
  if (closed.found !== 'desk') throw new Error('the desk has left no database')
  return openDatabaseToRead({ path: path.join(closed.data, 'desk.db'), key: closed.key })
}

const verified = async (...args: readonly string[]): Promise<number> => {
  const said: string[] = []
  const code = await verify(args, { env: {}, say: (line) => said.push(line), progress: () => undefined })
  // What is wrong is more telling than that something is.
  if (code !== 0) expect(said).toEqual([])
  return code
}
