/** Treatment plans: proposed in variants, compared, chosen, signed by both sides, refused with a reason. */
import { z } from 'zod'
import { Diagnosis, Instalment, PlanDraft, PlanLine, VariantId } from '../domain/plans/content.ts'
import { PlanSource, RefusalReason } from '../domain/plans/facts.ts'
import { PlanRefusalCode } from '../domain/plans/refusals.ts'
import { PlanStatus } from '../domain/plans/signing.ts'
import { RepresentativeKind } from '../domain/patients/facts.ts'
import { Instant, IsoDate } from '../domain/values/dates.ts'
import { FactId, PatientId, PlanId, ServiceId, StaffId, VisitId } from '../domain/values/ids.ts'
import { Kopecks } from '../domain/values/money.ts'
import { Sha256 } from '../domain/values/sha256.ts'
import { Strokes } from '../domain/values/strokes.ts'
import { Tooth } from '../domain/values/tooth.ts'
import { PrintJobId } from '../domain/printing/job.ts'
import { procedure, refusable } from './base.ts'

/** A line of a list of plans. */
export const PlanSummary = z.object({
  id: PlanId,
  number: z.string(),
  version: z.int(),
  proposedOn: IsoDate,
  validUntil: IsoDate,
  doctor: z.object({ id: StaffId, name: z.string() }),
  status: PlanStatus,
  /** Of the chosen variant, else of the best one. */
  title: z.string(),
  total: Kopecks,
  /** What standing acts have charged of it. */
  done: Kopecks,
  /** Signed once, but changed since. */
  outdated: z.boolean(),
  /** Two desks made a new version apart from each other. */
  conflict: z.boolean()
})
export type PlanSummary = z.infer<typeof PlanSummary>

export const PlanLineView = PlanLine.extend({
  sum: Kopecks,
  /** Units that standing acts have charged. */
  done: z.int()
})
export type PlanLineView = z.infer<typeof PlanLineView>

export const PlanVariantView = z.object({
  id: VariantId,
  title: z.string(),
  explanation: z.string(),
  stages: z.array(z.object({ title: z.string(), lines: z.array(PlanLineView), total: Kopecks })),
  payments: z.array(Instalment),
  gross: Kopecks,
  saved: Kopecks,
  total: Kopecks,
  minutes: z.int()
})
export type PlanVariantView = z.infer<typeof PlanVariantView>

export const PlanVersionView = z.object({
  id: FactId,
  number: z.int(),
  on: IsoDate,
  by: z.string().nullable(),
  reason: z.string().nullable(),
  parallel: z.boolean()
})
export type PlanVersionView = z.infer<typeof PlanVersionView>

const ComparedCell = z.object({ quantity: z.int(), sum: Kopecks, stage: z.int() })
export const PlanComparison = z.object({
  variants: z.array(
    z.object({
      id: VariantId,
      title: z.string(),
      explanation: z.string(),
      stages: z.int(),
      total: Kopecks,
      saved: Kopecks,
      above: Kopecks
    })
  ),
  rows: z.array(
    z.object({
      service: ServiceId,
      name: z.string(),
      tooth: Tooth.nullable(),
      cells: z.array(ComparedCell.nullable()),
      everywhere: z.boolean()
    })
  )
})
export type PlanComparison = z.infer<typeof PlanComparison>

const SignatureView = z.object({
  on: IsoDate,
  at: Instant,
  mode: z.enum(['paper', 'screen']),
  names: z.array(z.string())
})

export const PlanView = z.object({
  id: PlanId,
  number: z.string(),
  source: PlanSource,
  visit: VisitId.nullable(),
  patient: z.object({ id: PatientId, name: z.string() }),
  doctor: z.object({ id: StaffId, name: z.string(), position: z.string() }),
  status: PlanStatus,
  proposedOn: IsoDate,
  validUntil: IsoDate,
  diagnoses: z.array(Diagnosis),
  note: z.string(),
  version: PlanVersionView,
  /** Newest first. */
  versions: z.array(PlanVersionView),
  variants: z.array(PlanVariantView),
  comparison: PlanComparison,
  chosen: VariantId.nullable(),
  /** What a signature under the chosen variant covers; null while nothing is chosen. */
  hash: Sha256.nullable(),
  signatures: z.object({ patient: SignatureView.nullable(), doctor: SignatureView.nullable(), outdated: z.boolean() }),
  /** Whose hands are needed today, and whom the clinic knows for them. */
  signing: z.object({
    required: z.array(z.enum(['patient', 'representative'])),
    representatives: z.array(z.object({ id: z.uuid(), name: z.string(), kind: RepresentativeKind })),
    screenAllowed: z.boolean()
  }),
  refusals: z.array(
    z.object({ reason: RefusalReason, note: z.string().nullable(), at: Instant, by: z.string().nullable() })
  ),
  withdrawn: z.string().nullable(),
  /** The current version in the form of the editor. */
  draft: PlanDraft
})
export type PlanView = z.infer<typeof PlanView>

const command = { id: PlanId, version: FactId }
const signing = { ...command, hash: Sha256 }
/** Rules refuse, or no printer of this workstation takes pages. */
export const PlanDeskRefusal = z.discriminatedUnion('code', [
  ...PlanRefusalCode.options,
  z.object({ code: z.literal('NO_PRINTER') })
])
export type PlanDeskRefusal = z.infer<typeof PlanDeskRefusal>

const EstimateOf = z.object({ id: PlanId, variant: VariantId.nullable() })
const planCommand = refusable(PlanDeskRefusal)

export const plansContract = {
  ofPatient: procedure.input(z.object({ patient: PatientId })).output(z.array(PlanSummary)),
  plan: procedure.input(z.object({ id: PlanId })).output(PlanView.nullable()),
  propose: planCommand
    .input(z.object({ id: PlanId, patient: PatientId, visit: VisitId.nullable(), draft: PlanDraft }))
    .output(PlanView),
  revise: planCommand
    .input(z.object({ ...command, reason: z.string().trim().max(300).nullable(), draft: PlanDraft }))
    .output(PlanView),
  choose: planCommand.input(z.object({ ...command, variant: VariantId })).output(PlanView),
  /** Signers: the patient, or a representative by id. `strokes` null: signed by hand on paper. */
  signAsPatient: planCommand
    .input(
      z.object({
        ...signing,
        signers: z
          .array(z.union([z.literal('patient'), z.uuid()]))
          .min(1)
          .max(3),
        strokes: Strokes.nullable()
      })
    )
    .output(PlanView),
  signAsDoctor: planCommand.input(z.object({ ...signing, strokes: Strokes.nullable() })).output(PlanView),
  refuse: planCommand
    .input(z.object({ ...command, reason: RefusalReason, note: z.string().trim().max(500).nullable() }))
    .output(PlanView),
  withdraw: planCommand.input(z.object({ ...command, reason: z.string().trim().min(3).max(300) })).output(PlanView),
  /** The estimate of the chosen variant, or of the named one before anything is chosen, as SVG pictures, one a page. */
  pages: planCommand.input(EstimateOf).output(z.object({ pages: z.array(z.string()) })),
  /** The same as PDF, base64. */
  pdf: planCommand.input(EstimateOf).output(z.object({ name: z.string(), pdf: z.base64() })),
  /** Another exemplar to sign while nobody has signed, a marked copy afterwards. */
  print: planCommand.input(z.object({ id: PlanId })).output(z.object({ job: PrintJobId }))
}
