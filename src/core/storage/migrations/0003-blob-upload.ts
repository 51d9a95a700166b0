/** The queue of blobs that head office must get; see blob-upload.ts. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const blobUpload: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE blob_upload (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        sha256 TEXT NOT NULL UNIQUE,
        bytes INTEGER NOT NULL,
        sent_at TEXT
      ) STRICT`.execute(db)
    await sql`CREATE INDEX blob_unsent ON blob_upload (position) WHERE sent_at IS NULL`.execute(db)
  }
}
