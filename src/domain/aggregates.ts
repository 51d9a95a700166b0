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
import { paymentAggregate } from './money/evolve.ts'
import { patientAggregate } from './patients/evolve.ts'
import { planAggregate } from './plans/evolve.ts'
import { incidentAggregate, recoveryAggregate } from './recovery/evolve.ts'
import { staffAggregate } from './staff/evolve.ts'
import { visitAggregate } from './visits/evolve.ts'

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
  foldable(erasureAggregate)
]
