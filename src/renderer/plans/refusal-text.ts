/** A refusal of the rules of plans in words. */
import { PlanDeskRefusal } from '../../contract/plans.ts'
import { formatDate } from '../../domain/values/dates.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { refusalIn } from '../app/failure.ts'
import type { PlanTexts } from './texts.ts'

/** Null when the failure is no refusal of these rules. */
export const planRefusalText = (error: unknown, texts: PlanTexts): string | null => {
  const parsed = PlanDeskRefusal.safeParse(refusalIn(error))
  if (!parsed.success) return null
  const refusal = parsed.data
  const said = texts.refusals
  switch (refusal.code) {
    case 'SERVICE_WITHDRAWN':
    case 'DISCOUNT_NOT_ALLOWED':
    case 'TOOTH_NEEDED':
    case 'PRICE_NOT_YOURS':
    case 'AUTHORITY_MISSING':
      return said[refusal.code](refusal.name)
    case 'VALIDITY_OVER':
    case 'PRICES_EXPIRED':
      return said[refusal.code](formatDate(refusal.validUntil))
    case 'PAYMENTS_DO_NOT_ADD_UP':
      return said.PAYMENTS_DO_NOT_ADD_UP(formatMoney(refusal.total), formatMoney(refusal.payments))
    case 'PLAN_WITHDRAWN':
      return said.PLAN_WITHDRAWN(refusal.reason)
    case 'CHANGED_MEANWHILE':
      return said.CHANGED_MEANWHILE(refusal.version)
    case 'SIGNER_MISSING':
      return said.SIGNER_MISSING(refusal.roles.map((role) => said.signers[role]).join(', '))
    default:
      return said[refusal.code]
  }
}
