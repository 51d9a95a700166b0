/** Facts of destroying personal data (152-ФЗ ст. 21): asked for at a desk, ordered by head office, carried out on every device. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { IsoDate } from '../values/dates.ts'
import { PatientId } from '../values/ids.ts'
import { Sha256 } from '../values/sha256.ts'

/** Why personal data is destroyed: 152-ФЗ ст. 21 ч. 3 (unlawful), ч. 4 (purpose reached), ч. 5 (consent withdrawn). */
export const ErasureGround = z.enum(['consent-withdrawn', 'purpose-reached', 'unlawful', 'registered-by-mistake'])
export type ErasureGround = z.infer<typeof ErasureGround>

/** How far it goes. `everything` leaves what the law still wants kept; that is blocked, not destroyed. */
export const ErasureReach = z.enum(['loyalty', 'everything'])
export type ErasureReach = z.infer<typeof ErasureReach>

/** Categories of data as the act of destruction lists them (приказ Роскомнадзора 28.10.2022 № 179). */
export const ErasureCategory = z.enum([
  'person',
  'visits',
  'medical-documents',
  'consents',
  'plans',
  'acts',
  'payments',
  'loyalty',
  'recovery'
])
export type ErasureCategory = z.infer<typeof ErasureCategory>

export const ErasureRequested = defineFact(
  'erasure.requested',
  1,
  z.object({
    patient: PatientId,
    reach: ErasureReach,
    ground: ErasureGround,
    /** Number and date of the paper on which it rests: an application, an order of the head. Nothing about the person. */
    basis: z.string().trim().min(3).max(120),
    on: IsoDate
  })
)
/** Head office will not do it, and says why. */
export const ErasureDeclined = defineFact('erasure.declined', 1, z.object({ reason: z.string().min(3).max(300) }))

/** Only head office orders. Names things by their ids: an order must not say again what it destroys. */
export const ErasureOrdered = defineFact(
  'erasure.ordered',
  1,
  z.object({
    aggregates: z.array(z.object({ kind: z.string().min(1).max(40), id: z.string().min(1).max(64) })).max(2000),
    blobs: z.array(Sha256).max(1500),
    categories: z.array(ErasureCategory),
    on: IsoDate
  })
)
/** This device has destroyed what it held of it: so many facts lost their payload, so many files went. */
export const ErasureCarriedOut = defineFact(
  'erasure.carried-out',
  1,
  z.object({ facts: z.int().min(0), blobs: z.int().min(0) })
)

export type ErasureFact =
  | FactOf<typeof ErasureRequested>
  | FactOf<typeof ErasureDeclined>
  | FactOf<typeof ErasureOrdered>
  | FactOf<typeof ErasureCarriedOut>
