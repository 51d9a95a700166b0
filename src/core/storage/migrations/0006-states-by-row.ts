/**
 * States lie in an ordinary table: in one without rows of its own, a state of more than a quarter of a page takes a whole
 * page besides, which was a third of the file and of what each fact wrote.
 */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const statesByRow: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE state_by_row (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        state TEXT NOT NULL,
        last TEXT NOT NULL,
        UNIQUE (kind, id)
      ) STRICT`.execute(db)
    await sql`INSERT INTO state_by_row (kind, id, state, last) SELECT kind, id, state, last FROM aggregate_state`.execute(
      db
    )
    await sql`DROP TABLE aggregate_state`.execute(db)
    await sql`ALTER TABLE state_by_row RENAME TO aggregate_state`.execute(db)
  }
}
