/** Why the print queue does not do what was asked, in words. */
import { PrintRefusal } from '../../domain/printing/job.ts'
import { refusalIn } from '../app/failure.ts'
import type { PrintingTexts } from './texts.ts'

/** Null when the failure is no refusal of the queue. */
export const printRefusalText = (error: unknown, texts: PrintingTexts): string | null => {
  const refusal = PrintRefusal.safeParse(refusalIn(error))
  if (!refusal.success) return null
  const { data } = refusal
  switch (data.code) {
    case 'NO_PRINTER':
    case 'WRONG_KIND':
      return texts.refusals[data.code](texts.kinds[data.kind])
    case 'WRONG_STATE':
      return texts.refusals.WRONG_STATE
    default:
      return texts.refusals[data.code]
  }
}
