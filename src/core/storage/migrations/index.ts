/** The schema's history in order; names sort, and a shipped migration is never edited. */
import type { Migration } from 'kysely/migration'
import { journal } from './0001-journal.ts'
import { printing } from './0002-printing.ts'
import { blobUpload } from './0003-blob-upload.ts'
import { epochsAndReceipts } from './0004-epochs-and-receipts.ts'
import { erasure } from './0005-erasure.ts'
import { statesByRow } from './0006-states-by-row.ts'
import { snapshot } from './0007-snapshot.ts'
import { unshown } from './0008-unshown.ts'
import { ordersByFact } from './0009-orders-by-fact.ts'

export const migrations: Record<string, Migration> = {
  '0001-journal': journal,
  '0002-printing': printing,
  '0003-blob-upload': blobUpload,
  '0004-epochs-and-receipts': epochsAndReceipts,
  '0005-erasure': erasure,
  '0006-states-by-row': statesByRow,
  '0007-snapshot': snapshot,
  '0008-unshown': unshown,
  '0009-orders-by-fact': ordersByFact
}
