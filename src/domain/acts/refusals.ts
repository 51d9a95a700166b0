/** Why the rules of an act of completed work say no. */
import { z } from 'zod'
import { PlanLineId } from '../plans/content.ts'
import { IsoDate } from '../values/dates.ts'
import { ServiceId, StaffId } from '../values/ids.ts'
import { VisitState } from '../visits/facts.ts'

/** `line` counts from 0, in the order in which the lines were given. */
export const ActRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('ACT_UNKNOWN') }),
  z.object({ code: z.literal('ALREADY_ISSUED'), number: z.string() }),
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  z.object({ code: z.literal('VISIT_UNKNOWN') }),
  z.object({ code: z.literal('OTHER_PATIENT') }),
  /** Nobody has been treated at this visit yet, or it did not take place. */
  z.object({ code: z.literal('NOT_TREATED'), state: VisitState }),
  z.object({ code: z.literal('DATE_IN_FUTURE'), today: IsoDate }),
  z.object({ code: z.literal('NO_LINES') }),
  z.object({ code: z.literal('DOCTOR_UNKNOWN'), doctor: StaffId }),
  z.object({ code: z.literal('SERVICE_UNKNOWN'), line: z.int(), service: ServiceId }),
  z.object({ code: z.literal('DISCOUNT_NOT_ALLOWED'), line: z.int(), name: z.string() }),
  z.object({ code: z.literal('TOOTH_NEEDED'), line: z.int(), name: z.string() }),
  z.object({ code: z.literal('PLAN_LINE_UNKNOWN'), line: z.int(), planLine: PlanLineId }),
  z.object({ code: z.literal('PLAN_NOT_SIGNED'), line: z.int(), number: z.string() }),
  z.object({ code: z.literal('MORE_THAN_PLANNED'), line: z.int(), name: z.string(), planned: z.int(), done: z.int() }),
  /** Another standing act of this visit names the same work; it may be done twice, but somebody must say so. */
  z.object({ code: z.literal('ALREADY_IN_ACT'), line: z.int(), name: z.string(), number: z.string() }),
  z.object({ code: z.literal('ALREADY_REVERSED'), on: IsoDate })
])
export type ActRefusal = z.infer<typeof ActRefusal>
