/** Why the rules of a visit say no; a schema, since refusals travel to the screen as they are. */
import { z } from 'zod'
import { VisitId } from '../values/ids.ts'
import { VisitState } from './facts.ts'

export const VisitRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('VISIT_UNKNOWN') }),
  z.object({ code: z.literal('ALREADY_BOOKED') }),
  /** Somebody at another desk has moved the visit meanwhile. */
  z.object({ code: z.literal('MOVED_MEANWHILE'), state: VisitState }),
  z.object({ code: z.literal('MOVE_NOT_ALLOWED'), from: VisitState, to: VisitState }),
  /** Services of the visit need consents that nobody has signed; it may go on with a reason and a name. */
  z.object({ code: z.literal('CONSENTS_MISSING'), missing: z.array(z.string()) }),
  z.object({ code: z.literal('NOTHING_TO_UNDO') }),
  z.object({ code: z.literal('SLOT_TAKEN'), by: VisitId }),
  z.object({ code: z.literal('BAD_TIMES') }),
  z.object({ code: z.literal('VISIT_OVER'), state: VisitState })
])
export type VisitRefusal = z.infer<typeof VisitRefusal>
