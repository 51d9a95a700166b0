/** The journal itself: facts as sealed, states folded from them, and small settings of this device. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const journal: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE fact (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        aggregate TEXT NOT NULL,
        -- Effective clock, device, epoch and sequence as one sortable text: the order in which facts are folded.
        sort TEXT NOT NULL,
        effective TEXT NOT NULL,
        header TEXT NOT NULL,
        hash TEXT NOT NULL,
        payload TEXT,
        salt TEXT,
        -- Cursor of head office for facts that came from there; null for facts of this device.
        cursor INTEGER,
        UNIQUE (device, epoch, seq)
      ) STRICT`.execute(db)
    await sql`CREATE INDEX fact_of_aggregate ON fact (kind, aggregate, sort)`.execute(db)
    await sql`
      CREATE TABLE aggregate_state (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        state TEXT NOT NULL,
        last TEXT NOT NULL,
        PRIMARY KEY (kind, id)
      ) STRICT, WITHOUT ROWID`.execute(db)
    await sql`CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`.execute(db)
  }
}
