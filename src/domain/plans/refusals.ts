/** Why the rules of a treatment plan say no. */
import { z } from 'zod'
import { IsoDate } from '../values/dates.ts'
import { ServiceId, StaffId } from '../values/ids.ts'
import { Kopecks } from '../values/money.ts'
import { PlanLineId, VariantId } from './content.ts'

/** What is wrong with the text of a plan, and where. */
export const ContentRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('NO_DIAGNOSIS') }),
  z.object({ code: z.literal('VARIANT_EMPTY'), variant: VariantId }),
  z.object({ code: z.literal('REPEATED_ID'), id: z.uuid() }),
  z.object({ code: z.literal('SERVICE_UNKNOWN'), line: PlanLineId, service: ServiceId }),
  z.object({ code: z.literal('SERVICE_WITHDRAWN'), line: PlanLineId, name: z.string() }),
  /** Promotional offers, programmes and the like have their final price. */
  z.object({ code: z.literal('DISCOUNT_NOT_ALLOWED'), line: PlanLineId, name: z.string() }),
  z.object({ code: z.literal('TOOTH_NEEDED'), line: PlanLineId, name: z.string() }),
  z.object({ code: z.literal('PRICE_NOT_YOURS'), line: PlanLineId, name: z.string() }),
  z.object({ code: z.literal('VALIDITY_OVER'), validUntil: IsoDate }),
  z.object({ code: z.literal('PAYMENTS_DO_NOT_ADD_UP'), variant: VariantId, total: Kopecks, payments: Kopecks })
])
export type ContentRefusal = z.infer<typeof ContentRefusal>

export const PlanRefusalCode = z.discriminatedUnion('code', [
  ...ContentRefusal.options,
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  z.object({ code: z.literal('DOCTOR_UNKNOWN'), doctor: StaffId }),
  z.object({ code: z.literal('PLAN_UNKNOWN') }),
  z.object({ code: z.literal('PLAN_EXISTS') }),
  z.object({ code: z.literal('PLAN_WITHDRAWN'), reason: z.string() }),
  /** Somebody at another desk, or the doctor, made a new version meanwhile. */
  z.object({ code: z.literal('CHANGED_MEANWHILE'), version: z.int() }),
  z.object({ code: z.literal('NOTHING_CHANGED') }),
  z.object({ code: z.literal('VARIANT_UNKNOWN') }),
  z.object({ code: z.literal('NOT_CHOSEN') }),
  z.object({ code: z.literal('PRICES_EXPIRED'), validUntil: IsoDate }),
  z.object({ code: z.literal('SIGNER_MISSING'), roles: z.array(z.enum(['patient', 'representative'])) }),
  /** Not a standing representative of this patient. */
  z.object({ code: z.literal('SIGNER_UNKNOWN') }),
  /** The guardianship or power of attorney has no paper on file, or it does not hold today. */
  z.object({ code: z.literal('AUTHORITY_MISSING'), name: z.string() }),
  /** The clinic's policy lets this paper be signed by hand only. */
  z.object({ code: z.literal('SCREEN_NOT_ALLOWED') }),
  z.object({ code: z.literal('ALREADY_SIGNED') }),
  /** Only the doctor who made the plan signs it. */
  z.object({ code: z.literal('NOT_THIS_DOCTOR'), doctor: StaffId }),
  z.object({ code: z.literal('ALREADY_REFUSED') })
])
export type PlanRefusalCode = z.infer<typeof PlanRefusalCode>
