/** What a desk shows, as every row of every derived table: two desks with the same facts must be alike. */
import { PROJECTIONS } from '../src/core/projections.ts'
import type { Database } from '../src/core/storage/database.ts'

/** In an order of its own. The running number of a row is where it lies, not what it says. */
export const shown = (db: Database): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    PROJECTIONS.flatMap((one) => one.tables)
      .filter((table) => table !== 'patient_search')
      .map((table) => [
        table,
        db
          .prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`)
          .all()
          .map(({ number: place, ...row }) => JSON.stringify(table === 'patient' ? row : { ...row, place }))
          .toSorted()
      ])
  )
