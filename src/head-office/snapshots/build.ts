/** Builds a snapshot: states and facts as of one cursor, out of one transaction that sees nothing later. */
import { randomUUID } from 'node:crypto'
import { AGGREGATES, foldingOf } from '../../domain/aggregates.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { SNAPSHOT_FORMAT, snapshotText, type SnapshotManifest } from '../../journal/snapshot.ts'
import { sha256Hex, signText } from '../../journal/signature.ts'
import type { Database, Sql } from '../database.ts'
import type { Identity } from '../facts/identity.ts'
import { factJson, lastCursor, type StoredFact } from '../facts/read-page.ts'
import { openPacker, type Chunk, type Packer } from './chunks.ts'
import { stateLines, URGENCIES, type Urgency } from './states.ts'
import { keepChunk, keepSnapshot, newestSnapshot, partsOf, type StoredPart } from './store.ts'

/** The rules by which this program folds, as manifests name them. */
export const DERIVATION = sha256Hex(Buffer.from(foldingOf(AGGREGATES), 'utf8'))

/** Any number, as long as every process of a head office takes the same: one builds, the others wait for it. */
const SNAPSHOT_LOCK = 7_318_002
const STEP = 1000
const HALF_A_DAY_MS = 12 * 60 * 60_000

/** False when another process is at it. @throws whatever aborted `signal` */
export const buildSnapshot = (
  database: Database,
  identity: Identity,
  now: () => number,
  signal: AbortSignal
): Promise<boolean> =>
  database.transaction(async (sql) => {
    await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
    const [lock] = await sql.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [SNAPSHOT_LOCK])
    if (lock?.mine !== true) return false
    const at = new Date(now())
    const cursor = await lastCursor(sql)
    const states = await packStates(sql, at, signal)
    const facts = await packFacts(sql, cursor, signal)
    const parts = [...states, ...facts]
    const manifest: SnapshotManifest = {
      format: SNAPSHOT_FORMAT,
      id: randomUUID(),
      cursor,
      anchor: await hashAt(sql, cursor),
      createdAt: at.toISOString(),
      derivation: DERIVATION,
      heads: [...(await headsOf(sql))],
      parts: parts.map(({ kind, sha256, bytes, items }) => ({ kind, sha256, bytes, items }))
    }
    const signed = JSON.stringify({ manifest, signature: signText(identity.key, snapshotText(manifest)) })
    await keepSnapshot(sql, { id: manifest.id, cursor, derivation: DERIVATION, signed }, parts, at)
    return true
  })

const partOf = (kind: StoredPart['kind'], { sha256, bytes, items }: Chunk, until: number | null): StoredPart => ({
  kind,
  sha256,
  bytes: bytes.length,
  items,
  until
})

const packStates = async (sql: Sql, at: Date, signal: AbortSignal): Promise<readonly StoredPart[]> => {
  const today = isoDate(new Date(at.getTime() - HALF_A_DAY_MS).toISOString().slice(0, 10))
  const packers = new Map<Urgency, { readonly packer: Packer; readonly parts: StoredPart[] }>(
    URGENCIES.map((urgency) => [urgency, { packer: openPacker(), parts: [] }])
  )
  const keep = async (parts: StoredPart[], chunks: readonly Chunk[]): Promise<void> => {
    for (const chunk of chunks) {
      await keepChunk(sql, chunk)
      parts.push(partOf('states', chunk, null))
    }
  }
  for await (const lines of stateLines(sql, today)) {
    signal.throwIfAborted()
    for (const { urgency, line } of lines) {
      const open = packers.get(urgency)
      if (open !== undefined) await keep(open.parts, open.packer.add(line))
    }
  }
  for (const { packer, parts } of packers.values()) await keep(parts, packer.end())
  return [...packers.values()].flatMap(({ parts }) => parts)
}

/** History does not change, so all but the last chunk of the snapshot before stand in this one as they are. */
const packFacts = async (sql: Sql, cursor: number, signal: AbortSignal): Promise<readonly StoredPart[]> => {
  const before = await newestSnapshot(sql)
  const parts = before === null ? [] : (await partsOf(sql, before.id)).filter(({ kind }) => kind === 'facts')
  const kept = parts.slice(0, -1)
  const packed: StoredPart[] = [...kept]
  const packer = openPacker()
  let after = kept.at(-1)?.until ?? 0
  let packedUntil = after
  const keep = async (chunks: readonly Chunk[]): Promise<void> => {
    for (const chunk of chunks) {
      await keepChunk(sql, chunk)
      // Cursors are without gaps: as many facts, as many cursors.
      packedUntil += chunk.items
      packed.push(partOf('facts', chunk, packedUntil))
    }
  }
  while (after < cursor) {
    signal.throwIfAborted()
    const rows = await sql.query<StoredFact & { [column: string]: unknown }>(
      `SELECT cursor, effective, header, hash, payload, salt FROM fact
       WHERE cursor > $1 AND cursor <= $2 ORDER BY cursor LIMIT $3`,
      [after, cursor, STEP]
    )
    const last = rows.at(-1)
    if (last === undefined) throw new Error(`there is no fact after cursor ${after}, yet the last one is ${cursor}`)
    for (const row of rows) await keep(packer.add(factJson(row, null)))
    after = last.cursor
  }
  await keep(packer.end())
  return packed
}

const hashAt = async (sql: Sql, cursor: number): Promise<string> => {
  const [row] = await sql.query<{ hash: string }>('SELECT hash FROM fact WHERE cursor = $1', [cursor])
  if (row === undefined) throw new Error(`there is no fact at cursor ${cursor}`)
  return row.hash
}

const headsOf = (sql: Sql): Promise<SnapshotManifest['heads']> =>
  sql
    .query<SnapshotManifest['heads'][number]>(
      `SELECT DISTINCT ON (device, epoch) device, epoch, seq, hash FROM fact ORDER BY device, epoch, seq DESC`
    )
    .then((rows) => [...rows])
