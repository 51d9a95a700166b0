/** The snapshot that this desk began from, and its chunks: they are what the signed manifest says, or they are not used. */
import { zstdDecompressSync } from 'node:zlib'
import type { z } from 'zod'
import { MAX_PLAIN_CHUNK_BYTES, type SnapshotManifest, type SnapshotPart } from '../../journal/snapshot.ts'
import { sha256Hex } from '../../journal/signature.ts'
import type { Journal } from '../storage/journal.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { SyncFailure } from './failure.ts'
import type { Link } from './link.ts'
import { Manifest } from './settings.ts'

/** Null when the bytes are not those that head office signed for, or say what no snapshot says. */
export const openChunk = <Schema extends z.ZodType>(
  line: Schema,
  part: SnapshotPart,
  bytes: Buffer
): z.infer<Schema>[] | null => {
  if (bytes.length !== part.bytes || sha256Hex(bytes) !== part.sha256) return null
  try {
    const text = zstdDecompressSync(bytes, { maxOutputLength: MAX_PLAIN_CHUNK_BYTES }).toString('utf8')
    const lines = text.split('\n').map((one) => line.parse(JSON.parse(one)))
    return lines.length === part.items ? lines : null
  } catch {
    return null
  }
}

/** Asked for while the chunk before is being stored. If storing fails, nobody waits for the answer any more. */
export const askAhead = (link: Link, part: SnapshotPart | undefined): Promise<Buffer | null> => {
  const asked = part === undefined ? Promise.resolve(null) : link.snapshotChunk(part.sha256)
  asked.catch(() => undefined)
  return asked
}

export const manifestOf = (journal: Journal): SnapshotManifest => {
  const manifest = readSetting(journal.db, Manifest)
  if (manifest === null) throw new SyncFailure('PROGRAM', 'the manifest of the snapshot is missing')
  return manifest
}

/** In the caller's transaction. */
export const forgetSnapshot = (journal: Journal): void => {
  journal.bootstrap.forget()
  writeSetting(journal.db, Manifest, null)
}
