/** The wire of synchronisation, version 1: requests and answers between a workstation and head office as schemas. */
import { z } from 'zod'
import { ClockStamp } from './clock.ts'
import { SealedFact } from './envelope.ts'

export const PROTOCOL_VERSION = 1

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
  series: z.int().min(1).max(99)
})
export type EnrolAnswer = z.infer<typeof EnrolAnswer>

export const PushRequest = z.object({ facts: z.array(SealedFact).max(2000) })
export type PushRequest = z.infer<typeof PushRequest>

/** The committed prefix of the device's chain, and the clocks that the server clamped for everybody. */
export const PushAnswer = z.object({
  acked: z.int().min(0),
  clamped: z.array(z.object({ seq: z.int().min(1), effective: ClockStamp })),
  receivedAt: z.string()
})
export type PushAnswer = z.infer<typeof PushAnswer>

/** Facts of everybody in the order of the server's cursor, which is allotted from one locked row and never skips. */
export const PullAnswer = z.object({
  facts: z.array(z.object({ cursor: z.int().min(1), effective: ClockStamp, fact: SealedFact })),
  cursor: z.int().min(0),
  /** How many facts the server holds beyond this page, for an honest progress bar. */
  remaining: z.int().min(0)
})
export type PullAnswer = z.infer<typeof PullAnswer>

/** What the server holds of this device: compared at the start of every synchronisation. */
export const HelloAnswer = z.object({
  protocol: z.int(),
  acked: z.int().min(0),
  head: z.string(),
  cursor: z.int().min(0),
  time: z.string()
})
export type HelloAnswer = z.infer<typeof HelloAnswer>

/** Why the server did not do what was asked; `retry` tells whether the same request may succeed later. */
export const ProblemAnswer = z.object({
  code: z.enum([
    'BAD_REQUEST',
    'BAD_CODE',
    'UNAUTHENTICATED',
    'REVOKED',
    'GAP',
    'FORK',
    'BAD_SEAL',
    'TOO_LARGE',
    'BUSY',
    'INTERNAL'
  ]),
  message: z.string(),
  acked: z.int().min(0).optional()
})
export type ProblemAnswer = z.infer<typeof ProblemAnswer>

/** Headers of a signed request: device, time and Ed25519 signature over the canonical request text. */
export const SIGNATURE_HEADERS = {
  device: 'stoika-device',
  time: 'stoika-time',
  signature: 'stoika-signature'
} as const

/** What a device signs: method, path with query, time and the SHA-256 of the body, one a line. */
export const signedText = (request: { method: string; path: string; time: string; bodySha256: string }): string =>
  ['stoika-1', request.method, request.path, request.time, request.bodySha256].join('\n')
