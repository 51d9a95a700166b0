/** Reads one line of a table cell by cell and gathers everything that is wrong with it, not only the first thing. */
import { cleanCell, unusable } from './cells.ts'
import type { Mapping } from './mapping.ts'
import type { CellProblem, ImportProblem, Parsed, RowProblem } from './problems.ts'

/** A line of a table as it stands in the file. */
export interface TableRow {
  /** As Excel numbers it. */
  readonly row: number
  readonly cells: readonly string[]
}

/** How much of a bad cell is repeated in the report. */
const SHOWN = 60

export class RowReader<Key extends string> {
  readonly row: number
  readonly problems: ImportProblem[] = []
  readonly #cells: readonly string[]
  readonly #mapping: Mapping

  constructor(row: TableRow, mapping: Mapping) {
    this.row = row.row
    this.#cells = row.cells
    this.#mapping = mapping
  }

  /** The cell as text; empty when the column is not there or nothing stands in it. */
  text(key: Key): string {
    const place = this.#mapping[key]
    return place === undefined ? '' : cleanCell(this.#cells[place] ?? '')
  }

  has(key: Key): boolean {
    return this.#mapping[key] !== undefined
  }

  /** The value, or null when the cell is empty or wrong; what is wrong is noted. */
  optional<Value>(key: Key, read: (text: string) => Parsed<Value>): Value | null {
    const text = this.text(key)
    return text === '' ? null : this.#read(key, text, read)
  }

  /** The same, and an empty cell is wrong too. */
  required<Value>(key: Key, read: (text: string) => Parsed<Value>): Value | null {
    const text = this.text(key)
    if (text !== '') return this.#read(key, text, read)
    this.wrong(key, { code: 'EMPTY' })
    return null
  }

  /** Notes that what stands in a column cannot be used, for reasons that only other data can tell. */
  wrong(key: Key, problem: CellProblem): void {
    this.problems.push({ row: this.row, column: key, text: shown(this.text(key)), problem })
  }

  /** Notes that the line as a whole cannot be used. */
  refuse(problem: RowProblem): void {
    this.problems.push({ row: this.row, column: null, text: '', problem })
  }

  #read<Value>(key: Key, text: string, read: (text: string) => Parsed<Value>): Value | null {
    const result = unusable(text) ?? read(text)
    if (result.ok) return result.value
    this.wrong(key, result.problem)
    return null
  }
}

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)

/** What came of reading a line: what it says, or everything that is wrong with it. */
export type ReadRow<Record> =
  | { readonly ok: true; readonly row: number; readonly record: Record }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/** The record of a line that had no problem; `make` answers null only after noting one. */
export const readRow = <Key extends string, Record>(
  reader: RowReader<Key>,
  make: (reader: RowReader<Key>) => Record | null
): ReadRow<Record> => {
  const record = make(reader)
  if (record !== null && reader.problems.length === 0) return { ok: true, row: reader.row, record }
  if (reader.problems.length === 0) throw new Error(`line ${reader.row} was refused without a reason`)
  return { ok: false, problems: reader.problems }
}
