/** What a desk does once head office has withdrawn it: hands over all that it made, and only then may be destroyed. */
import { wipeText } from '../../journal/protocol.ts'
import { isTextSignedBy } from '../../journal/signature.ts'
import type { Journal } from '../storage/journal.ts'
import { SyncFailure } from './failure.ts'
import { beginEpochAfterFork, commonWith } from './fork.ts'
import { papersWaiting, sendPapers, type PaperOptions } from './papers.ts'
import { headOfficeKey, isReceipted } from './receipts.ts'
import { ackedOf, sendOwn } from './send.ts'

export interface HandOverOptions extends PaperOptions {
  readonly sent: () => void
  readonly forked: (resealed: number) => void
}

const waits = (journal: Journal): boolean => ackedOf(journal) !== journal.head().seq || papersWaiting(journal.db) > 0

/**
 * Sends everything, what is recorded meanwhile too: head office keeps it apart until a person has looked. A withdrawn desk
 * is not greeted, and asks for its chain to learn whether head office was set back, or holds another chain under its name.
 * @throws {SyncFailure} @throws {Refused}
 */
export const handOver = async (options: HandOverOptions): Promise<void> => {
  const { journal, link, sent } = options
  const { common, forked } = await commonWith(journal, link, ackedOf(journal))
  if (forked) options.forked(await beginEpochAfterFork(journal, link))
  let held = forked ? 0 : common
  do {
    await sendOwn(journal, link, held, sent)
    await sendPapers(options)
    held = ackedOf(journal)
  } while (waits(journal))
}

/** Asked at the very moment of destroying: head office has signed the order, and has signed that it holds all of this desk. */
export const mustBeDestroyed = (journal: Journal, cause: unknown): boolean => {
  if (!(cause instanceof SyncFailure) || cause.code !== 'REVOKED' || cause.wipeOrder === null) return false
  const key = headOfficeKey(journal)
  return (
    key !== null &&
    isTextSignedBy(key, wipeText(journal.device), cause.wipeOrder) &&
    !waits(journal) &&
    isReceipted(journal)
  )
}
