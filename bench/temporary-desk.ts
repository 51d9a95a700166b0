/** A real, encrypted workstation on disk for one benchmark, gone when it is over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PROJECTIONS } from '../src/core/projections.ts'
import { openDatabase } from '../src/core/storage/database.ts'
import { openJournal, type Journal } from '../src/core/storage/journal.ts'
import { AGGREGATES } from '../src/domain/aggregates.ts'
import { DeviceId } from '../src/domain/values/ids.ts'

export const KEY = '7f'.repeat(32)

export interface TemporaryDesk extends Disposable {
  readonly folder: string
  readonly journal: Journal
}

export const temporaryDesk = async (): Promise<TemporaryDesk> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoika-bench-'))
  const db = await openDatabase({ path: path.join(folder, 'desk.db'), key: KEY })
  const journal = openJournal({
    db,
    device: DeviceId.parse('018f0000-0000-7000-8000-0000000000be'),
    epoch: 0,
    now: Date.now,
    aggregates: AGGREGATES,
    projections: PROJECTIONS
  })
  return {
    folder,
    journal,
    [Symbol.dispose]: () => {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
