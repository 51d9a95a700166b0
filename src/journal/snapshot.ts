/** The wire of bootstrap: a signed manifest of head office's states and facts at one cursor, and the lines of its chunks. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { Digest } from './envelope.ts'
import { PulledFact } from './protocol.ts'

export const SNAPSHOT_FORMAT = 1

/** A chunk as sent. Decoded it is at most so large: a desk refuses to unpack more. */
export const MAX_CHUNK_BYTES = 1024 * 1024
export const MAX_PLAIN_CHUNK_BYTES = 8 * 1024 * 1024

/** NDJSON, zstd, named by the SHA-256 of its bytes as sent. All `states` come before all `facts`. */
export const SnapshotPart = z.object({
  kind: z.enum(['states', 'facts']),
  sha256: Digest,
  bytes: z.int().min(1).max(MAX_CHUNK_BYTES),
  items: z.int().min(1)
})
export type SnapshotPart = z.infer<typeof SnapshotPart>

export const SnapshotManifest = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  id: z.uuid(),
  /** The last fact that is in it, whoever wrote it, and that fact's hash. */
  cursor: z.int().min(1),
  anchor: Digest,
  createdAt: z.iso.datetime(),
  /** Names the rules that folded the states: equal only for programs that fold alike. */
  derivation: Digest,
  /** Where every chain ends at that cursor. */
  heads: z.array(z.object({ device: z.uuid(), epoch: z.int().min(0), seq: z.int().min(1), hash: Digest })),
  parts: z.array(SnapshotPart)
})
export type SnapshotManifest = z.infer<typeof SnapshotManifest>

export const SignedSnapshot = z.object({ manifest: SnapshotManifest, signature: z.string().min(80).max(100) })
export type SignedSnapshot = z.infer<typeof SignedSnapshot>

/** What is read of a snapshot before anything else: one of a later format is none for this program. */
export const SnapshotFormat = z.object({ manifest: z.looseObject({ format: z.int() }) })

/** A line of a chunk of states. `last` is the order key of the last fact that the state has taken in. */
export const SnapshotState = z.object({
  kind: z.string().min(1).max(40),
  id: z.string().min(1).max(64),
  last: z.string().regex(/^[0-9a-f]{16}\|[0-9a-f-]{36}\|\d{6,}\|\d{12,}$/),
  // Whatever the rules made that `derivation` names: only a program that has the same reads it.
  state: z.unknown()
})
export type SnapshotState = z.infer<typeof SnapshotState>

/** A line of a chunk of facts: as a page of facts gives it to a device that gets everything. */
export const SnapshotFact = PulledFact
export type SnapshotFact = z.infer<typeof SnapshotFact>

/** What head office signs: the manifest as sent, with members that only a newer program knows, by its canonical form (RFC 8785). */
export const snapshotText = (manifest: unknown): string => {
  const text = canonicalize(manifest)
  if (text === undefined) throw new TypeError('the manifest has no canonical JSON (RFC 8785)')
  return ['stoika-snapshot-1', createHash('sha256').update(text, 'utf8').digest('hex')].join('\n')
}
