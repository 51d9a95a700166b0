/**
 * What a desk does when head office was set back to before it knew the present epoch, and so does not know its key: with
 * the newest key that it does know, it is given back every chain of this desk from there on.
 */
import { factsOfChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { SyncFailure } from './failure.ts'
import { commonWith, newEpoch, ownKey } from './fork.ts'
import type { Link } from './link.ts'
import { keepReceipt } from './receipts.ts'
import type { EpochKey } from './settings.ts'

const BATCH_FACTS = 500
const BATCH_BYTES = 512 * 1024

/**
 * False when it knows none of the keys: this desk was enrolled after that backup. Each chain is filled before the next is
 * asked for: whoever knows an epoch holds what was before it, so that it can break off anywhere.
 */
export const refillEpochs = async (journal: Journal, link: Link): Promise<boolean> => {
  const present = ownKey(journal)
  const known = await newestKnown(link, present.before)
  if (known === -1) return false
  let signer: EpochKey | null = null
  for (const key of [...present.before.slice(known), present]) {
    if (signer !== null) {
      const { epoch } = await link.beginEpoch(key.publicKey, key.epoch, signer)
      if (epoch !== key.epoch) {
        // Another PC of this name asked first and got the number.
        if (key === present) await newEpoch(journal, link, 0, signer)
        continue
      }
    }
    if (key === present) break
    await refill(journal, link, key)
    signer = key
  }
  return true
}

const newestKnown = async (link: Link, keys: readonly EpochKey[]): Promise<number> => {
  for (const [at, key] of [...keys.entries()].toReversed()) {
    try {
      await link.chain(0, 1, key)
      return at
    } catch (error) {
      if (!(error instanceof SyncFailure) || error.code !== 'UNAUTHENTICATED') throw error
    }
  }
  return -1
}

/** Verdicts on its clocks come with the next pull: a chain that has ended is pulled like those of others. */
const refill = async (journal: Journal, link: Link, key: EpochKey): Promise<void> => {
  const { db, device } = journal
  const { common, forked } = await commonWith(journal, link, 0, key)
  // The other PC of this name went on in it since, and has its own way to fill it.
  if (forked) return
  let held = common
  for (;;) {
    const batch = factsOfChain(db, { device, epoch: key.epoch }, held, BATCH_FACTS, BATCH_BYTES)
    const last = batch.at(-1)?.header.seq
    if (last === undefined) return
    const { acked, receipt } = await link.push(batch, key)
    if (receipt === null || acked < last || receipt.seq !== acked)
      throw new SyncFailure('RUBBISH', `head office confirmed ${acked} after a push up to ${last} in an earlier epoch`)
    journal.atomically(() => keepReceipt(journal, key.epoch, receipt))
    held = last
  }
}
