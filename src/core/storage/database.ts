/** Opens the workstation's encrypted SQLite file, tells apart why it cannot be opened, and brings its schema up to date. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { bringUpToDate, isOfFormerCipher, unlock } from './encryption.ts'
import { migrations } from './migrations/index.ts'

export type Database = Sqlite.Database

export type DatabaseFault = 'wrong-key-or-damaged' | 'newer-schema' | 'no-access' | 'disk-full' | 'in-use'

/** The database cannot be used; `fault` chooses the screen that tells the receptionist what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable'
  readonly fault: DatabaseFault
  constructor(fault: DatabaseFault, cause: unknown) {
    super(`database cannot be used: ${fault}`, { cause })
    this.fault = fault
  }
}

/** Key of 32 bytes as 64 hex digits. */
export interface DatabaseLocation {
  readonly path: string
  readonly key: string | null
}

/** What SQLite says by code when the file, the disk or the key is at fault. */
export const faultOf = (error: unknown): DatabaseFault | null => {
  if (error instanceof DatabaseUnusable) return error.fault
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) return 'wrong-key-or-damaged'
  if (error.code.startsWith('SQLITE_FULL') || error.code === 'ENOSPC') return 'disk-full'
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return 'in-use'
  if (
    /^SQLITE_(CANTOPEN|READONLY|IOERR|PERM|AUTH)/.test(error.code) ||
    /^E(ACCES|PERM|ROFS|NOENT|NOTDIR|EXIST)$/.test(error.code)
  )
    return 'no-access'
  return null
}

/**
 * Opens (or creates) the database and applies missing migrations. Durable by WAL with synchronous FULL: what was
 * committed survives a power cut. Locked exclusively: one core owns one file.
 * @throws {DatabaseUnusable}
 */
export const openDatabase = async (location: DatabaseLocation): Promise<Database> => {
  let db: Database | null = null
  try {
    if (location.path !== ':memory:') mkdirSync(dirname(location.path), { recursive: true })
    if (location.key !== null && location.path !== ':memory:') bringUpToDate(location.path, location.key)
    db = new Sqlite(location.path)
    take(db, location)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    db.pragma(`cache_size = -${KIB_OF_CACHE}`)
    await migrate(db)
    return db
  } catch (error) {
    db?.close()
    const fault = faultOf(error)
    if (fault === null) throw error
    throw error instanceof DatabaseUnusable ? error : new DatabaseUnusable(fault, error)
  }
}

/** The file was last opened by an older version, or never; only the program itself brings it up to date. */
export class OlderSchema extends Error {
  override readonly name = 'OlderSchema'
}

/**
 * Opens an existing database to look at it: nothing can be written through it, not even a missing migration.
 * @throws {DatabaseUnusable, OlderSchema}
 */
export const openDatabaseToRead = (location: DatabaseLocation): Database => {
  let db: Database | null = null
  try {
    db = new Sqlite(location.path, { fileMustExist: true })
    if (location.key !== null && isOfFormerCipher(location.path, location.key))
      throw new OlderSchema('the file was last opened by a version with another cipher')
    take(db, location)
    db.pragma('query_only = ON')
    if (!isUpToDate(db)) throw new OlderSchema('the file was last opened by an older version')
    return db
  } catch (error) {
    db?.close()
    const fault = faultOf(error)
    if (fault === null) throw error
    throw error instanceof DatabaseUnusable ? error : new DatabaseUnusable(fault, error)
  }
}

/** The key, and the lock by which one process owns the file. */
const take = (db: Database, { key }: DatabaseLocation): void => {
  if (key !== null) unlock(db, key)
  db.pragma('locking_mode = EXCLUSIVE')
}

const PAGES_OF_LOG = 1000
const KIB_OF_CACHE = 32_000

/**
 * Much is written at once: the log is brought into the file more seldom, and pages that are written again and again stay in
 * memory. As durable as ever.
 */
export const whileFilling = async <Result>(db: Database, work: () => Promise<Result>): Promise<Result> => {
  const pace = (pagesOfLog: number, kibOfCache: number): void => {
    db.pragma(`wal_autocheckpoint = ${pagesOfLog}`)
    db.pragma(`cache_size = -${kibOfCache}`)
  }
  pace(16 * PAGES_OF_LOG, 4 * KIB_OF_CACHE)
  try {
    return await work()
  } finally {
    if (db.open) pace(PAGES_OF_LOG, KIB_OF_CACHE)
  }
}

/** A thorough check of the whole file; empty when it is sound. Takes seconds on a large database. */
export const integrityFaults = (db: Database): readonly string[] => {
  const rows = db.pragma('integrity_check') as readonly { readonly integrity_check: string }[]
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
}

/** Whether nothing is missing. @throws {DatabaseUnusable} when a newer version was here */
const isUpToDate = (db: Database): boolean => {
  const known = Object.keys(migrations)
  const applied =
    db.prepare(`SELECT name FROM sqlite_master WHERE name = 'kysely_migration'`).get() === undefined
      ? []
      : db.prepare<[], { name: string }>('SELECT name FROM kysely_migration ORDER BY name').all()
  if (applied.some((row) => !known.includes(row.name))) {
    throw new DatabaseUnusable('newer-schema', new Error('the file was written by a newer version'))
  }
  return applied.length === known.length
}

const migrate = async (db: Database): Promise<void> => {
  if (isUpToDate(db)) return
  // Kysely must not close our handle when the migrator is done with it, hence no destroy().
  const kysely = new Kysely({ dialect: new SqliteDialect({ database: db }) })
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('the schema could not be brought up to date', { cause: error })
}
