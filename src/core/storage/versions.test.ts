/** Versions in the field: a program that is behind, and one that is ahead, share a journal with the program of today. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AGGREGATES } from '../../domain/aggregates.ts'
import type { AnyAggregate } from '../../domain/fact.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import {
  CHAIN_START,
  chainFault,
  headerHash,
  payloadDigest,
  readStoredFact,
  WireFact,
  type SealedFact,
  type StoredFact
} from '../../journal/envelope.ts'
import { foldRecording, readRecording } from '../../journal/golden/golden.ts'
import { openDatabase, type Database } from './database.ts'
import { openJournal, type Journal } from './journal.ts'

const recording = readRecording(
  readFileSync(path.join(import.meta.dirname, '../../journal/golden/facts/0001-first-shift.jsonl'), 'utf8')
)
const golden: unknown = JSON.parse(JSON.stringify(foldRecording(recording)))
const start = { epoch: 0, seq: 0, hash: CHAIN_START }

/** The program as it was before it knew visits at all and every other fact of everything else. */
const YESTERDAY: readonly AnyAggregate[] = AGGREGATES.filter((one) => one.kind !== 'visit').map((one) => {
  const reads = one.reads.filter((_, place) => place % 2 === 0)
  const knows = (type: string, v: number): boolean => reads.includes(`${type}@${v}`)
  return {
    kind: one.kind,
    reads,
    read: (fact) => (knows(fact.type, fact.v) ? one.read(fact) : null),
    fold: (state, fact) => (knows(fact.type, fact.v) ? one.fold(state, fact) : state)
  }
})

let db: Database
beforeEach(async () => {
  db = await openDatabase({ path: ':memory:', key: null })
  return () => db.close()
})

const open = (aggregates: readonly AnyAggregate[], device = '018f0000-0000-7000-8000-000000000001'): Journal =>
  openJournal({ db, device: DeviceId.parse(device), epoch: 0, now: () => 0, aggregates, projections: [] })

const receive = (journal: Journal, facts: readonly SealedFact[]): void =>
  journal.receive(facts.map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact })))

const statesOf = (): unknown =>
  Object.fromEntries(
    db
      .prepare<[], { kind: string; id: string; state: string }>('SELECT kind, id, state FROM aggregate_state')
      .all()
      .map((row) => [`${row.kind} ${row.id}`, JSON.parse(row.state) as unknown])
  )

/** What lies in the file, whoever may read it. */
const storedFacts = (): readonly SealedFact[] =>
  db.prepare<[], StoredFact>('SELECT header, hash, payload, salt FROM fact ORDER BY seq').all().map(readStoredFact)

describe('a desk whose program is behind', () => {
  it('keeps every fact that it does not know, and folds all of them after the upgrade', () => {
    const behind = open(YESTERDAY)
    receive(behind, recording)
    expect(statesOf()).not.toEqual(golden)
    expect(storedFacts()).toEqual(recording)
    open(AGGREGATES)
    expect(statesOf()).toEqual(golden)
  })

  it('folds them all also when half came before the upgrade and half after', () => {
    const half = Math.floor(recording.length / 2)
    receive(open(YESTERDAY), recording.slice(0, half))
    receive(open(AGGREGATES), recording.slice(half))
    expect(statesOf()).toEqual(golden)
  })

  it('pushes what it recorded before an upgrade as it was sealed, also after it was set back again', () => {
    const device = recording[0]?.header.device
    receive(open(AGGREGATES, device), recording)
    expect(open(YESTERDAY, device).ownAfter(0, 1000)).toEqual(recording)
  })
})

describe('facts of a program that is ahead', () => {
  /** Sealed by the rules of today, with members and a type that today nobody knows. */
  const ahead = (prev: string, seq: number, more: Readonly<Record<string, unknown>>): SealedFact => {
    const [model] = recording
    if (model === undefined) throw new Error('a recording has facts')
    const payload = { dose: 3, place: { jaw: 'upper', seen: ['16', '17'] } }
    const salt = 'cd'.repeat(16)
    const header = {
      ...model.header,
      id: `018f0000-0000-7000-8000-0000000000${String(seq).padStart(2, '0')}`,
      seq,
      type: 'patient.x-rayed',
      v: 7,
      kind: 'patient',
      digest: payloadDigest(payload, salt),
      prev,
      ...more
    }
    return WireFact.parse({ header, hash: headerHash(header), payload, salt })
  }
  const first = ahead(CHAIN_START, 1, { room: { floor: 2 }, urgency: 'high' })
  const second = ahead(first.hash, 2, { resealed: { epoch: 3, seq: 9, hash: 'ab'.repeat(32), why: 'cloned' } })

  it('lie in the journal and are pushed to the letter, members of the header that nobody knows included', () => {
    const journal = open(AGGREGATES, first.header.device)
    receive(journal, [first, second])
    expect(storedFacts()).toEqual([first, second])
    const pushed = journal.ownAfter(0, 10)
    expect(pushed).toEqual([first, second])
    expect(z.object({ room: z.object({ floor: z.int() }) }).parse(pushed[0]?.header).room.floor).toBe(2)
    expect(chainFault(start, pushed)).toBeNull()
  })

  it('change nothing in what this program knows', () => {
    const journal = open(AGGREGATES)
    receive(journal, recording)
    const before = statesOf()
    const known = recording.find((fact) => fact.header.type === 'patient.registered')
    if (known === undefined) throw new Error('the recording has a patient')
    const newer = ahead(CHAIN_START, 1, {
      device: '018f0000-0000-7000-8000-0000000000d7',
      aggregate: known.header.aggregate
    })
    receive(journal, [newer])
    expect(statesOf()).toEqual(before)
    expect(journal.history('patient', known.header.aggregate).map((fact) => fact.type)).toContain('patient.x-rayed')
  })
})
