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

const BATCH_FACTS = 500
const BATCH_BYTES = 512 * 1024

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
  let most = BATCH_FACTS
  while (journal.head().seq > acked) {
    const batch = bounded(journal.ownAfter(acked, most))
    const answer = await pushed(link, batch)
    if (answer === 'too-large') {
      most = Math.max(1, Math.trunc(batch.length / 2))
      continue
    }
    if (answer.acked <= acked)
      throw new SyncFailure('RUBBISH', `head office confirmed ${answer.acked} after a push from ${acked}`)
    // Never past what was sent: the verdicts on facts behind that come with their own answers.
    acked = Math.min(answer.acked, batch.at(-1)?.header.seq ?? acked)
    journal.atomically(() => {
      if (answer.receipt !== null && answer.receipt.seq <= acked) keepReceipt(journal, answer.receipt)
      journal.clampOwn([...answer.clamped, ...unclamped(batch, answer, confirmed)])
      writeSetting(journal.db, Acked, acked)
    })
    progress()
    await setImmediate()
  }
  // Head office was set back and has been refilled, or confirmed what an earlier answer could not tell.
  if (ackedOf(journal) !== acked) writeSetting(journal.db, Acked, acked)
}

/** A head office that was set back judges anew what it had confirmed: what it clamped then may count at its own clock now. */
const unclamped = (
  batch: readonly SealedFact[],
  { clamped }: PushAnswer,
  confirmed: number
): readonly { readonly seq: number; readonly effective: ClockStamp }[] =>
  batch
    .filter(({ header }) => header.seq <= confirmed && !clamped.some(({ seq }) => seq === header.seq))
    .map(({ header }) => ({ seq: header.seq, effective: header.clock }))

const pushed = async (
  link: Link,
  batch: readonly SealedFact[]
): Promise<'too-large' | Awaited<ReturnType<Link['push']>>> => {
  try {
    return await link.push(batch)
  } catch (error) {
    // Some proxy on the way may be stricter than head office.
    if (error instanceof Refused && error.code === 'TOO_LARGE' && batch.length > 1) return 'too-large'
    throw error
  }
}

const bounded = (facts: readonly SealedFact[]): readonly SealedFact[] => {
  let bytes = 0
  const end = facts.findIndex((fact, index) => {
    bytes += Buffer.byteLength(JSON.stringify(fact))
    return index > 0 && bytes > BATCH_BYTES
  })
  return end === -1 ? facts : facts.slice(0, end)
}
