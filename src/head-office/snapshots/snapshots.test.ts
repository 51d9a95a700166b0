import { randomBytes, randomUUID } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ErasureOrdered } from '../../domain/erasure/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { SignedSnapshot } from '../../journal/snapshot.ts'
import { openDatabase, type Database } from '../database.ts'
import { findIdentity } from '../facts/identity.ts'
import { TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { openSnapshots, type Snapshots } from './service.ts'
import { chunkBytes } from './store.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }

let cluster: TestCluster
let office: TestOffice
let database: Database
let desk: TestDesk
let snapshots: Snapshots
let errors: unknown[]
beforeAll(async () => {
  cluster = await testCluster()
})
afterAll(() => cluster.stop())
beforeEach(async () => {
  office = await cluster.office()
  database = openDatabase(office.databaseUrl, () => undefined)
  desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code)
  const identity = await findIdentity(database)
  if (identity === null) throw new Error('head office has begun')
  errors = []
  snapshots = openSnapshots({ database, identity, now: Date.now }, { least: 1, stale: 5 }, (error) => {
    errors.push(error)
  })
})
afterEach(async () => {
  await snapshots.stop()
  await database.close()
  await office.close()
})

const built = async (): Promise<SignedSnapshot | null> => {
  for (;;) {
    const found = await snapshots.current()
    if (found !== 'building') return found === null ? null : SignedSnapshot.parse(JSON.parse(found.signed))
  }
}
const linesOf = async (kind: 'states' | 'facts'): Promise<readonly string[]> => {
  const parts = (await built())?.manifest.parts.filter((part) => part.kind === kind) ?? []
  const chunks = await Promise.all(parts.map((part) => chunkBytes(database, part.sha256, Date.now())))
  return chunks.flatMap((bytes) => (bytes === null ? [] : zstdDecompressSync(bytes).toString('utf8').split('\n')))
}
const booked = (): object => ({
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
})
const VISIT = { kind: 'visit', type: 'visit.booked', v: 1 }

describe('a snapshot for new desks', () => {
  it('holds the state of everything and all facts behind it', async () => {
    await desk.push(desk.record(6, booked(), VISIT))
    const [states, facts] = [await linesOf('states'), await linesOf('facts')]
    expect(states).toHaveLength(6)
    expect(states.every((line) => line.includes('"state":"booked"'))).toBe(true)
    expect(facts).toHaveLength(6)
  })

  it('is not made while one state is too large for any desk: there is none, and desks pull', async () => {
    const erasure = randomUUID()
    const word = (bytes: number): string => randomBytes(bytes).toString('base64url')
    // What head office would never order; a desk can say it all the same.
    for (let told = 0; told < 10; told++)
      desk.tell(
        newFact(ErasureOrdered, 'erasure', erasure, {
          aggregates: Array.from({ length: 1900 }, () => ({ kind: word(30), id: word(48) })),
          blobs: [],
          categories: [],
          on: isoDate('2026-11-24')
        })
      )
    for (const fact of desk.facts) await desk.push([fact])
    expect(await built()).toBeNull()
    expect(await built()).toBeNull()
    expect(errors.map(String)).toEqual([expect.stringContaining('NoSnapshot')])
    // Enough has come to try again.
    await desk.push(desk.record(5, booked(), VISIT))
    expect(await built()).toBeNull()
    expect(errors).toHaveLength(2)
  })
})
