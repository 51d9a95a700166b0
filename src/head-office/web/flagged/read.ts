/** Reads the list of facts that break a rule, each with where it came from, and without what it says. */
import { TimeZone } from '../../../domain/values/dates.ts'
import { ClockStamp, clockMilliseconds } from '../../../journal/clock.ts'
import { FactHeader } from '../../../journal/envelope.ts'
import type { Sql } from '../../database.ts'
import type { Breach } from '../../figures/check.ts'
import { DEFAULT_ZONE } from '../zones.ts'

export interface FlaggedFact {
  readonly cursor: number
  readonly reason: Breach
  readonly type: string
  readonly v: number
  readonly kind: string
  readonly aggregate: string
  readonly epoch: number
  readonly seq: number
  readonly madeAt: Date
  readonly receivedAt: Date
  /** Null for head office itself. */
  readonly desk: { readonly id: string; readonly name: string; readonly clinic: string } | null
  readonly zone: TimeZone
  readonly owner: string | null
  readonly settled: { readonly at: Date; readonly by: string | null; readonly note: string | null } | null
}

export interface UnreadKind {
  readonly type: string
  readonly v: number
  readonly facts: number
}

interface Row {
  readonly cursor: number
  readonly reason: Breach
  readonly header: string
  readonly effective: string
  readonly received_at: Date
  readonly device: string
  readonly desk: string
  readonly clinic: string | null
  readonly zone: string | null
  readonly owner: string | null
  readonly settled_at: Date | null
  readonly settled_by: string | null
  readonly note: string | null
}

const SELECT = `SELECT flagged_fact.cursor, reason, header, effective, received_at, fact.device, device.name AS desk, clinic.name AS clinic,
    clinic.zone, owner, settled_at, settled_by, note
  FROM flagged_fact JOIN fact ON fact.cursor = flagged_fact.cursor JOIN device ON device.id = fact.device
    LEFT JOIN clinic ON clinic.id = device.clinic`

/** More than anybody settles in a day; the oldest first, so that the next ones come up by themselves. */
const OPEN_SHOWN = 200
const SETTLED_SHOWN = 50

export const readOpen = async (sql: Sql): Promise<readonly FlaggedFact[]> =>
  (await sql.query<Row>(`${SELECT} WHERE settled_at IS NULL ORDER BY flagged_fact.cursor LIMIT $1`, [OPEN_SHOWN])).map(
    read
  )

export const readSettled = async (sql: Sql): Promise<readonly FlaggedFact[]> =>
  (
    await sql.query<Row>(
      `${SELECT} WHERE settled_at IS NOT NULL ORDER BY settled_at DESC, flagged_fact.cursor DESC LIMIT $1`,
      [SETTLED_SHOWN]
    )
  ).map(read)

export const readFlagged = async (sql: Sql, cursor: number): Promise<FlaggedFact | null> => {
  const [row] = await sql.query<Row>(`${SELECT} WHERE flagged_fact.cursor = $1`, [cursor])
  return row === undefined ? null : read(row)
}

export const readUnread = (sql: Sql): Promise<readonly UnreadKind[]> =>
  sql.query<UnreadKind>(
    'SELECT type, v, count(*) AS facts FROM unread_fact GROUP BY type, v ORDER BY facts DESC, type, v'
  )

export const countFlagged = async (
  sql: Sql
): Promise<{ readonly open: number; readonly unowned: number; readonly unread: number }> => {
  const [row] = await sql.query<{ open: number; unowned: number; unread: number }>(
    `SELECT count(*) AS open, count(*) FILTER (WHERE owner IS NULL) AS unowned, (SELECT count(*) FROM unread_fact) AS unread
     FROM flagged_fact WHERE settled_at IS NULL`
  )
  return row ?? { open: 0, unowned: 0, unread: 0 }
}

/** Whoever takes it over last is in charge. */
export const takeOver = async (sql: Sql, cursor: number, owner: string, now: number): Promise<void> => {
  await sql.query('UPDATE flagged_fact SET owner = $2, owned_at = $3 WHERE cursor = $1 AND settled_at IS NULL', [
    cursor,
    owner,
    new Date(now)
  ])
}

export const settle = async (
  sql: Sql,
  cursor: number,
  { by, note }: { readonly by: string; readonly note: string },
  now: number
): Promise<void> => {
  await sql.query(
    `UPDATE flagged_fact SET settled_at = $4, settled_by = $2, note = $3, owner = coalesce(owner, $2), owned_at = coalesce(owned_at, $4)
     WHERE cursor = $1 AND settled_at IS NULL`,
    [cursor, by, note, new Date(now)]
  )
}

const read = (row: Row): FlaggedFact => {
  const { type, v, kind, aggregate, epoch, seq } = FactHeader.parse(JSON.parse(row.header))
  return {
    cursor: row.cursor,
    reason: row.reason,
    type,
    v,
    kind,
    aggregate,
    epoch,
    seq,
    madeAt: new Date(clockMilliseconds(ClockStamp.parse(row.effective))),
    receivedAt: row.received_at,
    desk: row.clinic === null ? null : { id: row.device, name: row.desk, clinic: row.clinic },
    zone: TimeZone.safeParse(row.zone).data ?? DEFAULT_ZONE,
    owner: row.owner,
    settled: row.settled_at === null ? null : { at: row.settled_at, by: row.settled_by, note: row.note }
  }
}
