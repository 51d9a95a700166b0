/** What a capability must say so that its tables can be derived from the journal: their schema and how a state fills them. */
import type { Database } from './database.ts'

/**
 * Tables derived from the states of one kind of aggregate. They hold nothing that the journal does not, and are dropped
 * and filled anew whenever `version` or the schema changes.
 */
export interface Projection {
  readonly kind: string
  /** Raised when `project` fills the same tables differently. */
  readonly version: number
  /** CREATE TABLE / INDEX statements; tables carry the aggregate's id. */
  readonly schema: readonly string[]
  /** Names of the tables, for dropping them and for comparing two workstations. */
  readonly tables: readonly string[]
  /** Replaces the rows of one aggregate by what its state says; null when nothing is known of it any more. */
  readonly project: (db: Database, id: string, state: unknown) => void
}

/** Restores the type of the state that the aggregate of the same kind has folded. */
export const projection = <State>(definition: {
  readonly kind: string
  readonly version: number
  readonly schema: readonly string[]
  readonly tables: readonly string[]
  readonly project: (db: Database, id: string, state: State) => void
}): Projection => ({
  ...definition,
  // The state was folded by the aggregate registered under the same kind, whose type is State.
  project: (db, id, state) => definition.project(db, id, state as State)
})
