/** The wire of synchronisation, version 1: requests and answers between a workstation and head office as schemas. */
import { z } from 'zod'
import { ClockStamp } from './clock.ts'
import { WireFact } from './envelope.ts'

export const PROTOCOL_VERSION = 1

/** Bounds that both sides keep. A desk must never record a fact larger than this, for head office would refuse it. */
export const MAX_FACT_BYTES = 256 * 1024
export const MAX_BATCH_FACTS = 2000
export const MAX_BATCH_BYTES = 4 * 1024 * 1024
export const MAX_BLOB_BYTES = 8 * 1024 * 1024

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

export const EnrolAnswer = z.object({
  clinic: z.uuid(),
  /** Prefix of the numbers this device gives to papers, so that two desks never collide offline. */
  series: z.int().min(1).max(9999),
  clinicName: z.string()
})
export type EnrolAnswer = z.infer<typeof EnrolAnswer>

export const PushRequest = z.object({ facts: z.array(WireFact).max(MAX_BATCH_FACTS) })
export type PushRequest = z.infer<typeof PushRequest>

/** The committed prefix of the device's chain, and the clocks that the server clamped for everybody. */
export const PushAnswer = z.object({
  acked: z.int().min(0),
  clamped: z.array(z.object({ seq: z.int().min(1), effective: ClockStamp })),
  receivedAt: z.string()
})
export type PushAnswer = z.infer<typeof PushAnswer>

/** Facts of all other devices in the order of the server's cursor, which is allotted from one locked row and never skips. */
export const PullAnswer = z.object({
  facts: z.array(z.object({ cursor: z.int().min(1), effective: ClockStamp, fact: WireFact })),
  cursor: z.int().min(0),
  /** How many facts the server holds beyond this page, the asker's own included: for an honest progress bar. */
  remaining: z.int().min(0)
})
export type PullAnswer = z.infer<typeof PullAnswer>

/** What the server holds of this device: compared at the start of every synchronisation. */
export const HelloAnswer = z.object({
  protocol: z.int(),
  epoch: z.int().min(0),
  acked: z.int().min(0),
  head: z.string(),
  cursor: z.int().min(0),
  time: z.string()
})
export type HelloAnswer = z.infer<typeof HelloAnswer>

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
  'BAD_SEAL',
  'TOO_LARGE',
  'BUSY',
  'INTERNAL'
])
export type ProblemCode = z.infer<typeof ProblemCode>

export const ProblemAnswer = z.object({
  code: ProblemCode,
  message: z.string(),
  /** With GAP, FORK, BAD_SEAL, BAD_REQUEST and TOO_LARGE of a push: the committed prefix, and the first fact that was refused. */
  acked: z.int().min(0).optional(),
  at: z.int().min(0).optional(),
  /** With UNAUTHENTICATED: the server's time, so that a desk with a wrong clock can sign again. */
  time: z.string().optional()
})
export type ProblemAnswer = z.infer<typeof ProblemAnswer>

/** Headers of a signed request: device, time and Ed25519 signature over the canonical request text. */
export const SIGNATURE_HEADERS = {
  device: 'stoika-device',
  time: 'stoika-time',
  signature: 'stoika-signature'
} as const

/** What a device signs: method, path with query, time and the SHA-256 of the body as sent (after compression), one a line. */
export const signedText = (request: { method: string; path: string; time: string; bodySha256: string }): string =>
  ['stoika-1', request.method, request.path, request.time, request.bodySha256].join('\n')
