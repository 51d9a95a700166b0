/**
 * The journal of this workstation: seals what happens at the desk, takes what others did, folds both into states and
 * derives the tables that screens read, all in one SQLite transaction, so that nothing is ever half true.
 */
import { z } from 'zod'
import type { Aggregate, AnyAggregate, ClockDoubt, NewFact, Recorded } from '../../domain/fact.ts'
import type { DeviceId } from '../../domain/values/ids.ts'
import type { ClockStamp } from '../../journal/clock.ts'
import { orderKey } from '../../journal/clock.ts'
import type { ChainHead, SealedFact } from '../../journal/envelope.ts'
import type { Database } from './database.ts'
import { asKept, eraseAggregates, type AggregateName } from './erased.ts'
import { effectiveInChain, factsOfAggregate, factsOfChain, insertFact, recorded, sortOf, type Fresh } from './facts.ts'
import { derivationOf, openFolding, type How } from './folding.ts'
import { openOwnChain, RANDOM, type Author, type Entropy } from './own-chain.ts'
import type { Projection } from './projection.ts'
import { prepared } from './query.ts'
import { readSetting, writeSetting, type Setting } from './settings.ts'
import { countUnshown, NotShown } from './showing.ts'
import { forgetStates, openBootstrap, postpone, snapshotProgress, type Bootstrap } from './snapshot.ts'

export { FactTooLarge, type Author } from './own-chain.ts'

export interface ReceivedFact {
  readonly cursor: number
  readonly effective: ClockStamp
  readonly fact: SealedFact
  /** Head office keeps the payload from this device. */
  readonly withheld?: true | undefined
}

export interface Journal {
  readonly db: Database
  readonly device: DeviceId
  /** Runs `work` in one transaction; everything recorded inside commits together or not at all. */
  atomically<Result>(work: () => Result): Result
  /** Seals facts as this device's next ones and applies them. Durable when it returns. Answers them as recorded. */
  record(author: Author, facts: readonly NewFact[]): readonly Recorded<NewFact>[]
  /** Applies facts of other chains in any order, and in the same transaction does what goes with them; those already here are passed over. */
  receive(facts: readonly ReceivedFact[], alongside?: () => void): void
  /** Takes the server's verdict on clocks of this device's own facts and folds again what it touches. */
  clampOwn(verdicts: readonly { readonly seq: number; readonly effective: ClockStamp }[]): void
  /** Seals own facts behind `common` anew as the chain of a later epoch. Answers how many. */
  beginEpoch(epoch: number, common: number): number
  /** Destroys the words of all facts of these aggregates. Answers how many facts had some. */
  erase(names: readonly AggregateName[]): number
  state<State, Fact>(aggregate: Aggregate<State, Fact>, id: string): State | null
  /** All facts of an aggregate in the order in which they count. */
  history(kind: string, id: string): readonly Recorded<NewFact>[]
  /** Where this device's chain of the present epoch ends. */
  head(): ChainHead
  /** Own facts of the present epoch after a sequence number, as sealed, oldest first; about so many bytes at most. */
  ownAfter(seq: number, limit: number, bytes?: number): readonly SealedFact[]
  /** Both times when the wall clock is not to be trusted at this moment. */
  doubt(): ClockDoubt | null
  /** Calls back after each commit with the kinds of aggregates that changed. Returns the way to stop. */
  onChange(listener: (kinds: ReadonlySet<string>) => void): () => void
  /** Fills a journal that holds nothing of others yet. */
  readonly bootstrap: Bootstrap
  /** Derives all states and tables anew from the facts. */
  rebuild(progress?: (done: number, total: number) => void): void
}

export interface JournalOptions {
  readonly db: Database
  readonly device: DeviceId
  /** The epoch of enrolment; the journal remembers those that this device has begun since. */
  readonly epoch: number
  readonly now: () => number
  readonly aggregates: readonly AnyAggregate[]
  readonly projections: readonly Projection[]
  readonly entropy?: Entropy
  /** Both times when the wall clock is not to be trusted at this moment; facts then carry them. */
  readonly doubt?: () => ClockDoubt | null
  /** Told the progress when opening has to derive everything anew, because another version of the program derived it. */
  readonly deriving?: (done: number, total: number) => void
}

const DerivedFrom: Setting<z.ZodString> = { name: 'journal.derived-from', schema: z.string() }

/** Whether states and tables were derived by a program that knows the same facts and tables. */
export const isDerivedBy = (db: Database, program: Pick<JournalOptions, 'aggregates' | 'projections'>): boolean =>
  readSetting(db, DerivedFrom) === derivationOf(program)

export const openJournal = (options: JournalOptions): Journal => {
  const { db, device, now } = options
  const listeners = new Set<(kinds: ReadonlySet<string>) => void>()
  let pending: Set<string> | null = null
  const doubt = options.doubt ?? ((): null => null)
  const own = openOwnChain({ db, device, epoch: options.epoch, now, entropy: options.entropy ?? RANDOM, doubt })
  const folding = openFolding({
    ...options,
    changed: (kind) => pending?.add(kind),
    postpone: (kind, id) => postpone(db, kind, id)
  })

  const atomically = <Result>(work: () => Result): Result => {
    if (db.inTransaction) return work()
    const changed = new Set<string>()
    pending = changed
    let result: Result
    try {
      result = db.transaction(work).immediate()
    } finally {
      pending = null
    }
    if (changed.size > 0) for (const listener of listeners) listener(changed)
    return result
  }

  const rebuild = (progress?: (done: number, total: number) => void): void =>
    atomically(() => {
      forgetStates(db)
      folding.rebuild(progress)
      writeSetting(db, DerivedFrom, derivationOf(options))
    })

  const take = (facts: readonly ReceivedFact[], how: How): void => {
    const fresh: Fresh[] = []
    // What is completed, judged anew or stands under two seals has no place at the end: its aggregate is folded from the beginning.
    const touched = new Map<string, { readonly kind: string; readonly id: string }>()
    let latest: ClockStamp | null = null
    // Whether what was sealed anew stands in a state already can only be told once its history is here.
    const untold = snapshotProgress(db) !== null
    for (const { cursor, effective, fact: received, withheld } of facts) {
      const fact = asKept(db, received)
      const { header } = fact
      switch (insertFact(db, { fact, effective, cursor, withheld: withheld === true })) {
        case 'held':
          continue
        case 'again':
        case 'completed':
        case 'judged':
          touched.set(`${header.kind} ${header.aggregate}`, { kind: header.kind, id: header.aggregate })
          break
        case 'new':
          if (untold && header.resealed !== undefined) {
            touched.set(`${header.kind} ${header.aggregate}`, { kind: header.kind, id: header.aggregate })
            break
          }
          fresh.push({
            fact: recorded(header, fact.payload ?? {}, effective),
            sort: sortOf(fact, effective),
            empty: fact.payload === null
          })
      }
      if (latest === null || effective > latest) latest = effective
    }
    if (latest !== null) own.saw(latest)
    folding.take(
      fresh.filter(({ fact: { aggregate } }) => !touched.has(`${aggregate.kind} ${aggregate.id}`)),
      how
    )
    for (const { kind, id } of touched.values()) folding.again(kind, id, how)
  }

  if (!isDerivedBy(db, options)) rebuild(options.deriving)

  return {
    db,
    device,
    atomically,
    bootstrap: openBootstrap(db, folding, own, rebuild),
    record: (author, facts) =>
      atomically(() => {
        const fresh = own.seal(author, facts)
        folding.take(fresh, 'show')
        return fresh.map((one) => one.fact)
      }),
    receive: (facts, alongside) => {
      const taken = (how: How): void =>
        atomically(() => {
          take(facts, how)
          alongside?.()
        })
      // Somebody else's transaction cannot be tried again from here; where something cannot be shown, it is likely to come again.
      if (db.inTransaction || countUnshown(db) > 0) return taken('showIfPossible')
      try {
        // Looking after each state by itself costs a sixth of all: it is done when one of them is known to need it.
        taken('show')
      } catch (error) {
        if (!(error instanceof NotShown)) throw error
        taken('showIfPossible')
      }
    },
    clampOwn: (verdicts) =>
      atomically(() => {
        const head = own.head()
        const counts = effectiveInChain(db, { device, epoch: head.epoch }, verdicts)
        for (const { seq, effective } of verdicts.filter((one) => counts.get(one.seq) !== one.effective)) {
          const row = prepared(
            db,
            `UPDATE fact SET effective = ?, sort = ? WHERE device = ? AND epoch = ? AND seq = ? AND effective <> ?
             RETURNING kind, aggregate`
          ).get(
            effective,
            orderKey({ effective, device, epoch: head.epoch, seq }),
            device,
            head.epoch,
            seq,
            effective
          ) as { kind: string; aggregate: string } | undefined
          if (row === undefined) continue
          folding.again(row.kind, row.aggregate)
          if (seq === head.seq) own.judged(effective)
        }
      }),
    beginEpoch: (epoch, common) =>
      atomically(() => {
        const moved = own.beginEpoch(epoch, common)
        for (const { fact } of moved) folding.again(fact.aggregate.kind, fact.aggregate.id)
        return moved.length
      }),
    erase: (names) => atomically(() => eraseAggregates(db, folding, names)),
    state: <State, Fact>(aggregate: Aggregate<State, Fact>, id: string) => {
      const row = prepared(db, 'SELECT state FROM aggregate_state WHERE kind = ? AND id = ?').get(
        aggregate.kind,
        id
      ) as { state: string } | undefined
      // Folded by this very aggregate's evolve, see `foldable`.
      return row === undefined ? null : (JSON.parse(row.state) as State | null)
    },
    history: (kind, id) => factsOfAggregate(db, kind, id).map((one) => one.fact),
    head: () => own.head(),
    ownAfter: (seq, limit, bytes) => factsOfChain(db, { device, epoch: own.head().epoch }, seq, limit, bytes),
    doubt,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    rebuild
  }
}
