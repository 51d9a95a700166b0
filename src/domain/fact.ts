/** What a fact, a decision and an aggregate are, for every capability alike. */
import type { z } from 'zod'
import type { Instant } from './values/dates.ts'
import type { ClinicId, DeviceId, FactId, StaffId } from './values/ids.ts'

/** The schema of one version of one kind of fact. The version is bumped when the payload changes shape; old ones stay. */
export interface FactDefinition<Type extends string = string, Payload extends z.ZodType = z.ZodType> {
  readonly type: Type
  readonly v: number
  readonly payload: Payload
}

export const defineFact = <Type extends string, Payload extends z.ZodType>(
  type: Type,
  v: number,
  payload: Payload
): FactDefinition<Type, Payload> => ({ type, v, payload })

/** A fact as a decider returns it: what happened to which aggregate; the journal adds who, where and when. */
export interface NewFact<Type extends string = string, Payload = unknown> {
  readonly type: Type
  readonly v: number
  readonly aggregate: { readonly kind: string; readonly id: string }
  readonly payload: Payload
}

export type FactOf<Definition> =
  Definition extends FactDefinition<infer Type, infer Payload> ? NewFact<Type, z.infer<Payload>> : never

/** A new fact of a definition, about one aggregate, with its payload typed by the schema. */
export const newFact = <Type extends string, Payload extends z.ZodType>(
  definition: FactDefinition<Type, Payload>,
  kind: string,
  id: string,
  payload: z.infer<Payload>
): NewFact<Type, z.infer<Payload>> => ({ type: definition.type, v: definition.v, aggregate: { kind, id }, payload })

/** Who, where and when: what the journal knows of a fact beside its body. */
export interface Provenance {
  readonly id: FactId
  readonly device: DeviceId
  /** Nobody for facts made by the program itself, such as an import of the price list by head office. */
  readonly staff: StaffId | null
  readonly clinic: ClinicId | null
  readonly at: Instant
  /** The desk had reason to doubt its clock: what it showed, and head office's time where that was known. */
  readonly doubt?: ClockDoubt
}

export interface ClockDoubt {
  readonly desk: Instant
  readonly office: Instant | null
}

export type Recorded<Fact> = Fact & { readonly provenance: Provenance }

/** What a decider answers: the facts that now hold, or why not. A refusal is a value, never an exception. */
export type Decision<Fact, Refusal> =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Refusal }

export const accept = <Fact>(...facts: readonly Fact[]): { readonly ok: true; readonly facts: readonly Fact[] } => ({
  ok: true,
  facts
})
export const refuse = <Refusal>(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal
})

/**
 * An aggregate: which facts it is made of and how they fold. `evolve` is total: it never throws, and a fact that
 * makes no sense in a state leaves the state as it is, since another device may have decided without knowing.
 */
export interface Aggregate<State, Fact> {
  readonly kind: string
  readonly definitions: readonly FactDefinition[]
  readonly evolve: (state: State | null, fact: Recorded<Fact>) => State | null
}

/** The same with its types forgotten, for the journal that folds all kinds alike. */
export interface AnyAggregate {
  readonly kind: string
  /** Types and versions that it knows, as `type@version`. */
  readonly reads: readonly string[]
  /** Reads a stored fact with the schema of its type and version; null when this program does not know it. */
  readonly read: (fact: Recorded<NewFact>) => Recorded<NewFact> | null
  readonly fold: (state: unknown, fact: Recorded<NewFact>) => unknown
}

export const foldable = <State, Fact>(aggregate: Aggregate<State, Fact>): AnyAggregate => {
  const byType = new Map(aggregate.definitions.map((definition) => [`${definition.type}@${definition.v}`, definition]))
  const read = (fact: Recorded<NewFact>): Recorded<NewFact> | null => {
    const definition = byType.get(`${fact.type}@${fact.v}`)
    if (definition === undefined) return null
    const payload = definition.payload.safeParse(fact.payload)
    return payload.success ? { ...fact, payload: payload.data } : null
  }
  return {
    kind: aggregate.kind,
    reads: [...byType.keys()].toSorted(),
    read,
    fold: (state, fact) => {
      const known = read(fact)
      // The one place where types are restored: `read` has just proved the payload, and a state only ever comes
      // out of this same `evolve` (it is dropped and folded anew when the program learns other facts).
      if (known === null) return state
      try {
        return aggregate.evolve(state as State | null, known as unknown as Recorded<Fact>)
      } catch {
        // `evolve` promises not to throw; where it does all the same (a sum beyond all bounds), the fact makes no sense in
        // this state, alike for everybody, and must not keep other facts from being taken.
        return state
      }
    }
  }
}
