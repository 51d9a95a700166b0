/** Decides which snapshot a desk gets, and has a newer one built in the background when the newest has grown old. */
import { isPassing, type Database } from '../database.ts'
import type { Identity } from '../facts/identity.ts'
import { lastCursor } from '../facts/read-page.ts'
import { buildSnapshot, DERIVATION } from './build.ts'
import { dropOldSnapshots, newestSnapshot } from './store.ts'

export interface SnapshotPolicy {
  /** With fewer facts than these a desk is sooner filled by pulling. */
  readonly least: number
  /** So many facts after the newest snapshot, and a newer one is built. */
  readonly stale: number
}
export const DEFAULT_SNAPSHOTS: SnapshotPolicy = { least: 5000, stale: 5000 }

export interface Snapshots {
  /** `signed`: manifest and signature as sent. `building`: there will be one. Null: there is none and none is needed. */
  current(): Promise<{ readonly signed: string } | 'building' | null>
  /** Ends the building under way. */
  stop(): Promise<void>
}

export const openSnapshots = (
  { database, identity, now }: { readonly database: Database; readonly identity: Identity; readonly now: () => number },
  policy: SnapshotPolicy,
  onError: (error: unknown) => void
): Snapshots => {
  const ending = new AbortController()
  let building: Promise<void> | null = null
  /** The cursor at which none could be built, for a reason that does not pass by itself. */
  let hopelessAt: number | null = null
  const build = async (last: number): Promise<void> => {
    try {
      if (await buildSnapshot(database, identity, now, ending.signal))
        await database.transaction((sql) => dropOldSnapshots(sql, now()))
    } catch (error) {
      if (ending.signal.aborted) return
      // Whoever asks next has it tried again, or desks pull until enough has come to try another time.
      if (!isPassing(error)) hopelessAt = last
      onError(error)
    } finally {
      building = null
    }
  }
  return {
    current: async () => {
      const [last, newest] = [await lastCursor(database), await newestSnapshot(database)]
      const usable = newest?.derivation === DERIVATION && newest.cursor <= last ? newest : null
      const behind = last - (usable?.cursor ?? 0)
      if (last < policy.least) return usable
      const hopeless = hopelessAt !== null && last - hopelessAt < policy.stale
      if (behind >= policy.stale && !hopeless && !ending.signal.aborted) building ??= build(last)
      // What an old one lacks is pulled; only where that would be most of it is it better to wait.
      return hopeless || (usable !== null && behind <= last / 2) ? usable : 'building'
    },
    stop: async () => {
      ending.abort(new Error('this head office is ending'))
      await building
    }
  }
}
