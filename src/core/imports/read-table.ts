/** Reads a decoded file into headings and rows: which mark stands between cells, where the headings are, rows numbered as Excel shows them. */
import { CsvError, parse } from 'csv-parse/sync'
import type { ImportShape } from '../../domain/imports/columns.ts'
import { recognised } from '../../domain/imports/mapping.ts'
import type { FileProblem } from '../../domain/imports/problems.ts'
import type { TableRow } from '../../domain/imports/row.ts'
import { decode, type Encoding } from './decode.ts'

export type Delimiter = ';' | ',' | '\t' | '|'

export interface Table {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** Row of the headings, as Excel numbers it. */
  readonly headingsRow: number
  readonly headings: readonly string[]
  /** Rows that have anything in them, the headings left out. */
  readonly rows: readonly TableRow[]
}

export type TableRead =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly problem: FileProblem }

const MOST_ROWS = 200_000
/** How far down the headings may stand, under a title and a date of the report. */
const HEADINGS_WITHIN = 12

const failed = (problem: FileProblem): TableRead => ({ ok: false, problem })

export const readTable = (bytes: Uint8Array, shape: ImportShape): TableRead => {
  const decoded = decode(bytes)
  if (!decoded.ok) return decoded
  const { delimiter, text } = splitMark(decoded.text, shape)
  const records = parseRecords(text, delimiter)
  if (!records.ok) return failed(records.problem)
  const filled = records.rows.filter((row) => row.cells.length > 0)
  if (filled.length > MOST_ROWS) return failed({ code: 'TOO_MANY_ROWS', most: MOST_ROWS })
  const place = headingsPlace(filled, shape)
  const heading = filled[place]
  if (heading === undefined) return failed({ code: 'EMPTY_FILE' })
  if (recognised(shape, heading.cells) === 0 && heading.cells.filter((cell) => cell.trim() !== '').length < 2)
    return failed({ code: 'NO_HEADINGS' })
  const rows = filled.slice(place + 1)
  if (rows.length === 0) return failed({ code: 'NO_ROWS' })
  return {
    ok: true,
    table: {
      encoding: decoded.encoding,
      delimiter,
      headingsRow: heading.row,
      headings: heading.cells.map((cell) => cell.trim()),
      rows
    }
  }
}

/** Excel's first line «sep=;» decides; else the mark that gives the best row of headings. */
const splitMark = (text: string, shape: ImportShape): { readonly delimiter: Delimiter; readonly text: string } => {
  const said = /^"?sep=([;,|\t])"?(?:\r\n|\n|\r)/i.exec(text)
  if (said !== null) return { delimiter: markOf(said[1] ?? ''), text: text.slice(said[0].length) }
  const beginning = text.slice(0, 20_000)
  const marks: readonly Delimiter[] = [';', ',', '\t', '|']
  const scored = marks.map((delimiter) => {
    const rows = parseRecords(beginning, delimiter, true)
    const best = rows.ok
      ? Math.max(
          0,
          ...rows.rows.slice(0, HEADINGS_WITHIN).map((row) => recognised(shape, row.cells) * 100 + row.cells.length)
        )
      : 0
    return { delimiter, best }
  })
  return { delimiter: scored.reduce((winner, one) => (one.best > winner.best ? one : winner)).delimiter, text }
}

const markOf = (mark: string): Delimiter => (mark === ',' || mark === '\t' || mark === '|' ? mark : ';')

type Records =
  | { readonly ok: true; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly problem: FileProblem }

/** `cut` is for a beginning of a file, whose last cell may be torn. */
const parseRecords = (text: string, delimiter: Delimiter, cut = false): Records => {
  try {
    const records: unknown = parse(text, {
      delimiter,
      // Old Macs end lines with \r alone.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      // A quote inside a cell that does not begin with one, as in ="00123" and ООО "Ромашка", is a letter.
      relax_quotes: true,
      skip_empty_lines: false,
      ...(cut ? { to: HEADINGS_WITHIN } : {})
    })
    if (!isRows(records)) throw new TypeError('csv-parse answered no rows')
    const swallowing = records.findIndex((cells) =>
      cells.some((cell) => (cell.match(LINE_ENDS)?.length ?? 0) > MOST_LINES)
    )
    if (swallowing >= 0) return { ok: false, problem: { code: 'UNCLOSED_QUOTE', row: swallowing + 1 } }
    return { ok: true, rows: records.map((cells, index) => ({ row: index + 1, cells: withoutTail(cells) })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const before = error['records']
    return { ok: false, problem: { code: 'UNCLOSED_QUOTE', row: typeof before === 'number' ? before + 1 : 1 } }
  }
}

/** A note may have lines; one with so many has swallowed the rows below it, up to the next quote. */
const MOST_LINES = 30
const LINE_ENDS = /\r\n|\n|\r/g

const isRows = (records: unknown): records is string[][] => Array.isArray(records) && records.every(Array.isArray)

/** Excel writes `;;;` at the end of rows that were once wider. */
const withoutTail = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1)

/** The first row with the most known headings; the first row that has cells when none is known. */
const headingsPlace = (rows: readonly TableRow[], shape: ImportShape): number => {
  let best = { place: 0, known: 0 }
  rows.slice(0, HEADINGS_WITHIN).forEach((row, place) => {
    const known = recognised(shape, row.cells)
    if (known > best.known) best = { place, known }
  })
  return best.place
}
