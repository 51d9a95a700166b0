/** Who may sign a document for a patient on a given day: by age, by nature of the document, by the representative's authority. */
import { z } from 'zod'
import { AGE_OF_CONSENT } from '../patients/decide.ts'
import type { Representative } from '../patients/facts.ts'
import { ageOn, type IsoDate } from '../values/dates.ts'
import { natureOf, type DocumentKind } from './kinds.ts'

export const SignerRole = z.enum(['patient', 'representative'])
export type SignerRole = z.infer<typeof SignerRole>

/** Below this age a parent or guardian acts in civil matters (ГК РФ ст. 28). */
const AGE_OF_JOINT_ACTS = 14
/** Full capacity (ГК РФ ст. 21). */
const AGE_OF_MAJORITY = 18

/**
 * Hands that must stand under a document.
 * Medical (323-ФЗ ст. 20 ч. 2, ст. 54 ч. 2): below 15 the representative, from 15 the patient alone.
 * Civil (ГК РФ ст. 26, 28): below 14 the representative, from 14 to 17 the patient with the representative's written consent.
 * An adult who is represented by a guardian or by power of attorney is handled by `signerProblem`.
 */
export const requiredSigners = (kind: DocumentKind, birthDate: IsoDate, on: IsoDate): readonly SignerRole[] => {
  const age = ageOn(birthDate, on)
  if (natureOf(kind) === 'medical') return age < AGE_OF_CONSENT ? ['representative'] : ['patient']
  if (age < AGE_OF_JOINT_ACTS) return ['representative']
  return age < AGE_OF_MAJORITY ? ['patient', 'representative'] : ['patient']
}

/** Why this representative cannot sign this document on this day. */
export const SignerProblem = z.enum([
  /** The patient signs alone: a parent's hand would not replace it. */
  'PATIENT_SIGNS_ALONE',
  /** Birth certificate is believed; guardianship, trusteeship and power of attorney are shown on paper. */
  'BASIS_MISSING',
  'BASIS_EXPIRED',
  /** A power of attorney or an order of guardianship dated in the future. */
  'BASIS_NOT_YET_VALID',
  /** A child cannot represent a child. */
  'REPRESENTATIVE_UNDERAGE'
])
export type SignerProblem = z.infer<typeof SignerProblem>

/** What the desk must know though the signature is accepted. */
export const SignerWarning = z.enum([
  /** Grandparents, step-parents and nannies are no lawful representatives; whether consent may be delegated at all is disputed. */
  'DELEGATION_DISPUTED',
  /** A parent below 18 acts for the child alone only from 16 (СК РФ ст. 62). */
  'REPRESENTATIVE_IS_MINOR',
  /** No identity document of the representative is on file: ask to see one. */
  'IDENTITY_UNKNOWN',
  'BIRTH_DATE_UNKNOWN'
])
export type SignerWarning = z.infer<typeof SignerWarning>

/** СК РФ ст. 62 п. 2: unmarried minor parents act for their child from 16. */
const AGE_OF_MINOR_PARENT = 16

export const signerProblem = (
  kind: DocumentKind,
  birthDate: IsoDate,
  one: Representative,
  on: IsoDate
): SignerProblem | null => {
  const required = requiredSigners(kind, birthDate, on)
  if (!required.includes('representative') && !mayActForAdult(one, ageOn(birthDate, on))) return 'PATIENT_SIGNS_ALONE'
  if (one.kind !== 'parent' && one.basis === null) return 'BASIS_MISSING'
  const { validTo = null, date = null } = one.basis ?? {}
  if (validTo !== null && validTo < on) return 'BASIS_EXPIRED'
  if (date !== null && date > on) return 'BASIS_NOT_YET_VALID'
  return one.birthDate !== null && ageOn(one.birthDate, on) < AGE_OF_MINOR_PARENT ? 'REPRESENTATIVE_UNDERAGE' : null
}

/** An incapable adult has a guardian; an absent one may have an attorney. A parent of an adult has no say. */
const mayActForAdult = (one: Representative, age: number): boolean =>
  age >= AGE_OF_MAJORITY && (one.kind === 'guardian' || one.kind === 'trustee' || one.kind === 'by-power-of-attorney')

export const signerWarnings = (one: Representative, on: IsoDate): readonly SignerWarning[] => {
  const warnings: SignerWarning[] = []
  if (one.kind === 'by-power-of-attorney') warnings.push('DELEGATION_DISPUTED')
  if (one.birthDate === null) warnings.push('BIRTH_DATE_UNKNOWN')
  else if (ageOn(one.birthDate, on) < AGE_OF_MAJORITY) warnings.push('REPRESENTATIVE_IS_MINOR')
  if (one.document === null) warnings.push('IDENTITY_UNKNOWN')
  return warnings
}

/**
 * Whether hands that were put under a document earlier still are the right ones on a day: a consent of a parent ends to
 * count for new interventions when the child reaches the age of consent; a guardian of an adult goes on counting.
 */
export const signersStillCount = (
  kind: DocumentKind,
  birthDate: IsoDate,
  signed: readonly { readonly role: SignerRole; readonly kind: Representative['kind'] | null }[],
  signedOn: IsoDate,
  on: IsoDate
): boolean => {
  const missing = requiredSigners(kind, birthDate, on).filter((role) => !signed.some((one) => one.role === role))
  if (missing.length === 0) return true
  // Signed for an adult, by somebody who may act for adults: the same people may still do.
  return ageOn(birthDate, signedOn) >= AGE_OF_MAJORITY && signed.some((one) => one.role === 'representative')
}
