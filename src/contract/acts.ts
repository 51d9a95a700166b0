/** Acts of completed work: made out from what was done, printed on a receipt or a page, taken back by reversal. */
import { z } from 'zod'
import { ActForm, ActPayer, Warranty } from '../domain/acts/facts.ts'
import { ActRefusal } from '../domain/acts/refusals.ts'
import { PlanLineId } from '../domain/plans/content.ts'
import { BasisPoints, Quantity } from '../domain/plans/priced-line.ts'
import { PrintJobId } from '../domain/printing/job.ts'
import { ClockTime, Instant, IsoDate } from '../domain/values/dates.ts'
import { ActId, PatientId, PlanId, ServiceId, StaffId, VisitId } from '../domain/values/ids.ts'
import { Kopecks } from '../domain/values/money.ts'
import { Tooth } from '../domain/values/tooth.ts'
import { procedure, refusable } from './base.ts'

/** A line of a list of acts. */
export const ActSummary = z.object({
  id: ActId,
  number: z.string(),
  date: IsoDate,
  visit: VisitId.nullable(),
  doctor: z.object({ id: StaffId, name: z.string() }),
  total: Kopecks,
  cancelled: z.boolean(),
  /** Papers that came out, copies included. */
  printed: z.int(),
  /** What was done, shortly: names of the services. */
  services: z.array(z.string())
})
export type ActSummary = z.infer<typeof ActSummary>

const Person = z.object({ id: StaffId, name: z.string() })
const PlanPlace = z.object({ plan: PlanId, line: PlanLineId })

export const ActLineView = z.object({
  service: ServiceId,
  nomenclature: z.string().nullable(),
  name: z.string(),
  tooth: Tooth.nullable(),
  quantity: Quantity,
  price: Kopecks,
  discount: BasisPoints,
  sum: Kopecks,
  doctor: Person,
  plan: PlanPlace.nullable(),
  warranty: Warranty.nullable()
})
export type ActLineView = z.infer<typeof ActLineView>

export const ActView = z.object({
  id: ActId,
  number: z.string(),
  date: IsoDate,
  time: ClockTime,
  visit: VisitId.nullable(),
  patient: z.object({ id: PatientId, name: z.string() }),
  payer: z.string().nullable(),
  contract: z.string().nullable(),
  lines: z.array(ActLineView),
  gross: Kopecks,
  saved: Kopecks,
  total: Kopecks,
  issuedBy: z.string().nullable(),
  reversed: z.object({ on: IsoDate, reason: z.string(), by: z.string().nullable() }).nullable(),
  printings: z.array(
    z.object({
      job: z.uuid(),
      form: ActForm,
      copy: z.int(),
      device: z.string(),
      outcome: z.enum(['printed', 'sent']),
      at: Instant
    })
  )
})
export type ActView = z.infer<typeof ActView>

/** A line that the desk may put into an act, with the price it would have. */
export const ActDraftLine = z.object({
  service: ServiceId,
  name: z.string(),
  tooth: Tooth.nullable(),
  needsTooth: z.boolean(),
  quantity: Quantity,
  price: Kopecks,
  discount: BasisPoints,
  discountAllowed: z.boolean(),
  sum: Kopecks,
  doctor: Person,
  /** From a signed plan: its price and discount hold and cannot be changed here; `done` units were charged before this line. */
  plan: PlanPlace.extend({ number: z.string(), left: z.int(), done: z.int() }).nullable(),
  /** The patient has a signed plan, and this work is not in it: they should know before it is charged. */
  outsidePlan: z.boolean(),
  warranty: Warranty.nullable()
})
export type ActDraftLine = z.infer<typeof ActDraftLine>

export const ActDraft = z.object({
  visit: VisitId,
  patient: z.object({ id: PatientId, name: z.string() }),
  doctor: Person,
  /** Work booked for this visit that no standing act has charged yet. */
  lines: z.array(ActDraftLine),
  /** Standing acts of the visit. */
  acts: z.array(ActSummary)
})
export type ActDraft = z.infer<typeof ActDraft>

export const ActWork = z.object({
  service: ServiceId,
  tooth: Tooth.nullable(),
  quantity: Quantity,
  discount: BasisPoints,
  doctor: StaffId,
  plan: PlanPlace.nullable(),
  warranty: Warranty.nullable()
})
export type ActWork = z.infer<typeof ActWork>

/** No printer of this workstation takes such a paper, or the paper cannot be printed now. */
export const ActPrintRefusal = z.discriminatedUnion('code', [
  ...ActRefusal.options,
  z.object({ code: z.literal('NO_PRINTER'), form: ActForm })
])
export type ActPrintRefusal = z.infer<typeof ActPrintRefusal>

const actCommand = refusable(ActPrintRefusal)
const Printed = z.object({ act: ActView, job: PrintJobId.nullable() })
/** The paper as SVG pictures, one a page; a receipt is one. */
const ActPicture = z.object({ pages: z.array(z.string()) })

const IssueAct = z.object({
  id: ActId,
  visit: VisitId,
  doctor: StaffId,
  work: z.array(ActWork).min(1).max(60),
  payer: ActPayer,
  contract: z.string().trim().min(1).max(60).nullable(),
  again: z.boolean()
})

export const actsContract = {
  ofVisit: procedure.input(z.object({ visit: VisitId })).output(z.array(ActSummary)),
  ofPatient: procedure.input(z.object({ patient: PatientId })).output(z.array(ActSummary)),
  act: procedure.input(z.object({ id: ActId })).output(ActView.nullable()),
  draft: procedure.input(z.object({ visit: VisitId })).output(ActDraft.nullable()),
  /** The price of one more line, as it would stand in an act of this visit. */
  line: actCommand
    .input(
      z.object({
        visit: VisitId,
        service: ServiceId,
        tooth: Tooth.nullable(),
        quantity: Quantity,
        discount: BasisPoints
      })
    )
    .output(ActDraftLine),
  /** What the paper would look like, before anything is recorded. */
  preview: actCommand.input(IssueAct.extend({ form: ActForm })).output(ActPicture),
  /** Records the act and, unless `print` is null, puts its original into the print queue, both or neither. */
  issue: actCommand.input(IssueAct.extend({ print: ActForm.nullable() })).output(Printed),
  /** Prints the original, or a marked copy when the original is out or may be. */
  print: actCommand.input(z.object({ id: ActId, form: ActForm })).output(Printed),
  /** The paper of an issued act. */
  picture: actCommand.input(z.object({ id: ActId, form: ActForm })).output(ActPicture),
  reverse: actCommand.input(z.object({ id: ActId, reason: z.string().trim().min(3).max(300) })).output(ActView)
}
