/** Reads facts of aggregates back from where they are kept to the letter, in the order in which they count. */
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
  /** Some of its facts were erased by law. */
  readonly erased: boolean
  /** Those that were not. */
  readonly facts: readonly Recorded<NewFact>[]
  /** Of each of these. */
  readonly cursors: readonly number[]
}

interface Row {
  readonly cursor: number
  readonly kind: string
  readonly aggregate: string
  readonly effective: string
  readonly header: string
  readonly payload: string | null
}

export const factsOfAggregates = async (
  sql: Sql,
  names: readonly AggregateName[]
): Promise<readonly AggregateFacts[]> => {
  // OFFSET 0: fact by fact through the index. PostgreSQL takes the names for so many that it would sort all facts instead,
  // and a step would take the longer the longer the history is.
  const rows = await sql.query<Row>(
    `SELECT cursor, name.kind, name.aggregate, effective, header, payload
     FROM unnest($1::text[], $2::text[]) AS name (kind, aggregate) CROSS JOIN LATERAL (
       SELECT * FROM fact WHERE fact.kind = name.kind AND fact.aggregate = name.aggregate OFFSET 0
     ) AS fact`,
    [names.map((name) => name.kind), names.map((name) => name.aggregate)]
  )
  const groups = new Map<string, Placed[]>()
  const erased = new Set<string>()
  for (const row of rows) {
    const key = `${row.kind} ${row.aggregate}`
    if (row.payload === null) {
      erased.add(key)
      continue
    }
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(read(row, row.payload))
  }
  return names.map(({ kind, aggregate }) => {
    const key = `${kind} ${aggregate}`
    const placed = (groups.get(key) ?? []).toSorted((a, b) => (a.order < b.order ? -1 : 1))
    return {
      kind,
      aggregate,
      erased: erased.has(key),
      facts: placed.map((one) => one.fact),
      cursors: placed.map((one) => one.cursor)
    }
  })
}

interface Placed {
  readonly order: string
  readonly cursor: number
  readonly fact: Recorded<NewFact>
}

const read = (row: Row, payload: string): Placed => {
  const header = FactHeader.parse(JSON.parse(row.header))
  const effective = ClockStamp.parse(row.effective)
  return {
    order: orderKey({ ...header, effective }),
    cursor: row.cursor,
    fact: recordedFact(header, JSON.parse(payload), clockMilliseconds(effective))
  }
}
