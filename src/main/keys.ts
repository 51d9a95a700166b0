/** Keeps the key of the database: sealed by the keystore of the operating system, or said plainly when there is none. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, fsyncSync, openSync, readFileSync, closeSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { safeStorage } from 'electron'

export interface DatabaseKey {
  /** 64 hex digits. */
  readonly key: string
  /** False when the machine has no keystore and the key lies in a file that only this user may read. */
  readonly protected: boolean
}

/**
 * The key of this workstation, made at first start. A sealed key that the keystore cannot open (another Windows
 * user, a moved disk) is never replaced by a new one: that would make the database unreadable for ever.
 */
export const databaseKey = (folder: string): DatabaseKey => {
  const sealed = join(folder, 'desk.key.sealed')
  const plain = join(folder, 'desk.key')
  if (existsSync(sealed)) return { key: safeStorage.decryptString(readFileSync(sealed)), protected: true }
  if (existsSync(plain)) return { key: readFileSync(plain, 'utf8').trim(), protected: false }
  const key = randomBytes(32).toString('hex')
  if (safeStorage.isEncryptionAvailable()) {
    writeDurably(sealed, safeStorage.encryptString(key))
    return { key, protected: true }
  }
  writeDurably(plain, Buffer.from(key, 'utf8'))
  return { key, protected: false }
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
