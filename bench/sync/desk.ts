/** A desk as it stands at a clinic, without its window: encrypted database on disk, all tables, its own key and line. */
import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import type { DemoFact } from '../../src/head-office/demo/demo-fact.ts'
import { PROJECTIONS } from '../../src/core/projections.ts'
import { openBlobs } from '../../src/core/storage/blobs.ts'
import { openDatabase } from '../../src/core/storage/database.ts'
import { openJournal, type Journal } from '../../src/core/storage/journal.ts'
import { readSetting } from '../../src/core/storage/settings.ts'
import { enrol } from '../../src/core/sync/enrol.ts'
import { SyncFailure } from '../../src/core/sync/failure.ts'
import { historyOf } from '../../src/core/sync/history.ts'
import { openHttpLink, type Carrier } from '../../src/core/sync/http-link.ts'
import { synchronise, type RoundProblem } from '../../src/core/sync/round.ts'
import { DeviceKey, HeadOffice as KnownHeadOffice } from '../../src/core/sync/settings.ts'
import { AGGREGATES } from '../../src/domain/aggregates.ts'
import { KEY } from '../temporary-desk.ts'
import type { HeadOffice, Place } from './place.ts'

export interface BenchDesk {
  readonly journal: Journal
  /** Records what happened at its own moments, as a desk that was offline has it. */
  record(facts: readonly DemoFact[]): void
  /** One whole synchronisation: greeting, sending, fetching. Answers its problem instead of throwing. */
  round(usable?: () => void): Promise<RoundProblem | null>
  /** Asks for a snapshot until head office has built one. */
  snapshotBuilt(): Promise<void>
  close(): Promise<void>
}

export interface DeskOptions {
  /** Where the desk reaches head office: straight unless told otherwise. */
  readonly url?: string
  /** Which of the network's addresses it enrols from: one address may try so often in a minute only. */
  readonly number?: number
  /** Whether it may begin from a snapshot; otherwise it pulls every fact, which is then what is measured. */
  readonly snapshots?: boolean
}

const RECORDED_AT_ONCE = 500

export const openDesk = async (
  place: Place,
  headOffice: HeadOffice,
  { url = headOffice.url, number = 0, snapshots = false }: DeskOptions = {}
): Promise<BenchDesk> => {
  const folder = mkdtempSync(path.join(place.folder, 'desk-'))
  const db = await openDatabase({ path: path.join(folder, 'desk.db'), key: KEY })
  const enrolled = await enrol(db, { url, code: headOffice.code(), name: 'Стойка' }, fromAddress(number))
  const key = readSetting(db, DeviceKey)
  if (!enrolled.ok || key === null) throw new Error('the desk was not enrolled')
  let moment: number | null = null
  const now = (): number => moment ?? Date.now()
  const journal = openJournal({
    db,
    device: key.device,
    epoch: 0,
    now,
    aggregates: AGGREGATES,
    projections: PROJECTIONS
  })
  const blobs = openBlobs(path.join(folder, 'blobs'), KEY)
  const line = openHttpLink({
    url,
    key: () => readSetting(db, DeviceKey) ?? key,
    headOffice: () => readSetting(db, KnownHeadOffice),
    now
  })
  const link = snapshots ? line : { ...line, snapshot: () => Promise.resolve(null) }
  const silent = (): void => undefined
  return {
    journal,
    record: (facts) => {
      for (let from = 0; from < facts.length; from += RECORDED_AT_ONCE) {
        journal.atomically(() => {
          for (const { author, at, fact } of facts.slice(from, from + RECORDED_AT_ONCE)) {
            moment = at
            journal.record(author, [fact])
          }
        })
      }
      moment = null
    },
    snapshotBuilt: async () => {
      for (;;) {
        try {
          if ((await line.snapshot()) === null) throw new Error('there are too few facts for a snapshot')
          return
        } catch (error) {
          if (!(error instanceof SyncFailure) || error.code !== 'BUSY') throw error
          await pause(error.retryAfterMs ?? 1000)
        }
      }
    },
    round: (usable = silent) =>
      synchronise({
        journal,
        blobs,
        link,
        now,
        phase: silent,
        sent: silent,
        forked: silent,
        fetched: () => {
          if (historyOf(journal)?.done === 0) usable()
        },
        time: silent
      }),
    close: async () => {
      await link.close()
      db.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** One synchronisation that must succeed. */
export const inStep = async (desk: BenchDesk, usable?: () => void): Promise<void> => {
  const problem = await desk.round(usable)
  if (problem !== null) throw new Error(`the desk is not in step: ${problem.code}`, { cause: problem.cause })
}

/** How many facts a desk holds, its own and others'. */
export const factsIn = ({ journal }: BenchDesk): number =>
  journal.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM fact').get()?.n ?? 0

/** Enrols as a desk behind another gateway does. */
const fromAddress = (number: number): Carrier => ({
  request: (url, asked) =>
    request(url, { ...asked, headers: { ...asked.headers, 'x-forwarded-for': `10.0.${Math.trunc(number / 40)}.1` } }),
  close: () => Promise.resolve()
})
