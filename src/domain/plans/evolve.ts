/** Folds a treatment plan out of its facts: its versions, the choice, who signed what, and refusals. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, FactOf, Provenance, Recorded } from '../fact.ts'
import type { Instant, IsoDate } from '../values/dates.ts'
import type { ClinicId, FactId, PatientId, StaffId, VisitId } from '../values/ids.ts'
import type { PlanContent, PlanVariant, VariantId } from './content.ts'
import {
  PlanProposed,
  PlanRefused,
  PlanRevised,
  PlanSignedByDoctor,
  PlanSignedByPatient,
  PlanVariantChosen,
  PlanWithdrawn,
  type PlanFact,
  type PlanSource,
  type RefusalReason
} from './facts.ts'

export interface PlanVersion {
  /** The fact that made it: two desks may both make a «version 2», their facts differ. */
  readonly id: FactId
  readonly version: number
  readonly on: IsoDate
  readonly at: Instant
  readonly by: StaffId | null
  readonly reason: string | null
  readonly content: PlanContent
  /** Made from a version that was no longer the last one: somebody at another desk edited at the same time. */
  readonly parallel: boolean
}

type Stamp = { readonly at: Instant; readonly by: StaffId | null }
export type PatientSignature = FactOf<typeof PlanSignedByPatient>['payload'] & Stamp
export type DoctorSignature = FactOf<typeof PlanSignedByDoctor>['payload'] & Stamp
export type PlanRefusal = {
  readonly version: FactId
  readonly reason: RefusalReason
  readonly note: string | null
} & Stamp

export interface Plan {
  readonly patient: PatientId
  readonly clinic: ClinicId
  readonly number: string
  readonly visit: VisitId | null
  readonly source: PlanSource
  readonly proposedOn: IsoDate
  /** Oldest first, never empty. */
  readonly versions: readonly [PlanVersion, ...PlanVersion[]]
  readonly chosen: VariantId | null
  /** Every signature ever given, oldest first; which of them stands is decided by `signing.ts`. */
  readonly patientSignatures: readonly PatientSignature[]
  readonly doctorSignatures: readonly DoctorSignature[]
  readonly refusals: readonly PlanRefusal[]
  /** The patient said no and has not chosen since, and no new version was offered. */
  readonly refused: boolean
  readonly withdrawn: string | null
}

export const planAggregate: Aggregate<Plan, PlanFact> = {
  kind: 'plan',
  definitions: [
    PlanProposed,
    PlanRevised,
    PlanVariantChosen,
    PlanSignedByPatient,
    PlanSignedByDoctor,
    PlanRefused,
    PlanWithdrawn
  ],
  evolve: (state, fact) => {
    if (fact.type === 'plan.proposed') return state ?? proposed(fact)
    if (state === null) return null
    const stamp: Stamp = { at: fact.provenance.at, by: fact.provenance.staff }
    switch (fact.type) {
      case 'plan.revised':
        return {
          ...state,
          versions: [
            ...state.versions,
            { ...versionOf(fact.provenance, fact.payload), parallel: fact.payload.base !== currentVersion(state).id }
          ],
          chosen: fact.payload.content.variants.some((variant) => variant.id === state.chosen) ? state.chosen : null,
          refused: false
        }
      case 'plan.variant-chosen':
        // A choice made on another desk among variants that are gone by now chooses nothing.
        return currentVersion(state).content.variants.some((variant) => variant.id === fact.payload.variant)
          ? { ...state, chosen: fact.payload.variant, refused: false }
          : state
      case 'plan.signed-by-patient':
        return {
          ...state,
          patientSignatures: [...state.patientSignatures, { ...fact.payload, ...stamp }],
          refused: false
        }
      case 'plan.signed-by-doctor':
        return { ...state, doctorSignatures: [...state.doctorSignatures, { ...fact.payload, ...stamp }] }
      case 'plan.refused':
        return { ...state, refusals: [...state.refusals, { ...fact.payload, ...stamp }], refused: true }
      case 'plan.withdrawn':
        return { ...state, withdrawn: state.withdrawn ?? fact.payload.reason }
      default:
        return assertNever(fact, 'plan fact')
    }
  }
}

export const currentVersion = (plan: Plan): PlanVersion => plan.versions.at(-1) ?? plan.versions[0]

export const variantOf = (version: PlanVersion, variant: VariantId | null): PlanVariant | null =>
  version.content.variants.find((one) => one.id === variant) ?? null

const proposed = (fact: Recorded<FactOf<typeof PlanProposed>>): Plan => {
  const { patient, clinic, number, visit, source, on, content } = fact.payload
  return {
    patient,
    clinic,
    number,
    visit,
    source,
    proposedOn: on,
    versions: [{ ...versionOf(fact.provenance, { version: 1, on, reason: null, content }), parallel: false }],
    chosen: null,
    patientSignatures: [],
    doctorSignatures: [],
    refusals: [],
    refused: false,
    withdrawn: null
  }
}

const versionOf = (
  provenance: Provenance,
  made: { version: number; on: IsoDate; reason: string | null; content: PlanContent }
): Omit<PlanVersion, 'parallel'> => ({
  id: provenance.id,
  version: made.version,
  on: made.on,
  at: provenance.at,
  by: provenance.staff,
  reason: made.reason,
  content: made.content
})
