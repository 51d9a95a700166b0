/** Folds every aggregate of the network, in the order in which a new desk needs them. */
import { AGGREGATES } from '../../domain/aggregates.ts'
import type { AnyAggregate } from '../../domain/fact.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import type { Visit } from '../../domain/visits/evolve.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import type { Sql } from '../database.ts'
import { factsOfAggregates, portionsOf, type AggregateName } from '../figures/stored-facts.ts'
import { NoSnapshot } from './chunks.ts'

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
      for (const portion of await portionsOf(
        sql,
        names.map((name) => ({ kind: aggregate.kind, ...name }))
      ))
        yield (await statesOf(sql, aggregate, portion)).map((one) => ({
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

/** As a desk that holds the same facts folds them. @throws {NoSnapshot} */
const statesOf = async (sql: Sql, { kind, fold }: AnyAggregate, names: readonly AggregateName[]): Promise<Folded[]> =>
  (await factsOfAggregates(sql, names)).flatMap(({ aggregate, last, facts, tooMuch }) => {
    if (tooMuch) throw new NoSnapshot(`more is said of one ${kind} than is ever read`)
    if (last === null) return []
    let state: unknown = null
    for (const fact of facts) state = fold(state, fact)
    return [{ id: aggregate, last, state }]
  })
