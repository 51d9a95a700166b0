/** Gathers what the lines of one file will do, and refuses one that contradicts an earlier one about the same thing. */
import type { Mapping } from '../../domain/imports/mapping.ts'
import type { LinePlan, PlannedLine } from '../../domain/imports/outcome.ts'
import type { ImportProblem } from '../../domain/imports/problems.ts'
import type { TableRow } from '../../domain/imports/row.ts'
import type { Overlay } from './overlay.ts'

export interface ImportPlan {
  readonly lines: readonly PlannedLine[]
  readonly problems: readonly ImportProblem[]
}

export interface PlanOptions {
  readonly rows: readonly TableRow[]
  readonly mapping: Mapping
  /** Hashes of the PINs in a file of staff, by row; a preview makes none. */
  readonly pinHash: (row: number, pin: string) => string | null
}

export class Collected implements ImportPlan {
  readonly lines: PlannedLine[] = []
  readonly problems: ImportProblem[] = []

  take<State>(id: string, plan: LinePlan, known: Overlay<State>): void {
    if (!plan.ok) {
      this.problems.push(...plan.problems)
      return
    }
    const before = known.rowOf(id)
    if (before !== null && plan.line.outcome !== 'same') {
      this.problems.push({
        row: plan.line.row,
        column: null,
        text: plan.line.title,
        problem: { code: 'REPEATED', row: before }
      })
      return
    }
    if (before === null) known.add(id, plan.line.row, plan.line.facts)
    this.lines.push(plan.line)
  }
}
