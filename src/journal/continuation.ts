/** Decides, for whoever keeps a copy of a device's chain, what of a batch is already held, what continues it and what must be refused. */
import { chainFault, type ChainHead, type SealedFact } from './envelope.ts'

export type Refusal = { readonly code: 'GAP' | 'FORK' | 'BAD_SEAL'; readonly at: number }

export interface Continuation {
  /** Facts to append, in order: the sound ones before the first that is refused. */
  readonly fresh: readonly SealedFact[]
  readonly head: ChainHead
  readonly refusal: Refusal | null
}

/**
 * Repeats of what is held are passed over when they are the same facts and a FORK when they are not: another PC
 * then writes under this device's name, or this one was rolled back. `held` gives the hash kept at a sequence number.
 */
export const continueChain = (
  head: ChainHead,
  held: (seq: number) => string | undefined,
  facts: readonly SealedFact[]
): Continuation => {
  const fresh: SealedFact[] = []
  let last = head
  const refused = (code: Refusal['code'], at: number): Continuation => ({ fresh, head: last, refusal: { code, at } })
  for (const fact of facts) {
    const { seq, epoch } = fact.header
    if (epoch !== head.epoch) return refused('FORK', seq)
    if (seq <= last.seq) {
      const known = seq <= head.seq ? held(seq) : fresh[seq - head.seq - 1]?.hash
      if (known !== fact.hash) return refused('FORK', seq)
      continue
    }
    const fault = chainFault(last, [fact])
    if (fault !== null)
      return refused(fault.fault === 'gap' ? 'GAP' : fault.fault === 'fork' ? 'FORK' : 'BAD_SEAL', seq)
    fresh.push(fact)
    last = { epoch, seq, hash: fact.hash }
  }
  return { fresh, head: last, refusal: null }
}
