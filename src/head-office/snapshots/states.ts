/** Folds every aggregate of the network, in the order in which a new desk needs them. */
import { AGGREGATES } from '../../domain/aggregates.ts'
import type { AnyAggregate } from '../../domain/fact.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { recordedFact } from '../../domain/recorded.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import type { Visit } from '../../domain/visits/evolve.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { ClockStamp, clockMilliseconds, orderKey } from '../../journal/clock.ts'
import { FactHeader } from '../../journal/envelope.ts'
import type { Sql } from '../database.ts'

/** Reference data; visits of today and later with their patients; everybody else; the rest. */
export const URGENCIES = [0, 1, 2, 3] as const
export type Urgency = (typeof URGENCIES)[number]

/** Without these no screen of a desk opens. */
const REFERENCE: ReadonlySet<string> = new Set([
  'clinic',
  'chair',
  'equipment',
  'service',
  'shift',
  'staff',
  'loyalty-programme'
])
const STEP = 500

/** Visits come first: they tell whose patients are awaited. */
const inTurn = (): readonly AnyAggregate[] => [
  ...AGGREGATES.filter(({ kind }) => kind === visitAggregate.kind),
  ...AGGREGATES.filter(({ kind }) => kind !== visitAggregate.kind)
]

/** A state as a line of a chunk. */
export interface StateLine {
  readonly urgency: Urgency
  readonly line: string
}

/** `today`: the earliest date that is today anywhere in the network. */
export async function* stateLines(sql: Sql, today: IsoDate): AsyncGenerator<readonly StateLine[]> {
  const awaited = new Set<string>()
  for (const aggregate of inTurn()) {
    let after = ''
    for (;;) {
      const names = await sql.query<{ aggregate: string }>(
        'SELECT DISTINCT aggregate FROM fact WHERE kind = $1 AND aggregate > $2 ORDER BY aggregate LIMIT $3',
        [aggregate.kind, after, STEP]
      )
      const last = names.at(-1)
      if (last === undefined) break
      after = last.aggregate
      const states = await statesOf(
        sql,
        aggregate,
        names.map((name) => name.aggregate)
      )
      yield states.map((one) => ({
        urgency: urgencyOf(aggregate.kind, one, today, awaited),
        line: `{"kind":"${aggregate.kind}","id":${JSON.stringify(one.id)},"last":"${one.last}","state":${JSON.stringify(one.state)}}`
      }))
    }
  }
}

interface Folded {
  readonly id: string
  readonly last: string
  readonly state: unknown
}

const urgencyOf = (kind: string, { id, state }: Folded, today: IsoDate, awaited: Set<string>): Urgency => {
  if (REFERENCE.has(kind)) return 0
  if (kind === patientAggregate.kind) return awaited.has(id) ? 1 : 2
  if (kind !== visitAggregate.kind || state === null) return 3
  // It has just come out of this aggregate's own fold.
  const visit = state as Visit
  if (visit.slot.date < today) return 3
  awaited.add(visit.patient)
  return 1
}

interface Row {
  readonly aggregate: string
  readonly effective: string
  readonly header: string
  readonly payload: string | null
}

/** As a desk that holds the same facts folds them: in their order, each happening once, without those that were erased. */
const statesOf = async (sql: Sql, { kind, fold }: AnyAggregate, ids: readonly string[]): Promise<Folded[]> => {
  const rows = await sql.query<Row>(
    'SELECT aggregate, effective, header, payload FROM fact WHERE kind = $1 AND aggregate = ANY($2::text[])',
    [kind, ids]
  )
  const groups = new Map<string, Placed[]>()
  for (const row of rows) {
    const group = groups.get(row.aggregate) ?? []
    groups.set(row.aggregate, group)
    group.push(placed(row))
  }
  return ids.flatMap((id) => {
    const group = (groups.get(id) ?? []).toSorted((a, b) => (a.order < b.order ? -1 : 1))
    const last = group.at(-1)
    if (last === undefined) return []
    const seen = new Set<string>()
    let state: unknown = null
    for (const { header, at, payload } of group) {
      if (payload === null || seen.has(header.id)) continue
      seen.add(header.id)
      state = fold(state, recordedFact(header, JSON.parse(payload), at))
    }
    return [{ id, last: last.order, state }]
  })
}

interface Placed {
  readonly order: string
  readonly header: FactHeader
  readonly at: number
  readonly payload: string | null
}

const placed = (row: Row): Placed => {
  const header = FactHeader.parse(JSON.parse(row.header))
  const effective = ClockStamp.parse(row.effective)
  return { order: orderKey({ ...header, effective }), header, at: clockMilliseconds(effective), payload: row.payload }
}
