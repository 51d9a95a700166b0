/** A refusal of the rules about documents in words. */
import { DocumentRefusal } from '../../domain/documents/refusals.ts'
import { refusalIn } from '../app/failure.ts'
import type { DocumentRefusalTexts } from './texts-refusals.ts'

/** Null when the failure is no refusal of these rules. */
export const documentRefusalText = (error: unknown, texts: DocumentRefusalTexts): string | null => {
  const parsed = DocumentRefusal.safeParse(refusalIn(error))
  if (!parsed.success) return null
  const refusal = parsed.data
  switch (refusal.code) {
    case 'TEMPLATE_BAD':
      return texts.TEMPLATE_BAD(refusal.faults)
    case 'TEMPLATE_CHANGED':
      return texts.TEMPLATE_CHANGED(refusal.version)
    case 'REPRESENTATIVE_REQUIRED':
      return texts.REPRESENTATIVE_REQUIRED(refusal.age)
    case 'SIGNER_NOT_ALLOWED':
      return texts.SIGNER_NOT_ALLOWED[refusal.problem]
    case 'NO_CONTACT':
      return texts.NO_CONTACT(refusal.channel)
    case 'WRONG_STATUS':
      return texts.WRONG_STATUS(refusal.status)
    case 'UNFILLED':
      return texts.UNFILLED(refusal.places)
    default:
      return texts[refusal.code]
  }
}
