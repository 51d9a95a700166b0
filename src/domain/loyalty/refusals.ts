/** Why the rules of the loyalty programme say no. */
import { z } from 'zod'

export const LoyaltyRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  z.object({ code: z.literal('NO_ACCOUNT') }),
  /** Not thirteen digits, or the last of them does not agree: scanned badly or mistyped. */
  z.object({ code: z.literal('NOT_EAN13') }),
  /** A good barcode, but of goods, not of a card. */
  z.object({ code: z.literal('NOT_A_CARD') }),
  /** A number that the desks give themselves; a blank cannot have it. */
  z.object({ code: z.literal('DESK_SERIES') }),
  z.object({ code: z.literal('NUMBER_USED') }),
  z.object({ code: z.literal('SERIES_EXHAUSTED') }),
  /** The patient has a card; it is replaced, not added to. */
  z.object({ code: z.literal('HAS_CARD'), number: z.string() }),
  z.object({ code: z.literal('CARD_UNKNOWN') }),
  z.object({ code: z.literal('CARD_BLOCKED') }),
  z.object({ code: z.literal('NOT_ENOUGH_POINTS'), usable: z.int() }),
  /** Nothing is owed that nobody has settled. */
  z.object({ code: z.literal('NOTHING_OVERSPENT') }),
  /** More was spent, or some made good, since the screen was drawn. */
  z.object({ code: z.literal('BALANCE_CHANGED'), points: z.int() }),
  z.object({ code: z.literal('REASON_REQUIRED') })
])
export type LoyaltyRefusal = z.infer<typeof LoyaltyRefusal>
