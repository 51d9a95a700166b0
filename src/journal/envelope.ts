/** The sealed form of a fact: a canonical header chained by hashes, over a payload it covers through a salted digest. */
import { hash } from 'node:crypto'
import { z } from 'zod'
import { canonical, inCanonicalOrder } from './canonical.ts'
import { ClockStamp } from './clock.ts'

export const Digest = z.string().regex(/^[0-9a-f]{64}$/)

/** In lower case only: PostgreSQL takes both for one id, and text does not. */
const Uuid = z.uuid().refine((id) => id === id.toLowerCase())

/** A word of the header that programs compare: printable ASCII, so that every store and every wire keeps it as it is. */
const word = (min: number, max: number): z.ZodString =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[!-~]+$/)

/**
 * What the hash chain covers. `digest` stands for the payload, so that payload and salt can be erased (152-ФЗ)
 * and the chain still verifies. `scope` is `network` or `clinic:<id>`; `clinic` is where the fact was made.
 * Members stand in the order of the canonical form, so that what was read has nothing to be put in order when it is checked.
 */
export const FactHeader = z.object({
  aggregate: word(1, 64),
  clinic: Uuid.nullable(),
  clock: ClockStamp,
  device: Uuid,
  digest: Digest,
  /** Only when the device had reason to doubt its wall clock: what that showed, and head office's time if it was known. */
  doubt: z.looseObject({ desk: z.iso.datetime(), office: z.iso.datetime().nullable() }).optional(),
  epoch: z.int().min(0),
  id: Uuid,
  kind: word(1, 40),
  prev: Digest,
  /**
   * Where the fact stood before its device began a new epoch (see docs/sync-protocol.md): the same happening under
   * another seal, so that nobody counts both.
   */
  resealed: z.looseObject({ epoch: z.int().min(0), hash: Digest, seq: z.int().min(1) }).optional(),
  scope: word(1, 80),
  seq: z.int().min(1),
  staff: Uuid.nullable(),
  type: word(3, 80),
  v: z.int().min(1)
})
export type FactHeader = z.infer<typeof FactHeader>

type Json = z.infer<ReturnType<typeof z.json>>

/** Looked through by hand: a schema of a union that nests costs more than all other checks of a fact together. */
const isJson = (value: unknown): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  if (typeof value !== 'object' || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every(isJson)
}

const Payload = z.custom<Record<string, Json>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value)
)

/** A fact as it lies in the journal and travels: payload and salt are null once erased. */
export const SealedFact = z.object({
  header: FactHeader,
  hash: Digest,
  payload: Payload.nullable(),
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable()
})
export type SealedFact = z.infer<typeof SealedFact>

/** The same as it arrives: header fields that only a newer program knows stay, since the hash covers them. */
export const WireFact = SealedFact.extend({ header: FactHeader.loose() })

/** A fact as a store keeps it: header and payload as text. */
export interface StoredFact {
  readonly header: string
  readonly hash: string
  readonly payload: string | null
  readonly salt: string | null
}

/** To the letter: header members that only a newer program knows are under the hash too. @throws when it is no fact */
export const readStoredFact = ({ header, hash, payload, salt }: StoredFact): SealedFact =>
  WireFact.parse({
    header: JSON.parse(header) as unknown,
    hash,
    payload: payload === null ? null : (JSON.parse(payload) as unknown),
    salt
  })

/** `prev` of a device's first fact. */
export const CHAIN_START = '0'.repeat(64)

const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** Salted digest of a payload: the salt keeps a short payload, such as a phone number, from being guessed from its hash. */
export const payloadDigest = (payload: unknown, salt: string): string => sha256(salt + canonical(payload))

export const headerHash = (header: FactHeader): string => sha256(canonical(header))

/** Seals a fact once, at commit. `salt` is 16 random bytes as hex. */
export const sealFact = (body: Omit<FactHeader, 'digest'>, payload: unknown, salt: string): SealedFact => {
  // Through JSON and back, so that what is hashed is exactly what is stored: no undefined, no Date, no NaN, and no half
  // of a surrogate pair (a cut emoji), for which RFC 8785 has no form.
  const stored = Payload.parse(
    inCanonicalOrder(
      JSON.parse(JSON.stringify(payload), (name, value: unknown) =>
        name === '__proto__' ? undefined : typeof value === 'string' ? value.toWellFormed() : value
      )
    )
  )
  const header: FactHeader = { ...body, digest: payloadDigest(stored, salt) }
  return { header, hash: headerHash(header), payload: stored, salt }
}

/** Seals what says nothing any more: its payload was erased, and the digest that stood for it stays. */
export const sealErased = (header: FactHeader): SealedFact => ({
  header,
  hash: headerHash(header),
  payload: null,
  salt: null
})

export type SealFault = 'hash' | 'payload'

/** Null when header and payload (if still there) agree with their hashes, else what was changed. */
export const sealFault = (fact: SealedFact): SealFault | null => {
  if (!agrees(() => headerHash(fact.header), fact.hash)) return 'hash'
  const { payload, salt } = fact
  if (payload === null || salt === null) return payload === null && salt === null ? null : 'payload'
  return agrees(() => payloadDigest(payload, salt), fact.header.digest) ? null : 'payload'
}

/** A value that has no canonical form (half a surrogate pair, endless nesting) cannot have been sealed by anybody. */
const agrees = (digest: () => string, expected: string): boolean => {
  try {
    return digest() === expected
  } catch {
    return false
  }
}

/** Position of a device's chain: what the next fact must continue. */
export interface ChainHead {
  readonly epoch: number
  readonly seq: number
  readonly hash: string
}

export type ChainFault = { readonly at: number; readonly fault: SealFault | 'gap' | 'fork' }

/** Checks that facts continue a head without gap or fork, each sealed right; names the first bad sequence number. */
export const chainFault = (head: ChainHead, facts: readonly SealedFact[]): ChainFault | null => {
  let { seq, hash } = head
  for (const fact of facts) {
    const fault = sealFault(fact)
    if (fault !== null) return { at: fact.header.seq, fault }
    if (fact.header.seq !== seq + 1) return { at: fact.header.seq, fault: 'gap' }
    if (fact.header.prev !== hash || fact.header.epoch !== head.epoch) return { at: fact.header.seq, fault: 'fork' }
    seq = fact.header.seq
    hash = fact.hash
  }
  return null
}
