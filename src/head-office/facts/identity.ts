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
}

const Stored = z.object({ device: z.uuid(), privateKey: z.string() })
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

const withKey = ({ device, privateKey }: z.infer<typeof Stored>): Identity => {
  const key = readPrivateKey(privateKey)
  return { device, key, publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64') }
}
