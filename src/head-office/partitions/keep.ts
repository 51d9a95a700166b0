/**
 * Keeps partitions of facts ahead of time: one for each scope and month of receipt, so that inserts and the newest pages
 * touch small indexes and a month can be moved, packed or read elsewhere as a whole.
 */
import type { Database, Sql } from '../database.ts'

/** A server that nobody restarts and whose maintenance fails is noticed long before these are used up. */
const MONTHS_AHEAD = 3
/** Any number, as long as every process of a head office takes the same. */
const PARTITIONS_LOCK = 7_318_003
/** Making one waits for those who read at the moment; desks must not queue up behind that. */
const LOCK_TIMEOUT = '2s'

interface Existing {
  readonly name: string
  /** «FOR VALUES FROM … TO …», as PostgreSQL says it. */
  readonly bounds: string
}

/** Makes what is missing, for the month of `now` and those after it; answers the names of what it made. */
export const keepPartitions = (database: Database, now: number): Promise<readonly string[]> =>
  database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [PARTITIONS_LOCK])
    await sql.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`)
    const scopes = await sql.query<{ scope: string }>('SELECT scope FROM scope_cursor ORDER BY scope')
    const made: string[] = []
    for (const { scope } of scopes) made.push(...(await keepMonths(sql, scope, monthsFrom(now))))
    return made
  })

/** Of one scope, for the months named: «2026-11». */
export const keepMonths = async (sql: Sql, scope: string, months: readonly string[]): Promise<readonly string[]> => {
  const table = tableOf(scope)
  const made = [...(await keepScope(sql, scope))]
  for (const month of months) if (await keepMonth(sql, table, month)) made.push(nameOf(table, month))
  return made
}

const tableOf = (scope: string): string => `fact_${scope.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`

const nameOf = (table: string, month: string): string => `${table}_${month.replace('-', '_')}`

/** «2026-11», and the months after it. */
const monthsFrom = (now: number): readonly string[] => {
  const start = new Date(now)
  return Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) =>
    new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + ahead)).toISOString().slice(0, 7)
  )
}

const keepScope = async (sql: Sql, scope: string): Promise<readonly string[]> => {
  const table = tableOf(scope)
  const existing = await partitionsOf(sql, 'fact')
  if (existing.some(({ name }) => name === table)) return []
  await sql.query(`CREATE TABLE ${table} (LIKE fact INCLUDING DEFAULTS) PARTITION BY RANGE (received_at)`)
  await sql.query(`CREATE TABLE ${table}_other PARTITION OF ${table} DEFAULT`)
  await addUniqueIndexes(sql, `${table}_other`)
  await move(sql, 'fact_elsewhere', table, `scope = ${literal(scope)}`)
  await sql.query(`ALTER TABLE fact ATTACH PARTITION ${table} FOR VALUES IN (${literal(scope)})`)
  return [table]
}

const keepMonth = async (sql: Sql, table: string, month: string): Promise<boolean> => {
  const name = nameOf(table, month)
  const existing = await partitionsOf(sql, table)
  if (existing.some((one) => one.name === name)) return false
  const [from, to] = [`${month}-01T00:00:00Z`, startOfNext(month)]
  if (await isCovered(sql, existing, from)) return false
  await sql.query(`CREATE TABLE ${name} (LIKE fact INCLUDING DEFAULTS)`)
  await addUniqueIndexes(sql, name)
  // A server whose clock was ahead may have received facts «in» this month before it began.
  await move(sql, `${table}_other`, name, `received_at >= ${literal(from)} AND received_at < ${literal(to)}`)
  await sql.query(
    `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM (${literal(from)}) TO (${literal(to)})`
  )
  return true
}

/** The first partition of a table that was there before reaches up to the end of its last month. */
const isCovered = async (sql: Sql, existing: readonly Existing[], from: string): Promise<boolean> => {
  const until = existing
    .map(({ bounds }) => /MINVALUE\) TO \('([^']+)'\)/.exec(bounds)?.[1])
    .find((end) => end !== undefined)
  if (until === undefined) return false
  const [row] = await sql.query<{ covered: boolean }>('SELECT $1::timestamptz < $2::timestamptz AS covered', [
    from,
    until
  ])
  return row?.covered === true
}

const startOfNext = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number)).toISOString()
}

/**
 * Uniqueness across a scope comes from the locks under which facts are appended: the row of the chain, which allots seq, and
 * the row of the scope, which allots the cursor. These indexes hold it within a partition, and are the ways to a fact.
 */
const addUniqueIndexes = async (sql: Sql, table: string): Promise<void> => {
  await sql.query(`CREATE UNIQUE INDEX ON ${table} (cursor)`)
  await sql.query(`CREATE UNIQUE INDEX ON ${table} (device, epoch, seq)`)
}

const move = (sql: Sql, from: string, to: string, which: string): Promise<unknown> =>
  sql.query(`WITH moved AS (DELETE FROM ${from} WHERE ${which} RETURNING *) INSERT INTO ${to} SELECT * FROM moved`)

const partitionsOf = (sql: Sql, table: string): Promise<readonly Existing[]> =>
  sql.query<{ name: string; bounds: string }>(
    `SELECT child.relname AS name, pg_get_expr(child.relpartbound, child.oid) AS bounds
     FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid WHERE inhparent = $1::regclass`,
    [table]
  )

/** Statements that make tables take no parameters; scopes are words without quotes, months are ours. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
