/** Pages of facts in cursor order for one PC: everything but its own chain, bounded by count and bytes. */
import { z } from 'zod'
import type { Sql } from '../database.ts'
import type { Device } from '../devices/authenticate.ts'
import { withholds, type Withholds } from '../devices/scopes.ts'
import { Problem } from '../problem.ts'
import { NETWORK_SCOPE } from './store.ts'

/** A page stops here even if more facts were asked for; it always holds at least one. */
const PAGE_BYTES = 2 * 1024 * 1024
/**
 * How many cursors, in pages, are looked at for one: the asker's own facts are passed over. Where PostgreSQL knows nothing of a
 * table yet (a new month) it sorts all that a page might hold, which must therefore not be everything that is left.
 */
const SPAN = 2

export interface StoredFact {
  readonly cursor: number
  readonly effective: string
  readonly header: string
  readonly hash: string
  readonly payload: string | null
  readonly salt: string | null
}

export const lastCursor = async (sql: Sql): Promise<number> => {
  const [row] = await sql.query<{ last: number }>('SELECT last FROM scope_cursor WHERE scope = $1', [NETWORK_SCOPE])
  return row?.last ?? 0
}

export interface Page {
  /** A `PullAnswer` as JSON, put together from the stored text so that every fact leaves as it came. */
  readonly json: string
  readonly count: number
  readonly cursor: number
}

export interface Place {
  readonly after: number
  /** Hash of the fact at `after`, as the asker was told; null when it was told none. */
  readonly anchor: string | null
  readonly limit: number
}

/** @throws {Problem} RESTORED when what the asker has seen is not what stands here */
export const readPage = async (sql: Sql, asker: Device, { after, anchor, limit }: Place): Promise<Page> => {
  // First the end, then the facts up to it: all cursors below a visible one are committed, see append.ts.
  const { last, end, endHash, afterHash } = await readEnd(sql, after, SPAN * limit)
  if (after > 0 && (afterHash === null || (anchor !== null && anchor !== afterHash)))
    throw new Problem('RESTORED', 'another fact stands at this cursor, or none: pull again from 0')
  const rows = await sql.query<StoredFact>(
    `SELECT cursor, effective, header, hash, payload, salt FROM fact
     WHERE cursor > $1 AND cursor <= $2 AND (device <> $3 OR epoch <> $4) ORDER BY cursor LIMIT $5`,
    [after, end, asker.id, asker.epoch, limit]
  )
  const hides = withholds(asker)
  const texts: string[] = []
  let bytes = 0
  let cursor = after
  let hash = afterHash
  for (const row of rows) {
    const text = factJson(row, hides)
    bytes += text.length
    if (texts.length > 0 && bytes > PAGE_BYTES) break
    texts.push(text)
    cursor = row.cursor
    hash = row.hash
  }
  // Behind the last fact of others only the asker's own follow as far as was looked: the next pull need not look at them again.
  if (texts.length === rows.length && rows.length < limit) {
    cursor = end
    hash = endHash
  }
  const anchorJson = hash === null ? 'null' : `"${hash}"`
  return {
    count: texts.length,
    json: `{"facts":[${texts.join(',')}],"cursor":${cursor},"anchor":${anchorJson},"remaining":${last - cursor}}`,
    cursor
  }
}

interface End {
  readonly last: number
  /** As far as this page looks. */
  readonly end: number
  readonly endHash: string | null
  readonly afterHash: string | null
}

const readEnd = async (sql: Sql, after: number, span: number): Promise<End> => {
  const [row] = await sql.query<End>(
    `SELECT last, reach AS "end", (SELECT hash FROM fact WHERE cursor = reach) AS "endHash",
       (SELECT hash FROM fact WHERE cursor = $2) AS "afterHash"
     FROM (SELECT last, least(last, $2::bigint + $3) AS reach FROM scope_cursor WHERE scope = $1) AS scope`,
    [NETWORK_SCOPE, after, span]
  )
  if (row === undefined) throw new Error('the cursor row of the scope is missing')
  return row
}

const Scoped = z.object({ scope: z.string() })

/** A fact as it goes to a device, put together from the stored text. */
export const factJson = (row: StoredFact, hides: Withholds | null): string => {
  const withheld = hides !== null && hides(Scoped.parse(JSON.parse(row.header)).scope)
  const payload = withheld ? null : row.payload
  const salt = withheld ? null : row.salt
  return (
    `{"cursor":${row.cursor},"effective":"${row.effective}","fact":{"header":${row.header},"hash":"${row.hash}",` +
    `"payload":${payload ?? 'null'},"salt":${salt === null ? 'null' : `"${salt}"`}}${withheld ? ',"withheld":true' : ''}}`
  )
}
