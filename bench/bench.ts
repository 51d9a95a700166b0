/** How a benchmark reports: figures of several runs, each with its reference measured in the same run. */

export interface Figure {
  readonly id: string
  /** `count` and `bytes` of something that should be few, `percent` of growth. */
  readonly unit: 'ms' | 'µs' | 'per s' | 's' | 'bytes' | 'count' | 'percent'
  readonly median: number
  readonly min: number
  readonly max: number
  readonly runs: number
  /** What the figure is held against, measured beside it. */
  readonly reference?: { readonly id: string; readonly median: number }
  /** median / reference.median */
  readonly ratio?: number
  /** In which size it was measured, where that can be chosen. */
  readonly size?: string
}

export interface Bench {
  readonly name: string
  /** `full`: in sizes that take too long for every day. */
  readonly run: (log: (line: string) => void, full: boolean) => Promise<readonly Figure[]>
}

const rounded = (value: number): number => Number(value.toPrecision(4))

export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** A figure of several runs, held against a reference of as many. */
export const figure = (
  id: string,
  unit: Figure['unit'],
  values: readonly number[],
  reference?: { readonly id: string; readonly values: readonly number[] }
): Figure => {
  const median = quantile(values, 0.5)
  const base: Figure = {
    id,
    unit,
    median: rounded(median),
    min: rounded(Math.min(...values)),
    max: rounded(Math.max(...values)),
    runs: values.length
  }
  if (reference === undefined) return base
  const against = quantile(reference.values, 0.5)
  return { ...base, reference: { id: reference.id, median: rounded(against) }, ratio: rounded(median / against) }
}

/** Milliseconds that some work takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}
