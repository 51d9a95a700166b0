/** What was destroyed by order of head office: whatever still arrives about it loses its payload at the door. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const erasure: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE erased_aggregate (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (kind, id)
      ) STRICT, WITHOUT ROWID`.execute(db)
    // Orders by their fact, so that one is carried out once even if it is folded anew.
    await sql`CREATE TABLE obeyed_order (erasure TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (erasure, at)) STRICT, WITHOUT ROWID`.execute(
      db
    )
  }
}
