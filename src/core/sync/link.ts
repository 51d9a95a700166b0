/** What a desk asks of head office, whatever carries it: HTTP in the product, a simulated network in tests. */
import type { SealedFact } from '../../journal/envelope.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { SignedSnapshot } from '../../journal/snapshot.ts'
import type { ChainAnswer, EpochAnswer, HelloAnswer, PullAnswer, PushAnswer } from '../../journal/protocol.ts'
import type { EpochKey } from './settings.ts'

/** `text` is what the signature is under, whatever this program understands of the manifest. */
export interface OfferedSnapshot extends SignedSnapshot {
  readonly text: string
}

/** Every method throws `SyncFailure` when there is no usable answer, and `Refused` when the answer is no. */
export interface Link {
  /** `recorded` is the sequence number of the desk's last fact. */
  hello(recorded: number): Promise<HelloAnswer>
  /** Vouches for the last of the facts with the key of its epoch: the present one, unless another is given. */
  push(facts: readonly SealedFact[], as?: EpochKey): Promise<PushAnswer>
  /** `anchor` is the hash of the fact at the cursor `after`, as an earlier page told. @throws {Refused} RESTORED */
  pull(after: number, anchor: string | null, limit: number): Promise<PullAnswer>
  /** Hashes of this desk's own chain of the present epoch, or of an earlier one, as head office holds it. */
  chain(after: number, limit: number, as?: EpochKey): Promise<ChainAnswer>
  /** Asks for an epoch with this key and, if it is free, this number; signs with the present key, or with an earlier one. */
  beginEpoch(publicKey: string, epoch: number, as?: EpochKey): Promise<EpochAnswer>
  /** What a desk begins from: null when head office has none, or one of a later format. */
  snapshot(): Promise<OfferedSnapshot | null>
  /** A chunk as sent; null when its snapshot is gone. */
  snapshotChunk(sha256: string): Promise<Buffer | null>
  /** Repeating it changes nothing. */
  putBlob(sha256: Sha256, bytes: Uint8Array): Promise<void>
  /** Whether head office holds it. */
  hasBlob(sha256: Sha256): Promise<boolean>
  /** Null when head office does not hold it (yet). What comes has the hash that was asked for. */
  getBlob(sha256: Sha256): Promise<Buffer | null>
}
