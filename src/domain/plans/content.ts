/** What a treatment plan says: diagnoses and variants, best first, each made of stages and priced lines. */
import { z } from 'zod'
import { IsoDate } from '../values/dates.ts'
import { ServiceId, StaffId } from '../values/ids.ts'
import { Kopecks } from '../values/money.ts'
import { Tooth } from '../values/tooth.ts'
import { Mkb10 } from './mkb10.ts'
import { BasisPoints, PricedLine, Quantity } from './priced-line.ts'

/** A variant keeps its id from version to version, so that the patient's choice survives an edit (a signature does not). */
export const VariantId = z.uuid().brand<'VariantId'>()
export type VariantId = z.infer<typeof VariantId>

/** A line keeps its id likewise; acts name it to say which part of the plan was done. */
export const PlanLineId = z.uuid().brand<'PlanLineId'>()
export type PlanLineId = z.infer<typeof PlanLineId>

export const Diagnosis = z.object({ code: Mkb10, tooth: Tooth.nullable(), text: z.string().max(200) })
export type Diagnosis = z.infer<typeof Diagnosis>

/** One payment of an agreed schedule; `due` null means with the stage, by word of mouth. */
export const Instalment = z.object({ due: IsoDate.nullable(), amount: Kopecks })
export type Instalment = z.infer<typeof Instalment>

const title = z.string().trim().min(1).max(120)
const explanation = z.string().trim().max(1000)

export const PlanLine = PricedLine.extend({ id: PlanLineId })
export type PlanLine = z.infer<typeof PlanLine>

const stageOf = <Line extends z.ZodType>(line: Line) => z.object({ title, lines: z.array(line).max(60) })
const variantOf = <Line extends z.ZodType>(line: Line) =>
  z.object({
    id: VariantId,
    title,
    /** Said to the patient in plain words: why this way, what it gives, how long it lasts. */
    explanation,
    stages: z.array(stageOf(line)).min(1).max(12),
    /** Empty when each stage is paid as it is done. */
    payments: z.array(Instalment).max(36)
  })
const contentOf = <Line extends z.ZodType>(line: Line) =>
  z.object({
    doctor: StaffId,
    diagnoses: z.array(Diagnosis).max(20),
    variants: z.array(variantOf(line)).min(1).max(6),
    /** Last day on which the prices hold. */
    validUntil: IsoDate,
    note: explanation
  })

export const PlanStage = stageOf(PlanLine)
export type PlanStage = z.infer<typeof PlanStage>
export const PlanVariant = variantOf(PlanLine)
export type PlanVariant = z.infer<typeof PlanVariant>
export const PlanContent = contentOf(PlanLine)
export type PlanContent = z.infer<typeof PlanContent>

/**
 * A line as it is typed. `price` is null for the price list; a figure is taken from the doctor's side only, which may
 * have agreed a price with the patient.
 */
export const DraftLine = z.object({
  id: PlanLineId,
  service: ServiceId,
  tooth: Tooth.nullable(),
  quantity: Quantity,
  discount: BasisPoints,
  price: Kopecks.nullable()
})
export type DraftLine = z.infer<typeof DraftLine>

export const PlanDraft = contentOf(DraftLine)
export type PlanDraft = z.infer<typeof PlanDraft>

export const linesOf = <Line>(variant: {
  readonly stages: readonly { readonly lines: readonly Line[] }[]
}): readonly Line[] => variant.stages.flatMap((stage) => stage.lines)
