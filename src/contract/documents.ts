/** Consents, refusals and other papers a patient signs: prepared, shown, printed, signed, filed, taken back. */
import { z } from 'zod'
import { ConsentKind } from '../domain/clinic/facts.ts'
import { DocumentRefusalReason, SignatureMode } from '../domain/documents/facts.ts'
import { DocumentKind, MarketingChannel } from '../domain/documents/kinds.ts'
import { DocumentRefusal } from '../domain/documents/refusals.ts'
import { SignerProblem, SignerRole, SignerWarning } from '../domain/documents/signers.ts'
import { DocumentChoices } from '../domain/documents/snapshot.ts'
import { DocumentStatus } from '../domain/documents/status.ts'
import { TemplateFault } from '../domain/documents/template.ts'
import { RepresentativeKind } from '../domain/patients/facts.ts'
import { PrintJobId } from '../domain/printing/job.ts'
import { PrinterId } from '../domain/printing/printer.ts'
import { Instant, IsoDate } from '../domain/values/dates.ts'
import { DocumentId, PatientId, StaffId, VisitId } from '../domain/values/ids.ts'
import { Sha256 } from '../domain/values/sha256.ts'
import { Strokes } from '../domain/values/strokes.ts'
import { procedure, refusable } from './base.ts'

/** A line of a list of documents. */
export const DocumentRow = z.object({
  id: DocumentId,
  kind: DocumentKind,
  number: z.string(),
  title: z.string(),
  on: IsoDate,
  status: DocumentStatus,
  mode: SignatureMode.nullable(),
  signedOn: IsoDate.nullable(),
  validUntil: IsoDate.nullable(),
  /** Signed on paper, and the paper has not come into the folder yet. */
  originalAwaited: z.boolean(),
  /** It was signed at another workstation, and the file of what was signed is not here yet. */
  fileElsewhere: z.boolean(),
  patient: z.object({ id: PatientId, name: z.string() }),
  visit: VisitId.nullable(),
  channels: z.array(MarketingChannel)
})
export type DocumentRow = z.infer<typeof DocumentRow>

/** One consent that a visit needs, and how far it has come. */
export const ConsentNeed = z.object({
  kind: DocumentKind,
  consent: ConsentKind.nullable(),
  given: z.boolean(),
  /** The document that gives it, or the one that was begun; null when nothing was prepared yet. */
  document: DocumentRow.nullable()
})
export type ConsentNeed = z.infer<typeof ConsentNeed>

/** Who signs a document of a kind for a patient today. */
export const SigningOptions = z.object({
  age: z.int(),
  /** Hands that must stand under it. */
  required: z.array(SignerRole),
  representatives: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      kind: RepresentativeKind,
      problem: SignerProblem.nullable(),
      warnings: z.array(SignerWarning)
    })
  ),
  /** The clinic lets people sign this document on the screen. */
  screen: z.boolean()
})
export type SigningOptions = z.infer<typeof SigningOptions>

export const DocumentEvent = z.object({ type: z.string(), at: Instant, by: z.string().nullable() })
export type DocumentEvent = z.infer<typeof DocumentEvent>

export const DocumentView = DocumentRow.extend({
  templateVersion: z.int(),
  approved: IsoDate.nullable(),
  signers: z.array(z.object({ role: SignerRole, name: z.string(), note: z.string().nullable() })),
  needsClinician: z.boolean(),
  clinician: z.object({ id: StaffId, name: z.string(), position: z.string() }).nullable(),
  clinicianSigned: z.object({ name: z.string(), on: IsoDate, mode: SignatureMode }).nullable(),
  copies: z.int(),
  /** SHA-256 of what was signed, for whoever must compare. */
  text: Sha256.nullable(),
  /** The clinic lets people sign it on the screen, and no place is left to be filled by hand. */
  screen: z.boolean(),
  unfilled: z.array(z.string()),
  /** Acts that the wording cites and that are not in force today: the lawyer must look. */
  lapsedActs: z.array(z.string()),
  refused: z.object({ reason: DocumentRefusalReason, note: z.string().nullable(), on: IsoDate }).nullable(),
  revoked: z.object({ on: IsoDate, reason: z.string().nullable() }).nullable(),
  annulled: z.string().nullable(),
  originalPlace: z.string().nullable(),
  events: z.array(DocumentEvent)
})
export type DocumentView = z.infer<typeof DocumentView>

/** Pages as pictures (SVG), the same marks as in the PDF whose hash is `text`: what is shown is what is signed. */
export const DocumentPages = z.object({
  text: Sha256,
  pages: z.array(z.string()),
  /** Some drawn signatures are on another workstation and not in the pictures. */
  signaturesElsewhere: z.boolean()
})
export type DocumentPages = z.infer<typeof DocumentPages>

const One = z.object({ id: DocumentId })
const ScreenSignature = z.object({ role: SignerRole, strokes: Strokes })

export const documentsContract = {
  /** Kinds that can be prepared here today, and files of templates that are spoiled. */
  templates: procedure.output(
    z.object({
      kinds: z.array(z.object({ kind: DocumentKind, title: z.string(), version: z.int() })),
      faults: z.array(TemplateFault)
    })
  ),
  ofVisit: procedure
    .input(z.object({ visit: VisitId }))
    .output(z.object({ needs: z.array(ConsentNeed), others: z.array(DocumentRow) })),
  ofPatient: procedure.input(z.object({ patient: PatientId })).output(z.array(DocumentRow)),
  /** This clinic's papers that somebody must still see to: originals awaited, the medical worker's hand missing. */
  unfinished: procedure.input(z.object({ limit: z.int().min(1).max(500) })).output(z.array(DocumentRow)),
  document: procedure.input(One).output(DocumentView.nullable()),
  options: procedure.input(z.object({ kind: DocumentKind, patient: PatientId })).output(SigningOptions.nullable()),

  prepare: refusable(DocumentRefusal)
    .input(
      One.extend({
        kind: DocumentKind,
        patient: PatientId,
        visit: VisitId.nullable(),
        representative: z.uuid().nullable(),
        choices: DocumentChoices
      })
    )
    .output(DocumentView),
  pages: refusable(DocumentRefusal).input(One).output(DocumentPages),
  /** The PDF as base64: as signed when it is signed and the file is here, else as it would be printed now. */
  pdf: refusable(DocumentRefusal)
    .input(One)
    .output(z.object({ pdf: z.base64(), fileName: z.string() })),
  /** Asks head office for files of this document that were made at other workstations. */
  fetchFiles: refusable(DocumentRefusal).input(One).output(DocumentView),
  print: refusable(DocumentRefusal)
    .input(One.extend({ copies: z.int().min(1).max(3), printer: PrinterId.nullable() }))
    .output(z.object({ document: DocumentView, jobs: z.array(PrintJobId) })),
  /** The same without a printer of ours: the desk takes the file and prints it in its own way. */
  takeFile: refusable(DocumentRefusal)
    .input(One)
    .output(z.object({ document: DocumentView, pdf: z.base64(), fileName: z.string() })),

  signOnPaper: refusable(DocumentRefusal).input(One).output(DocumentView),
  signOnScreen: refusable(DocumentRefusal)
    .input(One.extend({ shown: Sha256, signatures: z.array(ScreenSignature).min(1).max(2) }))
    .output(DocumentView),
  /** On paper: who of the medical workers signed (the one of the visit when null). */
  clinicianSignedOnPaper: refusable(DocumentRefusal)
    .input(One.extend({ clinician: StaffId.nullable() }))
    .output(DocumentView),
  /** On the screen: the medical worker who has signed in draws. */
  clinicianSignsOnScreen: refusable(DocumentRefusal)
    .input(One.extend({ strokes: Strokes }))
    .output(DocumentView),

  receiveOriginal: refusable(DocumentRefusal)
    .input(One.extend({ place: z.string().trim().max(120).nullable() }))
    .output(DocumentView),
  /** What the scanner read; answers which document it was. */
  receiveScanned: refusable(DocumentRefusal)
    .input(z.object({ code: z.string().max(200), place: z.string().trim().max(120).nullable() }))
    .output(DocumentView),
  refuse: refusable(DocumentRefusal)
    .input(One.extend({ reason: DocumentRefusalReason, note: z.string().trim().max(500).nullable() }))
    .output(DocumentView),
  revoke: refusable(DocumentRefusal)
    .input(
      One.extend({
        reason: z.string().trim().max(500).nullable(),
        channels: z.array(MarketingChannel).min(1).nullable()
      })
    )
    .output(DocumentView),
  annul: refusable(DocumentRefusal)
    .input(One.extend({ reason: z.string().trim().min(3).max(300) }))
    .output(DocumentView)
}
