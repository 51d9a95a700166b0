/**
 * How the database file is encrypted: AEGIS-256, each page with a nonce and a tag of its own, so that a changed page does
 * not open. Reading and writing a page costs a tenth of what SQLCipher's HMAC costs, which was half of all work on the disk.
 */
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

/** The key is random and goes to the cipher raw, so that opening costs no key derivation. */
export const unlock = (db: Sqlite.Database, key: string): void => {
  db.pragma(`cipher='aegis'`)
  db.pragma(`key='raw:${key}'`)
}

/** What desks wrote until version 0.2. */
export const unlockFormer = (db: Sqlite.Database, key: string): void => {
  db.pragma(`cipher='sqlcipher'`)
  db.pragma(`legacy=4`)
  db.pragma(`key="x'${key}'"`)
}

/**
 * Brings a file of the former cipher to the present one. It is done on a copy that takes the file's place when it is whole
 * and on the disk: a power cut on the way leaves the file as it was. Leaves alone what opens with neither.
 */
export const bringUpToDate = (path: string, key: string): void => {
  if (!isOfFormerCipher(path, key)) return
  const copy = `${path}.new`
  // A journal of an earlier try would be played back into this one.
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true })
  const former = new Sqlite(path)
  try {
    unlockFormer(former, key)
    // What still lies in the log goes into the file, and the log is gone.
    former.pragma('journal_mode = DELETE')
  } finally {
    former.close()
  }
  copyFileSync(path, copy)
  const changed = new Sqlite(copy)
  try {
    unlockFormer(changed, key)
    changed.pragma(`cipher='aegis'`)
    changed.pragma(`rekey='raw:${key}'`)
  } finally {
    changed.close()
  }
  sync(copy)
  renameSync(copy, path)
}

/** False for what opens with neither. */
export const isOfFormerCipher = (path: string, key: string): boolean =>
  existsSync(path) && !opens(path, key, unlock) && opens(path, key, unlockFormer)

const opens = (path: string, key: string, by: typeof unlock): boolean => {
  const db = new Sqlite(path)
  try {
    by(db, key)
    db.prepare('SELECT count(*) FROM sqlite_master').get()
    return true
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_NOTADB') return false
    throw error
  } finally {
    db.close()
  }
}

const sync = (path: string): void => {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
