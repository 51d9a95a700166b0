/** Files of documents that were made at another desk: asked of head office when somebody wants to see them. */
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { CallContext } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { SyncFailure } from '../sync/failure.ts'

/** Resolves when the file is here, or cannot be had now: without a line it stays where it is. */
export const fetchFile = async (context: CallContext, desk: Desk, file: Sha256): Promise<void> => {
  if (desk.blobs.has(file)) return
  try {
    await context.workstation.sync?.fetchPaper(file)
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error
  }
}

/** What is being asked for already, so that a screen that looks again does not ask again. */
const asked = new Set<Sha256>()

/** Does not keep the screen waiting for a bad line: it is shown without the files, and told when they have come. */
export const fetchBehind = (context: CallContext, desk: Desk, files: readonly Sha256[]): void => {
  for (const file of files) {
    if (desk.blobs.has(file) || asked.has(file)) continue
    asked.add(file)
    void fetchFile(context, desk, file)
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
