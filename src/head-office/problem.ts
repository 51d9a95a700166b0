/** What the server answers when it does not do what was asked: a code for programs, a sentence for engineers, no personal data. */
import type { ProblemAnswer, ProblemCode } from '../journal/protocol.ts'

const STATUS: Readonly<Record<ProblemCode, number>> = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  BAD_CODE: 403,
  REVOKED: 403,
  NOT_FOUND: 404,
  GAP: 409,
  FORK: 409,
  RESTORED: 409,
  OFFSET: 409,
  CLINIC_FULL: 409,
  TOO_LARGE: 413,
  BAD_SEAL: 422,
  UPGRADE: 426,
  INTERNAL: 500,
  BUSY: 503
}

type Details = Omit<ProblemAnswer, 'code' | 'message'>

/** Thrown by a handler, answered by the server's error handler. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: Details
  constructor(code: ProblemCode, message: string, details: Details = {}) {
    super(message)
    this.code = code
    this.details = details
  }

  get status(): number {
    return STATUS[this.code]
  }

  get answer(): ProblemAnswer {
    return { code: this.code, message: this.message, ...this.details }
  }
}
