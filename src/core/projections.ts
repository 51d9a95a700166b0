/** Every table derived from facts, for whoever opens or rebuilds the journal. */
import { actProjection } from './acts/views.ts'
import { clinicProjections } from './clinic/views.ts'
import { documentProjection } from './documents/views.ts'
import { erasureProjection } from './erasure/views.ts'
import { loyaltyProjection } from './loyalty/views.ts'
import { paymentProjection } from './money/views.ts'
import { patientProjection } from './patients/views.ts'
import { planProjection } from './plans/views.ts'
import { recoveryProjections } from './recovery/views.ts'
import { staffProjection } from './staff/views.ts'
import type { Projection } from './storage/projection.ts'
import { visitProjection } from './visits/views.ts'

export const PROJECTIONS: readonly Projection[] = [
  ...clinicProjections,
  staffProjection,
  patientProjection,
  visitProjection,
  ...recoveryProjections,
  planProjection,
  actProjection,
  paymentProjection,
  loyaltyProjection,
  documentProjection,
  erasureProjection
]
