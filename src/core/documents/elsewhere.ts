/** Files of documents that were made at another desk: asked of head office when somebody wants to see them. */
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { CallContext } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { SyncFailure } from '../sync/failure.ts'
import type { Sync } from '../sync/service.ts'

/** `not-sent`: head office has not got it either. `out-of-reach`: without a line it stays where it is. */
export type Fetched = 'here' | 'not-sent' | 'out-of-reach'

export const fetchFile = async (
  sync: Pick<Sync, 'fetchPaper'> | null,
  { blobs }: Pick<Desk, 'blobs'>,
  file: Sha256
): Promise<Fetched> => {
  if (blobs.has(file)) return 'here'
  // A desk that works alone has nobody to ask.
  if (sync === null) return 'not-sent'
  try {
    return (await sync.fetchPaper(file)) ? 'here' : 'not-sent'
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error
    return 'out-of-reach'
  }
}

/** What is being asked for already, so that a screen that looks again does not ask again. */
const asked = new Set<Sha256>()

/** Does not keep the screen waiting for a bad line: it is shown without the files, and told when they have come. */
export const fetchBehind = (context: CallContext, desk: Desk, files: readonly Sha256[]): void => {
  for (const file of files) {
    if (desk.blobs.has(file) || asked.has(file)) continue
    asked.add(file)
    void fetchFile(context.workstation.sync, desk, file)
      .then(() => {
        if (desk.blobs.has(file)) context.workstation.changes.publish('change', { kinds: ['document'] })
      })
      .catch((error: unknown) =>
        context.workstation.log({
          level: 'error',
          event: 'file-not-fetched',
          reason: error instanceof Error ? error.name : null
        })
      )
      .finally(() => asked.delete(file))
  }
}
