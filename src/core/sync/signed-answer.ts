/** Whether an answer is head office's: anybody on an unencrypted line can send one. */
import { z } from 'zod'
import {
  ANSWER_HEADER,
  answerText,
  BELIEVED_UNSIGNED,
  HeadOfficeIdentity,
  PROBLEM_HEADER,
  ProblemAnswer,
  type HeadOfficeIdentity as Identity
} from '../../journal/protocol.ts'
import { isTextSignedBy, readPublicKey, sha256Hex } from '../../journal/signature.ts'

export interface AnswerToCheck {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly type: string
  /** The body before compression; null when it cannot be read. */
  readonly plain: Uint8Array | null
  readonly json: unknown
}

const Introduction = z.object({ headOffice: HeadOfficeIdentity }).loose()

/** Whose greeting this says it is: whether that is the head office that the desk knows is asked apart, and told otherwise. */
export const introducedIn = (answer: AnswerToCheck): Identity | null => {
  const greeting = Introduction.safeParse(answer.json)
  return answer.status === 200 && greeting.success ? greeting.data.headOffice : null
}

/** The request that was answered, with its signature. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly signature: string
}

/**
 * Facts, verdicts, confirmations and refusals count only with head office's signature over this very request. What leads to
 * nothing but another try, and bytes that are asked for by their hash, need none.
 */
export const isBelieved = ({ publicKey }: Identity, asked: Asked, answer: AnswerToCheck): boolean => {
  const { status, headers, type, plain } = answer
  if (status >= 200 && status < 300) {
    if (asked.method === 'GET' && type.startsWith('application/octet-stream')) return true
  } else if (status >= 500 || !saysMore(answer)) return true
  const [key, signature] = [readPublicKey(publicKey), headers[ANSWER_HEADER]]
  if (key === null || typeof signature !== 'string' || plain === null) return false
  return isTextSignedBy(key, answerText({ request: asked, status, headers, bodySha256: sha256Hex(plain) }), signature)
}

/** Whether this is a problem in head office's words, which says more than that somebody did not let the request through. */
const saysMore = ({ json, headers }: AnswerToCheck): boolean => {
  const problem = ProblemAnswer.safeParse(json)
  if (problem.success) return !BELIEVED_UNSIGNED.has(problem.data.code)
  // The answer to HEAD has nothing but its header.
  return headers[PROBLEM_HEADER] !== undefined
}
