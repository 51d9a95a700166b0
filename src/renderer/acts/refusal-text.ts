/** A refusal of the rules of acts in words. */
import { ActPrintRefusal } from '../../contract/acts.ts'
import { formatDate } from '../../domain/values/dates.ts'
import { refusalIn } from '../app/failure.ts'
import type { ActTexts } from './texts.ts'

/** The refusal inside a failed call; null when the failure is no refusal of these rules. */
export const actRefusalIn = (error: unknown): ActPrintRefusal | null => {
  const refusal = ActPrintRefusal.safeParse(refusalIn(error))
  return refusal.success ? refusal.data : null
}

export const actRefusalText = (error: unknown, texts: ActTexts): string | null => {
  const refusal = actRefusalIn(error)
  if (refusal === null) return null
  const said = texts.refusals
  switch (refusal.code) {
    case 'ALREADY_ISSUED':
      return said.ALREADY_ISSUED(refusal.number)
    case 'DISCOUNT_NOT_ALLOWED':
    case 'TOOTH_NEEDED':
      return said[refusal.code](refusal.name)
    case 'PLAN_NOT_SIGNED':
      return said.PLAN_NOT_SIGNED(refusal.number)
    case 'MORE_THAN_PLANNED':
      return said.MORE_THAN_PLANNED(refusal.name, refusal.planned, refusal.done)
    case 'ALREADY_IN_ACT':
      return said.ALREADY_IN_ACT(refusal.name, refusal.number)
    case 'ALREADY_REVERSED':
      return said.ALREADY_REVERSED(formatDate(refusal.on))
    case 'NO_PRINTER':
      return said.NO_PRINTER(texts.paperName[refusal.form])
    default:
      return said[refusal.code]
  }
}
