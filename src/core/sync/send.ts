/** Sends this desk's facts to head office in bounded batches, from what head office has confirmed to the last one recorded. */
import { setImmediate } from 'node:timers/promises'
import type { ClockStamp } from '../../journal/clock.ts'
import type { SealedFact } from '../../journal/envelope.ts'
import type { HelloAnswer, PushAnswer } from '../../journal/protocol.ts'
import { hashInChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { Refused, SyncFailure } from './failure.ts'
import type { Link } from './link.ts'
import { keepReceipt } from './receipts.ts'
import { Acked } from './settings.ts'

/** What a bad line carries at the first try. */
const FIRST_FACTS = 500
const FIRST_BYTES = 512 * 1024
/** Twice of that, and the desk is still held up for no longer than a key press takes while it is read. */
const MOST_FACTS = 1000
/** Head office reads and checks one batch while it stores the one before. */
const ABREAST = 2
/** A line that takes longer for a batch has no room for another beside it. */
const QUICK_MS = 5_000

export const ackedOf = (journal: Journal): number => readSetting(journal.db, Acked) ?? 0

/**
 * Whether head office holds nothing of this chain that is not here: else this PC was cloned, or set back to an old copy.
 * Asked before anything new is sent. @throws {SyncFailure} RUBBISH
 */
export const sharesOwnChain = (journal: Journal, hello: HelloAnswer): boolean => {
  const { epoch } = journal.head()
  if (hello.epoch !== epoch) throw new SyncFailure('RUBBISH', `head office answers for epoch ${hello.epoch}`)
  return hello.acked === 0 || hashInChain(journal.db, journal.device, epoch, hello.acked) === hello.head
}

/**
 * @param heldThere what head office said it holds. Behind our own mark it was restored from a backup and is refilled;
 * ahead of it an answer was lost, and sending again brings the verdicts that it carried.
 * @throws {SyncFailure} @throws {Refused}
 */
export const sendOwn = async (journal: Journal, link: Link, heldThere: number, progress: () => void): Promise<void> => {
  const confirmed = ackedOf(journal)
  let acked = Math.min(confirmed, heldThere)
  // Head office was set back. Noted before it is refilled: should the answer be lost, its new verdicts are asked for again.
  if (acked < confirmed) writeSetting(journal.db, Acked, acked)
  let most = FIRST_FACTS
  let ceiling = MOST_FACTS
  // The first batch tells whether the line carries anything at all.
  let abreast = 1
  let onTheWay: OnTheWay[] = []
  // From what is confirmed. What was on its way behind it has come first, or will be refused.
  const startOver = async (): Promise<void> => {
    await Promise.allSettled(onTheWay.map(({ answer }) => answer))
    onTheWay = []
  }
  const send = (after: number): void => {
    const batch = journal.ownAfter(after, most, Math.max(1, most / FIRST_FACTS) * FIRST_BYTES)
    const answer = pushed(link, batch, onTheWay.length > 0)
    // When the one before it fails, nobody waits for this answer any more.
    answer.catch(() => undefined)
    onTheWay.push({ batch, last: batch.at(-1)?.header.seq ?? after, answer, began: performance.now() })
  }
  while (journal.head().seq > acked) {
    while (onTheWay.length < abreast) {
      const after = onTheWay.at(-1)?.last ?? acked
      if (after >= journal.head().seq) break
      send(after)
      // Reading one batch holds the desk up enough.
      await setImmediate()
    }
    const first = onTheWay.shift()
    if (first === undefined) break
    const { batch, last } = first
    const answer = await first.answer
    if (answer === 'too-large') {
      ceiling = most = Math.max(1, Math.trunc(batch.length / 2))
      abreast = 1
      await startOver()
      continue
    }
    if (answer === 'overtook') {
      abreast = 1
      await startOver()
      continue
    }
    if (answer.acked <= acked)
      throw new SyncFailure('RUBBISH', `head office confirmed ${answer.acked} after a push from ${acked}`)
    const { receipt } = answer
    // Anybody on the line can say that head office holds them; only head office can sign it.
    if (receipt === null || receipt.seq !== answer.acked)
      throw new SyncFailure('RUBBISH', `head office confirmed ${answer.acked} without a receipt for it`)
    // Never past what was sent: the verdicts on facts behind that come with their own answers.
    acked = Math.min(answer.acked, last)
    journal.atomically(() => {
      keepReceipt(journal, journal.head().epoch, receipt)
      journal.clampOwn([...answer.clamped, ...unclamped(batch, answer.clamped, acked)])
      writeSetting(journal.db, Acked, acked)
    })
    progress()
    if (acked < last) await startOver()
    // Each batch has its cost, however many are in it: a long backlog goes in larger ones, two abreast.
    most = Math.min(ceiling, most * 2)
    abreast = ceiling === MOST_FACTS && performance.now() - first.began < QUICK_MS ? ABREAST : 1
    await setImmediate()
  }
  // Head office was set back and has been refilled, or confirmed what an earlier answer could not tell.
  if (ackedOf(journal) !== acked) writeSetting(journal.db, Acked, acked)
}

interface OnTheWay {
  readonly batch: readonly SealedFact[]
  /** Sequence number of its last fact. */
  readonly last: number
  readonly answer: Promise<Pushed>
  readonly began: number
}

type Pushed = 'too-large' | 'overtook' | PushAnswer

/** A head office that was set back judges anew what it had confirmed: what it clamped then may count at its own clock now. */
const unclamped = (
  batch: readonly SealedFact[],
  clamped: PushAnswer['clamped'],
  acked: number
): readonly { readonly seq: number; readonly effective: ClockStamp }[] => {
  const judged = new Set(clamped.map(({ seq }) => seq))
  return batch
    .filter(({ header }) => header.seq <= acked && !judged.has(header.seq))
    .map(({ header }) => ({ seq: header.seq, effective: header.clock }))
}

/** @param follows whether another batch is on its way before it, which it may have overtaken */
const pushed = async (link: Link, batch: readonly SealedFact[], follows: boolean): Promise<Pushed> => {
  try {
    return await link.push(batch)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'TOO_LARGE' && batch.length > 1) return 'too-large'
    // Head office says how much it holds; a desk records no fact that is too large for it.
    if (error.code === 'TOO_LARGE' && error.acked === null)
      throw new SyncFailure('RUBBISH', 'something on the way refuses even a single fact', { cause: error })
    if (error.code === 'GAP' && follows) return 'overtook'
    throw error
  }
}
