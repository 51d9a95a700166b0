/** Claims a part of the local installation for one command, so that no second one opens or deletes what the first has open. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { faultOf } from '../../src/core/storage/database.ts'
import { places } from './places.ts'

const whereItWasStarted = 'End it first: Ctrl+C where it was started.'

const taken = {
  workstation: `The demo desk is already open. ${whereItWasStarted}`,
  'head-office': `The local head office already runs. ${whereItWasStarted}`,
  devices: `The virtual devices already run. ${whereItWasStarted}`
} as const

export type ClaimedPart = keyof typeof taken

/** Locks that are held: what nobody refers to any more is closed by the garbage collector, and its lock goes with it. */
const held = new Set<Sqlite.Database>()

/** Holds until disposed of; the system lets go of it with the process, however that ends. Fails when another has it. */
export const claim = (part: ClaimedPart, folder: string = places.local): Disposable => {
  mkdirSync(folder, { recursive: true })
  // A lock of SQLite's: Node has none of its own that every system releases by itself.
  const lock = new Sqlite(path.join(folder, `${part}.lock`), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw faultOf(error) === 'in-use' ? new Error(taken[part], { cause: error }) : error
  }
  held.add(lock)
  return {
    [Symbol.dispose]: () => {
      held.delete(lock)
      lock.close()
    }
  }
}
