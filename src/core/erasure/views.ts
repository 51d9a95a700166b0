/** Table of destructions: which are asked for, which are ordered and not yet carried out here. */
import type { Erasure } from '../../domain/erasure/evolve.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

export const erasureProjection = projection<Erasure | null>({
  kind: 'erasure',
  version: 1,
  tables: ['erasure'],
  schema: [
    `CREATE TABLE erasure (
      id TEXT PRIMARY KEY, patient TEXT, requested_at TEXT, orders INTEGER NOT NULL, declined INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX erasure_of_patient ON erasure (patient)'
  ],
  project: (db, id, erasure) => {
    if (erasure === null) return
    prepared(db, 'INSERT OR REPLACE INTO erasure VALUES (?, ?, ?, ?, ?)').run(
      id,
      erasure.request?.patient ?? null,
      erasure.request?.at ?? null,
      erasure.orders.length,
      erasure.declined === null ? 0 : 1
    )
  }
})
