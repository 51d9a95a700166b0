/** Destroying a person's data by law: what would go, what must stay and until when, and asking head office for it. */
import { z } from 'zod'
import { ErasureCategory, ErasureGround, ErasureReach } from '../domain/erasure/facts.ts'
import { Instant, IsoDate } from '../domain/values/dates.ts'
import { ErasureId, PatientId } from '../domain/values/ids.ts'
import { refusable } from './base.ts'

export const ErasurePreview = z.object({
  /** How many things of each category would be destroyed on every workstation. */
  goes: z.array(z.object({ category: ErasureCategory, count: z.int() })),
  /** What the law keeps; `until` is the last day, null while a consent stands. */
  stays: z.array(z.object({ category: ErasureCategory, count: z.int(), until: IsoDate.nullable() })),
  /** A request about this person that is under way. */
  pending: z.object({ id: ErasureId, at: Instant }).nullable()
})
export type ErasurePreview = z.infer<typeof ErasurePreview>

export const ErasureRefusal = z.discriminatedUnion('code', [
  /** A desk that works alone has nobody who could order it everywhere. */
  z.object({ code: z.literal('NO_HEAD_OFFICE') }),
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  z.object({ code: z.literal('NOTHING_TO_ERASE') }),
  z.object({ code: z.literal('ALREADY_REQUESTED') })
])
export type ErasureRefusal = z.infer<typeof ErasureRefusal>

export const erasureContract = {
  preview: refusable(ErasureRefusal)
    .input(z.object({ patient: PatientId, reach: ErasureReach }))
    .output(ErasurePreview),
  /** Head office decides; nothing is destroyed here before its order. */
  request: refusable(ErasureRefusal)
    .input(
      z.object({
        id: ErasureId,
        patient: PatientId,
        reach: ErasureReach,
        ground: ErasureGround,
        basis: z.string().trim().min(3).max(120)
      })
    )
    .output(z.object({ at: Instant }))
}
