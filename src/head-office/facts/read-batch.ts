/** Reads the facts of a push one by one, so that a malformed one does not hide the sound ones before it. */
import { z } from 'zod'
import { WireFact, type SealedFact } from '../../journal/envelope.ts'
import { MAX_BATCH_FACTS, MAX_FACT_BYTES, SignedHead, type ProblemCode } from '../../journal/protocol.ts'
import { Problem } from '../problem.ts'

const Batch = z.object({ facts: z.array(z.unknown()).max(MAX_BATCH_FACTS), head: SignedHead })

export interface ReadBatch {
  readonly facts: readonly SealedFact[]
  readonly head: SignedHead
  /** Why reading stopped before the end; `at` is the place in the batch, not the sequence number, which may be unreadable. */
  readonly refusal: { readonly code: ProblemCode; readonly message: string } | null
}

/** @throws {Problem} BAD_REQUEST when there is no batch at all */
export const readBatch = (device: string, body: unknown): ReadBatch => {
  const batch = Batch.safeParse(body)
  if (!batch.success)
    throw new Problem('BAD_REQUEST', `expected { facts: [...], head } with at most ${MAX_BATCH_FACTS} facts`)
  const facts: SealedFact[] = []
  for (const [index, candidate] of batch.data.facts.entries()) {
    const stop = (code: ProblemCode, why: string): ReadBatch => ({
      facts,
      head: batch.data.head,
      refusal: { code, message: `fact ${index} of the batch ${why}` }
    })
    const fact = read(candidate)
    if (fact === null) return stop('BAD_REQUEST', 'is not a sealed fact')
    if (fact === 'too-large') return stop('TOO_LARGE', `is larger than ${MAX_FACT_BYTES} bytes`)
    if (fact.header.device !== device) return stop('BAD_REQUEST', 'is of another device')
    facts.push(fact)
  }
  return { facts, head: batch.data.head, refusal: null }
}

const read = (candidate: unknown): SealedFact | 'too-large' | null => {
  try {
    if (Buffer.byteLength(JSON.stringify(candidate)) > MAX_FACT_BYTES) return 'too-large'
    const fact = WireFact.safeParse(candidate)
    return fact.success ? fact.data : null
  } catch (error) {
    // Nesting deep enough to exhaust the stack is no fact either.
    if (error instanceof RangeError) return null
    throw error
  }
}
