/**
 * Which facts break a rule of business: a payload that its type and version do not allow, a fact about something that never
 * began. They are stored and passed on like any other; a person at head office looks at them. The order goes on.
 */
import { AGGREGATES } from '../../domain/aggregates.ts'
import type { NewFact, Recorded } from '../../domain/fact.ts'
import type { AggregateFacts } from './stored-facts.ts'

/** `uncounted`: all looks right, and yet it cannot be counted. `too-much`: more is said of one thing than is ever read. */
export type Breach = 'payload' | 'not-begun' | 'uncounted' | 'too-much'

export interface Verdict {
  readonly flagged: readonly { readonly cursor: number; readonly reason: Breach }[]
  /** Of types or versions that this program does not know: a newer one wrote them. */
  readonly unread: readonly {
    readonly cursor: number
    readonly kind: string
    readonly type: string
    readonly v: number
  }[]
  /** All facts of aggregates that have begun: what was noted before their beginning came is settled. */
  readonly begun: readonly number[]
}

const BY_KIND = new Map(AGGREGATES.map((aggregate) => [aggregate.kind, aggregate]))
const READ_SOMEWHERE = new Set(AGGREGATES.flatMap((aggregate) => aggregate.reads))

/** `kind type@version`, as this program reads them. */
export const READABLE: readonly string[] = AGGREGATES.flatMap(({ kind, reads }) =>
  reads.map((name) => `${kind} ${name}`)
)

/** `isNew` tells the facts that are judged now; the others are there to see what an aggregate is. */
export const judge = (aggregates: readonly AggregateFacts[], isNew: (cursor: number) => boolean): Verdict => {
  const flagged: Verdict['flagged'][number][] = []
  const unread: Verdict['unread'][number][] = []
  const begun: number[] = []
  for (const { kind, erased, facts, cursors } of aggregates) {
    const aggregate = BY_KIND.get(kind)
    const sound: number[] = []
    for (const [index, fact] of facts.entries()) {
      const cursor = cursors[index]
      if (cursor === undefined || !isNew(cursor)) continue
      const name = `${fact.type}@${fact.v}`
      if (aggregate?.reads.includes(name) === true) {
        if (aggregate.read(fact) === null) flagged.push({ cursor, reason: 'payload' })
        else sound.push(cursor)
      } else if (READ_SOMEWHERE.has(name)) flagged.push({ cursor, reason: 'payload' })
      else unread.push({ cursor, kind, type: fact.type, v: fact.v })
    }
    if (aggregate === undefined) continue
    if (hasBegun(aggregate.fold, facts)) begun.push(...cursors)
    // What was erased by law, or what only a newer program understands, may have been the beginning.
    else if (!erased && facts.every((one) => aggregate.reads.includes(`${one.type}@${one.v}`)))
      flagged.push(...sound.map((cursor) => ({ cursor, reason: 'not-begun' as const })))
  }
  return { flagged, unread, begun }
}

/** At any time: what has ended since has begun all the same. */
const hasBegun = (
  fold: (state: unknown, fact: Recorded<NewFact>) => unknown,
  facts: readonly Recorded<NewFact>[]
): boolean => facts.some((fact) => fold(null, fact) !== null)
