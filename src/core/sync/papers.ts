/** Sends papers (PDFs, scans, drawn signatures) that were made at this desk, after the facts that name them. */
import { setImmediate } from 'node:timers/promises'
import { instant } from '../../domain/values/dates.ts'
import { blobLost, blobSent, sentBlobs, unsentBlobs } from '../storage/blob-upload.ts'
import { BlobDamaged, type BlobStore } from '../storage/blobs.ts'
import type { Database } from '../storage/database.ts'
import type { Journal } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'
import { Refused, SyncFailure } from './failure.ts'
import type { Link } from './link.ts'

export interface PaperOptions {
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly link: Link
  readonly now: () => number
}

/** More than a desk makes in a day; what is beyond goes with the next round. */
const PAPERS_A_ROUND = 500

export const papersWaiting = (db: Database): number =>
  (prepared(db, 'SELECT count(*) AS n FROM blob_upload WHERE sent_at IS NULL').get() as { n: number }).n

/**
 * Papers go in their order. When the last one that went is not there any more, head office was set back to an older copy:
 * what it lost is found by going back to one that it holds, and waits again.
 */
const findLost = async ({ journal, blobs, link }: PaperOptions): Promise<void> => {
  for (const sha256 of sentBlobs(journal.db)) {
    // Erased here (152-ФЗ), and therefore erased there.
    if (!blobs.has(sha256)) continue
    if (await link.hasBlob(sha256)) return
    blobLost(journal.db, sha256)
  }
}

/** One paper that cannot go does not hold up the others. @throws {SyncFailure} PAPER_NOT_SENT after all others went */
export const sendPapers = async (options: PaperOptions): Promise<void> => {
  const { journal, blobs, link, now } = options
  await findLost(options)
  const failed: unknown[] = []
  for (const { sha256 } of unsentBlobs(journal.db, PAPERS_A_ROUND)) {
    try {
      const bytes = blobs.get(sha256)
      // Erased since (152-ФЗ): there is nothing to send any more, and nothing to wait for.
      if (bytes !== null) await link.putBlob(sha256, bytes)
      blobSent(journal.db, sha256, instant(now()))
    } catch (error) {
      if (!(error instanceof BlobDamaged) && !(error instanceof Refused)) throw error
      failed.push(error)
    }
    await setImmediate()
  }
  if (failed.length > 0)
    throw new SyncFailure('PAPER_NOT_SENT', `${failed.length} papers did not go`, { cause: failed[0] })
}
