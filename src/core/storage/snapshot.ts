/**
 * Fills an empty journal from a snapshot of head office: first states, with which the desk can work, then the facts they
 * were folded from. In between nothing is folded from a part of its facts: what that would take waits for the rest.
 */
import { z } from 'zod'
import { ClockStamp } from '../../journal/clock.ts'
import { Digest } from '../../journal/envelope.ts'
import type { SnapshotState } from '../../journal/snapshot.ts'
import type { Database } from './database.ts'
import { asKept, isAnythingErased, isErased } from './erased.ts'
import { amendFact, factsOfAggregate, putFact } from './facts.ts'
import type { Folding } from './folding.ts'
import type { ReceivedFact } from './journal.ts'
import type { OwnChain } from './own-chain.ts'
import { prepared } from './query.ts'
import { readSetting, writeSetting, type Setting } from './settings.ts'

const Progress = z.object({
  /**
   * `states`: they are coming, and nobody can work yet. `history`: they are all here, and facts are coming. `abandoned`:
   * there are no states but those folded here; facts after `cursor` are to be fetched as usual.
   */
  stage: z.enum(['states', 'history', 'abandoned']),
  /** The chunk that is being stored, and how many of its items are; null when its snapshot is gone and facts are pulled. */
  part: z.int().min(0).nullable(),
  items: z.int().min(0),
  /** All facts up to this cursor are here; the hash of the one that stands there. */
  cursor: z.int().min(0),
  anchor: Digest.nullable(),
  /** Where the history of the snapshot ends. */
  until: z.int().min(0)
})
export type SnapshotProgress = z.infer<typeof Progress>
const ProgressSetting: Setting<z.ZodNullable<typeof Progress>> = {
  name: 'journal.snapshot',
  schema: Progress.nullable()
}

export const snapshotProgress = (db: Database): SnapshotProgress | null => readSetting(db, ProgressSetting)

/** Everything is written in the caller's transaction, and so is how far it has come. */
export interface Bootstrap {
  progress(): SnapshotProgress | null
  cameTo(progress: SnapshotProgress): void
  takeStates(states: readonly SnapshotState[]): void
  /** Stores facts whose states are here already. */
  takeHistory(facts: readonly ReceivedFact[]): void
  /** All facts are here: what waited for them is folded. */
  finish(): void
  /** Drops the states: all is folded from the facts that are here without a gap, and the others are forgotten. */
  abandon(): void
  /** Nothing remembers the snapshot any more. */
  forget(): void
}

/**
 * Takes note that an aggregate is to be folded again once its facts are here. False when they are, and when it was
 * destroyed: whatever comes of it is empty, and its state must say nothing from now on.
 */
export const postpone = (db: Database, kind: string, id: string): boolean =>
  readSetting(db, ProgressSetting) !== null &&
  !isErased(db, kind, id) &&
  prepared(db, 'UPDATE aggregate_state SET from_snapshot = 2 WHERE kind = ? AND id = ? AND from_snapshot > 0').run(
    kind,
    id
  ).changes === 1

/** The program folds otherwise now, or a person wants it: states that came from elsewhere count no more. */
export const forgetStates = (db: Database): void => {
  const progress = readSetting(db, ProgressSetting)
  if (progress === null || progress.stage === 'abandoned') return
  // Behind a gap chains cannot be checked; what stood there is fetched again.
  prepared(db, 'DELETE FROM fact WHERE cursor > ?').run(progress.cursor)
  writeSetting(db, ProgressSetting, { ...progress, stage: 'abandoned' })
}

export const openBootstrap = (db: Database, folding: Folding, own: OwnChain, rebuild: () => void): Bootstrap => {
  const takeState = ({ kind, id, last, state }: SnapshotState): void => {
    const fresh = prepared(
      db,
      'INSERT INTO aggregate_state (kind, id, state, last, from_snapshot) VALUES (?, ?, ?, ?, 1) ON CONFLICT DO NOTHING'
    ).run(kind, id, JSON.stringify(state), last)
    if (fresh.changes === 1) return folding.show(kind, id, state)
    // Something of it was recorded here before: that comes on top, and all of it is put in order once the rest is here.
    folding.put(
      { kind, id, state, last },
      factsOfAggregate(db, kind, id).filter((one) => one.sort > last)
    )
    prepared(db, 'UPDATE aggregate_state SET from_snapshot = 2 WHERE kind = ? AND id = ?').run(kind, id)
  }
  return {
    progress: () => snapshotProgress(db),
    cameTo: (progress) => writeSetting(db, ProgressSetting, progress),
    takeStates: (states) => {
      let latest = ''
      const destroyed = isAnythingErased(db)
      for (const state of states) {
        if (destroyed && isErased(db, state.kind, state.id)) continue
        takeState(state)
        if (state.last > latest) latest = state.last
      }
      // What happens here from now on comes after all that is known.
      if (latest !== '') own.saw(effectiveIn(latest))
    },
    takeHistory: (facts) => {
      const destroyed = isAnythingErased(db)
      for (const one of facts) insert(db, destroyed ? { ...one, fact: asKept(db, one.fact) } : one)
    },
    finish: () => {
      const owed = db
        .prepare<[], { kind: string; id: string }>('SELECT kind, id FROM aggregate_state WHERE from_snapshot = 2')
        .all()
      writeSetting(db, ProgressSetting, null)
      for (const { kind, id } of owed) folding.again(kind, id)
      prepared(db, 'UPDATE aggregate_state SET from_snapshot = 1 WHERE from_snapshot = 2').run()
    },
    abandon: rebuild,
    forget: () => writeSetting(db, ProgressSetting, null)
  }
}

/** The order key begins with the clock. */
const effectiveIn = (order: string): ClockStamp => ClockStamp.parse(order.slice(0, 16))

const insert = (db: Database, { cursor, effective, fact, withheld }: ReceivedFact): void => {
  const { header, payload } = fact
  const placed = { fact, effective, cursor, withheld: withheld === true }
  // Of a former chain of this very PC: how head office counts it is news.
  const changed = !putFact(db, placed) && amendFact(db, placed) !== 'held'
  // Erased since the states were folded: they may still say it.
  const emptied = payload === null && withheld !== true
  if (changed || emptied) postpone(db, header.kind, header.aggregate)
}
