/** Rules of asking for the destruction of a person's data. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ErasureId, PatientId } from '../values/ids.ts'
import { ErasureRequested, type ErasureFact, type ErasureGround, type ErasureReach } from './facts.ts'
import type { ErasurePlan } from './plan.ts'

export type ErasureRefused = { readonly code: 'NOTHING_TO_ERASE' } | { readonly code: 'ALREADY_REQUESTED' }

export const requestErasure = (
  command: {
    readonly id: ErasureId
    readonly patient: PatientId
    readonly reach: ErasureReach
    readonly ground: ErasureGround
    readonly basis: string
  },
  plan: ErasurePlan,
  /** Whether another request about this person waits for head office. */
  pending: boolean,
  today: IsoDate
): Decision<ErasureFact, ErasureRefused> => {
  const { id, ...asked } = command
  if (pending) return refuse({ code: 'ALREADY_REQUESTED' })
  if (plan.items.length === 0) return refuse({ code: 'NOTHING_TO_ERASE' })
  return accept(newFact(ErasureRequested, 'erasure', id, { ...asked, on: today }))
}
