/** Checks others' facts as they arrive: each device's chain must go on without a gap, whatever the server says. */
import { continueChain, type Refusal } from '../../journal/continuation.ts'
import { CHAIN_START, type ChainHead, type SealedFact } from '../../journal/envelope.ts'
import type { Database } from '../storage/database.ts'
import { hashInChain, headOfChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'
import { readSetting } from '../storage/settings.ts'
import { Manifest } from './settings.ts'

export interface Chains {
  /** Whether the fact may be stored: it continues its chain, or repeats what is held. Facts after a refused one wait with it. */
  admit(fact: SealedFact): boolean
  /** The first refusal met, if any. */
  readonly refusal: (Refusal & { readonly device: string }) | null
}

/** One of these serves one round of fetching: a device whose chain broke is left out to its end, others go on. */
export const openChains = (db: Database): Chains => {
  // Where the history is still to come, chains go on from the heads that head office has signed for.
  const signed = new Map(readSetting(db, Manifest)?.heads.map((head) => [chainOf(head), head]))
  return checking(
    (device, epoch) => {
      const [held, known] = [headOfChain(db, device, epoch), signed.get(chainOf({ device, epoch }))]
      return known !== undefined && known.seq > held.seq ? known : held
    },
    (device, epoch, seq) => hashInChain(db, device, epoch, seq)
  )
}

/** The same for the history behind the states of a snapshot, of which all up to `cursor` is here. Own facts are here already. */
export const historyChains = (journal: Journal, cursor: number): Chains => {
  const { db, device: own } = journal
  const { epoch: present } = journal.head()
  return checking(
    (device, epoch) => {
      if (device === own && epoch === present) return headOfChain(db, device, epoch)
      const row = prepared(
        db,
        'SELECT seq, hash FROM fact WHERE device = ? AND epoch = ? AND cursor <= ? ORDER BY seq DESC LIMIT 1'
      ).get(device, epoch, cursor) as { seq: number; hash: string } | undefined
      return { epoch, seq: row?.seq ?? 0, hash: row?.hash ?? CHAIN_START }
    },
    (device, epoch, seq) => hashInChain(db, device, epoch, seq)
  )
}

const chainOf = ({ device, epoch }: { readonly device: string; readonly epoch: number }): string => `${device} ${epoch}`

const checking = (
  headOf: (device: string, epoch: number) => ChainHead,
  held: (device: string, epoch: number, seq: number) => string | undefined
): Chains => {
  const heads = new Map<string, ChainHead>()
  const broken = new Set<string>()
  let refusal: Chains['refusal'] = null
  return {
    get refusal() {
      return refusal
    },
    admit: (fact) => {
      const { device, epoch } = fact.header
      const chain = chainOf({ device, epoch })
      if (broken.has(chain)) return false
      const head = heads.get(chain) ?? headOf(device, epoch)
      const verdict = continueChain(head, (seq) => held(device, epoch, seq), [fact])
      if (verdict.refusal !== null) {
        broken.add(chain)
        refusal ??= { ...verdict.refusal, device }
        return false
      }
      heads.set(chain, verdict.head)
      return true
    }
  }
}
