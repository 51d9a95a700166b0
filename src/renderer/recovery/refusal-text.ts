/** A refusal of the rules of service recovery in words. */
import { RecoveryRefusal } from '../../domain/recovery/refusals.ts'
import { refusalIn } from '../app/failure.ts'
import type { RecoveryTexts } from './texts.ts'

export const recoveryRefusalIn = (error: unknown): RecoveryRefusal | null => {
  const refusal = RecoveryRefusal.safeParse(refusalIn(error))
  return refusal.success ? refusal.data : null
}

/** Null when the failure is no refusal of these rules. */
export const recoveryRefusalText = (error: unknown, texts: RecoveryTexts): string | null => {
  const refusal = recoveryRefusalIn(error)
  return refusal === null ? null : texts.refusal(refusal)
}
