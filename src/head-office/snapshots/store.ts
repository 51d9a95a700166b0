/** Where snapshots lie: manifests as signed, their parts in order, and the chunks that several of them share. */
import type { SnapshotPart } from '../../journal/snapshot.ts'
import type { Sql } from '../database.ts'
import type { Chunk } from './chunks.ts'

export interface StoredPart extends SnapshotPart {
  /** Of a chunk of facts: the cursor of its last one. */
  readonly until: number | null
}

export interface StoredSnapshot {
  readonly id: string
  readonly cursor: number
  readonly derivation: string
  readonly signed: string
}

/**
 * To be called in the transaction that erases anything: what was derived before may still say it. A desk in the middle
 * of a snapshot goes on by pulling.
 */
export const forgetSnapshots = async (sql: Sql): Promise<void> => {
  // First of all: a building that is about to commit comes before this and is forgotten too, a later one fails.
  await sql.query('UPDATE snapshot_era SET era = era + 1')
  await sql.query('DELETE FROM snapshot')
  await sql.query('DELETE FROM snapshot_chunk')
}

export const newestSnapshot = async (sql: Sql): Promise<StoredSnapshot | null> => {
  const [row] = await sql.query<StoredSnapshot & { [column: string]: unknown }>(
    'SELECT id, cursor, derivation, signed FROM snapshot ORDER BY created_at DESC, cursor DESC LIMIT 1'
  )
  return row ?? null
}

export const partsOf = (sql: Sql, id: string): Promise<readonly StoredPart[]> =>
  sql.query<StoredPart & { [column: string]: unknown }>(
    'SELECT kind, sha256, bytes, items, until FROM snapshot_part WHERE snapshot = $1 ORDER BY position',
    [id]
  )

export const keepChunk = async (sql: Sql, { sha256, bytes }: Chunk): Promise<void> => {
  await sql.query('INSERT INTO snapshot_chunk (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING', [sha256, bytes])
}

export const keepSnapshot = async (
  sql: Sql,
  snapshot: StoredSnapshot,
  parts: readonly StoredPart[],
  at: Date
): Promise<void> => {
  // In a transaction that sees nothing later this fails when something was erased since it began.
  await sql.query('UPDATE snapshot_era SET era = era')
  await sql.query(
    'INSERT INTO snapshot (id, cursor, derivation, signed, created_at, asked_at) VALUES ($1, $2, $3, $4, $5, $5)',
    [snapshot.id, snapshot.cursor, snapshot.derivation, snapshot.signed, at]
  )
  await sql.query(
    `INSERT INTO snapshot_part (snapshot, position, kind, sha256, bytes, items, until)
     SELECT $1, ord, kind, sha256, bytes, items, until
     FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::bigint[])
     WITH ORDINALITY AS p (kind, sha256, bytes, items, until, ord)`,
    [
      snapshot.id,
      parts.map((part) => part.kind),
      parts.map((part) => part.sha256),
      parts.map((part) => part.bytes),
      parts.map((part) => part.items),
      parts.map((part) => part.until)
    ]
  )
}

/** A desk on a thin line fetches for hours: what it began from stays until it has asked for nothing for so long. */
const KEPT_UNASKED_MS = 24 * 60 * 60_000

/** All but the newest that nobody fetches any more, with the chunks that stood in them alone. */
export const dropOldSnapshots = async (sql: Sql, now: number): Promise<void> => {
  const newest = await newestSnapshot(sql)
  if (newest === null) return
  await sql.query('DELETE FROM snapshot WHERE id <> $1 AND asked_at < $2', [newest.id, new Date(now - KEPT_UNASKED_MS)])
  await sql.query(
    'DELETE FROM snapshot_chunk WHERE NOT EXISTS (SELECT 1 FROM snapshot_part WHERE snapshot_part.sha256 = snapshot_chunk.sha256)'
  )
}

/** How exactly it is known when a snapshot was last asked for; a write for each chunk would tell no more. */
const ASKED_STEP_MS = 60_000

export const chunkBytes = async (sql: Sql, sha256: string, now: number): Promise<Buffer | null> => {
  const [row] = await sql.query<{ bytes: Buffer }>('SELECT bytes FROM snapshot_chunk WHERE sha256 = $1', [sha256])
  if (row === undefined) return null
  await sql.query(
    `UPDATE snapshot SET asked_at = $2 WHERE asked_at < $3
     AND id IN (SELECT snapshot FROM snapshot_part WHERE sha256 = $1)`,
    [sha256, new Date(now), new Date(now - ASKED_STEP_MS)]
  )
  return row.bytes
}
