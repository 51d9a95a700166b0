/** Rules of a treatment plan: how it is proposed and revised, what may be chosen, who may sign it and when. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ClinicId, FactId, PatientId, PlanId, StaffId, VisitId } from '../values/ids.ts'
import type { Sha256 } from '../values/sha256.ts'
import { linesOf, PlanContent, type PlanDraft, type VariantId } from './content.ts'
import { currentVersion, variantOf, type Plan, type PlanVersion } from './evolve.ts'
import {
  PlanProposed,
  PlanRefused,
  PlanRevised,
  PlanSignedByDoctor,
  PlanSignedByPatient,
  PlanVariantChosen,
  PlanWithdrawn,
  type PlanFact,
  type PlanSigner,
  type PlanSource,
  type RefusalReason,
  type SigningMode
} from './facts.ts'
import { priceDraft, type PriceList, type Promised } from './pricing.ts'
import type { PlanRefusalCode } from './refusals.ts'
import { missingSigners } from './signers.ts'
import { hashToSign, standingSignatures, type Digest } from './signing.ts'

export type PlanDecision = Decision<PlanFact, PlanRefusalCode>

export interface ProposePlan {
  readonly id: PlanId
  readonly patient: PatientId
  readonly clinic: ClinicId
  /** Takes the next number of the desk's series, or the doctor's own; asked only when the plan is accepted. */
  readonly nextNumber: () => string
  readonly visit: VisitId | null
  readonly source: PlanSource
  readonly on: IsoDate
  readonly draft: PlanDraft
}

/** A plan that was proposed before, as an import repeats it, is accepted and changes nothing. */
export const proposePlan = (state: Plan | null, command: ProposePlan, prices: PriceList): PlanDecision => {
  const { id, patient, clinic, visit, source, on, draft } = command
  if (state !== null) {
    const known = state.versions.some((version) => {
      const priced = priceDraft(draft, { prices, source, on: version.on, promised: promisedBy(version) })
      return priced.ok && sameContent(version.content, priced.value)
    })
    return known ? accept() : refuse({ code: 'PLAN_EXISTS' })
  }
  const priced = priceDraft(draft, { prices, source, on, promised: null })
  if (!priced.ok) return refuse(priced.refusal)
  return accept(
    newFact(PlanProposed, 'plan', id, {
      patient,
      clinic,
      number: command.nextNumber(),
      visit,
      source,
      on,
      content: priced.value
    })
  )
}

export const revisePlan = (
  state: Plan | null,
  command: { id: PlanId; base: FactId; source: PlanSource; on: IsoDate; reason: string | null; draft: PlanDraft },
  prices: PriceList
): PlanDecision => {
  const { id, base, source, on, reason, draft } = command
  const open = openPlan(state, base)
  if (!open.ok) return open
  const current = currentVersion(open.plan)
  const priced = priceDraft(draft, { prices, source, on, promised: promisedBy(current) })
  if (!priced.ok) return refuse(priced.refusal)
  if (sameContent(current.content, priced.value)) return refuse({ code: 'NOTHING_CHANGED' })
  return accept(
    newFact(PlanRevised, 'plan', id, { base, version: current.version + 1, on, reason, content: priced.value })
  )
}

export const chooseVariant = (
  state: Plan | null,
  command: { id: PlanId; version: FactId; variant: VariantId }
): PlanDecision => {
  const { id, version, variant } = command
  const open = openPlan(state, version)
  if (!open.ok) return open
  if (variantOf(currentVersion(open.plan), variant) === null) return refuse({ code: 'VARIANT_UNKNOWN' })
  if (open.plan.chosen === variant && !open.plan.refused) return accept()
  return accept(newFact(PlanVariantChosen, 'plan', id, { version, variant }))
}

/** What a signing command says, whoever signs: `hash` is that of the text which the signer had before their eyes. */
export interface SignPlan {
  readonly id: PlanId
  readonly version: FactId
  readonly hash: Sha256
  readonly paper: Sha256
  readonly mode: SigningMode
  readonly on: IsoDate
}

export interface SigningRules {
  readonly digest: Digest
  /** The clinic's policy lets plans be signed by pen on the screen. */
  readonly screenAllowed: boolean
}

export const signAsPatient = (
  state: Plan | null,
  command: SignPlan & { readonly signers: readonly PlanSigner[] },
  rules: SigningRules & { readonly required: readonly PlanSigner['role'][] }
): PlanDecision => {
  const ready = readyToSign(state, command, rules)
  if (!ready.ok) return ready
  const { plan, variant } = ready
  if (standingSignatures(plan, rules.digest).patient !== null) return refuse({ code: 'ALREADY_SIGNED' })
  const roles = missingSigners(command.signers, rules.required)
  if (roles.length > 0) return refuse({ code: 'SIGNER_MISSING', roles: [...roles] })
  const { id, version, hash, paper, mode, on, signers } = command
  return accept(
    newFact(PlanSignedByPatient, 'plan', id, { version, variant, hash, paper, mode, on, signers: [...signers] })
  )
}

/** On paper the desk notes that the doctor has signed; on the screen the doctor signs in person, which core checks. */
export const signAsDoctor = (
  state: Plan | null,
  command: SignPlan & { readonly doctor: StaffId },
  rules: SigningRules
): PlanDecision => {
  const ready = readyToSign(state, command, rules)
  if (!ready.ok) return ready
  const { plan, variant } = ready
  const { doctor } = currentVersion(plan).content
  if (command.doctor !== doctor) return refuse({ code: 'NOT_THIS_DOCTOR', doctor })
  if (standingSignatures(plan, rules.digest).doctor !== null) return refuse({ code: 'ALREADY_SIGNED' })
  const { id, version, hash, paper, mode, on } = command
  return accept(newFact(PlanSignedByDoctor, 'plan', id, { version, variant, hash, paper, mode, on, doctor }))
}

export const refusePlan = (
  state: Plan | null,
  command: { id: PlanId; version: FactId; reason: RefusalReason; note: string | null }
): PlanDecision => {
  const { id, version, reason, note } = command
  const open = openPlan(state, version)
  if (!open.ok) return open
  if (open.plan.refused) return refuse({ code: 'ALREADY_REFUSED' })
  return accept(newFact(PlanRefused, 'plan', id, { version, reason, note }))
}

export const withdrawPlan = (
  state: Plan | null,
  command: { id: PlanId; version: FactId; reason: string }
): PlanDecision => {
  const open = openPlan(state, command.version)
  return open.ok ? accept(newFact(PlanWithdrawn, 'plan', command.id, { reason: command.reason })) : open
}

type Refused = { readonly ok: false; readonly refusal: PlanRefusalCode }

/** The plan, if it can still be dealt with and is what the person at the desk saw. */
const openPlan = (state: Plan | null, version: FactId): { readonly ok: true; readonly plan: Plan } | Refused => {
  if (state === null) return refuse({ code: 'PLAN_UNKNOWN' })
  if (state.withdrawn !== null) return refuse({ code: 'PLAN_WITHDRAWN', reason: state.withdrawn })
  const current = currentVersion(state)
  return current.id === version
    ? { ok: true, plan: state }
    : refuse({ code: 'CHANGED_MEANWHILE', version: current.version })
}

const readyToSign = (
  state: Plan | null,
  command: SignPlan,
  rules: SigningRules
): { readonly ok: true; readonly plan: Plan; readonly variant: VariantId } | Refused => {
  const open = openPlan(state, command.version)
  if (!open.ok) return open
  const { plan } = open
  const { version, content } = currentVersion(plan)
  const hash = hashToSign(plan, rules.digest)
  if (plan.chosen === null || hash === null) return refuse({ code: 'NOT_CHOSEN' })
  // Another variant was chosen after this paper was printed or shown.
  if (hash !== command.hash) return refuse({ code: 'CHANGED_MEANWHILE', version })
  if (content.validUntil < command.on) return refuse({ code: 'PRICES_EXPIRED', validUntil: content.validUntil })
  if (command.mode.kind === 'screen' && !rules.screenAllowed) return refuse({ code: 'SCREEN_NOT_ALLOWED' })
  return { ok: true, plan, variant: plan.chosen }
}

const promisedBy = ({ content }: PlanVersion): Promised => ({
  lines: new Map(content.variants.flatMap((variant) => linesOf(variant)).map((line) => [line.id, line])),
  until: content.validUntil
})

// Both go through the same schema, which sets the order of fields.
const sameContent = (a: PlanContent, b: PlanContent): boolean =>
  JSON.stringify(PlanContent.parse(a)) === JSON.stringify(PlanContent.parse(b))
