/** A refusal of the rules about patients in words. */
import { PatientRefusal } from '../../domain/patients/refusals.ts'
import { refusalIn } from '../app/failure.ts'
import type { PatientTexts } from './texts.ts'

/** Null when the failure is no refusal of these rules. */
export const patientRefusalText = (error: unknown, texts: PatientTexts): string | null => {
  const refusal = PatientRefusal.safeParse(refusalIn(error))
  return refusal.success ? texts.refusals[refusal.data.code] : null
}
