/** Speaks the synchronisation protocol with head office over HTTP: signs, compresses, bounds and parses everything. */
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import { z } from 'zod'
import {
  ChainAnswer,
  EnrolAnswer,
  EpochAnswer,
  headText,
  HelloAnswer,
  MAX_WHOLE_BLOB_BYTES,
  type ProblemAnswer,
  PROBLEM_HEADER,
  PROTOCOL_VERSION,
  PullAnswer,
  PushAnswer,
  SIGNATURE_HEADERS,
  type EnrolRequest,
  type HeadOfficeIdentity
} from '../../journal/protocol.ts'
import { readPrivateKey, sha256Hex, signRequest, signText } from '../../journal/signature.ts'
import { SignedSnapshot, SNAPSHOT_FORMAT, SnapshotFormat, snapshotText } from '../../journal/snapshot.ts'
import { SyncFailure } from './failure.ts'
import type { Link } from './link.ts'
import {
  failureOf,
  parsed,
  rawAnswer,
  readAnswer,
  readProblem,
  sent,
  type CarriedAnswer,
  type RawAnswer
} from './http-answer.ts'
import { introducedIn, isBelieved, type Asked } from './signed-answer.ts'
import { trustOf } from './trusted-roots.ts'
import type { EpochKey, Key } from './settings.ts'
import { uploadPaper, type Ask } from './upload.ts'

const zstd = promisify(zstdCompress)

const MIN_COMPRESSED_BYTES = 1024
const NOTHING = new Uint8Array()

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH'

export interface HttpLinkOptions {
  readonly url: string
  /** The key of the present epoch: another one once a new epoch has begun. */
  readonly key: () => Key
  /** The head office that this desk knows; null before it has met one. */
  readonly headOffice: () => HeadOfficeIdentity | null
  /** The desk's clock; how far it is off is learnt from head office. */
  readonly now: () => number
  /** Longest silence of head office before the line counts as dead. */
  readonly patienceMs?: number
  /** What takes requests there instead of real sockets; it carries bodies uncompressed, so that nothing waits for a thread. */
  readonly carrier?: Carrier
}

export interface HttpLink extends Link {
  /** Opens the nudge stream; the caller reads and ends it. @throws {SyncFailure} @throws {Refused} */
  nudge(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
  close(): Promise<void>
}

export interface CarriedRequest {
  readonly method: Method
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer | null
  readonly signal?: AbortSignal
}

export interface Carrier {
  /** Rejects when no answer comes, for whatever reason. */
  request(url: URL, request: CarriedRequest): Promise<CarriedAnswer>
  close(): Promise<void>
}

/** Loaded when first needed: at a start the desk comes first, and this library is large. */
const openCarrier = async (to: string, patienceMs: number): Promise<Carrier> => {
  const { Agent, request } = await import('undici')
  const secureContext = trustOf(to)
  const agent = new Agent({
    // One listens for nudges, two carry batches abreast.
    connections: 3,
    connect: { timeout: Math.min(patienceMs, 10_000), ...(secureContext === undefined ? {} : { secureContext }) },
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs
  })
  return {
    request: (url, asked) => request(url, { ...asked, dispatcher: agent }),
    close: () => agent.destroy()
  }
}

const PATIENCE_MS = 30_000

export const openHttpLink = (options: HttpLinkOptions): HttpLink => {
  const keys = new Map<string, KeyObject>()
  const keyOf = (privateKey: string): KeyObject => {
    const known = keys.get(privateKey) ?? readPrivateKey(privateKey)
    keys.set(privateKey, known)
    return known
  }
  let opened: Promise<Carrier> | null = options.carrier === undefined ? null : Promise.resolve(options.carrier)
  const carrier = (): Promise<Carrier> => (opened ??= openCarrier(options.url, options.patienceMs ?? PATIENCE_MS))
  // What head office's clock shows minus what ours does, once head office has told.
  let offsetMs = 0

  /** @throws {SyncFailure} RUBBISH when somebody else answered than who should */
  const believed = (signer: HeadOfficeIdentity | null, asked: Asked, answer: RawAnswer): RawAnswer => {
    if (signer === null || isBelieved(signer, asked, answer)) return answer
    throw new SyncFailure('RUBBISH', `what answered ${asked.method} with ${answer.status} is not head office`)
  }

  const signed = (method: Method, path: string, body: Uint8Array, as?: EpochKey): SignedHeaders => {
    const time = new Date(options.now() + offsetMs).toISOString()
    const present = options.key()
    const signer = as ?? present
    return {
      [SIGNATURE_HEADERS.device]: present.device,
      [SIGNATURE_HEADERS.epoch]: String(signer.epoch),
      [SIGNATURE_HEADERS.time]: time,
      [SIGNATURE_HEADERS.signature]: signRequest(keyOf(signer.privateKey), { method, path, time, body })
    }
  }

  /** Sends once, and once more with head office's time if ours was too far off. */
  const withTime = async <Result>(
    send: () => Promise<Result>,
    problemOf: (result: Result) => ProblemAnswer | null
  ): Promise<Result> => {
    const first = await send()
    const problem = problemOf(first)
    if (problem?.code !== 'UNAUTHENTICATED' || problem.time === undefined || Number.isNaN(Date.parse(problem.time)))
      return first
    offsetMs = Date.parse(problem.time) - options.now()
    return send()
  }

  const exchanged = (
    method: Method,
    path: string,
    body: Buffer | null,
    headers: Record<string, string>,
    as?: EpochKey
  ): Promise<RawAnswer> =>
    withTime(
      async () => {
        const own = signed(method, path, body ?? NOTHING, as)
        const answer = await exchange(await carrier(), options.url, {
          method,
          path,
          body,
          headers: { ...headers, ...own }
        })
        const signer = (path.startsWith('/v1/hello') ? introducedIn(answer) : null) ?? options.headOffice()
        return believed(signer, { method, path, signature: own[SIGNATURE_HEADERS.signature] }, answer)
      },
      (raw) => (raw.status >= 400 ? readProblem(raw) : null)
    )

  // Two batches abreast are compressed on different threads: whichever is ready first must not leave first.
  let leaving: Promise<unknown> = Promise.resolve()
  const inTurn = async (value: unknown): Promise<Encoded> => {
    const [before, encoding] = [leaving, encoded(value, options.carrier === undefined)]
    // With nothing in hand: what it held would hold what the one before held, and so on.
    leaving = Promise.allSettled([before, encoding]).then(() => undefined)
    await before
    return encoding
  }

  const ask = async <Schema extends z.ZodType>(
    schema: Schema,
    method: 'GET' | 'POST',
    path: string,
    value?: unknown,
    as?: EpochKey
  ): Promise<z.infer<Schema>> => {
    const { body, headers } = await inTurn(value)
    return readAnswer(schema, await exchanged(method, path, body, headers, as))
  }

  const askUpload: Ask = async (method, path, body, headers) => {
    const answer = await exchanged(method, path, body, headers)
    return {
      status: answer.status,
      headers: answer.headers,
      problem: readProblem(answer),
      failure: () => failureOf(answer)
    }
  }

  return {
    hello: async (recorded) => {
      const answer = await ask(z.object({ protocol: z.int() }).loose(), 'GET', `/v1/hello?recorded=${recorded}`)
      if (answer.protocol < PROTOCOL_VERSION)
        throw new SyncFailure('RUBBISH', `head office speaks protocol ${answer.protocol}`)
      return parsed(HelloAnswer, answer)
    },
    putBlob: async (sha256, bytes) => {
      if (bytes.length > MAX_WHOLE_BLOB_BYTES && (await uploadPaper(askUpload, sha256, Buffer.from(bytes)))) return
      const answer = await exchanged('PUT', `/v1/blobs/${sha256}`, Buffer.from(bytes), {
        'content-type': 'application/octet-stream'
      })
      if (answer.status !== 201 && answer.status !== 204) throw failureOf(answer)
    },
    hasBlob: async (sha256) => {
      const answer = await exchanged('HEAD', `/v1/blobs/${sha256}`, null, {})
      if (answer.status === 200) return true
      // Nobody but head office can have lost it: a stranger's 404 says nothing.
      if (answer.status === 404 && answer.headers[PROBLEM_HEADER] === 'NOT_FOUND') return false
      throw failureOf(answer)
    },
    getBlob: async (sha256) => {
      const answer = await exchanged('GET', `/v1/blobs/${sha256}`, null, {})
      if (answer.status === 404 && readProblem(answer)?.code === 'NOT_FOUND') return null
      if (answer.status !== 200) throw failureOf(answer)
      if (sha256Hex(answer.bytes) !== sha256)
        throw new SyncFailure('RUBBISH', 'the bytes do not have the hash that was asked for')
      return answer.bytes
    },
    snapshot: async () => {
      const { body, headers } = await encoded(undefined, options.carrier === undefined)
      const answer = await exchanged('GET', '/v1/snapshot', body, headers)
      if (answer.status === 404 && readProblem(answer)?.code === 'NOT_FOUND') return null
      const { manifest } = readAnswer(SnapshotFormat, answer)
      if (manifest.format > SNAPSHOT_FORMAT) return null
      const offered = SignedSnapshot.safeParse(answer.json)
      // One that this program cannot use is none: pulling brings the same.
      return offered.success ? { ...offered.data, text: snapshotText(manifest) } : null
    },
    snapshotChunk: async (sha256) => {
      const answer = await exchanged('GET', `/v1/snapshot/chunks/${sha256}`, null, {})
      if (answer.status === 404 && readProblem(answer)?.code === 'NOT_FOUND') return null
      if (answer.status !== 200) throw failureOf(answer)
      if (!answer.type.startsWith('application/octet-stream'))
        throw new SyncFailure('RUBBISH', 'what came is no chunk of a snapshot')
      return answer.bytes
    },
    push: (facts, as) => {
      const last = facts.at(-1)
      if (last === undefined) throw new RangeError('there is nothing to push')
      const { device } = options.key()
      const { epoch, privateKey } = as ?? options.key()
      const { hash } = last
      const { seq } = last.header
      const signature = signText(keyOf(privateKey), headText({ device, epoch, seq, hash }))
      return ask(PushAnswer, 'POST', '/v1/facts', { facts, head: { seq, hash, signature } }, as)
    },
    pull: (after, anchor, limit) =>
      ask(PullAnswer, 'GET', `/v1/facts?after=${after}&limit=${limit}${anchor === null ? '' : `&anchor=${anchor}`}`),
    chain: (after, limit, as) => ask(ChainAnswer, 'GET', `/v1/chain?after=${after}&limit=${limit}`, undefined, as),
    beginEpoch: (publicKey, epoch, as) => ask(EpochAnswer, 'POST', '/v1/epochs', { publicKey, epoch }, as),
    nudge: async (signal) => {
      const path = '/v1/nudge'
      const line = await carrier()
      const open = async (): Promise<CarriedAnswer> => {
        const headers = signed('GET', path, NOTHING)
        const response = await sent(() => line.request(new URL(path, options.url), { method: 'GET', headers, signal }))
        if (response.statusCode === 200) return response
        const asked = { method: 'GET', path, signature: headers[SIGNATURE_HEADERS.signature] }
        const problem = readProblem(believed(options.headOffice(), asked, await rawAnswer(response)))
        if (problem?.code === 'UNAUTHENTICATED' && problem.time !== undefined)
          offsetMs = Date.parse(problem.time) - options.now()
        return response
      }
      const first = await open()
      const response = first.statusCode === 401 ? await open() : first
      if (response.statusCode === 200) {
        if (String(response.headers['content-type']).startsWith('text/event-stream')) return response.body
        await rawAnswer(response)
      }
      throw new SyncFailure('RUBBISH', `no nudge stream: status ${response.statusCode}`)
    },
    close: async () => (await opened)?.close()
  }
}

/** Enrolment is the one request that is not signed. @throws {SyncFailure} @throws {Refused} */
export const requestEnrolment = async (
  url: string,
  enrolment: EnrolRequest,
  by: Carrier | null = null
): Promise<EnrolAnswer> => {
  const carrier = by ?? (await openCarrier(url, PATIENCE_MS))
  try {
    const body = Buffer.from(JSON.stringify(enrolment), 'utf8')
    return readAnswer(
      EnrolAnswer,
      await exchange(carrier, url, {
        method: 'POST',
        path: '/v1/enrol',
        body,
        headers: { 'content-type': 'application/json' }
      })
    )
  } finally {
    await carrier.close()
  }
}

interface Encoded {
  readonly body: Buffer | null
  readonly headers: Record<string, string>
}

const encoded = async (value: unknown, compressed: boolean): Promise<Encoded> => {
  const accept = { accept: 'application/json', 'accept-encoding': compressed ? 'zstd, gzip' : 'identity' }
  if (value === undefined) return { body: null, headers: accept }
  const plain = Buffer.from(JSON.stringify(value), 'utf8')
  const headers = { ...accept, 'content-type': 'application/json' }
  if (!compressed || plain.length < MIN_COMPRESSED_BYTES) return { body: plain, headers }
  return { body: await zstd(plain), headers: { ...headers, 'content-encoding': 'zstd' } }
}

type SignedHeaders = Record<(typeof SIGNATURE_HEADERS)[keyof typeof SIGNATURE_HEADERS], string>

interface Exchange {
  readonly method: Method
  readonly path: string
  readonly body: Buffer | null
  readonly headers: Record<string, string>
}

const exchange = async (carrier: Carrier, url: string, { method, path, body, headers }: Exchange): Promise<RawAnswer> =>
  rawAnswer(await sent(() => carrier.request(new URL(path, url), { method, headers, body })))
