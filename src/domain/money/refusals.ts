/** Why the rules about money say no. */
import { z } from 'zod'
import { ActId } from '../values/ids.ts'
import { Kopecks } from '../values/money.ts'

export const MoneyRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  /** Head office has not described this clinic yet, so there is no legal entity that could take money. */
  z.object({ code: z.literal('CLINIC_UNKNOWN') }),
  z.object({ code: z.literal('PAYMENT_UNKNOWN') }),
  /** The same payment came twice; the first one counts. */
  z.object({ code: z.literal('ALREADY_RECORDED') }),
  z.object({ code: z.literal('NOTHING_PAID') }),
  /** A card is never charged more than is paid: change exists for cash only. */
  z.object({ code: z.literal('CARD_EXCEEDS'), by: Kopecks }),
  z.object({ code: z.literal('CASH_SHORT'), missing: Kopecks }),
  /** More than is due, and nobody said that the rest is an advance. */
  z.object({ code: z.literal('OVERPAYS'), by: Kopecks, due: Kopecks }),
  /** Paid meanwhile, cancelled, of another patient or of another legal entity. */
  z.object({ code: z.literal('ACT_NOT_OPEN'), act: ActId }),
  z.object({ code: z.literal('ACT_OVERPAID'), act: ActId, due: Kopecks }),
  z.object({ code: z.literal('ALLOCATED_TOO_MUCH'), by: Kopecks }),
  /** `limit` is what may be given in points now. */
  z.object({ code: z.literal('POINTS_OVER_LIMIT'), limit: z.int() }),
  z.object({ code: z.literal('ALREADY_REVERSED') }),
  /** Only a desk of the same legal entity can give the money back. */
  z.object({ code: z.literal('OTHER_LEGAL_ENTITY') }),
  z.object({ code: z.literal('NOT_REVERSED') })
])
export type MoneyRefusal = z.infer<typeof MoneyRefusal>
