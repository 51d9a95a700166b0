/** Copies a head office's database into a folder while it serves: one moment of all tables, read in one transaction. */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { clientConfig, sqlOn, type Sql } from '../database.ts'
import { BackupUnusable, MANIFEST, type Manifest, type TableCopy } from './manifest.ts'

/**
 * Made again by themselves, or of no use in another place: people sign in again, snapshots are folded anew from facts, and
 * desks begin again with the papers that were on their way.
 */
const LEFT_OUT = [
  'schema_migration',
  'operator_session',
  'snapshot',
  'snapshot_part',
  'snapshot_chunk',
  'upload',
  'upload_piece'
]

/** The folder appears under its name only when it is whole. @throws {BackupUnusable} */
export const backUp = async (databaseUrl: string, folder: string, now: number): Promise<Manifest> => {
  await refuseUsed(folder)
  const half = join(dirname(resolve(folder)), `.${basename(folder)}.part`)
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true, mode: 0o700 })
  const client = new pg.Client(clientConfig(databaseUrl))
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const sql = sqlOn(client)
    const [found] = await sql.query<{ there: boolean }>(`SELECT to_regclass('schema_migration') IS NOT NULL AS there`)
    if (found?.there !== true) throw new BackupUnusable('there is no head office in this database')
    const tables: TableCopy[] = []
    for (const name of await tablesInOrder(sql)) tables.push(await copyTable(client, name, half))
    const manifest: Manifest = {
      format: 1,
      takenAt: new Date(now).toISOString(),
      schema: (await sql.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY name')).map(
        (row) => row.name
      ),
      scopes: await readScopes(sql),
      tables
    }
    await client.query('COMMIT')
    await writeDurably(join(half, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(half, folder)
    return manifest
  } finally {
    await client.end()
    await rm(half, { recursive: true, force: true })
  }
}

const refuseUsed = async (folder: string): Promise<void> => {
  const found = await readdir(folder).catch(() => [])
  if (found.length > 0) throw new BackupUnusable(`${folder} is not empty: a backup never overwrites another`)
  // An empty folder is made way for; `rename` puts the whole one in its place.
  await rm(folder, { recursive: true, force: true })
}

/** Tables in an order in which each comes after those it refers to. */
const tablesInOrder = async (sql: Sql): Promise<readonly string[]> => {
  const tables = await sql.query<{ name: string; refers: string[] }>(
    `SELECT relname AS name, array(
       SELECT confrelid::regclass::text FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid
     ) AS refers
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`
  )
  const left = tables.filter(({ name }) => !LEFT_OUT.includes(name))
  const ordered: string[] = []
  while (left.length > 0) {
    const next = left.findIndex(({ refers }) => refers.every((other) => ordered.includes(other)))
    const [table] = left.splice(next, next === -1 ? 0 : 1)
    if (table === undefined) throw new Error('tables refer to each other in a circle')
    ordered.push(table.name)
  }
  return ordered
}

const copyTable = async (client: pg.Client, name: string, folder: string): Promise<TableCopy> => {
  const columns = await sqlOn(client).query<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [name]
  )
  const names = columns.map(({ column }) => column)
  const file = `${name}.copy.zst`
  const rows = client.query(copyTo(`COPY (SELECT ${names.join(', ')} FROM ${name}) TO STDOUT`))
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    }
  })
  const handle = await open(join(folder, file), 'w', 0o600)
  await pipeline(rows, createZstdCompress(), measure, handle.createWriteStream({ flush: true }))
  return { name, columns: names, rows: rows.rowCount, file, bytes, sha256: hash.digest('hex') }
}

const readScopes = (sql: Sql): Promise<Manifest['scopes']> =>
  sql
    .query<{ scope: string; cursor: number; months: string[] }>(
      `SELECT scope, last AS cursor, array(
         SELECT DISTINCT to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM') FROM fact WHERE fact.scope = scope_cursor.scope ORDER BY 1
       ) AS months FROM scope_cursor ORDER BY scope`
    )
    .then((rows) => [...rows])

const writeDurably = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
