/** The table of facts: puts sealed facts in to the letter and reads them back, of a chain or of an aggregate. */
import type { NewFact, Recorded } from '../../domain/fact.ts'
import { recordedFact } from '../../domain/recorded.ts'
import { ClockStamp, clockMilliseconds, orderKey } from '../../journal/clock.ts'
import {
  CHAIN_START,
  FactHeader,
  readStoredFact,
  type ChainHead,
  type SealedFact,
  type StoredFact
} from '../../journal/envelope.ts'
import type { Database } from './database.ts'
import { prepared } from './query.ts'

/** A fact on its way into a state. */
export interface Fresh {
  readonly fact: Recorded<NewFact>
  readonly sort: string
  /** Erased or withheld: it has its place in the order, but there is nothing in it to fold. */
  readonly empty: boolean
}

export interface Placed {
  readonly fact: SealedFact
  readonly effective: ClockStamp
  /** Cursor of head office; null for facts of this device. */
  readonly cursor: number | null
  readonly withheld: boolean
}

interface FactRow extends StoredFact {
  readonly sort: string
  readonly effective: string
}

export const sortOf = ({ header }: SealedFact, effective: ClockStamp): string =>
  orderKey({ effective, device: header.device, epoch: header.epoch, seq: header.seq })

/** Puts a fact at its place in its chain; false when there is one already. */
export const putFact = (db: Database, { fact, effective, cursor, withheld }: Placed): boolean => {
  const { header, hash, payload, salt } = fact
  return (
    prepared(
      db,
      `INSERT INTO fact (id, device, epoch, seq, kind, aggregate, sort, effective, header, hash, payload, salt, cursor, withheld)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    ).run(
      header.id,
      header.device,
      header.epoch,
      header.seq,
      header.kind,
      header.aggregate,
      sortOf(fact, effective),
      effective,
      JSON.stringify(header),
      hash,
      payload === null ? null : JSON.stringify(payload),
      salt,
      cursor,
      withheld ? 1 : 0
    ).changes === 1
  )
}

/**
 * `new`: was not here. `completed`: was here without its payload, which head office then withheld. `again`: stands
 * elsewhere under the same id too, because its device sealed it anew. `judged`: was here, and head office, set back and refilled since, counts it at
 * another time now. `held`: nothing changed.
 */
export type Insertion = 'new' | 'again' | 'completed' | 'judged' | 'held'

export const insertFact = (db: Database, placed: Placed): Insertion =>
  putFact(db, placed) ? (standsElsewhere(db, placed.fact.header) ? 'again' : 'new') : amendFact(db, placed)

/** Takes what is new about a fact that is here already: its payload, or the clock at which it counts. */
export const amendFact = (
  db: Database,
  { fact, effective, cursor }: Placed
): Extract<Insertion, 'completed' | 'judged' | 'held'> => {
  const { header } = fact
  const judged =
    prepared(
      db,
      `UPDATE fact SET effective = ?, sort = ?, cursor = ?
       WHERE device = ? AND epoch = ? AND seq = ? AND hash = ? AND effective <> ?`
    ).run(effective, sortOf(fact, effective), cursor, header.device, header.epoch, header.seq, fact.hash, effective)
      .changes === 1
  if (fact.payload === null) return judged ? 'judged' : 'held'
  const completed = prepared(
    db,
    `UPDATE fact SET payload = ?, salt = ?, withheld = 0
     WHERE device = ? AND epoch = ? AND seq = ? AND hash = ? AND withheld = 1`
  ).run(JSON.stringify(fact.payload), fact.salt, header.device, header.epoch, header.seq, fact.hash)
  return completed.changes === 1 ? 'completed' : judged ? 'judged' : 'held'
}

const standsElsewhere = (db: Database, { id, device, epoch, seq }: FactHeader): boolean =>
  prepared(db, 'SELECT 1 FROM fact WHERE id = ? AND device = ? AND (epoch <> ? OR seq <> ?) LIMIT 1').get(
    id,
    device,
    epoch,
    seq
  ) !== undefined

/** The facts of an aggregate in the order in which they count, each happening once, without those that say nothing. */
export const factsOfAggregate = (db: Database, kind: string, id: string): Fresh[] => {
  const rows = prepared(
    db,
    'SELECT header, hash, payload, salt, sort, effective FROM fact WHERE kind = ? AND aggregate = ? ORDER BY sort'
  ).all(kind, id) as FactRow[]
  const seen = new Set<string>()
  return rows.flatMap((row): Fresh[] => {
    if (row.payload === null) return []
    const header = FactHeader.parse(JSON.parse(row.header))
    // Only its own device may have sealed it twice: another that takes its id must not take its place.
    const name = `${header.device} ${header.id}`
    if (seen.has(name)) return []
    seen.add(name)
    const fact = recorded(header, JSON.parse(row.payload), ClockStamp.parse(row.effective))
    return [{ fact, sort: row.sort, empty: false }]
  })
}

export const countOfAggregate = (db: Database, kind: string, id: string): number =>
  (prepared(db, 'SELECT count(*) AS n FROM fact WHERE kind = ? AND aggregate = ?').get(kind, id) as { n: number }).n

/** Facts of a chain after a sequence number, as sealed, oldest first; at least one, if there is one, and about so many bytes. */
export const factsOfChain = (
  db: Database,
  chain: { readonly device: string; readonly epoch: number },
  after: number,
  limit: number,
  bytes = Infinity
): readonly SealedFact[] => {
  const rows = prepared(
    db,
    'SELECT header, hash, payload, salt, sort, effective FROM fact WHERE device = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?'
  ).all(chain.device, chain.epoch, after, limit) as FactRow[]
  let sum = 0
  const end = rows.findIndex(({ header, payload }, index) => {
    sum += Buffer.byteLength(header) + Buffer.byteLength(payload ?? '') + SEAL_BYTES
    return index > 0 && sum > bytes
  })
  return (end === -1 ? rows : rows.slice(0, end)).map(readStoredFact)
}

/** Hash, salt and the names of the members around them. */
const SEAL_BYTES = 160

export const headOfChain = (db: Database, device: string, epoch: number): ChainHead => {
  const row = prepared(db, 'SELECT seq, hash FROM fact WHERE device = ? AND epoch = ? ORDER BY seq DESC LIMIT 1').get(
    device,
    epoch
  ) as { seq: number; hash: string } | undefined
  return { epoch, seq: row?.seq ?? 0, hash: row?.hash ?? CHAIN_START }
}

export const hashInChain = (db: Database, device: string, epoch: number, seq: number): string | undefined =>
  (
    prepared(db, 'SELECT hash FROM fact WHERE device = ? AND epoch = ? AND seq = ?').get(device, epoch, seq) as
      | { hash: string }
      | undefined
  )?.hash

/** What stands in a chain at these sequence numbers, counted at which clock. */
export const effectiveInChain = (
  db: Database,
  { device, epoch }: { readonly device: string; readonly epoch: number },
  among: readonly { readonly seq: number }[]
): ReadonlyMap<number, string> => {
  const [first, last] = among.reduce(
    ([least, most], { seq }) => [Math.min(least, seq), Math.max(most, seq)],
    [Infinity, 0]
  )
  if (last === 0) return new Map()
  const rows = prepared(
    db,
    'SELECT seq, effective FROM fact WHERE device = ? AND epoch = ? AND seq BETWEEN ? AND ?'
  ).all(device, epoch, first, last) as { seq: number; effective: string }[]
  return new Map(rows.map((row) => [row.seq, row.effective]))
}

/** A fact's moment is its effective clock: what everybody agrees on, not what a wrong PC clock said. */
export const recorded = (header: FactHeader, payload: unknown, effective: ClockStamp): Recorded<NewFact> =>
  recordedFact(header, payload, clockMilliseconds(effective))
