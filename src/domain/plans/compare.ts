/** Puts the variants of a plan side by side: which service is in which, and what each costs. */
import { kopecks, subtractKopecks, type Kopecks } from '../values/money.ts'
import type { ServiceId } from '../values/ids.ts'
import type { Tooth } from '../values/tooth.ts'
import { linesOf, type PlanContent, type VariantId } from './content.ts'
import { grossOf, lineSum, totalOf } from './priced-line.ts'

export interface ComparedVariant {
  readonly id: VariantId
  readonly title: string
  readonly explanation: string
  readonly stages: number
  readonly total: Kopecks
  readonly saved: Kopecks
  /** More (or less, below zero) than the cheapest variant. */
  readonly above: Kopecks
}

export interface ComparedCell {
  readonly quantity: number
  readonly sum: Kopecks
  /** Number of the stage, from 1, in which it comes first. */
  readonly stage: number
}

export interface ComparedRow {
  readonly service: ServiceId
  readonly name: string
  readonly tooth: Tooth | null
  /** One a variant, in their order; null where the variant does without it. */
  readonly cells: readonly (ComparedCell | null)[]
  readonly everywhere: boolean
}

export interface Comparison {
  readonly variants: readonly ComparedVariant[]
  readonly rows: readonly ComparedRow[]
}

/** Rows in the order in which the best variant, then the next, mentions them. */
export const compareVariants = (content: Pick<PlanContent, 'variants'>): Comparison => {
  const totals = content.variants.map((variant) => totalOf(linesOf(variant)))
  const cheapest = kopecks(Math.min(...totals))
  const rows = new Map<
    string,
    { service: ServiceId; name: string; tooth: Tooth | null; cells: (ComparedCell | null)[] }
  >()
  for (const [column, variant] of content.variants.entries()) {
    for (const [index, stage] of variant.stages.entries()) {
      for (const line of stage.lines) {
        const key = `${line.service} ${line.tooth ?? ''}`
        const row = rows.get(key) ?? {
          service: line.service,
          name: line.name,
          tooth: line.tooth,
          cells: content.variants.map(() => null)
        }
        const before = row.cells[column] ?? null
        row.cells[column] = {
          quantity: (before?.quantity ?? 0) + line.quantity,
          sum: kopecks((before?.sum ?? 0) + lineSum(line)),
          stage: before?.stage ?? index + 1
        }
        rows.set(key, row)
      }
    }
  }
  return {
    variants: content.variants.map((variant, column) => {
      const total = totals[column] ?? kopecks(0)
      return {
        id: variant.id,
        title: variant.title,
        explanation: variant.explanation,
        stages: variant.stages.length,
        total,
        saved: subtractKopecks(grossOf(linesOf(variant)), total),
        above: subtractKopecks(total, cheapest)
      }
    }),
    rows: [...rows.values()].map((row) => ({ ...row, everywhere: row.cells.every((cell) => cell !== null) }))
  }
}
