/** Takes the words out of facts for good (152-ФЗ): headers, hashes and chains stay, so that everybody can still check them. */
import type { SealedFact } from '../../journal/envelope.ts'
import type { Database } from './database.ts'
import type { Folding } from './folding.ts'
import { prepared } from './query.ts'

export interface AggregateName {
  readonly kind: string
  readonly id: string
}

/**
 * Erases payload and salt of all facts of these aggregates, also of those set aside by a fork, and folds them anew into
 * nothing. Whatever arrives about them later is emptied at the door. Answers how many facts lost their payload here.
 */
export const eraseAggregates = (db: Database, folding: Folding, names: readonly AggregateName[]): number => {
  let facts = 0
  for (const { kind, id } of names) {
    prepared(db, 'INSERT OR IGNORE INTO erased_aggregate (kind, id) VALUES (?, ?)').run(kind, id)
    facts += prepared(
      db,
      'UPDATE fact SET payload = NULL, salt = NULL, withheld = 0 WHERE kind = ? AND aggregate = ? AND payload IS NOT NULL'
    ).run(kind, id).changes
    prepared(
      db,
      `UPDATE forked_fact SET payload = NULL, salt = NULL
       WHERE payload IS NOT NULL AND header ->> '$.kind' = ? AND header ->> '$.aggregate' = ?`
    ).run(kind, id)
    folding.again(kind, id)
  }
  return facts
}

/** The fact as it may be kept: without its words when it is about something that was destroyed. */
export const asKept = (db: Database, fact: SealedFact): SealedFact => {
  if (fact.payload === null) return fact
  const { kind, aggregate } = fact.header
  return isErased(db, kind, aggregate) ? { ...fact, payload: null, salt: null } : fact
}

export const isErased = (db: Database, kind: string, id: string): boolean =>
  prepared(db, 'SELECT 1 FROM erased_aggregate WHERE kind = ? AND id = ?').get(kind, id) !== undefined

export const isAnythingErased = (db: Database): boolean =>
  prepared(db, 'SELECT 1 FROM erased_aggregate LIMIT 1').get() !== undefined
