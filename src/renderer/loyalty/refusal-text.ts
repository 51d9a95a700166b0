/** A refusal of the programme's rules in words. */
import { CardRefusal } from '../../contract/loyalty.ts'
import { refusalIn } from '../app/failure.ts'
import type { LoyaltyTexts } from './texts.ts'

/** Null when the failure is no refusal of these rules. */
export const loyaltyRefusalText = (error: unknown, texts: LoyaltyTexts): string | null => {
  const refusal = CardRefusal.safeParse(refusalIn(error))
  if (!refusal.success) return null
  const { data } = refusal
  switch (data.code) {
    case 'HAS_CARD':
      return texts.refusals.HAS_CARD(data.number)
    case 'BALANCE_CHANGED':
      return texts.refusals.BALANCE_CHANGED(data.points)
    case 'NOT_ENOUGH_POINTS':
      return texts.refusals.NOT_ENOUGH_POINTS(data.usable)
    default:
      return texts.refusals[data.code]
  }
}
