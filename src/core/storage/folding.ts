/** Folds aggregates out of the table of facts and derives the tables that screens read from their states. */
import { foldingOf } from '../../domain/aggregates.ts'
import type { AnyAggregate } from '../../domain/fact.ts'
import type { Database } from './database.ts'
import { countOfAggregate, factsOfAggregate, type Fresh } from './facts.ts'
import type { Projection } from './projection.ts'
import { prepared } from './query.ts'
import { openShowing, type Showing } from './showing.ts'

/** What was done here must be shown or not be recorded; what others did is kept whether it can be shown or not. */
export type How = keyof Showing

export interface Folding {
  /** Folds every aggregate that the fresh facts are about: on from its state where they come last, else from the beginning. */
  take(fresh: readonly Fresh[], how?: How): void
  /** Fills the tables from a state that was folded elsewhere and is stored already. */
  show(kind: string, id: string, state: unknown): void
  /** Takes a state that was folded elsewhere, and folds on from it. */
  put(folded: Folded, later: readonly Fresh[]): void
  /** Folds one aggregate from the beginning. */
  again(kind: string, id: string, how?: How): void
  /** Drops all states and tables and derives them anew. */
  rebuild(progress?: (done: number, total: number) => void): void
}

export interface Folded {
  readonly kind: string
  readonly id: string
  readonly state: unknown
  /** Order key of the last fact in it. */
  readonly last: string
}

export interface FoldingOptions {
  readonly db: Database
  readonly aggregates: readonly AnyAggregate[]
  readonly projections: readonly Projection[]
  /** An aggregate of this kind is not what it was. */
  readonly changed: (kind: string) => void
  /** Whether an aggregate must wait, because not all its facts are here: it is then folded again when they are. */
  readonly postpone: (kind: string, id: string) => boolean
}

export const openFolding = (options: FoldingOptions): Folding => {
  const { db } = options
  const aggregates = new Map(options.aggregates.map((aggregate) => [aggregate.kind, aggregate]))
  const showing = openShowing(db, options.projections)

  const store = (kind: string, id: string, state: unknown, last: string, how: How): void => {
    prepared(
      db,
      'INSERT INTO aggregate_state (kind, id, state, last) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET state = excluded.state, last = excluded.last'
    ).run(kind, id, JSON.stringify(state), last)
    showing[how](kind, id, state)
  }

  const fold = (
    aggregate: AnyAggregate,
    id: string,
    from: unknown,
    facts: readonly Fresh[],
    { last = '', how = 'showIfPossible' }: { readonly last?: string; readonly how?: How } = {}
  ): void => {
    let state = from
    for (const { fact, empty } of facts) if (!empty) state = aggregate.fold(state, fact)
    store(aggregate.kind, id, state, facts.at(-1)?.sort ?? last, how)
  }

  const again = (kind: string, id: string, how: How = 'showIfPossible'): void => {
    if (options.postpone(kind, id)) return
    options.changed(kind)
    const aggregate = aggregates.get(kind)
    // Facts of a kind that this version does not know are kept and passed on; they are folded after an upgrade.
    if (aggregate !== undefined) fold(aggregate, id, null, factsOfAggregate(db, kind, id), { how })
  }

  const extend = (kind: string, id: string, fresh: readonly Fresh[], how: How): void => {
    const aggregate = aggregates.get(kind)
    if (aggregate === undefined) return options.changed(kind)
    const stored = prepared(db, 'SELECT state, last FROM aggregate_state WHERE kind = ? AND id = ?').get(kind, id) as
      | { state: string; last: string }
      | undefined
    const inOrder = fresh.length === 1 ? fresh : fresh.toSorted((a, b) => (a.sort < b.sort ? -1 : 1))
    const first = inOrder[0]
    const appended =
      first !== undefined &&
      (stored === undefined ? fresh.length === countOfAggregate(db, kind, id) : stored.last < first.sort)
    if (!appended) return again(kind, id, how)
    options.changed(kind)
    fold(aggregate, id, stored === undefined ? null : JSON.parse(stored.state), inOrder, { how })
  }

  return {
    again,
    show: (kind, id, state) => {
      options.changed(kind)
      showing.showIfPossible(kind, id, state)
    },
    put: ({ kind, id, state, last }, later) => {
      const aggregate = aggregates.get(kind)
      if (aggregate === undefined) return
      options.changed(kind)
      fold(aggregate, id, state, later, { last })
    },
    take: (fresh, how = 'showIfPossible') => {
      const groups = new Map<string, Fresh[]>()
      for (const one of fresh) {
        const key = `${one.fact.aggregate.kind} ${one.fact.aggregate.id}`
        const group = groups.get(key)
        if (group === undefined) groups.set(key, [one])
        else group.push(one)
      }
      for (const group of groups.values()) {
        const [first] = group
        if (first !== undefined) extend(first.fact.aggregate.kind, first.fact.aggregate.id, group, how)
      }
    },
    rebuild: (progress) => {
      for (const one of options.projections) for (const table of one.tables) db.exec(`DROP TABLE IF EXISTS "${table}"`)
      for (const one of options.projections) for (const statement of one.schema) db.exec(statement)
      db.exec('DELETE FROM aggregate_state')
      db.exec('DELETE FROM unshown_aggregate')
      const all = db.prepare<[], { kind: string; aggregate: string }>('SELECT DISTINCT kind, aggregate FROM fact').all()
      all.forEach(({ kind, aggregate }, index) => {
        again(kind, aggregate)
        if (index % 1000 === 0) progress?.(index, all.length)
      })
      progress?.(all.length, all.length)
    }
  }
}

/** What states and tables were made by: another table, or a fact that the program has learnt to read, makes them anew. */
export const derivationOf = ({ aggregates, projections }: Pick<FoldingOptions, 'aggregates' | 'projections'>): string =>
  [foldingOf(aggregates), ...projections.map((one) => `${one.kind}:${one.version}:${one.schema.join(';')}`)].join('\n')
