/** What the steps of a golden shift work with. */
import type { NewFact } from '../../src/domain/fact.ts'
import type { IsoDate } from '../../src/domain/values/dates.ts'
import type { DemoFact, FactAuthor } from '../../src/head-office/demo/demo-fact.ts'
import type { Recording } from './recording.ts'

export interface Shift {
  readonly recording: Recording
  readonly today: IsoDate
  /** The whole network that the excerpt was taken from. */
  readonly network: readonly DemoFact[]
  readonly author: FactAuthor
  readonly now: () => number
  /** The next number of a paper. */
  readonly number: () => string
  /** Records in the name of the desk, a minute after what was recorded before; answers the ids of the facts. */
  readonly record: (facts: readonly NewFact[]) => readonly string[]
}

/** A story counts on things that the demo has; without one it must be written anew. */
export const needed = <Value>(value: Value | null | undefined, what: string): Value => {
  if (value === null || value === undefined) throw new Error(`the demo network has no ${what} any more`)
  return value
}
