/** A refusal of the rules of visits in words. */
import { VisitRefusal } from '../../domain/visits/refusals.ts'
import { refusalIn } from '../app/failure.ts'
import type { VisitTexts } from './texts.ts'

/** Null when the failure is no refusal of a visit's rules. */
export const visitRefusalText = (error: unknown, texts: VisitTexts): string | null => {
  const refusal = VisitRefusal.safeParse(refusalIn(error))
  if (!refusal.success) return null
  const { data } = refusal
  switch (data.code) {
    case 'MOVED_MEANWHILE':
    case 'VISIT_OVER':
      return texts.refusals[data.code](data.state)
    case 'MOVE_NOT_ALLOWED':
      return texts.refusals.MOVE_NOT_ALLOWED(data.from, data.to)
    default:
      return texts.refusals[data.code]
  }
}
