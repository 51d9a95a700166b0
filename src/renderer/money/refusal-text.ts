/** A refusal of the rules of money in words. */
import { z } from 'zod'
import { SlipRefusal } from '../../contract/money.ts'
import { MoneyRefusal } from '../../domain/money/refusals.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { refusalIn } from '../app/failure.ts'
import type { MoneyTexts } from './texts.ts'

/** Null when the failure is no refusal of these rules. */
export const moneyRefusalText = (error: unknown, texts: MoneyTexts): string | null => {
  const refusal = z.union([MoneyRefusal, SlipRefusal]).safeParse(refusalIn(error))
  if (!refusal.success) return null
  const { data } = refusal
  switch (data.code) {
    case 'CASH_SHORT':
      return texts.refusals.CASH_SHORT(formatMoney(data.missing))
    case 'OVERPAYS':
    case 'ALLOCATED_TOO_MUCH':
      return texts.refusals[data.code](formatMoney(data.by))
    case 'ACT_OVERPAID':
      return texts.refusals.ACT_OVERPAID(formatMoney(data.due))
    case 'POINTS_OVER_LIMIT':
      return texts.refusals.POINTS_OVER_LIMIT(data.limit)
    default:
      return texts.refusals[data.code]
  }
}
