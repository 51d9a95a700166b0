/**
 * Large immutable things (PDFs, scans, drawn signatures) as encrypted files beside the database, named by the SHA-256 of
 * what they hold. Facts speak of them by that name; a file is on disk before the fact that names it is recorded.
 *
 * The name is not salted: it travels in facts and is what head office checks. It tells nothing to a stranger, for every
 * paper carries a random id that nobody can guess. The key is derived from the database key and never stored.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Sha256 } from '../../domain/values/sha256.ts'

/** The file is there but is not what its name promises: a broken disk, a foreign key or a hand. */
export class BlobDamaged extends Error {
  override readonly name = 'BlobDamaged'
  readonly sha256: Sha256
  constructor(sha256: Sha256, cause: unknown) {
    super(`blob ${sha256} is damaged`, { cause })
    this.sha256 = sha256
  }
}

export interface BlobStore {
  /** Durable when it returns. The same bytes are stored once. */
  put(bytes: Uint8Array): Sha256
  /** Null when this workstation does not hold it: it was made elsewhere, or was erased. @throws {BlobDamaged} */
  get(sha256: Sha256): Buffer | null
  has(sha256: Sha256): boolean
  /** Removes the bytes for good (152-ФЗ); the facts that name them stay. */
  erase(sha256: Sha256): void
}

const MAGIC = Buffer.from('STB1')
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = MAGIC.length + NONCE_BYTES + TAG_BYTES

/** `key` as the database has it: 64 hex digits, or null where the database is not encrypted either (tests). */
export const openBlobs = (folder: string, key: string | null): BlobStore => {
  const secret = Buffer.from(
    hkdfSync('sha256', Buffer.from(key ?? '00'.repeat(32), 'hex'), Buffer.alloc(0), 'stoika blobs 1', 32)
  )
  const pathOf = (sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256)
  const has = (sha256: Sha256): boolean => statSync(pathOf(sha256), { throwIfNoEntry: false }) !== undefined

  return {
    has,
    put: (bytes) => {
      const sha256 = hashOf(bytes)
      if (!has(sha256)) writeDurably(pathOf(sha256), sealed(bytes, sha256, secret))
      return sha256
    },
    get: (sha256) => {
      if (!has(sha256)) return null
      try {
        return opened(readFileSync(pathOf(sha256)), sha256, secret)
      } catch (error) {
        throw new BlobDamaged(sha256, error)
      }
    },
    erase: (sha256) => rmSync(pathOf(sha256), { force: true })
  }
}

export const hashOf = (bytes: Uint8Array): Sha256 => Sha256.parse(createHash('sha256').update(bytes).digest('hex'))

const sealed = (bytes: Uint8Array, sha256: Sha256, secret: Buffer): Buffer => {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  // Bound to its name, so that one file cannot be passed off as another.
  cipher.setAAD(Buffer.from(sha256, 'hex'))
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), body])
}

const opened = (file: Buffer, sha256: Sha256, secret: Buffer): Buffer => {
  if (file.length < HEADER_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC))
    throw new Error('not a blob of this program')
  const nonce = file.subarray(MAGIC.length, MAGIC.length + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce)
  decipher.setAAD(Buffer.from(sha256, 'hex'))
  decipher.setAuthTag(file.subarray(MAGIC.length + NONCE_BYTES, HEADER_BYTES))
  const bytes = Buffer.concat([decipher.update(file.subarray(HEADER_BYTES)), decipher.final()])
  if (hashOf(bytes) !== sha256) throw new Error('the bytes do not have this hash')
  return bytes
}

/** The name appears only when the whole content is on the disk: temporary file, fsync, rename, fsync of the folder. */
const writeDurably = (path: string, content: Buffer): void => {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    const file = openSync(temporary, 'wx', 0o600)
    try {
      for (let written = 0; written < content.length;) written += writeSync(file, content, written)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

const syncFolder = (folder: string): void => {
  // Windows cannot open a folder for this, and its file system journals renames by itself.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
