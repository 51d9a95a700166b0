/** States as they will be after the lines planned so far, so that later lines of one file see what earlier ones say. */
import type { Aggregate, NewFact, Recorded } from '../../domain/fact.ts'
import { foldable } from '../../domain/fact.ts'
import { instant } from '../../domain/values/dates.ts'
import { FactId } from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'

export interface Overlay<State> {
  state(id: string): State | null
  /** The line of the file that has spoken of this aggregate before. */
  rowOf(id: string): number | null
  add(id: string, row: number, facts: readonly NewFact[]): void
}

/** Facts that are not recorded yet have no id; nothing that is folded here looks at it. */
const NOT_YET = FactId.parse('00000000-0000-7000-8000-000000000000')

export const overlay = <State, Fact>(desk: Desk, aggregate: Aggregate<State, Fact>): Overlay<State> => {
  const { fold } = foldable(aggregate)
  const planned = new Map<string, { readonly state: State | null; readonly row: number }>()
  const provenance = {
    id: NOT_YET,
    device: desk.identity.device,
    staff: null,
    clinic: desk.identity.clinic,
    at: instant(desk.now())
  }
  const state = (id: string): State | null => {
    const ahead = planned.get(id)
    return ahead === undefined ? desk.journal.state(aggregate, id) : ahead.state
  }
  return {
    state,
    rowOf: (id) => planned.get(id)?.row ?? null,
    add: (id, row, facts) => {
      let next: unknown = state(id)
      for (const fact of facts) {
        const recorded: Recorded<NewFact> = { ...fact, provenance }
        next = fold(next, recorded)
      }
      // Folded by this very aggregate, see `foldable`.
      planned.set(id, { state: next as State | null, row })
    }
  }
}
