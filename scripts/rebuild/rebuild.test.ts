/** Rebuilds real desks: filled with the demo network, closed, and harmed where only derived tables can be. */
import { renameSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { prepareDesk } from '../../e2e/prepared-desk.ts'
import { PROJECTIONS } from '../../src/core/projections.ts'
import { type Database, openDatabase } from '../../src/core/storage/database.ts'
import { findClosedDesk } from '../../src/core/storage/closed-desk.ts'
import { rebuild } from './rebuild.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'stoika-rebuild-'))
  await prepareDesk(folder, { patients: 60, historyDays: 5 })
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const withDatabase = async <Result>(work: (db: Database) => Result): Promise<Result> => {
  const closed = findClosedDesk(folder, undefined)
  if (closed.found !== 'desk') throw new Error(`no desk to open: ${closed.found}`)
  const db = await openDatabase({ path: path.join(closed.data, 'desk.db'), key: closed.key })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/**
 * Everything that is derived, in an order of its own. A table for searching has no rows to read, and the number by which
 * it knows a patient is given out anew.
 */
const derived = (db: Database): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    PROJECTIONS.flatMap((one) => one.tables)
      .filter((table) => !isForSearching(db, table))
      .map((table) => {
        const rows = db.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`).all()
        const number = table === 'patient' ? { number: 0 } : {}
        return [table, rows.map((row) => JSON.stringify({ ...row, ...number })).toSorted()]
      })
  )

const isForSearching = (db: Database, table: string): boolean => {
  const row = db.prepare<[string], { sql: string }>('SELECT sql FROM sqlite_master WHERE name = ?').get(table)
  return row === undefined || /^CREATE VIRTUAL/i.test(row.sql)
}

const run = async (args: readonly string[] = [folder], env: Readonly<Record<string, string>> = {}) => {
  const said: string[] = []
  const steps: (readonly [number, number])[] = []
  const code = await rebuild(args, {
    env,
    say: (line) => said.push(line),
    progress: (done, total) => steps.push([done, total])
  })
  return { code, said: said.join('\n'), steps }
}

it('brings back what was lost from the derived tables, and nothing else changes', async () => {
  const before = await withDatabase(derived)
  expect(before['visit']?.length).toBeGreaterThan(60)
  await withDatabase((db) => {
    db.exec(
      `DELETE FROM visit WHERE patient IN (SELECT patient FROM visit LIMIT 20); UPDATE patient SET name = '{}'; DELETE FROM aggregate_state`
    )
  })
  const { code, steps } = await run()
  expect(code).toBe(0)
  expect(steps.at(-1)?.[0]).toBe(steps.at(-1)?.[1])
  expect(await withDatabase(derived)).toEqual(before)
})

it('derives once when another version of the program had derived the tables', async () => {
  await withDatabase((db) => {
    db.prepare('UPDATE setting SET value = ? WHERE name = ?').run('"another version"', 'journal.derived-from')
  })
  const { code, steps } = await run()
  expect(code).toBe(0)
  expect(steps.filter(([done, total]) => done === total)).toHaveLength(1)
})

it('leaves a desk alone that is open, and says so', async () => {
  const { code, said } = await withDatabaseOpen(() => run())
  expect(code).toBe(2)
  expect(said).toContain('The desk is open')
})

const withDatabaseOpen = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const closed = findClosedDesk(folder, undefined)
  if (closed.found !== 'desk') throw new Error(`no desk to open: ${closed.found}`)
  const db = await openDatabase({ path: path.join(closed.data, 'desk.db'), key: closed.key })
  try {
    db.prepare('SELECT count(*) FROM fact').get()
    return await work()
  } finally {
    db.close()
  }
}

it('says that only the program can open a key which the keystore has sealed, unless the key is given', async () => {
  const key = findClosedDesk(folder, undefined)
  if (key.found !== 'desk') throw new Error('the prepared desk has a plain key')
  renameSync(path.join(folder, 'desk/desk.key'), path.join(folder, 'desk/desk.key.sealed'))
  const refused = await run()
  expect(refused.code).toBe(2)
  expect(refused.said).toContain('keystore')
  expect(await run([folder], { STOIKA_KEY: key.key })).toMatchObject({ code: 0 })
})

it('says what is wrong with a folder without a desk, and with a wrong key', async () => {
  const nothing = await run([os.tmpdir()])
  expect(nothing.code).toBe(2)
  expect(nothing.said).toContain('desk.db')
  writeFileSync(path.join(folder, 'desk/desk.key'), 'ab'.repeat(32))
  const locked = await run()
  expect(locked.code).toBe(1)
  expect(locked.said).toContain('wrong key')
})
