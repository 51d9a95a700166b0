/** A fact of the demo network with its author and moment, as head office seals it into its own device's chain. */
import type { NewFact } from '../../domain/fact.ts'
import type { ClinicId, StaffId } from '../../domain/values/ids.ts'

export interface FactAuthor {
  readonly staff: StaffId | null
  readonly clinic: ClinicId | null
}

export interface DemoFact {
  readonly author: FactAuthor
  /** Milliseconds since 1970. */
  readonly at: number
  readonly fact: NewFact
}

/** What head office writes in its own name. */
export const HEAD_OFFICE: FactAuthor = { staff: null, clinic: null }

/** What a decider answered, when the demo asks for nothing that could be refused. */
export const acceptedFacts = <Fact>(
  decision: { readonly ok: true; readonly facts: readonly Fact[] } | { readonly ok: false; readonly refusal: unknown }
): readonly Fact[] => {
  if (!decision.ok) throw new Error(`the demo broke a rule: ${JSON.stringify(decision.refusal)}`)
  return decision.facts
}
