/** Importing files from other programs: what a file would do before it does it, and doing it whole or not at all. */
import { z } from 'zod'
import { ImportKind } from '../domain/imports/columns.ts'
import { Mapping } from '../domain/imports/mapping.ts'
import { FileProblem, ImportProblem } from '../domain/imports/problems.ts'
import { refusable } from './base.ts'

/** How many lines would do what. */
export const ImportCounts = z.object({ new: z.int(), changed: z.int(), same: z.int(), bad: z.int() })
export type ImportCounts = z.infer<typeof ImportCounts>

export const ImportRefusal = z.discriminatedUnion('code', [
  /** The file cannot be read as a table. */
  z.object({ code: z.literal('FILE'), problem: FileProblem }),
  /** Columns without which nothing can be taken have no heading; each group names what to point out. */
  z.object({ code: z.literal('COLUMNS_MISSING'), columns: z.array(z.array(z.string())) }),
  /** A file is taken whole or not at all. */
  z.object({ code: z.literal('BAD_LINES'), counts: ImportCounts, problems: z.array(ImportProblem) }),
  /** Between looking and importing somebody has changed what the file touches. */
  z.object({ code: z.literal('CHANGED_MEANWHILE'), counts: ImportCounts })
])
export type ImportRefusal = z.infer<typeof ImportRefusal>

export const ImportLine = z.object({
  row: z.int(),
  outcome: z.enum(['new', 'changed', 'same']),
  title: z.string(),
  changes: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
  /** Patients already registered who may be the same person. */
  doubles: z.array(z.string())
})
export type ImportLine = z.infer<typeof ImportLine>

export const ImportPreview = z.object({
  kind: ImportKind,
  encoding: z.enum(['utf-8', 'windows-1251', 'utf-16']),
  delimiter: z.string(),
  /** Lines under the headings. */
  rows: z.int(),
  headingsRow: z.int(),
  headings: z.array(z.string()),
  /** First rows as they stand in the file. */
  sample: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  mapping: Mapping,
  /** True when this very set of headings was mapped by somebody before. */
  remembered: z.boolean(),
  /** Columns that are still to be pointed out; then nothing below is counted. */
  missing: z.array(z.array(z.string())),
  counts: ImportCounts,
  /** The first lines that do something: changes before what is new, doubles before others, else in the order of the file. */
  lines: z.array(ImportLine),
  /** How many lines look like somebody already registered. */
  doubles: z.int(),
  problems: z.array(ImportProblem),
  /** Bad places beyond those listed. */
  moreProblems: z.int()
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const ImportResult = z.object({ counts: ImportCounts, facts: z.int() })
export type ImportResult = z.infer<typeof ImportResult>

const file = { kind: ImportKind, content: z.base64().max(36_000_000) }

export const importsContract = {
  /** Reads the file and says what it would do. `mapping` null takes the remembered one or guesses. */
  preview: refusable(ImportRefusal)
    .input(z.object({ ...file, mapping: Mapping.nullable() }))
    .output(ImportPreview),
  /** Does it, if it still does what `expected` says; remembers the mapping for files with the same headings. */
  run: refusable(ImportRefusal)
    .input(z.object({ ...file, mapping: Mapping, expected: ImportCounts }))
    .output(ImportResult)
}
