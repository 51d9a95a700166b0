/**
 * What a desk does when head office holds another chain under its name (the PC was cloned, or set back to an older copy):
 * it finds how far both agree, asks for an epoch of its own, and seals what is left anew. Nothing recorded here is lost.
 */
import { generateDeviceKeys } from '../../journal/signature.ts'
import { hashInChain, headOfChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { SyncFailure } from './failure.ts'
import { fetchAgain } from './fetch.ts'
import type { Link } from './link.ts'
import { Acked, DeviceKey, NextKey, type EpochKey, type Key } from './settings.ts'

const HASHES = 2000

/** Answers how many facts were sealed anew. Interrupted anywhere, it can be begun again. */
export const beginEpochAfterFork = async (journal: Journal, link: Link): Promise<number> => {
  const { common } = await commonWith(journal, link, 0)
  return newEpoch(journal, link, common)
}

/** `as`: the key that head office knows, where it does not know the present one. */
export const newEpoch = async (journal: Journal, link: Link, common: number, as?: EpochKey): Promise<number> => {
  const next = nextKey(journal)
  // A head office that was set back may not know any more which numbers were given; this desk holds facts under them.
  const { epoch } = await link.beginEpoch(next.publicKey, lastEpochHere(journal) + 1, as)
  if (headOfChain(journal.db, journal.device, epoch).seq > 0) {
    // With another key it is asked for another one.
    writeSetting(journal.db, NextKey, null)
    throw new SyncFailure('RUBBISH', `head office gave epoch ${epoch}, which was given before`)
  }
  return takeEpoch(journal, epoch, common, next)
}

const lastEpochHere = (journal: Journal): number => {
  const row = prepared(journal.db, 'SELECT max(epoch) AS last FROM fact WHERE device = ?').get(journal.device) as {
    last: number | null
  }
  return Math.max(row.last ?? 0, journal.head().epoch)
}

const takeEpoch = (
  journal: Journal,
  epoch: number,
  common: number,
  key: { readonly publicKey: string; readonly privateKey: string }
): number =>
  journal.atomically(() => {
    const { device, publicKey, privateKey, epoch: ended, before } = ownKey(journal)
    const moved = journal.beginEpoch(epoch, common)
    writeSetting(journal.db, DeviceKey, {
      device,
      epoch,
      publicKey: key.publicKey,
      privateKey: key.privateKey,
      before: [...before, { publicKey, privateKey, epoch: ended }]
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
  believed: number,
  as?: EpochKey
): Promise<{ readonly common: number; readonly forked: boolean }> => {
  const { db, device } = journal
  const epoch = as?.epoch ?? journal.head().epoch
  const from = Math.max(0, believed - 1)
  let common = from
  for (;;) {
    const { hashes } = await link.chain(common, HASHES, as)
    const agreed = hashes.findIndex((hash, at) => hashInChain(db, device, epoch, common + at + 1) !== hash)
    common += agreed === -1 ? hashes.length : agreed
    if (agreed === -1 && hashes.length === HASHES) continue
    return common === from && from > 0 ? commonWith(journal, link, 0, as) : { common, forked: agreed !== -1 }
  }
}

export const ownKey = (journal: Journal): Key => {
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
