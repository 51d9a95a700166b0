/** What every part of the head office works with. */
import type { Database } from './database.ts'
import type { Identity } from './facts/identity.ts'
import type { Turns } from './facts/turns.ts'
import type { CursorWatch } from './nudge/cursor-watch.ts'
import type { SnapshotPolicy } from './snapshots/service.ts'

/** What handlers tell for those who watch the server; everything else is seen from outside. */
export interface Meter {
  received(facts: number): void
  served(facts: number): void
}

export const UNMETERED: Meter = { received: () => undefined, served: () => undefined }

export interface Office {
  readonly database: Database
  readonly identity: Identity
  /** Milliseconds since the epoch; the only clock of this server. */
  readonly now: () => number
  readonly cursorWatch: CursorWatch
  /** When snapshots are built; as usual when left out. */
  readonly snapshots?: SnapshotPolicy
  readonly meter: Meter
  /** In which order the pushes of one chain are taken; as they came when left out. */
  readonly turns?: Turns
}
