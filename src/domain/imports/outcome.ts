/** What one line of an import will do: something new, a change, nothing, or why it cannot be taken. */
import type { NewFact } from '../fact.ts'
import type { ImportProblem } from './problems.ts'

/** What a person sees of a change: the column and its values before and after, as text. */
export interface FieldChange {
  readonly column: string
  readonly before: string
  readonly after: string
}

export type Outcome = 'new' | 'changed' | 'same'

export interface PlannedLine {
  readonly row: number
  readonly outcome: Outcome
  /** «Иванов Пётр Ильич, 12.04.1987»: what the line is about. */
  readonly title: string
  readonly changes: readonly FieldChange[]
  readonly facts: readonly NewFact[]
  /** Somebody already there who looks like this new person. */
  readonly doubles: readonly string[]
}

export type LinePlan =
  | { readonly ok: true; readonly line: PlannedLine }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/**
 * Gives the aggregate of a natural key its id, always the same one, so that two desks that import one file apart, or one
 * desk twice, speak of the same patient, service or visit.
 */
export type IdOf = (kind: string, ...key: readonly string[]) => string

/** Compares field by field; `show` makes a value readable. Fields the file does not speak of are left out by the caller. */
export const fieldChange = <Value>(
  column: string,
  before: Value,
  after: Value,
  show: (value: Value) => string
): FieldChange | null => {
  const [was, is] = [show(before), show(after)]
  return JSON.stringify(before) === JSON.stringify(after) ? null : { column, before: was, after: is }
}

export const russianDate = (date: string): string => date.split('-').toReversed().join('.')
