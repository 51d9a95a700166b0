/** Why a synchronisation did not finish, as a value that the status shows in words. */
import type { SyncProblemCode } from '../../contract/sync.ts'

export class SyncFailure extends Error {
  override readonly name = 'SyncFailure'
  readonly code: SyncProblemCode
  /** Milliseconds that head office asked us to wait, when it did. */
  readonly retryAfterMs: number | null
  /** With REVOKED: the signature under head office's order to destroy the data of this desk, if such an answer came. */
  readonly wipeOrder: string | null
  constructor(
    code: SyncProblemCode,
    message: string,
    options: {
      readonly cause?: unknown
      readonly retryAfterMs?: number | null
      readonly wipeOrder?: string | null
    } = {}
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryAfterMs = options.retryAfterMs ?? null
    this.wipeOrder = options.wipeOrder ?? null
  }
}

/** Head office answered, and the answer was no. `acked` is its committed prefix when it told one. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  readonly acked: number | null
  constructor(code: string, message: string, acked: number | null) {
    super(message)
    this.code = code
    this.acked = acked
  }
}
