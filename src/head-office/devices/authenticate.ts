/** Finds out which device sent a request, by its Ed25519 signature over method, path, time and body. */
import type { KeyObject } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SIGNATURE_HEADERS, SIGNATURE_WINDOW_MS } from '../../journal/protocol.ts'
import { isSignedBy, readPublicKey } from '../../journal/signature.ts'
import type { Database } from '../database.ts'
import { Problem } from '../problem.ts'

export interface Device {
  readonly id: string
  /** Which of the device's chains signed. */
  readonly epoch: number
  readonly key: KeyObject
}

const SignedHeaders = z.object({
  [SIGNATURE_HEADERS.device]: z.uuid(),
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

/**
 * A wrong clock at the desk loses nothing: the answer tells the server's time, and the desk signs again with it.
 * @throws {Problem} UNAUTHENTICATED (with the server's time), REVOKED
 */
export const authenticate = async (database: Database, request: FastifyRequest, now: number): Promise<Device> => {
  const refused = (why: string): Problem => new Problem('UNAUTHENTICATED', why, { time: new Date(now).toISOString() })
  const headers = SignedHeaders.safeParse(request.headers)
  if (!headers.success) throw refused('the request is not signed')
  const {
    [SIGNATURE_HEADERS.device]: id,
    [SIGNATURE_HEADERS.epoch]: epoch,
    [SIGNATURE_HEADERS.time]: time,
    [SIGNATURE_HEADERS.signature]: signature
  } = headers.data
  const [device] = await database.query<{ public_key: string; revoked_at: Date | null; last_contact: Date }>(
    `SELECT public_key, revoked_at, last_contact FROM chain JOIN device ON device.id = chain.device
     WHERE chain.device = $1 AND chain.epoch = $2`,
    [id, epoch]
  )
  const key = device === undefined ? null : readPublicKey(device.public_key)
  if (device === undefined || key === null) throw refused('the device is not enrolled here')
  const body = request.body instanceof Uint8Array ? request.body : NOTHING
  if (!isSignedBy(key, { method: request.method, path: request.url, time, body }, signature))
    throw refused('the signature does not match')
  // After the signature: a stranger learns nothing but «not signed», and a true device with a wrong clock learns the time.
  if (Math.abs(Date.parse(time) - now) > SIGNATURE_WINDOW_MS)
    throw refused('the time of the request is too far from the server’s')
  if (device.revoked_at !== null) throw new Problem('REVOKED', 'this device was revoked')
  if (now - device.last_contact.getTime() > CONTACT_STEP_MS) {
    await database.query('UPDATE chain SET last_contact = $3 WHERE device = $1 AND epoch = $2 AND last_contact < $3', [
      id,
      epoch,
      new Date(now)
    ])
  }
  return { id, epoch, key }
}
