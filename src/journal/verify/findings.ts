/** Gathers findings: keeps the first ones, counts them all. */
import type { Finding } from './finding.ts'

export interface Findings {
  readonly first: readonly Finding[]
  readonly count: number
  readonly report: (finding: Finding) => void
}

/** Somebody reads them: what lies behind the first dozen follows from it, or needs another run anyway. */
const MOST = 12

export const gatherFindings = (): Findings => {
  const first: Finding[] = []
  let count = 0
  return {
    first,
    get count() {
      return count
    },
    report: (finding) => {
      count += 1
      if (first.length < MOST) first.push(finding)
    }
  }
}
