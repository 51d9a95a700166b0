/** Packs lines into chunks that are small enough to be sent, lost and asked for again. */
import { zstdCompressSync } from 'node:zlib'
import { MAX_CHUNK_BYTES, MAX_PLAIN_CHUNK_BYTES } from '../../journal/snapshot.ts'
import { sha256Hex } from '../../journal/signature.ts'

export interface Chunk {
  readonly sha256: string
  readonly bytes: Buffer
  readonly items: number
}

/** So much text before it is compressed: some 2,000 facts. What is packed twice from the same lines is the same chunk. */
const PLAIN_BYTES = 2 * 1024 * 1024

export interface Packer {
  /** Answers the chunks that are full with this line. @throws {NoSnapshot} */
  add(line: string): readonly Chunk[]
  /** What is left. @throws {NoSnapshot} */
  end(): readonly Chunk[]
}

export const openPacker = (): Packer => {
  let lines: string[] = []
  let size = 0
  const flush = (): readonly Chunk[] => {
    const packed = lines.length === 0 ? [] : pack(lines)
    lines = []
    size = 0
    return packed
  }
  return {
    add: (line) => {
      lines.push(line)
      size += line.length
      return size >= PLAIN_BYTES ? flush() : []
    },
    end: flush
  }
}

/** Something is too large for any chunk: there is no snapshot, and desks pull. */
export class NoSnapshot extends Error {
  override readonly name = 'NoSnapshot'
}

/** @throws {NoSnapshot} when one line alone is more than a desk takes */
const pack = (lines: readonly string[]): readonly Chunk[] => {
  const plain = Buffer.from(lines.join('\n'), 'utf8')
  const bytes = plain.length <= MAX_PLAIN_CHUNK_BYTES ? zstdCompressSync(plain) : null
  if (bytes !== null && bytes.length <= MAX_CHUNK_BYTES)
    return [{ sha256: sha256Hex(bytes), bytes, items: lines.length }]
  if (lines.length === 1) throw new NoSnapshot(`a line of ${plain.length} bytes does not fit into a chunk`)
  const half = Math.trunc(lines.length / 2)
  return [...pack(lines.slice(0, half)), ...pack(lines.slice(half))]
}
