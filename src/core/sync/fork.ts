/**
 * What a desk does when head office holds another chain under its name (the PC was cloned, or set back to an older copy):
 * it finds how far both agree, asks for an epoch of its own, and seals what is left anew. Nothing recorded here is lost.
 */
import { generateDeviceKeys } from '../../journal/signature.ts'
import { hashInChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { SyncFailure } from './failure.ts'
import { fetchAgain } from './fetch.ts'
import type { Link } from './link.ts'
import { Acked, DeviceKey, NextKey, type Key } from './settings.ts'

const HASHES = 2000

/** Answers how many facts were sealed anew. Interrupted anywhere, it can be begun again. */
export const beginEpochAfterFork = async (journal: Journal, link: Link): Promise<number> => {
  const { common } = await commonWith(journal, link, 0)
  const next = nextKey(journal)
  const { epoch } = await link.beginEpoch(next.publicKey, 'present')
  return takeEpoch(journal, epoch, common, next)
}

/**
 * Head office was set back to before it knew the present epoch, and so does not know its key: it is asked once more,
 * with the key of the epoch before. False when there was none: this desk was enrolled after that backup.
 */
export const askForEpochAgain = async (journal: Journal, link: Link): Promise<boolean> => {
  const present = ownKey(journal)
  if (present.before === undefined) return false
  const { epoch } = await link.beginEpoch(present.publicKey, 'before', present.epoch)
  // The very number again, or a later one, when another PC of this name asked first.
  if (epoch !== present.epoch) takeEpoch(journal, epoch, 0, present)
  return true
}

const takeEpoch = (
  journal: Journal,
  epoch: number,
  common: number,
  key: { readonly publicKey: string; readonly privateKey: string }
): number =>
  journal.atomically(() => {
    const { device, publicKey, privateKey, epoch: ended } = ownKey(journal)
    const moved = journal.beginEpoch(epoch, common)
    writeSetting(journal.db, DeviceKey, {
      device,
      epoch,
      publicKey: key.publicKey,
      privateKey: key.privateKey,
      before: { publicKey, privateKey, epoch: ended }
    })
    writeSetting(journal.db, Acked, 0)
    writeSetting(journal.db, NextKey, null)
    // What the other PC of this name sent under the common epoch was passed over as our own; it is another's now.
    fetchAgain(journal)
    return moved
  })

/**
 * Length of the chain up to which head office holds the very same facts, and whether it holds others behind them. What
 * is common up to `believed` is looked for from the beginning only where that is not so any more.
 */
export const commonWith = async (
  journal: Journal,
  link: Link,
  believed: number
): Promise<{ readonly common: number; readonly forked: boolean }> => {
  const { db, device } = journal
  const { epoch } = journal.head()
  const from = Math.max(0, believed - 1)
  let common = from
  for (;;) {
    const { hashes } = await link.chain(common, HASHES)
    for (const hash of hashes) {
      if (hashInChain(db, device, epoch, common + 1) === hash) common += 1
      else return common === from && from > 0 ? commonWith(journal, link, 0) : { common, forked: true }
    }
    if (hashes.length < HASHES)
      return common === from && from > 0 ? commonWith(journal, link, 0) : { common, forked: false }
  }
}

const ownKey = (journal: Journal): Key => {
  const key = readSetting(journal.db, DeviceKey)
  if (key === null) throw new SyncFailure('PROGRAM', 'this desk has no key')
  return key
}

const nextKey = (journal: Journal): { readonly publicKey: string; readonly privateKey: string } => {
  const known = readSetting(journal.db, NextKey)
  if (known !== null) return known
  const made = generateDeviceKeys()
  writeSetting(journal.db, NextKey, made)
  return made
}

/** Facts that were sealed anew and that nobody has looked through yet. */
export const unreviewed = (journal: Journal): number =>
  (prepared(journal.db, 'SELECT count(*) AS n FROM forked_fact WHERE reviewed_at IS NULL').get() as { n: number }).n
