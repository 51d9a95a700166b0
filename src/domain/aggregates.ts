/** Every aggregate the product knows, for whoever folds facts: a workstation, head office, a test. */
import { actAggregate } from './acts/evolve.ts'
import {
  chairAggregate,
  clinicAggregate,
  equipmentAggregate,
  serviceAggregate,
  shiftAggregate
} from './clinic/evolve.ts'
import { documentAggregate } from './documents/evolve.ts'
import { erasureAggregate } from './erasure/evolve.ts'
import { foldable, type AnyAggregate } from './fact.ts'
import { loyaltyAggregate } from './loyalty/evolve.ts'
import { loyaltyProgrammeAggregate } from './loyalty/rules.ts'
import { networkAggregate } from './network/evolve.ts'
import { paymentAggregate } from './money/evolve.ts'
import { patientAggregate } from './patients/evolve.ts'
import { planAggregate } from './plans/evolve.ts'
import { incidentAggregate, recoveryAggregate } from './recovery/evolve.ts'
import { staffAggregate } from './staff/evolve.ts'
import { visitAggregate } from './visits/evolve.ts'

/**
 * Raised whenever an aggregate folds the same facts into another state than before: states that another program folded
 * are then folded anew from their facts.
 */
export const FOLDING_VERSION = 2

export const AGGREGATES: readonly AnyAggregate[] = [
  foldable(clinicAggregate),
  foldable(chairAggregate),
  foldable(equipmentAggregate),
  foldable(serviceAggregate),
  foldable(shiftAggregate),
  foldable(staffAggregate),
  foldable(patientAggregate),
  foldable(visitAggregate),
  foldable(incidentAggregate),
  foldable(recoveryAggregate),
  foldable(planAggregate),
  foldable(actAggregate),
  foldable(paymentAggregate),
  foldable(loyaltyAggregate),
  foldable(loyaltyProgrammeAggregate),
  foldable(documentAggregate),
  foldable(erasureAggregate),
  foldable(networkAggregate)
]

/** Names the rules by which these aggregates fold: two programs that answer the same fold the same facts alike. */
export const foldingOf = (aggregates: readonly AnyAggregate[]): string =>
  [`${FOLDING_VERSION}`, ...aggregates.map((one) => `${one.kind}:${one.reads.join(',')}`)].join('\n')
