/** What head office's proofs need: several epochs of this device, receipts, facts whose payload is withheld, and facts set aside by a fork. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const epochsAndReceipts: Migration = {
  up: async (db) => {
    // The id is no longer unique: a fact that was sealed again in a new epoch keeps it, and counts once (see folding.ts).
    await sql`
      CREATE TABLE fact_by_chain (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
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
        -- 1 when head office keeps the payload from this device; without payload and 0 it was erased by law.
        withheld INTEGER NOT NULL DEFAULT 0,
        UNIQUE (device, epoch, seq)
      ) STRICT`.execute(db)
    await sql`
      INSERT INTO fact_by_chain (position, id, device, epoch, seq, kind, aggregate, sort, effective, header, hash, payload, salt, cursor)
      SELECT position, id, device, epoch, seq, kind, aggregate, sort, effective, header, hash, payload, salt, cursor FROM fact`.execute(
      db
    )
    await sql`DROP TABLE fact`.execute(db)
    await sql`ALTER TABLE fact_by_chain RENAME TO fact`.execute(db)
    await sql`CREATE INDEX fact_of_aggregate ON fact (kind, aggregate, sort)`.execute(db)
    await sql`CREATE INDEX fact_of_id ON fact (id)`.execute(db)
    await sql`
      CREATE TABLE receipt (
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        received_at TEXT NOT NULL,
        signature TEXT NOT NULL,
        PRIMARY KEY (epoch, seq)
      ) STRICT, WITHOUT ROWID`.execute(db)
    // Own facts as they were sealed before a new epoch began: kept to the letter for whoever has to look through them.
    await sql`
      CREATE TABLE forked_fact (
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        id TEXT NOT NULL,
        header TEXT NOT NULL,
        payload TEXT,
        salt TEXT,
        resealed_epoch INTEGER NOT NULL,
        resealed_seq INTEGER NOT NULL,
        set_aside_at TEXT NOT NULL,
        reviewed_at TEXT,
        reviewed_by TEXT,
        PRIMARY KEY (epoch, seq, hash)
      ) STRICT, WITHOUT ROWID`.execute(db)
    await sql`CREATE INDEX forked_unreviewed ON forked_fact (set_aside_at) WHERE reviewed_at IS NULL`.execute(db)
  }
}
