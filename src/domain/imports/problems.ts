/** What can be wrong with a file, a line or a cell of an import, as values that texts turn into words. */
import { z } from 'zod'

/** Why a cell is not what its column needs. */
export const CellProblem = z.discriminatedUnion('code', [
  z.object({ code: z.literal('EMPTY') }),
  /** «#Н/Д», «#ССЫЛКА!»: Excel itself could not compute it. */
  z.object({ code: z.literal('EXCEL_ERROR') }),
  /** «####»: the column was too narrow when the table was copied. */
  z.object({ code: z.literal('TOO_NARROW') }),
  z.object({ code: z.literal('FORMULA') }),
  z.object({ code: z.literal('TOO_LONG'), most: z.int() }),
  z.object({ code: z.literal('NOT_A_DATE') }),
  z.object({ code: z.literal('NO_SUCH_DAY') }),
  /** «04/05/1987» may be April or May. */
  z.object({ code: z.literal('AMBIGUOUS_DATE') }),
  z.object({ code: z.literal('TWO_DIGIT_YEAR') }),
  z.object({ code: z.literal('DATE_IN_FUTURE') }),
  z.object({ code: z.literal('DATE_TOO_OLD') }),
  z.object({ code: z.literal('NOT_A_TIME') }),
  z.object({ code: z.literal('NOT_MONEY') }),
  /** «4,200» is four thousand to an Englishman and four to a Russian. */
  z.object({ code: z.literal('AMBIGUOUS_MONEY') }),
  z.object({ code: z.literal('NEGATIVE') }),
  z.object({ code: z.literal('NOT_WHOLE') }),
  z.object({ code: z.literal('OUT_OF_RANGE'), least: z.number(), most: z.number() }),
  z.object({ code: z.literal('NOT_A_PHONE') }),
  /** «8,92155512E+10»: Excel has thrown the last digits away, nobody can bring them back. */
  z.object({ code: z.literal('ROUNDED_BY_EXCEL') }),
  z.object({ code: z.literal('NOT_AN_EMAIL') }),
  z.object({ code: z.literal('NOT_A_NAME') }),
  z.object({ code: z.literal('ONE_WORD_NAME') }),
  z.object({ code: z.literal('NOT_YES_OR_NO') }),
  z.object({ code: z.literal('NOT_OF_LIST'), allowed: z.array(z.string()) }),
  z.object({ code: z.literal('NOT_A_TOOTH') }),
  z.object({ code: z.literal('NOT_A_CODE_804') }),
  z.object({ code: z.literal('NOT_MKB10') }),
  z.object({ code: z.literal('NOT_A_PIN') }),
  z.object({ code: z.literal('SEX_UNKNOWN') }),
  z.object({ code: z.literal('TIMES_REVERSED') }),
  z.object({ code: z.literal('TOO_MANY'), most: z.int() }),
  // Reference to something else that is not there, or is there more than once.
  z.object({ code: z.literal('DOCTOR_UNKNOWN') }),
  z.object({ code: z.literal('DOCTOR_AMBIGUOUS') }),
  z.object({ code: z.literal('CLINIC_UNKNOWN') }),
  z.object({ code: z.literal('CHAIR_UNKNOWN') }),
  z.object({ code: z.literal('CHAIR_NEEDED') }),
  z.object({ code: z.literal('SERVICE_UNKNOWN'), service: z.string() }),
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  z.object({ code: z.literal('PATIENT_AMBIGUOUS') })
])
export type CellProblem = z.infer<typeof CellProblem>

/** Why a whole line cannot be taken. */
export const RowProblem = z.discriminatedUnion('code', [
  z.object({ code: z.literal('EXTRA_CELLS') }),
  /** The same thing stands in an earlier line. */
  z.object({ code: z.literal('REPEATED'), row: z.int() }),
  z.object({ code: z.literal('SLOT_TAKEN'), from: z.string(), to: z.string() }),
  z.object({ code: z.literal('SLOT_TAKEN_IN_FILE'), row: z.int() }),
  z.object({ code: z.literal('STATE_NEEDED') }),
  z.object({ code: z.literal('STATE_IN_FUTURE') }),
  z.object({ code: z.literal('VISIT_STARTED') }),
  z.object({ code: z.literal('VISIT_OF_ANOTHER_PATIENT') }),
  z.object({ code: z.literal('SHIFTS_OVERLAP'), row: z.int() }),
  /** Lines of one plan disagree about its patient, doctor or last day. */
  z.object({ code: z.literal('PLAN_INCONSISTENT'), row: z.int() }),
  /** The rules about plans say no; `reason` is their code. */
  z.object({ code: z.literal('PLAN_REFUSED'), reason: z.string() })
])
export type RowProblem = z.infer<typeof RowProblem>

/** One bad place. `column` is null when the whole line is meant; `text` repeats what stands there. */
export const ImportProblem = z.object({
  /** As Excel numbers the rows; the row of headings counts. */
  row: z.int().min(1),
  column: z.string().nullable(),
  text: z.string(),
  problem: z.union([CellProblem, RowProblem])
})
export type ImportProblem = z.infer<typeof ImportProblem>

/** Why a file is no table at all. */
export const FileProblem = z.discriminatedUnion('code', [
  z.object({ code: z.literal('EMPTY_FILE') }),
  z.object({ code: z.literal('TOO_LARGE'), megabytes: z.int() }),
  z.object({ code: z.literal('TOO_MANY_ROWS'), most: z.int() }),
  /** An .xlsx or .xls was given; it must be saved as CSV. */
  z.object({ code: z.literal('EXCEL_WORKBOOK') }),
  z.object({ code: z.literal('NOT_TEXT') }),
  /** UTF-8 with damaged letters; `row` is the first line that has one. */
  z.object({ code: z.literal('DAMAGED_LETTERS'), row: z.int() }),
  z.object({ code: z.literal('UNCLOSED_QUOTE'), row: z.int() }),
  z.object({ code: z.literal('NO_HEADINGS') }),
  z.object({ code: z.literal('NO_ROWS') })
])
export type FileProblem = z.infer<typeof FileProblem>

/** A value of a cell, or why there is none. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: CellProblem }

export const parsed = <Value>(value: Value): Parsed<Value> => ({ ok: true, value })
export const unparsed = (problem: CellProblem): { readonly ok: false; readonly problem: CellProblem } => ({
  ok: false,
  problem
})
