/** Checks others' facts as they arrive: each device's chain must go on without a gap, whatever the server says. */
import { continueChain, type Refusal } from '../../journal/continuation.ts'
import type { ChainHead, SealedFact } from '../../journal/envelope.ts'
import type { Database } from '../storage/database.ts'
import { hashInChain, headOfChain } from '../storage/facts.ts'

export interface Chains {
  /** Whether the fact may be stored: it continues its chain, or repeats what is held. Facts after a refused one wait with it. */
  admit(fact: SealedFact): boolean
  /** The first refusal met, if any. */
  readonly refusal: (Refusal & { readonly device: string }) | null
}

/** One of these serves one round of fetching: a device whose chain broke is left out to its end, others go on. */
export const openChains = (db: Database): Chains => {
  const heads = new Map<string, ChainHead>()
  const broken = new Set<string>()
  let refusal: Chains['refusal'] = null
  return {
    get refusal() {
      return refusal
    },
    admit: (fact) => {
      const { device, epoch } = fact.header
      const chain = `${device} ${epoch}`
      if (broken.has(chain)) return false
      const head = heads.get(chain) ?? headOfChain(db, device, epoch)
      const verdict = continueChain(head, (seq) => hashInChain(db, device, epoch, seq), [fact])
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
