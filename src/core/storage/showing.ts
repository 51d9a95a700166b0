/** Fills the tables of screens from states, and lets no single one keep everybody's facts from being stored. */
import type { Database } from './database.ts'
import { faultOf } from './database.ts'
import type { Projection } from './projection.ts'
import { prepared } from './query.ts'

export interface Showing {
  /** @throws {NotShown} what a person has just done is then not recorded, and told */
  show(kind: string, id: string, state: unknown): void
  /** A state that its projections cannot take shows nothing, alike on every desk, and is noted. */
  showIfPossible(kind: string, id: string, state: unknown): void
}

/** A state that its projections cannot take; `cause` is what they threw. */
export class NotShown extends Error {
  override readonly name = 'NotShown'
}

export const openShowing = (db: Database, all: readonly Projection[]): Showing => {
  const projections = new Map<string, Projection[]>()
  for (const one of all) projections.set(one.kind, [...(projections.get(one.kind) ?? []), one])

  const show = (kind: string, id: string, state: unknown): void => {
    try {
      for (const one of projections.get(kind) ?? []) one.project(db, id, state)
    } catch (error) {
      // A full disk or a damaged file is no fault of this state.
      throw faultOf(error) === null ? new NotShown('a state has no place in its tables', { cause: error }) : error
    }
    if (countUnshown(db) > 0) prepared(db, 'DELETE FROM unshown_aggregate WHERE kind = ? AND id = ?').run(kind, id)
  }
  const inOneGo = db.transaction(show)

  return {
    show,
    showIfPossible: (kind, id, state) => {
      try {
        inOneGo(kind, id, state)
      } catch (error) {
        if (!(error instanceof NotShown)) throw error
        show(kind, id, null)
        prepared(db, 'INSERT OR REPLACE INTO unshown_aggregate (kind, id, reason) VALUES (?, ?, ?)').run(
          kind,
          id,
          error.cause instanceof Error ? error.cause.name : typeof error.cause
        )
      }
    }
  }
}

/** How many things head office has sent that this program cannot show. */
export const countUnshown = (db: Database): number =>
  (prepared(db, 'SELECT count(*) AS n FROM unshown_aggregate').get() as { n: number }).n
