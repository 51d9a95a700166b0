/** One plan as its screen and its paper need it, with names, sums and what signing would take. */
import type { PlanVariantView, PlanVersionView, PlanView } from '../../contract/plans.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { compareVariants } from '../../domain/plans/compare.ts'
import { linesOf, type PlanVariant } from '../../domain/plans/content.ts'
import { currentVersion, planAggregate, type Plan, type PlanVersion } from '../../domain/plans/evolve.ts'
import type { SigningMode } from '../../domain/plans/facts.ts'
import { grossOf, lineSum, totalOf } from '../../domain/plans/priced-line.ts'
import { draftOf, variantMinutes } from '../../domain/plans/pricing.ts'
import { requiredSigners } from '../../domain/plans/signers.ts'
import { hashToSign, planStatus, standingSignatures } from '../../domain/plans/signing.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import type { PlanId, StaffId } from '../../domain/values/ids.ts'
import { subtractKopecks } from '../../domain/values/money.ts'
import { fullName, shortName } from '../../domain/values/person-name.ts'
import { clinicById } from '../clinic/views.ts'
import { presentAt, type Desk } from '../desk.ts'
import { sha256 } from './digest.ts'
import { priceList, unitsDone } from './queries.ts'

/** Name of this paper in a clinic's policy of signing on the screen. */
export const PLAN_PAPER = 'plan'

export const screenAllowed = (desk: Desk, plan: Plan): boolean =>
  clinicById(desk.db, plan.clinic)?.screenSigning.includes(PLAN_PAPER) === true

export const planView = (desk: Desk, id: PlanId): PlanView | null => {
  const plan = desk.journal.state(planAggregate, id)
  const patient = plan === null ? null : desk.journal.state(patientAggregate, plan.patient)
  if (plan === null || patient === null) return null
  const { today } = presentAt(desk)
  const version = currentVersion(plan)
  const { content } = version
  const doctor = desk.journal.state(staffAggregate, content.doctor)
  const signatures = standingSignatures(plan, sha256)
  const nameOf = (staff: StaffId | null): string | null => {
    const member = staff === null ? null : desk.journal.state(staffAggregate, staff)
    return member === null ? null : shortName(member.name)
  }
  const done = unitsDone(desk.db, id)
  return {
    id,
    number: plan.number,
    source: plan.source,
    visit: plan.visit,
    patient: { id: plan.patient, name: fullName(patient.name) },
    doctor: {
      id: content.doctor,
      name: doctor === null ? '' : fullName(doctor.name),
      position: doctor?.position ?? ''
    },
    status: planStatus(plan, sha256, today),
    proposedOn: plan.proposedOn,
    validUntil: content.validUntil,
    diagnoses: content.diagnoses,
    note: content.note,
    version: versionView(version, nameOf),
    versions: plan.versions.toReversed().map((one) => versionView(one, nameOf)),
    variants: content.variants.map((variant) => variantView(desk, variant, done)),
    comparison: comparisonOf(content),
    chosen: plan.chosen,
    hash: hashToSign(plan, sha256),
    signatures: {
      patient:
        signatures.patient === null
          ? null
          : signatureView(
              signatures.patient,
              signatures.patient.signers.map((one) => fullName(one.name))
            ),
      doctor:
        signatures.doctor === null
          ? null
          : signatureView(signatures.doctor, doctor === null ? [] : [fullName(doctor.name)]),
      outdated: signatures.outdated
    },
    signing: {
      required: [...requiredSigners(patient.birthDate, today)],
      representatives: patient.representatives.map((one) => ({ id: one.id, name: fullName(one.name), kind: one.kind })),
      screenAllowed: screenAllowed(desk, plan)
    },
    refusals: plan.refusals.map(({ reason, note, at, by }) => ({ reason, note, at, by: nameOf(by) })),
    withdrawn: plan.withdrawn,
    draft: draftOf(content)
  }
}

const versionView = (version: PlanVersion, nameOf: (staff: StaffId | null) => string | null): PlanVersionView => ({
  id: version.id,
  number: version.version,
  on: version.on,
  by: nameOf(version.by),
  reason: version.reason,
  parallel: version.parallel
})

const variantView = (desk: Desk, variant: PlanVariant, done: ReadonlyMap<string, number>): PlanVariantView => {
  const lines = linesOf(variant)
  const gross = grossOf(lines)
  const total = totalOf(lines)
  return {
    id: variant.id,
    title: variant.title,
    explanation: variant.explanation,
    stages: variant.stages.map((stage) => ({
      title: stage.title,
      lines: stage.lines.map((line) => ({ ...line, sum: lineSum(line), done: done.get(line.id) ?? 0 })),
      total: totalOf(stage.lines)
    })),
    payments: variant.payments,
    gross,
    saved: subtractKopecks(gross, total),
    total,
    minutes: variantMinutes(variant, priceList(desk.db))
  }
}

const comparisonOf = (content: Parameters<typeof compareVariants>[0]): PlanView['comparison'] => {
  const { variants, rows } = compareVariants(content)
  return { variants: variants.map((one) => ({ ...one })), rows: rows.map((row) => ({ ...row, cells: [...row.cells] })) }
}

const signatureView = (
  signature: { readonly on: PlanVersion['on']; readonly at: PlanVersion['at']; readonly mode: SigningMode },
  names: string[]
): NonNullable<PlanView['signatures']['patient']> => ({
  on: signature.on,
  at: signature.at,
  mode: signature.mode.kind,
  names
})
