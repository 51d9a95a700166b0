/** What the program could not put into its tables: kept as facts and states, and told to a person. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const unshown: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE unshown_aggregate (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        -- Name of the error, never what it says: that may be about a person.
        reason TEXT NOT NULL,
        PRIMARY KEY (kind, id)
      ) STRICT, WITHOUT ROWID`.execute(db)
  }
}
