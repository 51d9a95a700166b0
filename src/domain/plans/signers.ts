/** Who must put a hand under a plan: it is an annex to the contract, so the ages of contracts apply, not those of consents. */
import type { Representative } from '../patients/facts.ts'
import { ageOn, type IsoDate } from '../values/dates.ts'
import type { PlanSigner } from './facts.ts'

/**
 * Below 14 a parent or guardian contracts (ГК РФ ст. 28); from 14 to 17 the minor with the written consent of a parent
 * (ст. 26); from 18 the patient alone.
 */
export const requiredSigners = (birthDate: IsoDate, on: IsoDate): readonly PlanSigner['role'][] => {
  const age = ageOn(birthDate, on)
  if (age < 14) return ['representative']
  return age < 18 ? ['patient', 'representative'] : ['patient']
}

/**
 * Roles still missing. A guardian, trustee or attorney may sign for an adult; a parent of an adult may not, and nobody but
 * the representative for a small child.
 */
export const missingSigners = (
  signers: readonly PlanSigner[],
  required: readonly PlanSigner['role'][]
): readonly PlanSigner['role'][] => {
  const adult = !required.includes('representative')
  const forAdult = signers.some(
    (one) => one.role === 'representative' && one.kind !== 'parent' && one.kind !== 'adoptive-parent'
  )
  return required.filter((role) => !(signers.some((one) => one.role === role) || (adult && forAdult)))
}

/** Whether the paper that gives a representative authority holds on a day; a parent is believed at the desk. */
export const authorityHolds = (one: Representative, on: IsoDate): boolean => {
  if (one.kind === 'parent') return true
  if (one.basis === null) return false
  const { date, validTo } = one.basis
  return (date === null || date <= on) && (validTo === null || validTo >= on)
}
