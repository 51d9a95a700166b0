/**
 * The first fact that a restored head office records, before any desk can speak to it. It takes the cursor where the lost
 * facts began, so that everything sent again stands elsewhere than before: a desk that had fetched what was lost finds
 * another fact at its cursor and reads all again, with the clock verdicts that are given now.
 */
import { newFact } from '../../domain/fact.ts'
import { NETWORK_ID, NetworkRestored } from '../../domain/network/facts.ts'
import type { RestoreMark } from '../../journal/protocol.ts'
import type { Database, Sql } from '../database.ts'
import type { Identity } from './identity.ts'
import { recordOwn } from './own.ts'
import { lastCursor } from './read-page.ts'

/** The marks of all restores, oldest first: where somebody else sent first again, nothing else may show that there was one. */
export const restoreMarks = (sql: Sql, { device }: Identity): Promise<readonly RestoreMark[]> =>
  sql.query<RestoreMark>(
    `SELECT fact.epoch, cursor, hash FROM chain
     JOIN fact ON fact.device = chain.device AND fact.epoch = chain.epoch AND fact.seq = 1
     WHERE chain.device = $1 AND chain.epoch > 0 ORDER BY cursor`,
    [device]
  )

export const markRestore = async (database: Database, identity: Identity, now: () => number): Promise<void> => {
  const { device, chain } = identity
  // Only a restore begins another epoch of head office's own chain.
  if (chain.epoch === 0) return
  const [own] = await database.query<{ acked: number }>('SELECT acked FROM chain WHERE device = $1 AND epoch = $2', [
    device,
    chain.epoch
  ])
  if (own?.acked !== 0) return
  const fact = newFact(NetworkRestored, 'network', NETWORK_ID, { held: await lastCursor(database) })
  await recordOwn(database, identity, [{ author: { staff: null, clinic: null }, at: now(), fact }], now)
}
