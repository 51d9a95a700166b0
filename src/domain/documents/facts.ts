/** Facts of a document: prepared from a template, printed, signed by each side, original received, refused, revoked, annulled. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { IsoDate } from '../values/dates.ts'
import { ClinicId, PatientId, StaffId, VisitId } from '../values/ids.ts'
import { Sha256 } from '../values/sha256.ts'
import { DocumentKind, MarketingChannel } from './kinds.ts'
import { DocumentSnapshot } from './snapshot.ts'
import { SignerRole } from './signers.ts'

/** The template as it was used: its hash shows a wording that was changed without a new version. */
export const TemplateUsed = z.object({
  key: DocumentKind,
  version: z.int().min(1),
  sha256: Sha256,
  scope: z.enum(['patient', 'visit', 'teeth']),
  validDays: z.int().min(1).nullable()
})
export type TemplateUsed = z.infer<typeof TemplateUsed>

export const DocumentPrepared = defineFact(
  'document.prepared',
  1,
  z.object({
    kind: DocumentKind,
    template: TemplateUsed,
    /** From the series of the device: «12-000345». */
    number: z.string().min(1).max(30),
    patient: PatientId,
    visit: VisitId.nullable(),
    clinic: ClinicId,
    title: z.string(),
    snapshot: DocumentSnapshot
  })
)

/** Given to the printer: the hash of what was printed is what a signature on paper will cover. */
export const DocumentPrinted = defineFact(
  'document.printed',
  1,
  z.object({ sha256: Sha256, copies: z.int().min(1).max(9), repeated: z.boolean() })
)

/** Strokes are null on paper. */
export const SignatureMode = z.enum(['paper', 'screen'])
export type SignatureMode = z.infer<typeof SignatureMode>

/**
 * All hands that the document needs of the patient's side, put at once. `sha256` names the PDF whose text was signed;
 * `signed` the PDF with the drawn signatures in it, null on paper.
 */
export const DocumentSignedByPatient = defineFact(
  'document.patient-signed',
  1,
  z.object({
    mode: SignatureMode,
    on: IsoDate,
    sha256: Sha256,
    signed: Sha256.nullable(),
    signatures: z
      .array(z.object({ role: SignerRole, name: z.string(), strokes: Sha256.nullable() }))
      .min(1)
      .max(2)
  })
)
/** The medical worker who explained the intervention has signed too. */
export const DocumentSignedByClinician = defineFact(
  'document.clinician-signed',
  1,
  z.object({
    mode: SignatureMode,
    clinician: StaffId,
    name: z.string(),
    on: IsoDate,
    strokes: Sha256.nullable(),
    signed: Sha256.nullable()
  })
)
/** The signed paper lies at the desk; `place` is the folder or box, when it was told. */
export const OriginalReceived = defineFact(
  'document.original-received',
  1,
  z.object({ by: z.enum(['scan', 'hand']), place: z.string().max(120).nullable() })
)

/** Why a patient does not sign; the doctor must know before anything is done. */
export const DocumentRefusalReason = z.enum([
  'wants-to-think',
  'disagrees-with-text',
  'disagrees-with-intervention',
  'no-trust',
  'other'
])
export type DocumentRefusalReason = z.infer<typeof DocumentRefusalReason>
export const DocumentRefused = defineFact(
  'document.refused',
  1,
  z.object({ reason: DocumentRefusalReason, note: z.string().max(500).nullable(), on: IsoDate })
)

/** Taken back by the one who gave it. `channels` null means all of it; else only these channels of advertising end. */
export const DocumentRevoked = defineFact(
  'document.revoked',
  1,
  z.object({
    on: IsoDate,
    reason: z.string().max(500).nullable(),
    channels: z.array(MarketingChannel).min(1).nullable()
  })
)
/** Prepared or marked by mistake: it counts for nothing, and stays readable. */
export const DocumentAnnulled = defineFact('document.annulled', 1, z.object({ reason: z.string().min(3).max(300) }))

export type DocumentFact =
  | FactOf<typeof DocumentPrepared>
  | FactOf<typeof DocumentPrinted>
  | FactOf<typeof DocumentSignedByPatient>
  | FactOf<typeof DocumentSignedByClinician>
  | FactOf<typeof OriginalReceived>
  | FactOf<typeof DocumentRefused>
  | FactOf<typeof DocumentRevoked>
  | FactOf<typeof DocumentAnnulled>
