/** Finds out which device sent a request, by its Ed25519 signature over method, path, time and body. */
import type { KeyObject } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SIGNATURE_HEADERS, SIGNATURE_WINDOW_MS, wipeText } from '../../journal/protocol.ts'
import { isSignedBy, readPublicKey, signText } from '../../journal/signature.ts'
import type { Database } from '../database.ts'
import type { Identity } from '../facts/identity.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'

export interface Device {
  readonly id: string
  /** Which of the device's chains signed. */
  readonly epoch: number
  readonly key: KeyObject
  /** Null for head office itself. */
  readonly clinic: string | null
  /** Whether it gets the facts of the whole network, or of its own clinic and what all share. */
  readonly gets: 'network' | 'clinic'
  readonly withdrawn: { readonly wipe: boolean } | null
}

const SignedHeaders = z.object({
  [SIGNATURE_HEADERS.device]: z.uuid().toLowerCase(),
  [SIGNATURE_HEADERS.epoch]: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .default(0),
  [SIGNATURE_HEADERS.time]: z.iso.datetime(),
  [SIGNATURE_HEADERS.signature]: z.string().min(1).max(200)
})

/** How fresh «last contact» on the page is; a write for each request would cost more than it tells. */
const CONTACT_STEP_MS = 15_000

const NOTHING = new Uint8Array()

/** An order to destroy is signed: a desk believes it from nobody else. @throws {Problem} REVOKED */
export const refuseWithdrawn = ({ key }: Identity, { id, withdrawn }: Device): void => {
  if (withdrawn === null) return
  const order = withdrawn.wipe ? { wipeOrder: signText(key, wipeText(id)) } : {}
  throw new Problem('REVOKED', 'this device was withdrawn', { wipe: withdrawn.wipe, ...order })
}

/** @throws {Problem} UNAUTHENTICATED (with the server's time), REVOKED */
export const authenticate = async (
  { database, identity, now }: Pick<Office, 'database' | 'identity' | 'now'>,
  request: FastifyRequest
): Promise<Device> => {
  const device = await identify(database, request, now())
  refuseWithdrawn(identity, device)
  return device
}

interface Row {
  readonly id: string
  readonly public_key: string
  readonly clinic: string | null
  readonly gets: Device['gets']
  readonly revoked_at: Date | null
  readonly wipe: boolean
  readonly last_contact: Date
}

const verified = new WeakSet<FastifyRequest>()

/** Whether the signature of a request was found true: only the answer to such a one is signed. */
export const isVerified = (request: FastifyRequest): boolean => verified.has(request)

/**
 * Also a withdrawn device, for the requests by which it sends what it still holds.
 * A wrong clock at the desk loses nothing: the answer tells the server's time, and the desk signs again with it.
 * @throws {Problem} UNAUTHENTICATED (with the server's time)
 */
export const identify = async (database: Database, request: FastifyRequest, now: number): Promise<Device> => {
  const refused = (why: string): Problem => new Problem('UNAUTHENTICATED', why, { time: new Date(now).toISOString() })
  const headers = SignedHeaders.safeParse(request.headers)
  if (!headers.success) throw refused('the request is not signed')
  const {
    [SIGNATURE_HEADERS.device]: named,
    [SIGNATURE_HEADERS.epoch]: epoch,
    [SIGNATURE_HEADERS.time]: time,
    [SIGNATURE_HEADERS.signature]: signature
  } = headers.data
  const [device] = await database.query<Row>(
    `SELECT device.id, public_key, clinic, gets, revoked_at, wipe, last_contact FROM chain JOIN device ON device.id = chain.device
     WHERE chain.device = $1 AND chain.epoch = $2`,
    [named, epoch]
  )
  const key = device === undefined ? null : readPublicKey(device.public_key)
  if (device === undefined || key === null) throw refused('the device is not enrolled here')
  const body = request.body instanceof Uint8Array ? request.body : NOTHING
  if (!isSignedBy(key, { method: request.method, path: request.url, time, body }, signature))
    throw refused('the signature does not match')
  verified.add(request)
  // After the signature: a stranger learns nothing but «not signed», and a true device with a wrong clock learns the time.
  if (Math.abs(Date.parse(time) - now) > SIGNATURE_WINDOW_MS)
    throw refused('the time of the request is too far from the server’s')
  if (now - device.last_contact.getTime() > CONTACT_STEP_MS) {
    await database.query('UPDATE chain SET last_contact = $3 WHERE device = $1 AND epoch = $2 AND last_contact < $3', [
      device.id,
      epoch,
      new Date(now)
    ])
  }
  const { id, clinic, gets, revoked_at, wipe } = device
  return { id, epoch, key, clinic, gets, withdrawn: revoked_at === null ? null : { wipe } }
}
