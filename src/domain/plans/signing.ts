/** What a signature on a plan covers, and whether it still stands: any change of a word or a figure ends it. */
import { z } from 'zod'
import type { IsoDate } from '../values/dates.ts'
import type { Sha256 } from '../values/sha256.ts'
import type { Instalment, PlanLine, PlanStage, PlanVariant } from './content.ts'
import {
  currentVersion,
  variantOf,
  type DoctorSignature,
  type PatientSignature,
  type Plan,
  type PlanVersion
} from './evolve.ts'

/** SHA-256 of UTF-8 text; given by whoever has cryptography at hand, since the domain has none. */
export type Digest = (text: string) => Sha256

/**
 * The words and figures that are signed, as one text: arrays of values in a fixed order, so that a field which a later
 * version of the program adds does not unsign old plans. Changing this form means a new name beside `stoika-plan/1`.
 */
export const signedText = (
  plan: Pick<Plan, 'patient' | 'number'>,
  version: Pick<PlanVersion, 'version' | 'content'>,
  variant: PlanVariant
): string => {
  const { doctor, diagnoses, validUntil, note } = version.content
  return JSON.stringify([
    'stoika-plan/1',
    plan.patient,
    plan.number,
    version.version,
    doctor,
    diagnoses.map((one) => [one.code, one.tooth, one.text]),
    [variant.id, variant.title, variant.explanation, variant.stages.map(stageText), variant.payments.map(paymentText)],
    validUntil,
    note
  ])
}

const stageText = (stage: PlanStage): unknown => [stage.title, stage.lines.map(lineText)]
const paymentText = (payment: Instalment): unknown => [payment.due, payment.amount]
const lineText = (line: PlanLine): unknown => [
  line.id,
  line.service,
  line.code,
  line.nomenclature,
  line.name,
  line.unit,
  line.tooth,
  line.quantity,
  line.price,
  line.discount,
  line.vatCode,
  line.taxCode
]

/** Hash that a signature under the chosen variant of the current version must carry; null while nothing is chosen. */
export const hashToSign = (plan: Plan, digest: Digest): Sha256 | null => {
  const version = currentVersion(plan)
  const variant = variantOf(version, plan.chosen)
  return variant === null ? null : digest(signedText(plan, version, variant))
}

export interface StandingSignatures {
  readonly patient: PatientSignature | null
  readonly doctor: DoctorSignature | null
  /** The patient signed something, but not what the plan says now. */
  readonly outdated: boolean
}

export const standingSignatures = (plan: Plan, digest: Digest): StandingSignatures => {
  const hash = hashToSign(plan, digest)
  const version = currentVersion(plan).id
  const stands = (one: { readonly version: string; readonly hash: Sha256 }): boolean =>
    one.version === version && one.hash === hash
  const patient = plan.patientSignatures.findLast(stands) ?? null
  return {
    patient,
    doctor: plan.doctorSignatures.findLast(stands) ?? null,
    outdated: patient === null && plan.patientSignatures.length > 0
  }
}

/** How far a plan has come. `expired`: unsigned and its prices no longer hold, so it needs a new version. */
export const PlanStatus = z.enum([
  'proposed',
  'chosen',
  'signed-by-patient',
  'signed-by-doctor',
  'signed',
  'refused',
  'expired',
  'withdrawn'
])
export type PlanStatus = z.infer<typeof PlanStatus>

/** What the status follows from, so that a list can tell it without the whole plan. */
export interface PlanStanding {
  readonly withdrawn: boolean
  readonly refused: boolean
  readonly chosen: boolean
  readonly patientSigned: boolean
  readonly doctorSigned: boolean
  readonly validUntil: IsoDate
}

export const statusOf = (plan: PlanStanding, today: IsoDate): PlanStatus => {
  if (plan.withdrawn) return 'withdrawn'
  if (plan.refused) return 'refused'
  // What was agreed was agreed: a plan that the patient signed does not expire.
  if (plan.patientSigned) return plan.doctorSigned ? 'signed' : 'signed-by-patient'
  if (plan.validUntil < today) return 'expired'
  if (plan.doctorSigned) return 'signed-by-doctor'
  return plan.chosen ? 'chosen' : 'proposed'
}

export const planStatus = (plan: Plan, digest: Digest, today: IsoDate): PlanStatus => {
  const { patient, doctor } = standingSignatures(plan, digest)
  return statusOf(
    {
      withdrawn: plan.withdrawn !== null,
      refused: plan.refused,
      chosen: plan.chosen !== null,
      patientSigned: patient !== null,
      doctorSigned: doctor !== null,
      validUntil: currentVersion(plan).content.validUntil
    },
    today
  )
}
