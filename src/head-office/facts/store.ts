/** Writes facts to the letter: into everybody's order, or apart from it when their device was withdrawn. */
import type { ClockStamp } from '../../journal/clock.ts'
import type { SealedFact } from '../../journal/envelope.ts'
import type { Sql } from '../database.ts'

/** All devices of the network share one order for now; the row's name leaves room for more. */
export const NETWORK_SCOPE = 'network'

/** PostgreSQL tells every process of a head office on this channel that the cursor moved. */
export const CURSOR_CHANNEL = 'stoika_cursor'

export interface Stamped {
  readonly fact: SealedFact
  readonly effective: ClockStamp
}

const HEADERS = 'device, epoch, seq, kind, aggregate, clock, effective, received_at, header, hash'
const COLUMNS = `${HEADERS}, payload, salt`

/** One row per fact behind `$1`, the time of receipt; `ord` counts them from 1. */
const ROWS = `
  SELECT device, epoch, seq, kind, aggregate, clock, effective, $1::timestamptz AS received_at, header, hash, payload, salt, ord
  FROM unnest($2::uuid[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
  WITH ORDINALITY AS f (device, epoch, seq, kind, aggregate, clock, effective, header, hash, payload, salt, ord)`

const rowValues = (stamped: readonly Stamped[], now: number): readonly unknown[] => {
  const column = <Value>(value: (fact: SealedFact) => Value): Value[] => stamped.map(({ fact }) => value(fact))
  return [
    new Date(now),
    column((fact) => fact.header.device),
    column((fact) => fact.header.epoch),
    column((fact) => fact.header.seq),
    column((fact) => fact.header.kind),
    column((fact) => fact.header.aggregate),
    column((fact) => fact.header.clock),
    stamped.map(({ effective }) => effective),
    column((fact) => JSON.stringify(fact.header)),
    column((fact) => fact.hash),
    column((fact) => (fact.payload === null ? null : JSON.stringify(fact.payload))),
    column((fact) => fact.salt)
  ]
}

/** The last step of a transaction. */
export const store = async (sql: Sql, stamped: readonly Stamped[], now: number): Promise<void> => {
  const base = await takeCursors(sql, stamped.length)
  await sql.query(
    `INSERT INTO fact (cursor, ${COLUMNS}) SELECT $13::bigint + ord, ${COLUMNS} FROM (${ROWS}) AS fresh`,
    [...rowValues(stamped, now), base]
  )
}

/** Part of the chain, with its verdicts, but given to nobody. What speaks of something destroyed by law is kept without words. */
export const keepApart = async (sql: Sql, stamped: readonly Stamped[], now: number): Promise<void> => {
  await sql.query(
    `INSERT INTO quarantined_fact (${COLUMNS})
     SELECT ${HEADERS}, CASE WHEN NOT gone THEN payload END, CASE WHEN NOT gone THEN salt END FROM (
       SELECT *, EXISTS (SELECT 1 FROM erased_aggregate AS e WHERE e.kind = fresh.kind AND e.aggregate = fresh.aggregate) AS gone
       FROM (${ROWS}) AS fresh
     ) AS told`,
    rowValues(stamped, now)
  )
}

/** Gives what was kept apart to everybody, in the order in which it came and with its verdicts; answers how many facts. */
export const releaseQuarantined = async (sql: Sql, device: string): Promise<number> => {
  // Nothing more of this device is kept apart meanwhile: a push shares this lock, see append.ts.
  await sql.query('SELECT 1 FROM device WHERE id = $1 FOR UPDATE', [device])
  const [row] = await sql.query<{ waiting: number }>(
    'SELECT count(*) AS waiting FROM quarantined_fact WHERE device = $1',
    [device]
  )
  const waiting = row?.waiting ?? 0
  if (waiting === 0) return 0
  const base = await takeCursors(sql, waiting)
  await sql.query(
    `WITH gone AS (DELETE FROM quarantined_fact WHERE device = $1 RETURNING *)
     INSERT INTO fact (cursor, ${COLUMNS})
     SELECT $2::bigint + row_number() OVER (ORDER BY received_at, epoch, seq), ${COLUMNS} FROM gone`,
    [device, base]
  )
  return waiting
}

/**
 * Cursors are allotted last: from here to the commit the scope's row is locked, so that they become visible in their
 * order and nobody who pulls can pass over a push that commits late (which a sequence would allow).
 */
const takeCursors = async (sql: Sql, count: number): Promise<number> => {
  const [row] = await sql.query<{ last: number }>(
    `UPDATE scope_cursor SET last = last + $1 WHERE scope = $2 RETURNING last, pg_notify('${CURSOR_CHANNEL}', last::text)`,
    [count, NETWORK_SCOPE]
  )
  if (row === undefined) throw new Error('the cursor row of the scope is missing')
  return row.last - count
}
