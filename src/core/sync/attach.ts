/** Connects the workstation's desk to its head office, now and after each start. */
import type { Workstation } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { readSetting } from '../storage/settings.ts'
import { openHttpLink } from './http-link.ts'
import { startSync, type Sync, type SyncOptions } from './service.ts'
import { DeviceKey, HeadOffice, HeadOfficeUrl } from './settings.ts'

/** What the workstation lends: its judgement of the clock, and the way to destroy everything. */
type Around = Pick<SyncOptions, 'clock' | 'wipe'>

/** Null when this desk has no head office: it then works alone. */
export const attachSync = (workstation: Workstation, desk: Desk, around: Around): Sync | null => {
  const url = readSetting(desk.db, HeadOfficeUrl)
  const key = readSetting(desk.db, DeviceKey)
  if (url === null || key === null || key.device !== desk.identity.device) return null
  return startSync({
    journal: desk.journal,
    blobs: desk.blobs,
    link: openHttpLink({
      url,
      key: () => readSetting(desk.db, DeviceKey) ?? key,
      headOffice: () => readSetting(desk.db, HeadOffice),
      now: desk.now
    }),
    now: desk.now,
    ...around,
    changed: () => workstation.changes.publish('change', { kinds: ['sync'] }),
    firstFetch: (progress) => {
      workstation.fetching = progress
      workstation.changes.publish('change', { kinds: ['sync'] })
    },
    log: workstation.log
  })
}
