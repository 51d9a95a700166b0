/** What lies on the disk of a PC: the database of the desk and its papers. It can be copied, set back, and read after a crash. */
import Sqlite from 'better-sqlite3'
import type { Sha256 } from '../../src/domain/values/sha256.ts'
import { hashOf, type BlobStore } from '../../src/core/storage/blobs.ts'
import type { Database } from '../../src/core/storage/database.ts'

export interface Disk {
  readonly database: Database
  readonly papers: Map<string, Buffer>
}

export interface Image {
  readonly database: Buffer
  readonly papers: ReadonlyMap<string, Buffer>
}

export const imageOf = (disk: Disk): Image => ({ database: disk.database.serialize(), papers: new Map(disk.papers) })

export const diskFrom = (image: Image): Disk => {
  const database = new Sqlite(image.database)
  database.pragma('foreign_keys = ON')
  return { database, papers: new Map(image.papers) }
}

/** Thrown at the place where the program of a desk is killed, and at everything that it still tries afterwards. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** Asked before every statement, and before and after each commit; throws what goes wrong there. */
export type Failpoint = (statement: string) => void

/**
 * A handle that one life of the program has on the disk. It ends with that life: whatever the program still tries throws,
 * and a transaction that was open is rolled back, as after a power cut.
 */
export const handleOn = (database: Database, failpoint: Failpoint, change: (text: string) => string): Database => {
  const watched = (text: string): Sqlite.Statement => {
    const statement = database.prepare(change(text))
    return new Proxy(statement, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          if (name === 'run' || name === 'get' || name === 'all' || name === 'iterate') failpoint(text)
          const result: unknown = Reflect.apply(value, target, args)
          return result
        }
      }
    })
  }
  const transaction = (work: (...args: unknown[]) => unknown): unknown => {
    const whole = database.transaction((...args: unknown[]) => {
      const result = work(...args)
      failpoint('COMMIT')
      return result
    })
    const run =
      (begin: (...args: unknown[]) => unknown) =>
      (...args: unknown[]): unknown => {
        failpoint('BEGIN')
        const result = begin(...args)
        failpoint('after COMMIT')
        return result
      }
    const immediate = run((...args) => whole.immediate(...args))
    return Object.assign(
      run((...args) => whole(...args)),
      { immediate }
    )
  }
  return new Proxy(database, {
    get: (target, name) => {
      if (name === 'prepare') return watched
      if (name === 'transaction') return transaction
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]): unknown => {
        failpoint(String(name))
        const result: unknown = Reflect.apply(value, target, args)
        return result
      }
    }
  })
}

/** Papers as `openBlobs` keeps them, without files: on the disk when `put` returns. */
export const papersOn = (disk: Disk, failpoint: Failpoint): BlobStore => ({
  put: (bytes) => {
    failpoint('write of a paper')
    const sha256 = hashOf(bytes)
    disk.papers.set(sha256, Buffer.from(bytes))
    return sha256
  },
  get: (sha256: Sha256) => {
    failpoint('reading of a paper')
    return disk.papers.get(sha256) ?? null
  },
  has: (sha256) => disk.papers.has(sha256),
  erase: (sha256) => void disk.papers.delete(sha256)
})

export const diskFull = (): Error => new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
