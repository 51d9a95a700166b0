/** States that came from a snapshot of head office before their facts; see snapshot.ts. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const snapshot: Migration = {
  up: async (db) => {
    // 0: folded here. 1: as head office folded it. 2: so, and to be folded again once all its facts are here.
    await sql`ALTER TABLE aggregate_state ADD COLUMN from_snapshot INTEGER NOT NULL DEFAULT 0`.execute(db)
    await sql`CREATE INDEX state_owed ON aggregate_state (kind, id) WHERE from_snapshot = 2`.execute(db)
  }
}
