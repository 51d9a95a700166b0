/**
 * The journal of this workstation: seals what happens at the desk, takes what others did, folds both into states and
 * derives the tables that screens read, all in one SQLite transaction, so that nothing is ever half true.
 */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import type { Aggregate, AnyAggregate, NewFact, Recorded } from '../../domain/fact.ts'
import { instant } from '../../domain/values/dates.ts'
import { ClinicId, DeviceId, FactId, StaffId } from '../../domain/values/ids.ts'
import { ClockStamp, clockMilliseconds, nextClock, orderKey } from '../../journal/clock.ts'
import { CHAIN_START, FactHeader, sealFact, type ChainHead, type SealedFact } from '../../journal/envelope.ts'
import { MAX_FACT_BYTES } from '../../journal/protocol.ts'
import type { Database } from './database.ts'
import type { Projection } from './projection.ts'
import { prepared } from './query.ts'
import { readSetting, writeSetting, type Setting } from './settings.ts'

/** On whose behalf a fact is recorded. Staff is null only for what the program itself does. */
export interface Author {
  readonly staff: StaffId | null
  readonly clinic: ClinicId | null
}

export interface ReceivedFact {
  readonly cursor: number
  readonly effective: ClockStamp
  readonly fact: SealedFact
}

export interface Journal {
  readonly db: Database
  /** Runs `work` in one transaction; everything recorded inside commits together or not at all. */
  atomically<Result>(work: () => Result): Result
  /** Seals facts as this device's next ones and applies them. Durable when it returns. Answers them as recorded. */
  record(author: Author, facts: readonly NewFact[]): readonly Recorded<NewFact>[]
  /** Applies facts of other devices in any order; those already here are passed over. */
  receive(facts: readonly ReceivedFact[]): void
  /** Takes the server's verdict on clocks of this device's own facts and folds again what it touches. */
  clampOwn(verdicts: readonly { readonly seq: number; readonly effective: ClockStamp }[]): void
  state<State, Fact>(aggregate: Aggregate<State, Fact>, id: string): State | null
  /** All facts of an aggregate in the order in which they count. */
  history(kind: string, id: string): readonly Recorded<NewFact>[]
  head(): ChainHead
  /** Own facts after a sequence number, as sealed, oldest first. */
  ownAfter(seq: number, limit: number): readonly SealedFact[]
  /** Calls back after each commit with the kinds of aggregates that changed. Returns the way to stop. */
  onChange(listener: (kinds: ReadonlySet<string>) => void): () => void
  /** Derives all states and tables anew from the facts. */
  rebuild(progress?: (done: number, total: number) => void): void
}

/** A fact that head office would refuse is never recorded: pictures and papers belong in blobs. A fault of the program. */
export class FactTooLarge extends Error {
  override readonly name = 'FactTooLarge'
  constructor(type: string, bytes: number) {
    super(`a fact ${type} of ${bytes} bytes is larger than ${MAX_FACT_BYTES}`)
  }
}

export interface JournalOptions {
  readonly db: Database
  readonly device: DeviceId
  readonly epoch: number
  readonly now: () => number
  readonly aggregates: readonly AnyAggregate[]
  readonly projections: readonly Projection[]
  /** Told the progress when opening has to derive everything anew, because another version of the program derived it. */
  readonly deriving?: (done: number, total: number) => void
}

const LastClock: Setting<typeof ClockStamp> = { name: 'journal.clock', schema: ClockStamp }
const DerivedFrom: Setting<z.ZodString> = { name: 'journal.derived-from', schema: z.string() }

/** A fact on its way into a state. */
interface Fresh {
  readonly fact: Recorded<NewFact>
  readonly sort: string
  readonly erased: boolean
}

interface FactRow {
  readonly header: string
  readonly hash: string
  readonly payload: string | null
  readonly salt: string | null
  readonly sort: string
  readonly effective: string
}

export const openJournal = (options: JournalOptions): Journal => {
  const { db, device, epoch } = options
  const aggregates = new Map(options.aggregates.map((aggregate) => [aggregate.kind, aggregate]))
  const projections = new Map<string, Projection[]>()
  for (const one of options.projections) projections.set(one.kind, [...(projections.get(one.kind) ?? []), one])
  const listeners = new Set<(kinds: ReadonlySet<string>) => void>()
  let pending: Set<string> | null = null

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

  const head = (): ChainHead => {
    const row = prepared(db, 'SELECT seq, hash FROM fact WHERE device = ? AND epoch = ? ORDER BY seq DESC LIMIT 1').get(
      device,
      epoch
    ) as { seq: number; hash: string } | undefined
    return { epoch, seq: row?.seq ?? 0, hash: row?.hash ?? CHAIN_START }
  }

  const insert = (sealed: SealedFact, effective: ClockStamp, cursor: number | null): boolean => {
    const { header } = sealed
    const sort = orderKey({ effective, device: header.device, epoch: header.epoch, seq: header.seq })
    return (
      prepared(
        db,
        `INSERT INTO fact (id, device, epoch, seq, kind, aggregate, sort, effective, header, hash, payload, salt, cursor)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
      ).run(
        header.id,
        header.device,
        header.epoch,
        header.seq,
        header.kind,
        header.aggregate,
        sort,
        effective,
        JSON.stringify(header),
        sealed.hash,
        sealed.payload === null ? null : JSON.stringify(sealed.payload),
        sealed.salt,
        cursor
      ).changes === 1
    )
  }

  const factsOf = (kind: string, id: string): Fresh[] =>
    (
      prepared(
        db,
        'SELECT header, hash, payload, salt, sort, effective FROM fact WHERE kind = ? AND aggregate = ? ORDER BY sort'
      ).all(kind, id) as FactRow[]
    ).flatMap((row) => {
      if (row.payload === null) return []
      return [
        {
          fact: recorded(
            FactHeader.parse(JSON.parse(row.header)),
            JSON.parse(row.payload),
            ClockStamp.parse(row.effective)
          ),
          sort: row.sort,
          erased: false
        }
      ]
    })

  /** Folds one aggregate: on from its stored state when the new facts come last, else from the beginning. */
  const refresh = (kind: string, id: string, fresh: readonly Fresh[]): void => {
    pending?.add(kind)
    const aggregate = aggregates.get(kind)
    // Facts of a kind that this version does not know are kept and passed on; they are folded after an upgrade.
    if (aggregate === undefined) return
    const stored = prepared(db, 'SELECT state, last FROM aggregate_state WHERE kind = ? AND id = ?').get(kind, id) as
      | { state: string; last: string }
      | undefined
    const inOrder = fresh.toSorted((a, b) => (a.sort < b.sort ? -1 : 1))
    const first = inOrder[0]
    const appended =
      first !== undefined && (stored === undefined ? fresh.length === countOf(kind, id) : stored.last < first.sort)
    const facts = appended ? inOrder : factsOf(kind, id)
    let state: unknown = appended && stored !== undefined ? JSON.parse(stored.state) : null
    for (const { fact, erased } of facts) if (!erased) state = aggregate.fold(state, fact)
    const last = facts.at(-1)?.sort ?? ''
    prepared(
      db,
      'INSERT INTO aggregate_state (kind, id, state, last) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET state = excluded.state, last = excluded.last'
    ).run(kind, id, JSON.stringify(state), last)
    for (const one of projections.get(kind) ?? []) one.project(db, id, state)
  }

  const countOf = (kind: string, id: string): number =>
    (prepared(db, 'SELECT count(*) AS n FROM fact WHERE kind = ? AND aggregate = ?').get(kind, id) as { n: number }).n

  const refreshAll = (fresh: readonly Fresh[]): void => {
    const groups = new Map<string, Fresh[]>()
    for (const one of fresh) {
      const key = `${one.fact.aggregate.kind} ${one.fact.aggregate.id}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [one])
      else group.push(one)
    }
    for (const group of groups.values()) {
      const [first] = group
      if (first !== undefined) refresh(first.fact.aggregate.kind, first.fact.aggregate.id, group)
    }
  }

  const record = (author: Author, facts: readonly NewFact[]): readonly Recorded<NewFact>[] =>
    atomically(() => {
      let { seq, hash } = head()
      let clock = readSetting(db, LastClock)
      const fresh = facts.map((fact) => {
        clock = nextClock(options.now(), clock)
        seq += 1
        const sealed = sealFact(
          {
            id: uuidv7(),
            device,
            epoch,
            seq,
            type: fact.type,
            v: fact.v,
            kind: fact.aggregate.kind,
            aggregate: fact.aggregate.id,
            scope: author.clinic === null ? 'network' : `clinic:${author.clinic}`,
            clinic: author.clinic,
            staff: author.staff,
            clock,
            prev: hash
          },
          fact.payload,
          randomBytes(16).toString('hex')
        )
        const bytes = Buffer.byteLength(JSON.stringify(sealed))
        if (bytes > MAX_FACT_BYTES) throw new FactTooLarge(fact.type, bytes)
        hash = sealed.hash
        insert(sealed, clock, null)
        return {
          fact: recorded(sealed.header, sealed.payload, clock),
          sort: orderKey({ effective: clock, device, epoch, seq }),
          erased: false
        }
      })
      if (clock !== null) writeSetting(db, LastClock, clock)
      refreshAll(fresh)
      return fresh.map((one) => one.fact)
    })

  const receive = (facts: readonly ReceivedFact[]): void =>
    atomically(() => {
      let clock = readSetting(db, LastClock)
      const fresh = facts.flatMap(({ cursor, effective, fact }) => {
        if (!insert(fact, effective, cursor)) return []
        if (clock === null || effective > clock) clock = effective
        const { header } = fact
        const sort = orderKey({ effective, device: header.device, epoch: header.epoch, seq: header.seq })
        // An erased fact takes its place in the order, but there is nothing in it to fold.
        return [{ fact: recorded(header, fact.payload ?? {}, effective), sort, erased: fact.payload === null }]
      })
      if (clock !== null) writeSetting(db, LastClock, clock)
      refreshAll(fresh)
    })

  const clampOwn = (verdicts: readonly { readonly seq: number; readonly effective: ClockStamp }[]): void =>
    atomically(() => {
      for (const { seq, effective } of verdicts) {
        const row = prepared(db, 'SELECT kind, aggregate FROM fact WHERE device = ? AND epoch = ? AND seq = ?').get(
          device,
          epoch,
          seq
        ) as { kind: string; aggregate: string } | undefined
        if (row === undefined) continue
        prepared(db, 'UPDATE fact SET effective = ?, sort = ? WHERE device = ? AND epoch = ? AND seq = ?').run(
          effective,
          orderKey({ effective, device, epoch, seq }),
          device,
          epoch,
          seq
        )
        refresh(row.kind, row.aggregate, [])
      }
    })

  const rebuild = (progress?: (done: number, total: number) => void): void =>
    atomically(() => {
      for (const one of options.projections) for (const table of one.tables) db.exec(`DROP TABLE IF EXISTS "${table}"`)
      for (const one of options.projections) for (const statement of one.schema) db.exec(statement)
      db.exec('DELETE FROM aggregate_state')
      const all = db.prepare<[], { kind: string; aggregate: string }>('SELECT DISTINCT kind, aggregate FROM fact').all()
      all.forEach(({ kind, aggregate }, index) => {
        refresh(kind, aggregate, [])
        if (index % 1000 === 0) progress?.(index, all.length)
      })
      progress?.(all.length, all.length)
      writeSetting(db, DerivedFrom, derivation(options))
    })

  if (readSetting(db, DerivedFrom) !== derivation(options)) rebuild(options.deriving)

  return {
    db,
    atomically,
    record,
    receive,
    clampOwn,
    state: <State, Fact>(aggregate: Aggregate<State, Fact>, id: string) => {
      const row = prepared(db, 'SELECT state FROM aggregate_state WHERE kind = ? AND id = ?').get(
        aggregate.kind,
        id
      ) as { state: string } | undefined
      // Folded by this very aggregate's evolve, see `foldable`.
      return row === undefined ? null : (JSON.parse(row.state) as State | null)
    },
    history: (kind, id) => factsOf(kind, id).map((one) => one.fact),
    head,
    ownAfter: (seq, limit) =>
      (
        prepared(
          db,
          'SELECT header, hash, payload, salt, sort, effective FROM fact WHERE device = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?'
        ).all(device, epoch, seq, limit) as FactRow[]
      ).map((row) => ({
        header: FactHeader.parse(JSON.parse(row.header)),
        hash: row.hash,
        payload: row.payload === null ? null : z.record(z.string(), z.json()).parse(JSON.parse(row.payload)),
        salt: row.salt
      })),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    rebuild
  }
}

/** A fact's moment is its effective clock: what everybody agrees on, not what a wrong PC clock said. */
const recorded = (header: FactHeader, payload: unknown, effective: ClockStamp): Recorded<NewFact> => ({
  type: header.type,
  v: header.v,
  aggregate: { kind: header.kind, id: header.aggregate },
  payload,
  provenance: {
    id: FactId.parse(header.id),
    device: DeviceId.parse(header.device),
    staff: header.staff === null ? null : StaffId.parse(header.staff),
    clinic: header.clinic === null ? null : ClinicId.parse(header.clinic),
    at: instant(clockMilliseconds(effective))
  }
})

/** What states and tables were made by: another table, or a fact that the program has learnt to read, makes them anew. */
const derivation = ({ aggregates, projections }: Pick<JournalOptions, 'aggregates' | 'projections'>): string =>
  [
    ...aggregates.map((one) => `${one.kind}:${one.reads.join(',')}`),
    ...projections.map((one) => `${one.kind}:${one.version}:${one.schema.join(';')}`)
  ].join('\n')
