/** Chains of a device, one per epoch, each with a key of its own: opening them, and what they hold. */
import { CHAIN_START } from '../../journal/envelope.ts'
import type { EpochRequest } from '../../journal/protocol.ts'
import { readPublicKey } from '../../journal/signature.ts'
import type { Database, Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Device } from './authenticate.ts'

/**
 * So many epochs of one device may wait for a person to look at them. A PC that is set back every night begins one a
 * day; a loop or a thief must not open thousands.
 */
const UNSEEN_EPOCHS = 12

/** An operator must look at the epochs that this device has begun before it may begin another. */
export class TooManyEpochs extends Error {
  override readonly name = 'TooManyEpochs'
}

export const openChain = async (
  sql: Sql,
  chain: { readonly device: string; readonly epoch: number; readonly publicKey: string },
  now: number
): Promise<void> => {
  await sql.query(
    `INSERT INTO chain (device, epoch, public_key, head, opened_at, last_contact) VALUES ($1, $2, $3, $4, $5, $5)`,
    [chain.device, chain.epoch, chain.publicKey, CHAIN_START, new Date(now)]
  )
}

/** The same key gets the same epoch, so that a lost answer opens nothing twice. @throws {TooManyEpochs, Problem} */
export const openEpoch = (
  database: Database,
  { id: device, epoch }: Device,
  { publicKey, epoch: given }: EpochRequest,
  now: number
): Promise<number> =>
  database.transaction(async (sql) => {
    if (readPublicKey(publicKey) === null)
      throw new Problem('BAD_REQUEST', 'publicKey is not an Ed25519 key in SPKI form')
    await sql.query('SELECT 1 FROM device WHERE id = $1 FOR NO KEY UPDATE', [device])
    const chains = await sql.query<{ epoch: number; public_key: string; unseen: boolean }>(
      'SELECT epoch, public_key, epoch > 0 AND looked_at IS NULL AS unseen FROM chain WHERE device = $1',
      [device]
    )
    const known = chains.find((chain) => chain.public_key === publicKey)
    if (known !== undefined && known.epoch === epoch)
      throw new Problem('BAD_REQUEST', 'a new epoch needs a key of its own')
    if (known !== undefined) return known.epoch
    if (chains.filter((chain) => chain.unseen).length >= UNSEEN_EPOCHS) throw new TooManyEpochs()
    // A head office restored from an older copy is told which number it gave; taken meanwhile, the PC gets another.
    const free = given !== undefined && chains.every((chain) => chain.epoch !== given)
    const next = free ? given : Math.max(...chains.map((chain) => chain.epoch)) + 1
    await openChain(sql, { device, epoch: next, publicKey }, now)
    return next
  })

/** What is held of the chain; notes what the PC tells of itself. */
export const sayHello = async (
  sql: Sql,
  { id, epoch }: Device,
  recorded: number | null,
  now: number
): Promise<{ readonly acked: number; readonly head: string }> => {
  const [row] = await sql.query<{ acked: number; head: string }>(
    `UPDATE chain SET last_contact = $4, recorded = coalesce($3, recorded),
       recorded_at = CASE WHEN $3::int IS NULL THEN recorded_at ELSE $4 END
     WHERE device = $1 AND epoch = $2 RETURNING acked, head`,
    [id, epoch, recorded, new Date(now)]
  )
  if (row === undefined) throw new Error('the chain of an authenticated device is missing')
  return row
}

/** Hashes of the chain's facts behind `after`, in order: a PC that was set back looks for the last one that both have. */
export const readHashes = async (
  sql: Sql,
  { id, epoch }: Device,
  after: number,
  limit: number
): Promise<readonly string[]> =>
  (
    await sql.query<{ hash: string }>(
      `SELECT hash FROM (
         SELECT seq, hash FROM fact WHERE device = $1 AND epoch = $2 AND seq > $3::bigint
         UNION ALL
         SELECT seq, hash FROM quarantined_fact WHERE device = $1 AND epoch = $2 AND seq > $3::bigint
       ) AS held ORDER BY seq LIMIT $4`,
      [id, epoch, after, limit]
    )
  ).map((row) => row.hash)
