/** The schema's history in order; names sort, and a shipped migration is never edited. */
import type { Migration } from 'kysely/migration'
import { journal } from './0001-journal.ts'

export const migrations: Record<string, Migration> = {
  '0001-journal': journal
}
