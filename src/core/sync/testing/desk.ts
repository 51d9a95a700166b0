/** A desk for tests: a real database and journal, enrolled at a head office, without window or Electron. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AGGREGATES } from '../../../domain/aggregates.ts'
import { newFact } from '../../../domain/fact.ts'
import { patientAggregate } from '../../../domain/patients/evolve.ts'
import { inventedPatient } from '../../../domain/patients/testing/invented.ts'
import { AllergyNoted, PatientRegistered } from '../../../domain/patients/facts.ts'
import type { ClinicId } from '../../../domain/values/ids.ts'
import type { SyncPhase } from '../../../contract/sync.ts'
import Sqlite from 'better-sqlite3'
import { uuidv7 } from 'uuidv7'
import { openBlobs, type BlobStore } from '../../storage/blobs.ts'
import { openDatabase, type Database } from '../../storage/database.ts'
import { openJournal, type Journal } from '../../storage/journal.ts'
import { readSetting } from '../../storage/settings.ts'
import { enrol } from '../enrol.ts'
import type { FetchProgress } from '../fetch.ts'
import type { History } from '../history.ts'
import { openHttpLink, type HttpLink } from '../http-link.ts'
import type { Link } from '../link.ts'
import { synchronise, type RoundProblem } from '../round.ts'
import { DeviceKey, HeadOffice } from '../settings.ts'

export interface TestDesk {
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly link: HttpLink
  readonly now: () => number
  /** Registers that many patients, one fact each; answers their ids. */
  register(count: number): readonly string[]
  noteAllergy(patient: string, allergy: string): void
  allergyOf(patient: string): string | null
  /** One whole synchronisation; parts of the line to head office may be replaced. */
  round(changed?: Partial<Link>): Promise<RoundProblem | null>
  readonly phases: SyncPhase[]
  readonly progress: FetchProgress[]
  readonly history: History[]
  /** How many facts were sealed anew, each time a new epoch began. */
  readonly resealed: number[]
  /** Another PC with a copy of this one's disk as it is now: for a clone, or for going back to it later. */
  copy(): TestDesk
  close(): Promise<void>
}

const details = inventedPatient()

/** `url` is how the desk reaches head office, straight or over a bad line. */
export const testDesk = async (url: string, code: string, now: () => number = Date.now): Promise<TestDesk> => {
  const db = await openDatabase({ path: ':memory:', key: null })
  const enrolled = await enrol(db, { url, code, name: 'Стойка' })
  if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.refusal.code}`)
  return deskOn(db, url, enrolled.identity.clinic, now)
}

const deskOn = (db: Database, url: string, clinic: ClinicId, now: () => number): TestDesk => {
  const key = readSetting(db, DeviceKey)
  if (key === null) throw new Error('an enrolled desk has a key')
  const journal = openJournal({ db, device: key.device, epoch: 0, now, aggregates: AGGREGATES, projections: [] })
  const link = openHttpLink({
    url,
    key: () => readSetting(db, DeviceKey) ?? key,
    headOffice: () => readSetting(db, HeadOffice),
    now,
    patienceMs: 5_000
  })
  const author = { staff: null, clinic }
  const phases: SyncPhase[] = []
  const progress: FetchProgress[] = []
  const history: History[] = []
  const resealed: number[] = []
  const papers = mkdtempSync(join(tmpdir(), 'stoika-papers-'))
  const blobs = openBlobs(papers, null)
  return {
    journal,
    blobs,
    link,
    now,
    register: (count) => {
      const ids = Array.from({ length: count }, () => uuidv7())
      journal.atomically(() =>
        journal.record(
          author,
          ids.map((id) => newFact(PatientRegistered, 'patient', id, details))
        )
      )
      return ids
    },
    noteAllergy: (patient, allergy) =>
      void journal.record(author, [newFact(AllergyNoted, 'patient', patient, { allergy })]),
    allergyOf: (patient) => journal.state(patientAggregate, patient)?.allergy ?? null,
    round: (changed = {}) =>
      synchronise({
        journal,
        blobs,
        link: { ...link, ...changed },
        now,
        phase: (phase) => phases.push(phase),
        sent: () => undefined,
        time: () => undefined,
        forked: (count) => resealed.push(count),
        fetched: (done) => progress.push(done),
        came: (done) => history.push(done)
      }),
    phases,
    progress,
    history,
    resealed,
    copy: () => deskOn(new Sqlite(db.serialize()), url, clinic, now),
    close: async () => {
      await link.close()
      db.close()
      rmSync(papers, { recursive: true, force: true })
    }
  }
}

/** How many facts a desk holds, its own and others'. */
export const factCount = (desk: TestDesk): number => {
  const row = desk.journal.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM fact').get()
  return row?.n ?? 0
}
