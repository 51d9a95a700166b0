/** What a desk asks of head office, whatever carries it: HTTP in the product, a simulated network in tests. */
import type { SealedFact } from '../../journal/envelope.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { HelloAnswer, PullAnswer, PushAnswer } from '../../journal/protocol.ts'

/** Every method throws `SyncFailure` when there is no usable answer, and `Refused` when the answer is no. */
export interface Link {
  /** `recorded` is the sequence number of the desk's last fact. */
  hello(recorded: number): Promise<HelloAnswer>
  push(facts: readonly SealedFact[]): Promise<PushAnswer>
  pull(after: number, limit: number): Promise<PullAnswer>
  /** Repeating it changes nothing. */
  putBlob(sha256: Sha256, bytes: Uint8Array): Promise<void>
  /** Null when head office does not hold it (yet). What comes has the hash that was asked for. */
  getBlob(sha256: Sha256): Promise<Buffer | null>
}
