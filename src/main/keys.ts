/** Keeps the key of the database: sealed by the keystore of the operating system, or said plainly when there is none. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, fsyncSync, openSync, readFileSync, closeSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'

export type Keystore = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'>

export interface DatabaseKey {
  /** 64 hex digits. */
  readonly key: string
  /** False when the machine has no keystore and the key lies in a file that only this user may read. */
  readonly protected: boolean
}

/**
 * The key of this workstation, made at first start. Null when there is a database and its key cannot be had: sealed by
 * another Windows user, on a moved disk, or lost. It is never replaced by a new one then: what was put back later would
 * lie behind the new one, and the database would stay unreadable for ever.
 */
export const databaseKey = (folder: string, keystore: Keystore): DatabaseKey | null => {
  const sealed = join(folder, 'desk.key.sealed')
  const plain = join(folder, 'desk.key')
  if (existsSync(sealed)) {
    const key = opened(readFileSync(sealed), keystore)
    return key === null ? null : { key, protected: true }
  }
  if (existsSync(plain)) return { key: readFileSync(plain, 'utf8').trim(), protected: false }
  if (existsSync(join(folder, 'desk.db'))) return null
  const key = randomBytes(32).toString('hex')
  if (keystore.isEncryptionAvailable()) {
    writeDurably(sealed, keystore.encryptString(key))
    return { key, protected: true }
  }
  writeDurably(plain, Buffer.from(key, 'utf8'))
  return { key, protected: false }
}

const opened = (sealed: Buffer, keystore: Keystore): string | null => {
  try {
    return keystore.decryptString(sealed)
  } catch {
    // Why, no keystore tells; what the person can do is the same.
    return null
  }
}

const writeDurably = (path: string, bytes: Buffer): void => {
  const temporary = `${path}.new`
  const file = openSync(temporary, 'w', 0o600)
  try {
    writeSync(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  chmodSync(temporary, 0o600)
  renameSync(temporary, path)
}
