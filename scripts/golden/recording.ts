/** A desk without database for golden recordings: seals what deciders answer, with ids and salts that are always the same. */
import { createHash } from 'node:crypto'
import { AGGREGATES } from '../../src/domain/aggregates.ts'
import type { Aggregate, NewFact } from '../../src/domain/fact.ts'
import { scopeOf } from '../../src/domain/scope.ts'
import type { DeviceId } from '../../src/domain/values/ids.ts'
import type { FactAuthor } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { nextClock, type ClockStamp } from '../../src/journal/clock.ts'
import { CHAIN_START, sealFact, type SealedFact } from '../../src/journal/envelope.ts'
import { recordedFact } from '../../src/journal/golden/golden.ts'

export interface Recording {
  /** Seals facts as the next ones of this desk at the moment `at`; answers the ids of the facts. */
  record(at: number, author: FactAuthor, facts: readonly NewFact[]): readonly string[]
  state<State, Fact>(aggregate: Aggregate<State, Fact>, id: string): State | null
  readonly facts: readonly SealedFact[]
}

export const beginRecording = (name: string, device: DeviceId): Recording => {
  const facts: SealedFact[] = []
  const states = new Map<string, unknown>()
  let clock: ClockStamp | null = null

  const record = (at: number, author: FactAuthor, fact: NewFact): string => {
    clock = nextClock(at, clock)
    const seq = facts.length + 1
    const sealed = sealFact(
      {
        id: fixedId(`golden fact ${name} ${seq}`),
        device,
        epoch: 0,
        seq,
        type: fact.type,
        v: fact.v,
        kind: fact.aggregate.kind,
        aggregate: fact.aggregate.id,
        scope: scopeOf(fact.aggregate.kind, author.clinic),
        clinic: author.clinic,
        staff: author.staff,
        clock,
        prev: facts.at(-1)?.hash ?? CHAIN_START
      },
      fact.payload,
      createHash('sha256').update(`golden salt ${name} ${seq}`).digest('hex').slice(0, 32)
    )
    const aggregate = AGGREGATES.find((one) => one.kind === fact.aggregate.kind)
    const recorded = recordedFact(sealed)
    if (aggregate === undefined || aggregate.read(recorded) === null)
      throw new Error(`nothing reads ${fact.type}@${fact.v} of ${fact.aggregate.kind}`)
    const key = `${fact.aggregate.kind} ${fact.aggregate.id}`
    states.set(key, aggregate.fold(states.get(key) ?? null, recorded))
    facts.push(sealed)
    return sealed.header.id
  }

  return {
    facts,
    record: (at, author, list) => list.map((fact) => record(at, author, fact)),
    state: <State, Fact>(aggregate: Aggregate<State, Fact>, id: string) =>
      // Folded by this very aggregate, which is found by its kind.
      (states.get(`${aggregate.kind} ${id}`) ?? null) as State | null
  }
}
