/** The enrolled workstation as commands and queries see it: its journal, its identity and its clock. */
import type { Actor } from '../domain/staff/rights.ts'
import { instant, localDate, TimeZone, type Instant, type IsoDate } from '../domain/values/dates.ts'
import type { ClinicId, DeviceId } from '../domain/values/ids.ts'
import { clinicById } from './clinic/views.ts'
import type { Spool } from './printing/spool.ts'
import type { BlobStore } from './storage/blobs.ts'
import type { Database } from './storage/database.ts'
import type { Author, Journal } from './storage/journal.ts'

export interface DeskIdentity {
  readonly device: DeviceId
  readonly epoch: number
  readonly clinic: ClinicId
  /** Prefix of the numbers this device gives to papers. */
  readonly series: number
  readonly name: string
}

/** Where the program finds what ships beside it and where it keeps what it makes. */
export interface Places {
  /** Database, blobs and keys of this workstation. */
  readonly data: string
  readonly resources: string
  /** Whole TTF files for papers. */
  readonly fonts: string
}

export interface Desk {
  readonly db: Database
  readonly journal: Journal
  /** Papers as signed, scans and drawn signatures. */
  readonly blobs: BlobStore
  /** The print queue; absent where nothing can be printed. */
  readonly spool?: Spool
  readonly identity: DeskIdentity
  readonly places: Places
  /** Milliseconds of the workstation's clock. */
  readonly now: () => number
}

export const authorOf = (actor: Actor): Author => ({ staff: actor.staff, clinic: actor.clinic })

/** The moment now, and the date and zone it has at this desk's clinic. */
export const presentAt = (
  desk: Desk
): { readonly moment: Instant; readonly today: IsoDate; readonly zone: TimeZone } => {
  const zone = clinicById(desk.db, desk.identity.clinic)?.zone ?? TimeZone.parse('Europe/Moscow')
  const moment = instant(desk.now())
  return { moment, today: localDate(moment, zone), zone }
}
