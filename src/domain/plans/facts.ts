/** Facts of a treatment plan: proposed, revised, a variant chosen, signed by both sides, refused, withdrawn. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { RepresentativeKind } from '../patients/facts.ts'
import { IsoDate } from '../values/dates.ts'
import { ClinicId, FactId, PatientId, StaffId, VisitId } from '../values/ids.ts'
import { PersonName } from '../values/person-name.ts'
import { Sha256 } from '../values/sha256.ts'
import { PlanContent, VariantId } from './content.ts'

/** `desk` was typed in the editor here, `doctor` came from the doctor's program. */
export const PlanSource = z.enum(['desk', 'doctor'])
export type PlanSource = z.infer<typeof PlanSource>

export const PlanProposed = defineFact(
  'plan.proposed',
  1,
  z.object({
    patient: PatientId,
    clinic: ClinicId,
    /** From the series of the device where it was made, or as the doctor’s program numbered it. */
    number: z.string().min(1).max(30),
    visit: VisitId.nullable(),
    source: PlanSource,
    on: IsoDate,
    content: PlanContent
  })
)

/** A new version; `base` is the version that the person who edited had before their eyes. */
export const PlanRevised = defineFact(
  'plan.revised',
  1,
  z.object({
    base: FactId,
    version: z.int().min(2),
    on: IsoDate,
    reason: z.string().max(300).nullable(),
    content: PlanContent
  })
)

export const PlanVariantChosen = defineFact('plan.variant-chosen', 1, z.object({ version: FactId, variant: VariantId }))

export const PlanSigner = z.discriminatedUnion('role', [
  z.object({ role: z.literal('patient'), name: PersonName }),
  z.object({ role: z.literal('representative'), name: PersonName, representative: z.uuid(), kind: RepresentativeKind })
])
export type PlanSigner = z.infer<typeof PlanSigner>

/** By hand on the printed plan, or by pen on the screen where the clinic's policy lets; then the strokes are kept. */
export const SigningMode = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paper') }),
  z.object({ kind: z.literal('screen'), strokes: Sha256 })
])
export type SigningMode = z.infer<typeof SigningMode>

/**
 * What exactly was signed: `hash` covers every word and figure of this variant of this version (see signing.ts);
 * `paper` is the SHA-256 of the PDF that was printed or shown.
 */
const Signed = { version: FactId, variant: VariantId, hash: Sha256, paper: Sha256, mode: SigningMode, on: IsoDate }

export const PlanSignedByPatient = defineFact(
  'plan.signed-by-patient',
  1,
  z.object({ ...Signed, signers: z.array(PlanSigner).min(1).max(3) })
)
export const PlanSignedByDoctor = defineFact('plan.signed-by-doctor', 1, z.object({ ...Signed, doctor: StaffId }))

/** Why patients leave at the stage of the plan (domain.md, the patient's path, 4). */
export const RefusalReason = z.enum(['unclear', 'distrust', 'price', 'no-possibility'])
export type RefusalReason = z.infer<typeof RefusalReason>

export const PlanRefused = defineFact(
  'plan.refused',
  1,
  z.object({ version: FactId, reason: RefusalReason, note: z.string().max(500).nullable() })
)
/** Made by mistake, or no longer offered; it stays readable. */
export const PlanWithdrawn = defineFact('plan.withdrawn', 1, z.object({ reason: z.string().min(3).max(300) }))

export type PlanFact =
  | FactOf<typeof PlanProposed>
  | FactOf<typeof PlanRevised>
  | FactOf<typeof PlanVariantChosen>
  | FactOf<typeof PlanSignedByPatient>
  | FactOf<typeof PlanSignedByDoctor>
  | FactOf<typeof PlanRefused>
  | FactOf<typeof PlanWithdrawn>
