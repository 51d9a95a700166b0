/** Fills the tables of screens from states, and lets no single one keep everybody's facts from being stored. */
import type { Database } from './database.ts'
import { faultOf } from './database.ts'
import type { Projection } from './projection.ts'
import { prepared } from './query.ts'

export interface Showing {
  /** @throws whatever a projection throws: what a person has just done is then not recorded, and told */
  show(kind: string, id: string, state: unknown): void
  /** A state that its projections cannot take shows nothing, alike on every desk, and is noted. */
  showIfPossible(kind: string, id: string, state: unknown): void
}

export const openShowing = (db: Database, all: readonly Projection[]): Showing => {
  const projections = new Map<string, Projection[]>()
  for (const one of all) projections.set(one.kind, [...(projections.get(one.kind) ?? []), one])

  const show = (kind: string, id: string, state: unknown): void => {
    for (const one of projections.get(kind) ?? []) one.project(db, id, state)
    if (countUnshown(db) > 0) prepared(db, 'DELETE FROM unshown_aggregate WHERE kind = ? AND id = ?').run(kind, id)
  }
  const inOneGo = db.transaction(show)

  return {
    show,
    showIfPossible: (kind, id, state) => {
      try {
        inOneGo(kind, id, state)
      } catch (error) {
        // A full disk or a damaged file is no fault of this state.
        if (faultOf(error) !== null) throw error
        show(kind, id, null)
        prepared(db, 'INSERT OR REPLACE INTO unshown_aggregate (kind, id, reason) VALUES (?, ?, ?)').run(
          kind,
          id,
          error instanceof Error ? error.name : typeof error
        )
      }
    }
  }
}

/** How many things head office has sent that this program cannot show. */
export const countUnshown = (db: Database): number =>
  (prepared(db, 'SELECT count(*) AS n FROM unshown_aggregate').get() as { n: number }).n
