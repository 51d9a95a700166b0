/** Which blobs head office has not got yet; a row is written in the same transaction as the fact that names the blob. */
import type { Instant } from '../../domain/values/dates.ts'
import { Sha256 } from '../../domain/values/sha256.ts'
import type { BlobStore } from './blobs.ts'
import type { Database } from './database.ts'
import { prepared } from './query.ts'

/** Remembers that the blob must travel; call it inside the transaction that records the fact. */
export const queueBlob = (db: Database, sha256: Sha256, bytes: number): void => {
  prepared(db, 'INSERT INTO blob_upload (sha256, bytes, sent_at) VALUES (?, ?, NULL) ON CONFLICT DO NOTHING').run(
    sha256,
    bytes
  )
}

/** Keeps the bytes of a paper and remembers that head office must get them; inside the transaction that records the fact. */
export const keepPaper = (desk: { readonly db: Database; readonly blobs: BlobStore }, bytes: Buffer): Sha256 => {
  const sha256 = desk.blobs.put(bytes)
  queueBlob(desk.db, sha256, bytes.length)
  return sha256
}

/** Blobs of this workstation that wait for head office, in the order in which they were made. */
export const unsentBlobs = (
  db: Database,
  limit: number
): readonly { readonly sha256: Sha256; readonly bytes: number }[] =>
  (
    prepared(db, 'SELECT sha256, bytes FROM blob_upload WHERE sent_at IS NULL ORDER BY position LIMIT ?').all(
      limit
    ) as { sha256: string; bytes: number }[]
  ).map((row) => ({ sha256: Sha256.parse(row.sha256), bytes: row.bytes }))

export const blobSent = (db: Database, sha256: Sha256, at: Instant): void => {
  prepared(db, 'UPDATE blob_upload SET sent_at = ? WHERE sha256 = ?').run(at, sha256)
}

/** Blobs that head office has got, the last one first. */
export const sentBlobs = function* (db: Database): Generator<Sha256> {
  let before = Number.MAX_SAFE_INTEGER
  for (;;) {
    const row = prepared(
      db,
      'SELECT position, sha256 FROM blob_upload WHERE sent_at IS NOT NULL AND position < ? ORDER BY position DESC LIMIT 1'
    ).get(before) as { position: number; sha256: string } | undefined
    if (row === undefined) return
    before = row.position
    yield Sha256.parse(row.sha256)
  }
}

/** Head office has it no more: it must travel again. */
export const blobLost = (db: Database, sha256: Sha256): void => {
  prepared(db, 'UPDATE blob_upload SET sent_at = NULL WHERE sha256 = ?').run(sha256)
}
