/** What an operator decides about a device: withdrawing it, what it gets, and having looked at what it did by itself. */
import type { Database, Sql } from '../database.ts'
import { releaseQuarantined } from '../facts/store.ts'
import type { Device } from './authenticate.ts'

/** From now on it is given nothing, and what it sends is kept apart. Asked again, it may only become stricter. */
export const withdraw = async (sql: Sql, device: string, wipe: boolean, now: number): Promise<void> => {
  await sql.query('UPDATE device SET revoked_at = coalesce(revoked_at, $2), wipe = wipe OR $3 WHERE id = $1', [
    device,
    new Date(now),
    wipe
  ])
}

export const chooseScopes = async (sql: Sql, device: string, gets: Device['gets']): Promise<void> => {
  await sql.query('UPDATE device SET gets = $2 WHERE id = $1', [device, gets])
}

export const lookAtEpoch = async (sql: Sql, device: string, epoch: number, now: number): Promise<void> => {
  await sql.query(
    'UPDATE chain SET looked_at = $3 WHERE device = $1 AND epoch = $2 AND epoch > 0 AND looked_at IS NULL',
    [device, epoch, new Date(now)]
  )
}

/** Everybody gets what a withdrawn device sent. */
export const release = (database: Database, device: string): Promise<number> =>
  database.transaction((sql) => releaseQuarantined(sql, device))

/** What a withdrawn device has sent so far stays apart; the page does not ask about it any more. */
export const leaveApart = async (sql: Sql, device: string, now: number): Promise<void> => {
  await sql.query('UPDATE device SET quarantine_left_at = $2 WHERE id = $1', [device, new Date(now)])
}
