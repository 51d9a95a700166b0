/** Finds everything that head office holds of one person. */
import { actAggregate } from '../../domain/acts/evolve.ts'
import { documentAggregate } from '../../domain/documents/evolve.ts'
import type { PersonData } from '../../domain/erasure/plan.ts'
import { loyaltyAggregate } from '../../domain/loyalty/evolve.ts'
import { paymentAggregate } from '../../domain/money/evolve.ts'
import { patientAggregate, type Patient } from '../../domain/patients/evolve.ts'
import { planAggregate } from '../../domain/plans/evolve.ts'
import { recoveryAggregate } from '../../domain/recovery/evolve.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import type { Aggregate } from '../../domain/fact.ts'
import type { Sql } from '../database.ts'
import { folder } from '../figures/sources.ts'
import { factsOfAggregates, type AggregateFacts } from '../figures/stored-facts.ts'

export interface KnownPerson {
  /** Null when the person was destroyed already, or never came here. */
  readonly person: Patient | null
  readonly data: PersonData
}

/** Reads through all facts: seconds among millions, which so rare an act may cost. */
export const knownPerson = async (sql: Sql, patient: string): Promise<KnownPerson> => {
  const named = await sql.query<{ kind: string; aggregate: string }>(
    `SELECT DISTINCT kind, aggregate FROM fact WHERE payload LIKE '%' || $1 || '%' AND kind <> 'erasure'`,
    [patient]
  )
  const found = await factsOfAggregates(sql, [{ kind: patientAggregate.kind, aggregate: patient }, ...named])
  const belonging = <State extends { readonly patient: string }, Fact>(
    aggregate: Aggregate<State, Fact>
  ): Map<string, State> => new Map([...statesOf(found, aggregate)].filter(([, state]) => state.patient === patient))
  const visits = [...belonging(visitAggregate).keys()]
  const talks = await factsOfAggregates(
    sql,
    visits.map((aggregate) => ({ kind: recoveryAggregate.kind, aggregate }))
  )
  return {
    person: statesOf(found, patientAggregate).get(patient) ?? null,
    data: {
      patient,
      visits,
      documents: belonging(documentAggregate),
      plans: belonging(planAggregate),
      acts: belonging(actAggregate),
      payments: belonging(paymentAggregate),
      accounts: [...belonging(loyaltyAggregate).keys()],
      recoveries: talks.filter(({ facts }) => facts.length > 0).map(({ aggregate }) => aggregate)
    }
  }
}

const statesOf = <State, Fact>(
  found: readonly AggregateFacts[],
  aggregate: Aggregate<State, Fact>
): Map<string, State> => {
  const fold = folder(aggregate)
  return new Map(
    found.flatMap((one) => {
      const state = one.kind === aggregate.kind ? fold(one.facts) : null
      return state === null ? [] : [[one.aggregate, state] as const]
    })
  )
}
