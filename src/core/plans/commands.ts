/** What a desk does with treatment plans: gathers what the rules need, asks them, records in one transaction. */
import { patientAggregate, type Patient } from '../../domain/patients/evolve.ts'
import type { PlanDraft, VariantId } from '../../domain/plans/content.ts'
import {
  chooseVariant,
  proposePlan as decideProposal,
  refusePlan as decideRefusal,
  revisePlan as decideRevision,
  signAsDoctor as decideDoctorSignature,
  signAsPatient as decidePatientSignature,
  withdrawPlan as decideWithdrawal,
  type PlanDecision,
  type SignPlan
} from '../../domain/plans/decide.ts'
import { currentVersion, planAggregate, type Plan } from '../../domain/plans/evolve.ts'
import type { PlanSigner, PlanSource, RefusalReason, SigningMode } from '../../domain/plans/facts.ts'
import type { PlanRefusalCode } from '../../domain/plans/refusals.ts'
import { authorityHolds, requiredSigners } from '../../domain/plans/signers.ts'
import { refuse } from '../../domain/fact.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import type { FactId, PatientId, PlanId, StaffId, VisitId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { Strokes } from '../../domain/values/strokes.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { keepPaper } from '../storage/blob-upload.ts'
import { hashOf } from '../storage/blobs.ts'
import { nextNumber } from '../storage/numbers.ts'
import { sha256 } from './digest.ts'
import { planPaper, planPdf } from './page.ts'
import { priceList } from './queries.ts'
import { screenAllowed } from './view.ts'

export type Refused = { readonly ok: false; readonly refusal: PlanRefusalCode }
export type Done = { readonly ok: true }

/** Decides on one plan and records what follows, in one transaction. */
const decideOn = (desk: Desk, actor: Actor, id: PlanId, decide: (state: Plan | null) => PlanDecision): Done | Refused =>
  desk.journal.atomically(() => {
    const decision = decide(desk.journal.state(planAggregate, id))
    if (!decision.ok) return decision
    desk.journal.record(authorOf(actor), decision.facts)
    return { ok: true }
  })

export interface ProposedPlan {
  readonly id: PlanId
  readonly patient: PatientId
  readonly visit: VisitId | null
  readonly draft: PlanDraft
}

/** Puts a plan before a patient. With the number of the doctor's program when it comes from there. */
export const proposePlan = (
  desk: Desk,
  actor: Actor,
  input: ProposedPlan & { readonly source: PlanSource; readonly number: string | null }
): Done | Refused =>
  decideOn(desk, actor, input.id, (state) => {
    const unknown = unknownPeople(desk, input.patient, input.draft.doctor)
    if (unknown !== null) return refuse(unknown)
    const nextPlanNumber = (): string => input.number ?? nextNumber(desk.db, desk.identity.series, 'plan')
    const command = { ...input, clinic: actor.clinic, on: presentAt(desk).today, nextNumber: nextPlanNumber }
    return decideProposal(state, command, priceList(desk.db))
  })

/**
 * Takes a plan from the doctor's program: new, the same again (nothing happens), or changed there, which makes a new
 * version here that needs a new signature.
 */
export const takeDoctorsPlan = (
  desk: Desk,
  actor: Actor,
  input: ProposedPlan & { readonly number: string | null }
): (Done & { readonly outcome: 'new' | 'same' | 'changed' }) | Refused =>
  desk.journal.atomically(() => {
    const known = desk.journal.state(planAggregate, input.id)
    const proposed = proposePlan(desk, actor, { ...input, source: 'doctor' })
    if (proposed.ok) return { ok: true, outcome: known === null ? 'new' : 'same' }
    if (proposed.refusal.code !== 'PLAN_EXISTS' || known === null) return proposed
    const revised = revisePlan(desk, actor, {
      id: input.id,
      version: currentVersion(known).id,
      reason: null,
      draft: input.draft,
      source: 'doctor'
    })
    return revised.ok ? { ok: true, outcome: 'changed' } : revised
  })

export const revisePlan = (
  desk: Desk,
  actor: Actor,
  input: { id: PlanId; version: FactId; reason: string | null; draft: PlanDraft; source: PlanSource }
): Done | Refused =>
  decideOn(desk, actor, input.id, (state) => {
    const unknown = state === null ? null : unknownPeople(desk, state.patient, input.draft.doctor)
    if (unknown !== null) return refuse(unknown)
    return decideRevision(state, { ...input, base: input.version, on: presentAt(desk).today }, priceList(desk.db))
  })

export const choosePlanVariant = (
  desk: Desk,
  actor: Actor,
  input: { id: PlanId; version: FactId; variant: VariantId }
): Done | Refused => decideOn(desk, actor, input.id, (state) => chooseVariant(state, input))

interface Signing {
  readonly id: PlanId
  readonly version: FactId
  /** Of the text that the signer has before their eyes. */
  readonly hash: Sha256
  /** Null when signed by hand on paper. */
  readonly strokes: Strokes | null
}

export const signPlanAsPatient = (
  desk: Desk,
  actor: Actor,
  input: Signing & { readonly signers: readonly string[] }
): Done | Refused =>
  decideOn(desk, actor, input.id, (state) => {
    const patient = state === null ? null : desk.journal.state(patientAggregate, state.patient)
    if (state === null) return refuse({ code: 'PLAN_UNKNOWN' })
    if (patient === null) return refuse({ code: 'PATIENT_UNKNOWN' })
    const { signed, keep } = evidenceOf(desk, input)
    const signers: PlanSigner[] = []
    for (const who of input.signers) {
      const signer = signerOf(patient, who, signed.on)
      if ('code' in signer) return refuse(signer)
      signers.push(signer)
    }
    const decision = decidePatientSignature(
      state,
      { ...signed, signers },
      {
        digest: sha256,
        screenAllowed: screenAllowed(desk, state),
        required: requiredSigners(patient.birthDate, signed.on)
      }
    )
    return kept(decision, keep)
  })

/** On the screen a doctor signs in person; on paper the desk notes whose signature stands there. */
export const signPlanAsDoctor = (desk: Desk, actor: Actor, input: Signing): Done | Refused =>
  decideOn(desk, actor, input.id, (state) => {
    if (state === null) return refuse({ code: 'PLAN_UNKNOWN' })
    const { signed, keep } = evidenceOf(desk, input)
    const doctor = input.strokes === null ? currentVersion(state).content.doctor : actor.staff
    const decision = decideDoctorSignature(
      state,
      { ...signed, doctor },
      { digest: sha256, screenAllowed: screenAllowed(desk, state) }
    )
    return kept(decision, keep)
  })

export const refusePlan = (
  desk: Desk,
  actor: Actor,
  input: { id: PlanId; version: FactId; reason: RefusalReason; note: string | null }
): Done | Refused => decideOn(desk, actor, input.id, (state) => decideRefusal(state, input))

export const withdrawPlan = (
  desk: Desk,
  actor: Actor,
  input: { id: PlanId; version: FactId; reason: string }
): Done | Refused => decideOn(desk, actor, input.id, (state) => decideWithdrawal(state, input))

/** What proves a signature: the paper as it was shown or printed, and the drawn lines. Kept only when the signature is taken. */
const evidenceOf = (desk: Desk, input: Signing): { readonly signed: SignPlan; readonly keep: () => void } => {
  const { id, version, hash, strokes } = input
  const paper = planPaper(desk, id, null, false)
  if (paper === null) throw new Error(`plan ${id} has no paper though it is being signed`)
  const pdf = planPdf(desk, paper)
  const drawn = strokes === null ? null : Buffer.from(JSON.stringify(strokes))
  const mode: SigningMode = drawn === null ? { kind: 'paper' } : { kind: 'screen', strokes: hashOf(drawn) }
  return {
    signed: { id, version, hash, paper: hashOf(pdf), mode, on: presentAt(desk).today },
    keep: () => {
      keepPaper(desk, pdf)
      if (drawn !== null) keepPaper(desk, drawn)
    }
  }
}

/** Files are on the disk before the fact that names them. */
const kept = (decision: PlanDecision, keep: () => void): PlanDecision => {
  if (decision.ok) keep()
  return decision
}

const signerOf = (patient: Patient, who: string, on: IsoDate): PlanSigner | PlanRefusalCode => {
  if (who === 'patient') return { role: 'patient', name: patient.name }
  const one = patient.representatives.find((representative) => representative.id === who)
  if (one === undefined) return { code: 'SIGNER_UNKNOWN' }
  if (!authorityHolds(one, on)) return { code: 'AUTHORITY_MISSING', name: fullName(one.name) }
  return { role: 'representative', name: one.name, representative: one.id, kind: one.kind }
}

const unknownPeople = (desk: Desk, patient: PatientId, doctor: StaffId): PlanRefusalCode | null => {
  if (desk.journal.state(patientAggregate, patient) === null) return { code: 'PATIENT_UNKNOWN' }
  const member = desk.journal.state(staffAggregate, doctor)
  return member === null || !member.roles.includes('doctor') ? { code: 'DOCTOR_UNKNOWN', doctor } : null
}
