/** Reads what comes back over HTTP: within bounds, decompressed, parsed, and told apart from whatever else answers on a line. */
import { promisify } from 'node:util'
import { gunzip, zstdDecompress } from 'node:zlib'
import type { z } from 'zod'
import { MAX_BLOB_BYTES, ProblemAnswer } from '../../journal/protocol.ts'
import { Refused, SyncFailure } from './failure.ts'
import { isDistrusted } from './trusted-roots.ts'

const [unzstd, unzip] = [promisify(zstdDecompress), promisify(gunzip)]

/** An answer larger than this is not from head office; a page of facts is at most about 2 MiB. */
const MAX_ANSWER_BYTES = MAX_BLOB_BYTES
/** Whoever is on the line can ask for patience; nobody can silence a desk for a day. */
const MOST_PATIENT_SECONDS = 15 * 60

export interface CarriedAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: AsyncIterable<Uint8Array>
}

export interface RawAnswer {
  readonly status: number
  readonly headers: CarriedAnswer['headers']
  readonly type: string
  readonly bytes: Buffer
  /** As they were before they were compressed; null when they cannot be read. */
  readonly plain: Buffer | null
  readonly json: unknown
  readonly retryAfterMs: number | null
}

/** Whatever keeps an answer from coming is the line's fault as far as the desk can tell. */
export const sent = async <Result>(send: () => Promise<Result>): Promise<Result> => {
  try {
    return await send()
  } catch (error) {
    if (isDistrusted(error))
      throw new SyncFailure('CERTIFICATE', 'the certificate of head office is not trusted', { cause: error })
    throw new SyncFailure('UNREACHABLE', 'no answer from head office', { cause: error })
  }
}

export const rawAnswer = async (response: CarriedAnswer): Promise<RawAnswer> => {
  const chunks: Uint8Array[] = []
  let size = 0
  await sent(async () => {
    for await (const chunk of response.body) {
      size += chunk.length
      if (size > MAX_ANSWER_BYTES) break
      chunks.push(chunk)
    }
  })
  if (size > MAX_ANSWER_BYTES) throw new SyncFailure('RUBBISH', 'the answer is far too large')
  const bytes = Buffer.concat(chunks)
  const retryAfter = Number(response.headers['retry-after'])
  const type = String(response.headers['content-type'])
  const encoding = String(response.headers['content-encoding'] ?? 'identity')
  const plain = await decoded(bytes, encoding)
  return {
    status: response.statusCode,
    headers: response.headers,
    type,
    bytes,
    plain,
    // A paper is never JSON, and may be large.
    json: plain === null || isBytes(type) ? undefined : readJson(plain),
    retryAfterMs: Number.isFinite(retryAfter) ? Math.min(Math.max(0, retryAfter), MOST_PATIENT_SECONDS) * 1000 : null
  }
}

const isBytes = (type: string): boolean => type.startsWith('application/octet-stream')

const decoded = async (bytes: Buffer, encoding: string): Promise<Buffer | null> => {
  const limit = { maxOutputLength: MAX_ANSWER_BYTES }
  try {
    return encoding === 'zstd' ? await unzstd(bytes, limit) : encoding === 'gzip' ? await unzip(bytes, limit) : bytes
  } catch {
    return null
  }
}

/** Undefined for anything that is not JSON: no valid answer is. */
const readJson = (plain: Buffer): unknown => {
  try {
    return JSON.parse(plain.toString('utf8'))
  } catch {
    return undefined
  }
}

export const readProblem = (answer: RawAnswer): ProblemAnswer | null => {
  const problem = ProblemAnswer.safeParse(answer.json)
  return problem.success ? problem.data : null
}

export const readAnswer = <Schema extends z.ZodType>(schema: Schema, answer: RawAnswer): z.infer<Schema> => {
  if (answer.status >= 200 && answer.status < 300) return parsed(schema, answer.json)
  throw failureOf(answer)
}

export const failureOf = (answer: RawAnswer): SyncFailure | Refused => {
  const problem = readProblem(answer)
  if (problem?.code === 'BUSY' || problem?.code === 'INTERNAL' || answer.status === 429 || answer.status >= 500) {
    return new SyncFailure('BUSY', `head office answered ${answer.status}`, { retryAfterMs: answer.retryAfterMs })
  }
  // Some proxy on the way may be stricter than head office, in whatever words.
  if (answer.status === 413) return new Refused('TOO_LARGE', 'the request is too large', problem?.acked ?? null)
  // A redirect, a login page of a provider's network, a stranger's 404.
  if (problem === null) return new SyncFailure('RUBBISH', `status ${answer.status} without a problem that we know`)
  if (problem.code === 'UNAUTHENTICATED' || problem.code === 'REVOKED')
    return new SyncFailure(problem.code, problem.message, {
      wipeOrder: problem.wipe === true ? (problem.wipeOrder ?? null) : null
    })
  if (problem.code === 'UPGRADE') return new SyncFailure('NEWER_PROTOCOL', problem.message)
  return new Refused(problem.code, problem.message, problem.acked ?? null)
}

export const parsed = <Schema extends z.ZodType>(schema: Schema, json: unknown): z.infer<Schema> => {
  const result = schema.safeParse(json)
  if (!result.success) throw new SyncFailure('RUBBISH', 'the answer is not one of head office')
  return result.data
}
