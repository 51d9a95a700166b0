/** Desks of the two clinics, each with its own database, and the head office they meet at. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AGGREGATES } from '../../../domain/aggregates.ts'
import type { NewFact } from '../../../domain/fact.ts'
import { DeviceId } from '../../../domain/values/ids.ts'
import type { Desk } from '../../desk.ts'
import { PROJECTIONS } from '../../projections.ts'
import { openBlobs } from '../../storage/blobs.ts'
import { openDatabase } from '../../storage/database.ts'
import { openJournal } from '../../storage/journal.ts'
import { LESNAYA, MORNING, network, uuid } from './two-clinics.ts'

export interface TestDesk extends Desk {
  /** Puts the clock forward. */
  readonly pass: (minutes: number) => void
  readonly close: () => void
}

/** A desk that holds the network and these facts, written by head office. */
export const openDesk = async (number: number, facts: readonly NewFact[]): Promise<TestDesk> => {
  const folder = mkdtempSync(join(tmpdir(), 'stoika-recovery-'))
  let clock = MORNING + number
  const now = (): number => (clock += 1)
  const device = DeviceId.parse(uuid('de', number))
  const db = await openDatabase({ path: ':memory:', key: null })
  const journal = openJournal({ db, device, epoch: 0, now, aggregates: AGGREGATES, projections: PROJECTIONS })
  const office = openJournal({
    db: await openDatabase({ path: ':memory:', key: null }),
    device: DeviceId.parse(uuid('de', 99)),
    epoch: 0,
    now: () => MORNING - 86_400_000,
    aggregates: AGGREGATES,
    projections: []
  })
  office.record({ staff: null, clinic: null }, [...network(), ...facts])
  journal.receive(
    office.ownAfter(0, 10_000).map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact }))
  )
  office.db.close()
  return {
    db,
    journal,
    now,
    blobs: openBlobs(join(folder, 'blobs'), null),
    identity: { device, epoch: 0, clinic: LESNAYA, series: 10 + number, name: `Стойка ${number}` },
    places: { data: folder, resources: join(import.meta.dirname, '../../../../resources'), fonts: '' },
    pass: (minutes) => {
      clock += minutes * 60_000
    },
    close: () => {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Both desks meet the head office and learn what the other one did. */
export const meet = (a: Desk, b: Desk): void => {
  for (const [from, to] of [
    [a, b],
    [b, a]
  ] as const) {
    to.journal.receive(
      from.journal.ownAfter(0, 10_000).map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact }))
    )
  }
}

const TABLES = [
  'incident',
  'incident_visit',
  'recovery_round',
  'slot_hold',
  'coupon',
  'visit',
  'shift',
  'equipment'
] as const
/** Everything the tables say, for comparing two desks. */
export const tablesOf = (desk: Desk): unknown =>
  TABLES.map((table) => desk.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all())
