/** Orders of destruction are told apart by their fact: two may be given in one millisecond. Carried out once more, they find nothing. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const ordersByFact: Migration = {
  up: async (db) => {
    await sql`DROP TABLE obeyed_order`.execute(db)
    await sql`CREATE TABLE obeyed_order (erasure TEXT NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (erasure, fact)) STRICT, WITHOUT ROWID`.execute(
      db
    )
  }
}
