/** The wire of synchronisation, version 1: requests and answers between a workstation and head office as schemas. */
import { z } from 'zod'
import { ClockStamp } from './clock.ts'
import { Digest, WireFact } from './envelope.ts'

export const PROTOCOL_VERSION = 1

/** Bounds that both sides keep. A desk must never record a fact larger than this, for head office would refuse it. */
export const MAX_FACT_BYTES = 256 * 1024
export const MAX_BATCH_FACTS = 2000
export const MAX_BATCH_BYTES = 4 * 1024 * 1024
/** A paper as a whole: a scan of twenty pages. */
export const MAX_BLOB_BYTES = 32 * 1024 * 1024
/** Papers up to this size go in one request, larger ones piece by piece. */
export const MAX_WHOLE_BLOB_BYTES = 1024 * 1024
/** What head office still takes in one request: desks from before there were pieces send so much. */
export const MAX_PUT_BYTES = 8 * 1024 * 1024
/** One piece of a large paper: it is hashed before it goes, and comes again whole when the line breaks. */
export const MAX_PIECE_BYTES = 1024 * 1024
export const TUS_VERSION = '1.0.0'
export const UPLOADS_PATH = '/v1/uploads'
export const MAX_EPOCH = 999_999

/** How far the time of a signed request may be from the server's; beyond it the answer tells the server's time. */
export const SIGNATURE_WINDOW_MS = 10 * 60_000

/** One-time code, device's Ed25519 public key (SPKI, base64) and a name for people, for example «Стойка 1». */
export const EnrolRequest = z.object({
  code: z.string().min(4).max(64),
  device: z.uuid(),
  name: z.string().min(1).max(80),
  publicKey: z.string().min(40).max(200)
})
export type EnrolRequest = z.infer<typeof EnrolRequest>

/** Head office as a signer: the device under whose name it writes facts, and the Ed25519 key (SPKI, base64) of its receipts. */
export const HeadOfficeIdentity = z.object({ device: z.uuid(), publicKey: z.string().min(40).max(200) })
export type HeadOfficeIdentity = z.infer<typeof HeadOfficeIdentity>

export const EnrolAnswer = z.object({
  clinic: z.uuid(),
  /** Prefix of the numbers this device gives to papers, so that two desks never collide offline. */
  series: z.int().min(1).max(9999),
  clinicName: z.string(),
  headOffice: HeadOfficeIdentity
})
export type EnrolAnswer = z.infer<typeof EnrolAnswer>

const Signature = z.string().min(80).max(100)

/** The device's own word for its chain up to `seq`: Ed25519 over `headText`, with the key of the chain's epoch. */
export const SignedHead = z.object({ seq: z.int().min(1), hash: Digest, signature: Signature })
export type SignedHead = z.infer<typeof SignedHead>

/** `head` vouches for the last fact of the batch, and through the chain for all before it. */
export const PushRequest = z.object({ facts: z.array(WireFact).max(MAX_BATCH_FACTS), head: SignedHead })
export type PushRequest = z.infer<typeof PushRequest>

/** Head office's countersignature over `receiptText`: it holds the chain of this device and epoch up to `seq`. */
export const Receipt = z.object({
  device: z.uuid(),
  epoch: z.int().min(0),
  seq: z.int().min(1),
  hash: Digest,
  receivedAt: z.iso.datetime(),
  signature: Signature
})
export type Receipt = z.infer<typeof Receipt>

/**
 * The committed prefix of the chain, the clocks that the server clamped for everybody, and its receipt for the prefix
 * (null only while the prefix is empty). `quarantined`: a withdrawn device's facts are kept apart until a person at
 * head office has looked at them.
 */
export const PushAnswer = z.object({
  acked: z.int().min(0),
  clamped: z.array(z.object({ seq: z.int().min(1), effective: ClockStamp })),
  receivedAt: z.iso.datetime(),
  receipt: Receipt.nullable(),
  quarantined: z.boolean()
})
export type PushAnswer = z.infer<typeof PushAnswer>

/**
 * Facts of all other chains in the order of the server's cursor, which is allotted from one locked row and never skips.
 * `withheld`: the asker's scopes do not cover the fact; its payload and salt are null, and the header keeps the chain whole.
 */
export const PulledFact = z.object({
  cursor: z.int().min(1),
  effective: ClockStamp,
  fact: WireFact,
  withheld: z.literal(true).optional()
})
export type PulledFact = z.infer<typeof PulledFact>

export const PullAnswer = z.object({
  facts: z.array(PulledFact),
  cursor: z.int().min(0),
  /** Hash of the fact that stands at `cursor`, whoever wrote it; null at cursor 0. Given back with the next pull. */
  anchor: Digest.nullable(),
  /** How many facts the server holds beyond this page, the asker's own included: for an honest progress bar. */
  remaining: z.int().min(0)
})
export type PullAnswer = z.infer<typeof PullAnswer>

/** What the server holds of the chain whose key signed: compared at the start of every synchronisation. */
/**
 * The first fact of an epoch of head office's own, `network.restored`: a desk that is past its cursor and does not have it was
 * not there when head office was restored.
 */
export const RestoreMark = z.object({ epoch: z.int().min(1), cursor: z.int().min(1), hash: Digest })
export type RestoreMark = z.infer<typeof RestoreMark>

export const HelloAnswer = z.object({
  protocol: z.int(),
  epoch: z.int().min(0),
  acked: z.int().min(0),
  head: Digest,
  cursor: z.int().min(0),
  time: z.iso.datetime(),
  headOffice: HeadOfficeIdentity,
  /** Scopes whose facts this device gets whole, `*` for all; facts of other scopes come as headers. */
  scopes: z.array(z.string()),
  /** Every restore that head office knows of; left out where there was none. */
  restores: z.array(RestoreMark).optional()
})
export type HelloAnswer = z.infer<typeof HelloAnswer>

/** Hashes of the asker's own chain as the server holds it, from the sequence number after the one asked for. */
export const ChainAnswer = z.object({ hashes: z.array(Digest).max(MAX_BATCH_FACTS) })
export type ChainAnswer = z.infer<typeof ChainAnswer>

/**
 * Begins a new epoch with a key of its own; the same key asked for again gets the same epoch. `epoch`: the number that
 * was given before, to a head office that has forgotten it since (it was restored from an older copy).
 */
export const EpochRequest = z.object({
  publicKey: z.string().min(40).max(200),
  epoch: z.int().min(1).max(MAX_EPOCH).optional()
})
export type EpochRequest = z.infer<typeof EpochRequest>
export const EpochAnswer = z.object({ epoch: z.int().min(1) })
export type EpochAnswer = z.infer<typeof EpochAnswer>

/** Why the server did not do what was asked. Only BUSY and INTERNAL may succeed later as they are. */
export const ProblemCode = z.enum([
  'BAD_REQUEST',
  'BAD_CODE',
  'CLINIC_FULL',
  'UNAUTHENTICATED',
  'REVOKED',
  'NOT_FOUND',
  'GAP',
  'FORK',
  'RESTORED',
  'OFFSET',
  'UPGRADE',
  'BAD_SEAL',
  'TOO_LARGE',
  'BUSY',
  'INTERNAL'
])
export type ProblemCode = z.infer<typeof ProblemCode>

export const ProblemAnswer = z.object({
  code: ProblemCode,
  message: z.string(),
  /** With GAP, FORK, BAD_SEAL, BAD_REQUEST and TOO_LARGE of a push: the committed prefix, and the first fact that was refused. With OFFSET: `at` is how much of the paper is held. */
  acked: z.int().min(0).optional(),
  at: z.int().min(0).optional(),
  /** With REVOKED: the desk is to send what it still holds and then to destroy its data. */
  wipe: z.boolean().optional(),
  /** With `wipe`: head office's signature over `wipeText`, without which no desk destroys anything. */
  wipeOrder: Signature.optional(),
  /** With UNAUTHENTICATED: the server's time, so that a desk with a wrong clock can sign again. */
  time: z.string().optional()
})
export type ProblemAnswer = z.infer<typeof ProblemAnswer>

/** Headers of a signed request: device, time and Ed25519 signature over the canonical request text. */
export const SIGNATURE_HEADERS = {
  device: 'stoika-device',
  /** Which of the device's chains signs; 0 when left out. */
  epoch: 'stoika-epoch',
  time: 'stoika-time',
  signature: 'stoika-signature'
} as const

/** Carries the code of a problem beside its body, which an answer to HEAD has not got. */
export const PROBLEM_HEADER = 'stoika-problem'

/** Carries head office's signature over `answerText`, on every answer to a request that was signed, but streams and bytes that are asked for by their hash. */
export const ANSWER_HEADER = 'stoika-answer'

/** Headers of an answer that say more than its body does. */
const TELLING_HEADERS = [PROBLEM_HEADER, 'location', 'upload-offset'] as const

/** Problems that a desk believes from anybody: a proxy may give them, and they lead to nothing but another try. */
export const BELIEVED_UNSIGNED: ReadonlySet<ProblemCode> = new Set(['TOO_LARGE', 'BUSY', 'INTERNAL'])

interface ChainPoint {
  readonly device: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
}

/** What a device signs to vouch for its chain up to a fact. */
export const headText = ({ device, epoch, seq, hash }: ChainPoint): string =>
  ['stoika-head-1', device, epoch, seq, hash].join('\n')

/** What head office signs when it has committed a chain up to a fact. */
export const receiptText = (receipt: ChainPoint & { readonly receivedAt: string }): string =>
  ['stoika-receipt-1', receipt.device, receipt.epoch, receipt.seq, receipt.hash, receipt.receivedAt].join('\n')

/** What head office signs when it wants the data of a withdrawn device destroyed: anybody on the line could say so. */
export const wipeText = (device: string): string => ['stoika-wipe-1', device].join('\n')

interface AnswerToSign {
  /** The request that is answered; its signature holds its time and body, so that an answer to another one does not fit. */
  readonly request: { readonly method: string; readonly path: string; readonly signature: string }
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | readonly string[] | undefined>>
  /** SHA-256 of the body before compression, which proxies may undo. */
  readonly bodySha256: string
}

/** What head office signs with the key of its receipts, so that nobody on an unencrypted line can answer in its place. */
export const answerText = ({ request, status, headers, bodySha256 }: AnswerToSign): string =>
  [
    'stoika-answer-1',
    request.method,
    request.path,
    request.signature,
    status,
    ...TELLING_HEADERS.map((name) => String(headers[name] ?? '')),
    bodySha256
  ].join('\n')

/** What a device signs: method, path with query, time and the SHA-256 of the body as sent (after compression), one a line. */
export const signedText = (request: { method: string; path: string; time: string; bodySha256: string }): string =>
  ['stoika-1', request.method, request.path, request.time, request.bodySha256].join('\n')
