/** Keeps the list of facts that break a rule, and of those that a newer program wrote, beside the facts themselves. */
import type { Sql } from '../database.ts'
import { READABLE, type Breach, type Verdict } from './check.ts'
import type { AggregateName } from './stored-facts.ts'

export const noteVerdict = async (sql: Sql, { flagged, unread, begun }: Verdict, now: number): Promise<void> => {
  if (flagged.length > 0)
    await sql.query(
      `INSERT INTO flagged_fact (cursor, reason, noted_at) SELECT cursor, reason, $3 FROM unnest($1::bigint[], $2::text[]) AS f (cursor, reason)
       ON CONFLICT (cursor) DO NOTHING`,
      [flagged.map((one) => one.cursor), flagged.map((one) => one.reason), new Date(now)]
    )
  if (unread.length > 0)
    await sql.query(
      `INSERT INTO unread_fact (cursor, kind, type, v) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[])
       ON CONFLICT (cursor) DO NOTHING`,
      [
        unread.map((one) => one.cursor),
        unread.map((one) => one.kind),
        unread.map((one) => one.type),
        unread.map((one) => one.v)
      ]
    )
  // Settled by nobody: the beginning came later, as it does from a desk that was offline longer.
  await sql.query(
    `UPDATE flagged_fact SET settled_at = $2 WHERE reason = 'not-begun' AND settled_at IS NULL AND cursor = ANY($1::bigint[])`,
    [begun, new Date(now)]
  )
}

/** Facts that were not understood when they came and are now, after an upgrade: taken off the list, to be read again. */
export const takeReadable = async (sql: Sql, limit: number): Promise<readonly number[]> => {
  const waiting = await sql.query<{ kind: string; type: string; v: number }>(
    'SELECT kind, type, v FROM unread_fact GROUP BY kind, type, v'
  )
  const readable = waiting.filter(({ kind, type, v }) => READABLE.includes(`${kind} ${type}@${v}`))
  if (readable.length === 0) return []
  const taken = await sql.query<{ cursor: number }>(
    `DELETE FROM unread_fact WHERE cursor IN (
       SELECT cursor FROM unread_fact JOIN unnest($1::text[], $2::text[], $3::bigint[]) AS known (kind, type, v) USING (kind, type, v)
       ORDER BY cursor LIMIT $4
     ) RETURNING cursor`,
    [readable.map((one) => one.kind), readable.map((one) => one.type), readable.map((one) => one.v), limit]
  )
  return taken.map((row) => row.cursor)
}

/** What a whole aggregate breaks, listed by the newest of its facts; not again while somebody has still to look at it. */
export const noteBroken = async (
  sql: Sql,
  { kind, aggregate }: AggregateName,
  reason: Extract<Breach, 'uncounted' | 'too-much'>,
  now: number
): Promise<void> => {
  await sql.query(
    `INSERT INTO flagged_fact (cursor, reason, noted_at)
     SELECT max(cursor), $3, $4 FROM fact WHERE kind = $1 AND aggregate = $2 AND NOT EXISTS (
       SELECT 1 FROM flagged_fact JOIN fact AS known USING (cursor)
       WHERE known.kind = $1 AND known.aggregate = $2 AND reason = $3 AND settled_at IS NULL
     ) HAVING count(*) > 0 ON CONFLICT (cursor) DO NOTHING`,
    [kind, aggregate, reason, new Date(now)]
  )
}
