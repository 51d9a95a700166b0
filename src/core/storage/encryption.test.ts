/** The file of a desk's database: what is in it cannot be read or changed from outside, and one of the former cipher goes on. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeEach, expect, it } from 'vitest'
import { integrityFaults, openDatabase } from './database.ts'
import { unlock, unlockFormer } from './encryption.ts'

const KEY = 'ab'.repeat(32)
const WORDS = 'Выдумкина Проба'
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stoika-encryption-'))
  file = join(folder, 'desk.db')
  return () => rmSync(folder, { recursive: true, force: true })
})

const note = (db: Sqlite.Database): void =>
  void db.prepare('INSERT INTO setting (name, value) VALUES (?, ?)').run('note', WORDS)
const noted = (db: Sqlite.Database): unknown => db.prepare("SELECT value FROM setting WHERE name = 'note'").get()

/** The same database as a desk of the former version has left it: its last words still in the log, as after a power cut. */
const leaveFormer = async (): Promise<void> => {
  const made = await openDatabase({ path: join(folder, 'made.db'), key: null })
  made.pragma('journal_mode = DELETE')
  made.close()
  const former = new Sqlite(join(folder, 'made.db'))
  former.pragma(`cipher='sqlcipher'`)
  former.pragma('legacy=4')
  former.pragma(`rekey="x'${KEY}'"`)
  former.close()
  const working = new Sqlite(join(folder, 'made.db'))
  unlockFormer(working, KEY)
  working.pragma('journal_mode = WAL')
  note(working)
  for (const end of ['', '-wal']) copyFileSync(join(folder, `made.db${end}`), `${file}${end}`)
  working.close()
}

it('holds nothing that can be read without the key', async () => {
  const db = await openDatabase({ path: file, key: KEY })
  note(db)
  db.close()
  const bytes = readFileSync(file)
  expect(bytes.includes(Buffer.from(WORDS))).toBe(false)
  expect(bytes.includes(Buffer.from('setting'))).toBe(false)
})

it('notices a byte that somebody changed in the file', async () => {
  const db = await openDatabase({ path: file, key: KEY })
  note(db)
  db.close()
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 3000) ^ 1, bytes.length - 3000)
  writeFileSync(file, bytes)
  const changed = new Sqlite(file)
  unlock(changed, KEY)
  expect(() => changed.pragma('integrity_check')).toThrow('malformed')
  changed.close()
})

it('takes over a database of the former cipher with everything in it', async () => {
  await leaveFormer()
  const db = await openDatabase({ path: file, key: KEY })
  expect(noted(db)).toEqual({ value: WORDS })
  expect(integrityFaults(db)).toEqual([])
  db.close()
  const again = new Sqlite(file)
  unlock(again, KEY)
  expect(noted(again)).toEqual({ value: WORDS })
  again.close()
})

it('takes it over again when a power cut struck while the copy was being changed', async () => {
  await leaveFormer()
  // Another copy's pages as they were before the change: whoever opened the new copy beside them would put them back.
  const cut = new Sqlite(join(folder, 'made.db'))
  unlockFormer(cut, KEY)
  cut.pragma('journal_mode = DELETE')
  cut.exec('DELETE FROM setting')
  cut.pragma('cache_size = 1')
  cut.exec('BEGIN IMMEDIATE; CREATE TABLE filler (text TEXT)')
  for (let row = 0; row < 500; row += 1) cut.prepare('INSERT INTO filler VALUES (?)').run('x'.repeat(2000))
  copyFileSync(join(folder, 'made.db-journal'), `${file}.new-journal`)
  cut.exec('ROLLBACK')
  cut.close()
  const db = await openDatabase({ path: file, key: KEY })
  expect(noted(db)).toEqual({ value: WORDS })
  expect(integrityFaults(db)).toEqual([])
  expect(existsSync(`${file}.new-journal`)).toBe(false)
  db.close()
})

it('takes it over again when the first time was cut short, and refuses another key without touching it', async () => {
  await leaveFormer()
  writeFileSync(`${file}.new`, 'half of a copy')
  await expect(openDatabase({ path: file, key: 'cd'.repeat(32) })).rejects.toMatchObject({
    fault: 'wrong-key-or-damaged'
  })
  const db = await openDatabase({ path: file, key: KEY })
  expect(noted(db)).toEqual({ value: WORDS })
  expect(existsSync(`${file}.new`)).toBe(false)
  db.close()
})
