/** Printers of this workstation, the queue of papers on their way to them, and what became of each. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const printing: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE printer (
        id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        profile TEXT,
        enabled INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`.execute(db)
    await sql`
      CREATE TABLE print_job (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        document TEXT NOT NULL,
        version INTEGER NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        printer TEXT NOT NULL,
        printer_name TEXT NOT NULL,
        copy INTEGER NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        bytes_total INTEGER NOT NULL,
        bytes_sent INTEGER NOT NULL,
        reason TEXT,
        queued_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        settled TEXT,
        asked_by TEXT,
        format TEXT NOT NULL,
        -- What was asked for, so that a copy can be laid out and marked; null for pages and once forgotten.
        receipt TEXT,
        -- The very bytes, made once: a second attempt sends the same.
        payload BLOB,
        payload_sha256 TEXT NOT NULL
      ) STRICT`.execute(db)
    // One unmarked original of a paper in each kind, whatever is asked how often. What never left may be asked again.
    await sql`
      CREATE UNIQUE INDEX print_job_original ON print_job (document, version, kind)
      WHERE copy = 0 AND state <> 'cancelled'`.execute(db)
    await sql`CREATE UNIQUE INDEX print_job_copy ON print_job (document, version, kind, copy) WHERE copy > 0`.execute(
      db
    )
    await sql`CREATE INDEX print_job_waiting ON print_job (printer, position) WHERE state IN ('queued', 'sending')`.execute(
      db
    )
    await sql`CREATE INDEX print_job_doubtful ON print_job (printer) WHERE state = 'unknown'`.execute(db)
    await sql`
      CREATE TABLE print_event (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        job TEXT NOT NULL,
        at TEXT NOT NULL,
        staff TEXT,
        what TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        bytes_sent INTEGER NOT NULL
      ) STRICT`.execute(db)
    await sql`CREATE INDEX print_event_of_job ON print_event (job, position)`.execute(db)
  }
}
