/** Everything that screens of a desk could show, as text that two desks can be compared by. */
import { searchPatients } from '../../src/core/patients/search.ts'
import { PROJECTIONS } from '../../src/core/projections.ts'
import type { Database } from '../../src/core/storage/database.ts'

export type Views = ReadonlyMap<string, readonly string[]>

/** The order in which facts came numbers rows for the index of words; nothing shows that number. */
const OWN_AFFAIR: ReadonlySet<string> = new Set(['number'])
const WORDS = new Set(['patient_search'])
/** Tables that are read through what they are for. */
const ASKED = ['7945', 'Вы', 'Пр', 'Не', '1960', '1970', 'Проба']

export const viewsOf = (database: Database): Views => {
  const views = new Map<string, readonly string[]>()
  const keep = (name: string, rows: readonly object[], hidden: ReadonlySet<string>): void => {
    const texts = rows.map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !hidden.has(column))))
    views.set(name, texts.toSorted())
  }
  for (const { tables } of PROJECTIONS)
    for (const table of tables) {
      if (WORDS.has(table)) continue
      keep(
        table,
        database.prepare<[], object>(`SELECT * FROM "${table}"`).all(),
        table === 'patient' ? OWN_AFFAIR : NONE
      )
    }
  keep('states', database.prepare<[], object>('SELECT kind, id, state FROM aggregate_state').all(), NONE)
  for (const asked of ASKED) views.set(`search for ${asked}`, searchPatients(database, asked, 1000).toSorted())
  return views
}

const NONE: ReadonlySet<string> = new Set()

export const differenceOf = (one: Views, other: Views): string | null => {
  for (const [table, rows] of one) {
    const others = new Set(other.get(table))
    const known = new Set(rows)
    const only = rows.find((row) => !others.has(row))
    const missing = other.get(table)?.find((row) => !known.has(row))
    if (only !== undefined || missing !== undefined)
      return `${table}: ${only ?? 'nothing'} against ${missing ?? 'nothing'}`
  }
  return null
}
