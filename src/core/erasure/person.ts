/** Gathers everything that this desk knows of one person. */
import { actAggregate } from '../../domain/acts/evolve.ts'
import { documentAggregate } from '../../domain/documents/evolve.ts'
import type { PersonData } from '../../domain/erasure/plan.ts'
import type { Aggregate } from '../../domain/fact.ts'
import { paymentAggregate } from '../../domain/money/evolve.ts'
import { planAggregate } from '../../domain/plans/evolve.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'

type TableOfPatients = 'visit' | 'document' | 'plan' | 'act' | 'payment' | 'loyalty_account'

export const personData = ({ db, journal }: Pick<Desk, 'db' | 'journal'>, patient: PatientId): PersonData => {
  const idsIn = (table: TableOfPatients): readonly string[] =>
    (prepared(db, `SELECT id FROM ${table} WHERE patient = ? ORDER BY id`).all(patient) as { id: string }[]).map(
      (row) => row.id
    )
  const statesIn = <State, Fact>(table: TableOfPatients, aggregate: Aggregate<State, Fact>): Map<string, State> =>
    new Map(
      idsIn(table).flatMap((id) => {
        const state = journal.state(aggregate, id)
        return state === null ? [] : [[id, state] as const]
      })
    )
  const visits = idsIn('visit')
  return {
    patient,
    visits,
    documents: statesIn('document', documentAggregate),
    plans: statesIn('plan', planAggregate),
    acts: statesIn('act', actAggregate),
    payments: statesIn('payment', paymentAggregate),
    accounts: idsIn('loyalty_account'),
    recoveries: visits.filter(
      (id) => prepared(db, 'SELECT 1 FROM recovery_round WHERE visit = ? LIMIT 1').get(id) !== undefined
    )
  }
}
