/** Previews and imports one file: the same plan both times, recorded in one transaction or not at all. */
import { createHash } from 'node:crypto'
import type { ImportCounts, ImportPreview, ImportRefusal, ImportResult } from '../../contract/imports.ts'
import { SHAPES, type ImportKind } from '../../domain/imports/columns.ts'
import { guessMapping, headingsKey, Mapping, missingColumns, soundMapping } from '../../domain/imports/mapping.ts'
import type { PlannedLine } from '../../domain/imports/outcome.ts'
import type { ImportProblem } from '../../domain/imports/problems.ts'
import { readRow, RowReader } from '../../domain/imports/row.ts'
import { readStaff, type StaffColumn } from '../../domain/imports/staff.ts'
import type { Desk } from '../desk.ts'
import { hashPin } from '../staff/pin.ts'
import type { Author } from '../storage/journal.ts'
import { readSetting, writeSetting, type Setting } from '../storage/settings.ts'
import type { ImportPlan } from './collected.ts'
import { directoryOf } from './known.ts'
import { planLines } from './plan-lines.ts'
import { readTable, type Table } from './read-table.ts'

export interface ImportFile {
  readonly kind: ImportKind
  readonly bytes: Uint8Array
}

type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: ImportRefusal }
const refused = (refusal: ImportRefusal): { readonly ok: false; readonly refusal: ImportRefusal } => ({
  ok: false,
  refusal
})

const SAMPLE_ROWS = 8
const SHOWN_LINES = 300
const SHOWN_PROBLEMS = 2000

/** The mapping that a person has settled for files with these headings, kept on this device. */
const rememberedMapping = (kind: ImportKind, headings: readonly string[]): Setting<typeof Mapping> => ({
  name: `import.mapping.${kind}.${createHash('sha256').update(headingsKey(headings)).digest('hex').slice(0, 24)}`,
  schema: Mapping
})

const countsOf = (plan: ImportPlan): ImportCounts => ({
  new: plan.lines.filter((line) => line.outcome === 'new').length,
  changed: plan.lines.filter((line) => line.outcome === 'changed').length,
  same: plan.lines.filter((line) => line.outcome === 'same').length,
  bad: new Set(plan.problems.map((problem) => problem.row)).size
})

/** PINs are hashed for the import itself; a preview needs to know only that there is one. */
const UNHASHED = '$argon2id$'

export const previewImport = (desk: Desk, file: ImportFile, mapping: Mapping | null): Answer<ImportPreview> => {
  const shape = SHAPES[file.kind]
  const read = readTable(file.bytes, shape)
  if (!read.ok) return refused({ code: 'FILE', problem: read.problem })
  const { table } = read
  const remembered = mapping === null ? readSetting(desk.db, rememberedMapping(file.kind, table.headings)) : null
  const used = soundMapping(shape, mapping ?? remembered ?? guessMapping(shape, table.headings), table.headings.length)
  const missing = missingColumns(shape, used)
  const plan =
    missing.length > 0 ? { lines: [], problems: [] } : planTable(desk, file.kind, table, used, () => UNHASHED)
  return {
    ok: true,
    value: {
      kind: file.kind,
      encoding: table.encoding,
      delimiter: table.delimiter,
      rows: table.rows.length,
      headingsRow: table.headingsRow,
      headings: [...table.headings],
      sample: table.rows.slice(0, SAMPLE_ROWS).map(({ row, cells }) => ({ row, cells: [...cells] })),
      mapping: used,
      remembered: remembered !== null,
      missing: missing.map((group) => [...group]),
      counts: countsOf(plan),
      lines: plan.lines
        .filter((line) => line.outcome !== 'same')
        .toSorted((a, b) => urgency(a) - urgency(b) || a.row - b.row)
        .slice(0, SHOWN_LINES)
        .map(({ row, outcome, title, changes, doubles }) => ({
          row,
          outcome,
          title,
          changes: [...changes],
          doubles: [...doubles]
        })),
      doubles: plan.lines.filter((line) => line.doubles.length > 0).length,
      problems: plan.problems.slice(0, SHOWN_PROBLEMS),
      moreProblems: Math.max(0, plan.problems.length - SHOWN_PROBLEMS)
    }
  }
}

/** What a person should look at first. */
const urgency = (line: PlannedLine): number => (line.outcome === 'changed' ? 0 : line.doubles.length > 0 ? 1 : 2)

/** `expected` null imports whatever the file does now, for a command line that has shown no preview. */
export const runImport = async (
  desk: Desk,
  author: Author,
  file: ImportFile,
  choice: { readonly mapping: Mapping | null; readonly expected: ImportCounts | null }
): Promise<Answer<ImportResult>> => {
  const shape = SHAPES[file.kind]
  const read = readTable(file.bytes, shape)
  if (!read.ok) return refused({ code: 'FILE', problem: read.problem })
  const { table } = read
  const remembered = readSetting(desk.db, rememberedMapping(file.kind, table.headings))
  const mapping = soundMapping(
    shape,
    choice.mapping ?? remembered ?? guessMapping(shape, table.headings),
    table.headings.length
  )
  const missing = missingColumns(shape, mapping)
  if (missing.length > 0) return refused({ code: 'COLUMNS_MISSING', columns: missing.map((group) => [...group]) })
  const hashes = file.kind === 'staff' ? await firstPins(desk, table, mapping) : new Map<number, string>()
  return desk.journal.atomically((): Answer<ImportResult> => {
    const plan = planTable(desk, file.kind, table, mapping, (row) => hashes.get(row) ?? null)
    const counts = countsOf(plan)
    if (plan.problems.length > 0)
      return refused({ code: 'BAD_LINES', counts, problems: plan.problems.slice(0, SHOWN_PROBLEMS) })
    if (choice.expected !== null && !sameCounts(choice.expected, counts))
      return refused({ code: 'CHANGED_MEANWHILE', counts })
    const facts = plan.lines.flatMap((line) => line.facts)
    if (facts.length > 0) desk.journal.record(author, facts)
    writeSetting(desk.db, rememberedMapping(file.kind, table.headings), mapping)
    return { ok: true, value: { counts, facts: facts.length } }
  })
}

const sameCounts = (a: ImportCounts, b: ImportCounts): boolean =>
  a.new === b.new && a.changed === b.changed && a.same === b.same && a.bad === b.bad

const planTable = (
  desk: Desk,
  kind: ImportKind,
  table: Table,
  mapping: Mapping,
  pinHash: (row: number) => string | null
): ImportPlan => {
  const wide = table.rows.filter((row) => row.cells.length > table.headings.length)
  const extra = wide.map((row): ImportProblem => ({
    row: row.row,
    column: null,
    text: '',
    problem: { code: 'EXTRA_CELLS' }
  }))
  const rows = extra.length === 0 ? table.rows : table.rows.filter((row) => row.cells.length <= table.headings.length)
  const plan = planLines(desk, kind, { rows, mapping, pinHash })
  return { lines: plan.lines, problems: [...extra, ...plan.problems].toSorted((a, b) => a.row - b.row) }
}

/** Hashes the PINs of the file before the transaction, since each takes tens of milliseconds. */
const firstPins = async (desk: Desk, table: Table, mapping: Mapping): Promise<ReadonlyMap<number, string>> => {
  const read = readStaff(directoryOf(desk))
  const hashes = new Map<number, string>()
  for (const row of table.rows) {
    const line = readRow(new RowReader<StaffColumn>(row, mapping), read)
    if (line.ok && line.record.pin !== null) hashes.set(line.row, await hashPin(line.record.pin))
  }
  return hashes
}
