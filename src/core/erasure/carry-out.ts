/** Obeys head office's orders to destroy a person's data, as soon as they arrive and again after a start that interrupted it. */
import { erasureAggregate, type ErasureOrder } from '../../domain/erasure/evolve.ts'
import { ErasureCarriedOut } from '../../domain/erasure/facts.ts'
import { newFact } from '../../domain/fact.ts'
import type { Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { readSetting } from '../storage/settings.ts'
import { HeadOffice } from '../sync/settings.ts'

/**
 * Facts lose their words in every view, index and queue; files go first, so that an interruption leaves nothing that
 * nobody remembers. Orders of anybody but head office are left alone. Answers how many orders were carried out now.
 */
export const carryOutErasures = (desk: Desk): number => {
  const headOffice = readSetting(desk.db, HeadOffice)?.device
  if (headOffice === undefined) return 0
  const ordered = prepared(
    desk.db,
    `SELECT id FROM erasure WHERE orders > (SELECT count(*) FROM obeyed_order WHERE obeyed_order.erasure = erasure.id)`
  ).all() as { id: string }[]
  let done = 0
  for (const { id } of ordered)
    for (const order of desk.journal.state(erasureAggregate, id)?.orders ?? []) {
      if (order.device !== headOffice || isObeyed(desk, id, order)) continue
      obey(desk, id, order)
      done += 1
    }
  if (done > 0) forgetPages(desk)
  return done
}

const isObeyed = (desk: Desk, id: string, order: ErasureOrder): boolean =>
  prepared(desk.db, 'SELECT 1 FROM obeyed_order WHERE erasure = ? AND fact = ?').get(id, order.id) !== undefined

const obey = (desk: Desk, id: string, order: ErasureOrder): void => {
  const files = order.blobs.filter((sha256) => desk.blobs.has(sha256))
  for (const sha256 of files) desk.blobs.erase(sha256)
  for (const name of order.aggregates) desk.spool?.forget(name.id, null)
  desk.journal.atomically(() => {
    const facts = desk.journal.erase(order.aggregates)
    prepared(desk.db, 'INSERT INTO obeyed_order (erasure, fact) VALUES (?, ?)').run(id, order.id)
    desk.journal.record({ staff: null, clinic: desk.identity.clinic }, [
      newFact(ErasureCarriedOut, 'erasure', id, { facts, blobs: files.length })
    ])
  })
}

/** What was overwritten still lies in the log beside the database and in the segments of the search index. */
const forgetPages = (desk: Desk): void => {
  desk.db.exec(`INSERT INTO patient_search (patient_search) VALUES ('optimize')`)
  desk.db.pragma('wal_checkpoint(TRUNCATE)')
}
