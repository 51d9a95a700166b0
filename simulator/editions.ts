/** The program as it was a version ago: it does not know some facts yet, and derives its tables without them. */
import type { AnyAggregate } from '../src/domain/fact.ts'
import { PRESENT_EDITION, type Edition } from './desk/desk.ts'

/** What the present version learnt: facts that the older one keeps and passes on without reading them. */
const LEARNT: ReadonlySet<string> = new Set([
  'patient.allergy-noted@2',
  'visit.rebooked@1',
  'payment.reversed@1',
  'loyalty.card-issued@1'
])
const LEARNT_KINDS: ReadonlySet<string> = new Set(['loyalty-programme'])

const before = (aggregate: AnyAggregate): AnyAggregate => ({
  ...aggregate,
  reads: aggregate.reads.filter((one) => !LEARNT.has(one)),
  read: (fact) => (LEARNT.has(`${fact.type}@${fact.v}`) ? null : aggregate.read(fact)),
  fold: (state, fact) => (LEARNT.has(`${fact.type}@${fact.v}`) ? state : aggregate.fold(state, fact))
})

export const EARLIER_EDITION: Edition = {
  ...PRESENT_EDITION,
  aggregates: PRESENT_EDITION.aggregates.filter((one) => !LEARNT_KINDS.has(one.kind)).map(before)
}
