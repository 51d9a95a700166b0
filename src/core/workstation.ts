/** Brings a workstation to life: opens its database, its journal when it is enrolled, and tells windows what changed. */
import { readdirSync, rmSync } from 'node:fs'
import { uptime } from 'node:os'
import { EventPublisher } from '@orpc/server'
import { z } from 'zod'
import type { Change } from '../contract/system.ts'
import { AGGREGATES } from '../domain/aggregates.ts'
import type { OfferedPrinter } from '../domain/printing/printer.ts'
import { ClinicId, DeviceId } from '../domain/values/ids.ts'
import type { Workstation } from './api/context.ts'
import type { Desk, DeskIdentity, Places } from './desk.ts'
import { offerPrinters } from './devices/offer.ts'
import { attachPrinting } from './printing/attach.ts'
import { PROJECTIONS } from './projections.ts'
import { carryOutErasures } from './erasure/carry-out.ts'
import { openBlobs } from './storage/blobs.ts'
import { openDatabase, type Database } from './storage/database.ts'
import { openDeskClock } from './storage/desk-clock.ts'
import { openJournal, type JournalOptions } from './storage/journal.ts'
import { readSetting, writeSetting, type Setting } from './storage/settings.ts'
import { snapshotProgress } from './storage/snapshot.ts'
import { attachSync } from './sync/attach.ts'
import { HeadOfficeUrl } from './sync/settings.ts'

const Identity = z.object({
  device: DeviceId,
  epoch: z.int().min(0),
  clinic: ClinicId,
  series: z.int().min(1).max(9999),
  name: z.string()
})
const IdentitySetting: Setting<typeof Identity> = { name: 'desk.identity', schema: Identity }

/** Null on a workstation that has not joined a clinic. */
export const identityOf = (db: Database): DeskIdentity | null => readSetting(db, IdentitySetting)

export interface WorkstationOptions {
  readonly places: Places
  /** 64 hex digits, or null for an unencrypted database in tests. */
  readonly key: string | null
  /** Whether the keystore of the operating system holds that key; false when left out. */
  readonly keyProtected?: boolean
  readonly now: () => number
  readonly log: (line: object) => void
  /** Where head office is today when that is decided outside (a demonstration); else the address learnt at enrolment. */
  readonly headOfficeUrl?: string
  /** Everything was handed over to head office and destroyed here: there is no workstation any more. */
  readonly withdrawn?: () => void
  /** Printers of a demonstration, set up by themselves at the addresses that they have this time. */
  readonly printers?: readonly OfferedPrinter[]
}

type DeskOptions = Pick<WorkstationOptions, 'places' | 'key' | 'now'> & Pick<JournalOptions, 'deriving' | 'doubt'>

const openDesk = (db: Database, identity: DeskIdentity, options: DeskOptions): Desk => ({
  db,
  identity,
  places: options.places,
  now: options.now,
  blobs: openBlobs(`${options.places.data}/blobs`, options.key),
  journal: openJournal({
    db,
    device: identity.device,
    epoch: identity.epoch,
    now: options.now,
    aggregates: AGGREGATES,
    projections: PROJECTIONS,
    ...(options.doubt === undefined ? {} : { doubt: options.doubt }),
    ...(options.deriving === undefined ? {} : { deriving: options.deriving })
  })
})

/** @throws {DatabaseUnusable} when the file cannot be opened; the window then says what to do. */
export const startWorkstation = async (options: WorkstationOptions): Promise<Workstation> => {
  const db = await openDatabase({ path: `${options.places.data}/desk.db`, key: options.key })
  if (options.printers !== undefined) offerPrinters(db, options.printers)
  const workstation: Workstation = {
    db,
    places: options.places,
    keyProtected: options.keyProtected ?? false,
    now: options.now,
    changes: new EventPublisher<{ change: Change }>(),
    desk: null,
    fetching: null,
    sync: null,
    takeUp: (identity) => {
      writeSetting(db, IdentitySetting, Identity.parse(identity))
      return takeUp(workstation, identity, options)
    },
    log: options.log
  }
  const identity = identityOf(db)
  if (identity !== null) {
    if (options.headOfficeUrl !== undefined) writeSetting(db, HeadOfficeUrl, options.headOfficeUrl)
    takeUp(workstation, identity, options)
  }
  return workstation
}

/**
 * The desk of a data folder without windows, printers or head office, for the command line; null when it was never
 * enrolled. Whoever opens it closes its database. @throws {DatabaseUnusable}
 */
export const openDeskAlone = async (options: DeskOptions): Promise<Desk | null> => {
  const db = await openDatabase({ path: `${options.places.data}/desk.db`, key: options.key })
  const identity = identityOf(db)
  if (identity !== null) return openDesk(db, identity, options)
  db.close()
  return null
}

/** Ends what talks to the outside, then the database. What was committed is on disk already. */
export const stopWorkstation = async (workstation: Workstation): Promise<void> => {
  await workstation.sync?.stop()
  await workstation.desk?.spool?.stop()
  workstation.db.close()
}

/** The key goes first: without it the rest is noise, should the deletion be interrupted. */
const destroy = async (workstation: Workstation): Promise<void> => {
  const { data } = workstation.places
  for (const name of ['desk.key.sealed', 'desk.key']) rmSync(`${data}/${name}`, { force: true })
  const stopping = stopWorkstation({ ...workstation })
  // At once: what somebody recorded while it ends would be lost with the rest.
  workstation.desk = null
  workstation.sync = null
  await stopping
  for (const name of readdirSync(data))
    if (name.startsWith('desk.db') || name === 'blobs') rmSync(`${data}/${name}`, { recursive: true, force: true })
}

/** The workstation becomes the desk of a clinic: at start when it was enrolled before, or right after enrolment. */
const takeUp = (workstation: Workstation, identity: DeskIdentity, options: WorkstationOptions): Desk => {
  const clock = openDeskClock({ db: workstation.db, now: options.now, uptime: () => uptime() * 1000 })
  const bare = openDesk(workstation.db, identity, { ...options, doubt: () => clock.doubt() })
  const spool = attachPrinting(bare, {
    changed: () => workstation.changes.publish('change', { kinds: ['printing'] }),
    log: options.log
  })
  const desk: Desk = { ...bare, spool }
  workstation.desk = desk
  // States that have come in part show less than there is: a desk that was closed in their midst waits for the rest.
  if (snapshotProgress(desk.db)?.stage === 'states') workstation.fetching = { done: 0, total: 0 }
  desk.journal.onChange((kinds) => workstation.changes.publish('change', { kinds: [...kinds] }))
  const erase = (): void => {
    try {
      carryOutErasures(desk)
    } catch (error) {
      // A full disk must not fail the action that told of the order; it is obeyed at the next change or start.
      options.log({
        level: 'error',
        event: 'erasure-postponed',
        name: error instanceof Error ? error.name : typeof error
      })
    }
  }
  // Whatever arrives, and what an earlier run of the program was interrupted in.
  desk.journal.onChange((kinds) => {
    if (kinds.has('erasure')) erase()
  })
  erase()
  workstation.sync = attachSync(workstation, desk, {
    clock,
    wipe: () => {
      options.log({ level: 'warn', event: 'withdrawn' })
      void destroy(workstation).finally(() => options.withdrawn?.())
    }
  })
  return desk
}
