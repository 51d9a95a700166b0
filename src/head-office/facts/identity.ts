/** Who head office is to the desks: the device under whose name it writes facts, and the key of its receipts and heads. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import type { HeadOfficeIdentity } from '../../journal/protocol.ts'
import { generateDeviceKeys, readPrivateKey } from '../../journal/signature.ts'
import type { Database, Sql } from '../database.ts'
import { openChain } from '../devices/chains.ts'
import { readSetting, writeSetting, type Setting } from '../settings.ts'

export interface Identity {
  readonly device: string
  readonly publicKey: string
  readonly key: KeyObject
  /** Under which it writes facts of its own. Begins anew when the database is restored: desks may know facts behind the copy. */
  readonly chain: { readonly epoch: number; readonly key: KeyObject }
}

const Stored = z.object({
  device: z.uuid(),
  privateKey: z.string(),
  chain: z.object({ epoch: z.int(), privateKey: z.string() }).optional()
})
const IdentitySetting: Setting<typeof Stored> = { name: 'head-office.identity', schema: Stored }

/** Not seen by people: the page lists desks only. */
const NAME = 'head office'

/** What desks are told: they keep the first they hear, so it never changes as long as the database lives. */
export const told = ({ device, publicKey }: Identity): HeadOfficeIdentity => ({ device, publicKey })

/** Null before the first start. */
export const findIdentity = async (sql: Sql): Promise<Identity | null> => {
  const known = await readSetting(sql, IdentitySetting)
  return known === null ? null : withKey(known)
}

/** Made at the first start, before any desk can ask. */
export const ensureIdentity = (database: Database, now: number): Promise<Identity> =>
  database.transaction(async (sql) => {
    // Two processes that start at once must not become two head offices.
    await sql.query('LOCK TABLE setting IN SHARE ROW EXCLUSIVE MODE')
    const known = await findIdentity(sql)
    if (known !== null) return known
    const device = uuidv7()
    const keys = generateDeviceKeys()
    await writeSetting(sql, IdentitySetting, { device, privateKey: keys.privateKey })
    await sql.query('INSERT INTO device (id, name, enrolled_at) VALUES ($1, $2, $3)', [device, NAME, new Date(now)])
    await openChain(sql, { device, epoch: 0, publicKey: keys.publicKey }, now)
    return withKey({ device, privateKey: keys.privateKey })
  })

const MINUTE_MS = 60_000

/**
 * After a restore. The number is taken from the clock: counted on from the copy, a second restore from it would give one number
 * to two different chains.
 */
export const beginOwnEpoch = async (sql: Sql, now: number): Promise<void> => {
  const known = await readSetting(sql, IdentitySetting)
  if (known === null) return
  const [row] = await sql.query<{ last: number }>('SELECT max(epoch) AS last FROM chain WHERE device = $1', [
    known.device
  ])
  const epoch = Math.max((row?.last ?? 0) + 1, Math.floor(now / MINUTE_MS))
  const keys = generateDeviceKeys()
  await openChain(sql, { device: known.device, epoch, publicKey: keys.publicKey }, now)
  await writeSetting(sql, IdentitySetting, { ...known, chain: { epoch, privateKey: keys.privateKey } })
}

const withKey = ({ device, privateKey, chain }: z.infer<typeof Stored>): Identity => {
  const key = readPrivateKey(privateKey)
  const own = chain === undefined ? { epoch: 0, key } : { epoch: chain.epoch, key: readPrivateKey(chain.privateKey) }
  return {
    device,
    key,
    chain: own,
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  }
}
