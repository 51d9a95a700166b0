/** Reads facts of aggregates back from where they are kept to the letter, in the order in which they count, each happening once. */
import type { NewFact, Recorded } from '../../domain/fact.ts'
import { recordedFact } from '../../domain/recorded.ts'
import { ClockStamp, clockMilliseconds, orderKey } from '../../journal/clock.ts'
import { FactHeader } from '../../journal/envelope.ts'
import type { Sql } from '../database.ts'

export interface AggregateName {
  readonly kind: string
  readonly aggregate: string
}

export interface AggregateFacts extends AggregateName {
  /** Nothing was read: no program writes so much about one thing, and reading it would take the memory of everybody. */
  readonly tooMuch: boolean
  /** Some of its facts were erased by law. */
  readonly erased: boolean
  /** Order key of its last fact, erased or not; null when there is none. */
  readonly last: string | null
  /** Those that were not erased. What a device sealed again counts once. */
  readonly facts: readonly Recorded<NewFact>[]
  /** Of each of these. */
  readonly cursors: readonly number[]
}

/** The busiest aggregates of a network come to some hundreds of facts and some hundred kilobytes. */
export const MOST_FACTS = 10_000
export const MOST_BYTES = 16 * 1024 * 1024
/** Read at a time; one aggregate may come to half of it. */
const PORTION_BYTES = 2 * MOST_BYTES

interface Row {
  readonly cursor: number
  readonly kind: string
  readonly aggregate: string
  readonly effective: string
  readonly header: string
  readonly payload: string | null
  readonly whole: boolean
}

// OFFSET 0: fact by fact through the index. PostgreSQL takes the names for so many that it would sort all facts instead,
// and a step would take the longer the longer the history is.
const NAMED = 'unnest($1::text[], $2::text[]) AS name (kind, aggregate) CROSS JOIN LATERAL'
const ABOUT = 'FROM fact WHERE fact.kind = name.kind AND fact.aggregate = name.aggregate OFFSET 0'
const columnsOf = (names: readonly AggregateName[]): readonly [string[], string[]] => [
  names.map((name) => name.kind),
  names.map((name) => name.aggregate)
]

/** The names in portions that can be read at once. */
export const portionsOf = async (
  sql: Sql,
  names: readonly AggregateName[]
): Promise<readonly (readonly AggregateName[])[]> => {
  const sizes = await sql.query<AggregateName & { readonly bytes: number }>(
    `SELECT name.kind, name.aggregate, sum(octet_length(payload)) AS bytes
     FROM ${NAMED} (SELECT payload ${ABOUT}) AS fact GROUP BY name.kind, name.aggregate`,
    columnsOf(names)
  )
  const portions: AggregateName[][] = []
  let room = 0
  for (const { kind, aggregate, bytes } of sizes) {
    const size = bytes > MOST_BYTES ? 0 : bytes
    if (portions.length === 0 || size > room) {
      portions.push([])
      room = PORTION_BYTES
    }
    portions.at(-1)?.push({ kind, aggregate })
    room -= size
  }
  return portions
}

export const factsOfAggregates = async (
  sql: Sql,
  names: readonly AggregateName[]
): Promise<readonly AggregateFacts[]> => {
  const rows = await sql.query<Row>(
    `SELECT cursor, name.kind, name.aggregate, effective, header, CASE WHEN whole THEN payload END AS payload, whole
     FROM ${NAMED} (
       SELECT cursor, effective, header, payload, row_number() OVER () AS place,
         count(*) OVER () <= $3 AND coalesce(sum(octet_length(payload)) OVER (), 0) <= $4 AS whole ${ABOUT}
     ) AS fact WHERE whole OR place = 1`,
    [...columnsOf(names), MOST_FACTS, MOST_BYTES]
  )
  const groups = new Map<string, Placed[]>()
  const tooMuch = new Set<string>()
  for (const row of rows) {
    const key = `${row.kind} ${row.aggregate}`
    if (!row.whole) {
      tooMuch.add(key)
      continue
    }
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(placed(row))
  }
  return names.map(({ kind, aggregate }) => {
    const key = `${kind} ${aggregate}`
    const group = (groups.get(key) ?? []).toSorted((a, b) => (a.order < b.order ? -1 : 1))
    return { kind, aggregate, tooMuch: tooMuch.has(key), last: group.at(-1)?.order ?? null, ...read(group) }
  })
}

interface Placed {
  readonly order: string
  readonly cursor: number
  readonly header: FactHeader
  readonly at: number
  readonly payload: string | null
}

const placed = ({ cursor, header: text, effective: stamp, payload }: Row): Placed => {
  const header = FactHeader.parse(JSON.parse(text))
  const effective = ClockStamp.parse(stamp)
  return { order: orderKey({ ...header, effective }), cursor, header, at: clockMilliseconds(effective), payload }
}

/**
 * As a desk that holds the same facts takes them: the first of those that a device has sealed more than once, by their
 * order. The device belongs to the name, or one desk could suppress what another has recorded.
 */
const read = (group: readonly Placed[]): Pick<AggregateFacts, 'erased' | 'facts' | 'cursors'> => {
  const seen = new Set<string>()
  const facts: Recorded<NewFact>[] = []
  const cursors: number[] = []
  let erased = false
  for (const { cursor, header, at, payload } of group) {
    const happening = `${header.device} ${header.id}`
    if (payload === null) erased = true
    if (payload === null || seen.has(happening)) continue
    seen.add(happening)
    facts.push(recordedFact(header, JSON.parse(payload), at))
    cursors.push(cursor)
  }
  return { erased, facts, cursors }
}
