/** Fills a database from a backup, in one transaction: afterwards everything stands as it was copied, or nothing was changed. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { APPLICATION, clientConfig, sqlOn, type Sql } from '../database.ts'
import { lastSeries, skipSeries } from '../devices/series.ts'
import { beginOwnEpoch } from '../facts/identity.ts'
import { buildSchema } from '../migrations.ts'
import { keepMonths } from '../partitions/keep.ts'
import { BackupUnusable, readBackup, type Manifest, type TableCopy } from './manifest.ts'

export interface RestoreOptions {
  /** Throws away what the database holds. */
  readonly replace: boolean
  readonly now: number
}

/** @throws {BackupUnusable, NewerSchema} */
export const restore = async (
  databaseUrl: string,
  folder: string,
  { replace, now }: RestoreOptions
): Promise<Manifest> => {
  const manifest = await readBackup(folder)
  const client = new pg.Client(clientConfig(databaseUrl))
  await client.connect()
  try {
    const sql = sqlOn(client)
    await client.query('BEGIN')
    await refuseServing(sql)
    const known = await seriesGivenHere(sql)
    await clear(sql, replace)
    await buildSchema(sql, manifest.schema, now)
    for (const { scope, months } of manifest.scopes) await keepMonths(sql, scope, months)
    // The steps of the schema put first rows into some tables; the backup has those too, as they became.
    await sql.query(`TRUNCATE ${manifest.tables.map(({ name }) => name).join(', ')}`)
    for (const table of manifest.tables) await fill(client, folder, table)
    await beginOwnEpoch(sql, now)
    await skipSeries(sql, { known, copiedAt: Date.parse(manifest.takenAt), now })
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return manifest
  } finally {
    // Whatever was not committed goes with the connection.
    await client.end()
  }
}

/** A process that serves would go on with what it remembers of the database as it was. */
const refuseServing = async (sql: Sql): Promise<void> => {
  const [row] = await sql.query<{ others: number }>(
    `SELECT count(*) AS others FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`,
    [APPLICATION]
  )
  if ((row?.others ?? 0) > 0)
    throw new BackupUnusable('a head office works on this database: end all its processes first')
}

/** What is about to be thrown away may know more than the copy. */
const seriesGivenHere = async (sql: Sql): Promise<number> => {
  const [row] = await sql.query<{ both: boolean }>(
    `SELECT to_regclass('public.device') IS NOT NULL AND to_regclass('public.setting') IS NOT NULL
       AND to_regclass('public.schema_migration') IS NOT NULL AS both`
  )
  return row?.both === true ? lastSeries(sql) : 0
}

const clear = async (sql: Sql, replace: boolean): Promise<void> => {
  const tables = await sql.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`
  )
  if (tables.length === 0) return
  if (!tables.some(({ name }) => name === 'schema_migration'))
    throw new BackupUnusable('the database holds tables that are not of a head office: give it one of its own')
  if (!replace)
    throw new BackupUnusable('the database is not empty: --replace throws away what it holds and cannot be taken back')
  await sql.query(`DROP TABLE ${tables.map(({ name }) => `"${name}"`).join(', ')} CASCADE`)
}

const fill = async (client: pg.Client, folder: string, { name, columns, rows, file }: TableCopy): Promise<void> => {
  const into = client.query(copyFrom(`COPY ${name} (${columns.join(', ')}) FROM STDIN`))
  await pipeline(createReadStream(join(folder, file)), createZstdDecompress(), into)
  if (into.rowCount !== rows) throw new BackupUnusable(`${file} holds ${into.rowCount} rows instead of ${rows}`)
}
