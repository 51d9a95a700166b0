/** A plan while it is typed: texts as they stand in the fields, and the draft they mean. */
import type { PricedService } from '../../contract/clinic.ts'
import {
  linesOf,
  PlanLineId,
  VariantId,
  type Instalment,
  type PlanDraft,
  type PlanLine
} from '../../domain/plans/content.ts'
import { instalments } from '../../domain/plans/instalments.ts'
import { parseMkb10 } from '../../domain/plans/mkb10.ts'
import { lineSum, parsePercent, Quantity } from '../../domain/plans/priced-line.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { formatDate } from '../../domain/values/dates.ts'
import type { ServiceId, StaffId } from '../../domain/values/ids.ts'
import { sumKopecks, type Kopecks } from '../../domain/values/money.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import { parseTypedDate } from '../../domain/values/typed-date.ts'

export interface LineForm {
  readonly id: PlanLineId
  readonly service: ServiceId
  readonly name: string
  readonly price: Kopecks
  readonly needsTooth: boolean
  readonly discountAllowed: boolean
  readonly tooth: string
  readonly quantity: string
  readonly discount: string
}

export interface StageForm {
  readonly title: string
  readonly lines: readonly LineForm[]
}

export interface VariantForm {
  readonly id: VariantId
  readonly title: string
  readonly explanation: string
  readonly stages: readonly StageForm[]
  /** 1 is payment by stages; more is a schedule of so many monthly payments. */
  readonly payments: number
  /** The schedule as it was agreed, kept while the total stays. */
  readonly agreed: readonly Instalment[]
}

export interface DiagnosisForm {
  readonly key: number
  readonly code: string
  readonly tooth: string
  readonly text: string
}

export interface PlanForm {
  readonly doctor: StaffId | null
  readonly diagnoses: readonly DiagnosisForm[]
  readonly variants: readonly VariantForm[]
  readonly validUntil: string
  readonly note: string
}

export type NewId = () => string

export const emptyVariant = (newId: NewId, title: string, stage: string): VariantForm => ({
  id: VariantId.parse(newId()),
  title,
  explanation: '',
  stages: [{ title: stage, lines: [] }],
  payments: 1,
  agreed: []
})

export const emptyForm = (
  newId: NewId,
  names: { variant: string; stage: string },
  validUntil: IsoDate,
  doctor: StaffId | null
): PlanForm => ({
  doctor,
  diagnoses: [{ key: 0, code: '', tooth: '', text: '' }],
  variants: [emptyVariant(newId, names.variant, names.stage)],
  validUntil: formatDate(validUntil),
  note: ''
})

export const newLine = (newId: NewId, service: PricedService): LineForm => ({
  id: PlanLineId.parse(newId()),
  service: service.id,
  name: service.name,
  price: service.price,
  needsTooth: service.unit === 'tooth' || service.unit === 'canal',
  discountAllowed: service.discountAllowed,
  tooth: '',
  quantity: '1',
  discount: ''
})

/** The version to edit, as the fields show it. */
export const formOf = (content: {
  readonly doctor: StaffId
  readonly diagnoses: PlanDraft['diagnoses']
  readonly validUntil: IsoDate
  readonly note: string
  readonly variants: readonly {
    readonly id: VariantId
    readonly title: string
    readonly explanation: string
    readonly stages: readonly { readonly title: string; readonly lines: readonly PlanLine[] }[]
    readonly payments: readonly Instalment[]
  }[]
}): PlanForm => ({
  doctor: content.doctor,
  diagnoses: content.diagnoses.map((one, key) => ({ key, code: one.code, tooth: one.tooth ?? '', text: one.text })),
  validUntil: formatDate(content.validUntil),
  note: content.note,
  variants: content.variants.map((variant) => ({
    id: variant.id,
    title: variant.title,
    explanation: variant.explanation,
    payments: Math.max(1, variant.payments.length),
    agreed: variant.payments,
    stages: variant.stages.map((stage) => ({
      title: stage.title,
      lines: stage.lines.map((line) => ({
        id: line.id,
        service: line.service,
        name: line.name,
        price: line.price,
        needsTooth: line.unit === 'tooth' || line.unit === 'canal',
        // Core says no if it is not; here a discount that stands must stay readable.
        discountAllowed: true,
        tooth: line.tooth ?? '',
        quantity: String(line.quantity),
        discount: line.discount === 0 ? '' : String(line.discount / 100).replace('.', ',')
      }))
    }))
  }))
})

/** A copy to change into an alternative: new ids, since each line belongs to one variant. */
export const copyOf = (variant: VariantForm, newId: NewId, title: string): VariantForm => ({
  ...variant,
  id: VariantId.parse(newId()),
  title,
  agreed: [],
  stages: variant.stages.map((stage) => ({
    ...stage,
    lines: stage.lines.map((line) => ({ ...line, id: PlanLineId.parse(newId()) }))
  }))
})

export type LineFault = 'tooth' | 'quantity' | 'discount'

export type ReadLine =
  | {
      readonly ok: true
      readonly line: PlanDraft['variants'][number]['stages'][number]['lines'][number]
      readonly sum: Kopecks
    }
  | { readonly ok: false; readonly fault: LineFault }

export const readLine = (form: LineForm): ReadLine => {
  const tooth = form.tooth.trim() === '' ? null : Tooth.safeParse(form.tooth.trim())
  if (tooth === null ? form.needsTooth : !tooth.success) return { ok: false, fault: 'tooth' }
  const quantity = Quantity.safeParse(Number(form.quantity.trim() === '' ? Number.NaN : form.quantity))
  if (!quantity.success) return { ok: false, fault: 'quantity' }
  const discount = parsePercent(form.discount)
  if (discount === null) return { ok: false, fault: 'discount' }
  const { id, service, price } = form
  const line = { id, service, tooth: tooth?.data ?? null, quantity: quantity.data, discount, price: null }
  return { ok: true, line, sum: lineSum({ price, quantity: quantity.data, discount }) }
}

/** Sum of what is understood; lines with a fault count as nothing until they are mended. */
export const sumOf = (lines: readonly LineForm[]): Kopecks =>
  sumKopecks(
    lines.flatMap((line) => {
      const read = readLine(line)
      return read.ok ? [read.sum] : []
    })
  )

export const totalOf = (variant: VariantForm): Kopecks => sumOf(linesOf(variant))

export type FormFault =
  | { readonly place: 'doctor' | 'validUntil' | 'diagnoses' }
  | { readonly place: 'diagnosis'; readonly key: number }
  | { readonly place: 'variant' | 'empty'; readonly variant: VariantId }
  | { readonly place: 'line'; readonly variant: VariantId; readonly line: PlanLineId; readonly fault: LineFault }

export type ReadPlan =
  | { readonly ok: true; readonly draft: PlanDraft }
  | { readonly ok: false; readonly faults: readonly FormFault[] }

export const readPlan = (form: PlanForm, today: IsoDate): ReadPlan => {
  const faults: FormFault[] = []
  const validUntil = parseTypedDate(form.validUntil, today)
  if (form.doctor === null) faults.push({ place: 'doctor' })
  if (validUntil === null || validUntil < today) faults.push({ place: 'validUntil' })
  const diagnoses = form.diagnoses
    .filter((one) => [one.code, one.tooth, one.text].some((text) => text.trim() !== ''))
    .flatMap((one) => {
      const code = parseMkb10(one.code)
      const tooth = one.tooth.trim() === '' ? null : Tooth.safeParse(one.tooth.trim())
      if (code === null || tooth?.success === false) {
        faults.push({ place: 'diagnosis', key: one.key })
        return []
      }
      return [{ code, tooth: tooth?.data ?? null, text: one.text.trim() }]
    })
  if (diagnoses.length === 0 && !faults.some((fault) => fault.place === 'diagnosis'))
    faults.push({ place: 'diagnoses' })
  const variants = form.variants.map((variant) => readVariant(variant, faults, today))
  if (faults.length > 0 || form.doctor === null || validUntil === null) return { ok: false, faults }
  return { ok: true, draft: { doctor: form.doctor, diagnoses, variants, validUntil, note: form.note.trim() } }
}

const readVariant = (variant: VariantForm, faults: FormFault[], today: IsoDate): PlanDraft['variants'][number] => {
  const named =
    variant.title.trim() !== '' &&
    variant.stages.every((stage) => stage.title.trim() !== '' || stage.lines.length === 0)
  if (!named) faults.push({ place: 'variant', variant: variant.id })
  if (linesOf(variant).length === 0) faults.push({ place: 'empty', variant: variant.id })
  const stages = variant.stages
    .filter((stage) => stage.lines.length > 0)
    .map((stage) => ({
      title: stage.title.trim(),
      lines: stage.lines.flatMap((line) => {
        const read = readLine(line)
        if (!read.ok) faults.push({ place: 'line', variant: variant.id, line: line.id, fault: read.fault })
        return read.ok ? [read.line] : []
      })
    }))
  return {
    id: variant.id,
    title: variant.title.trim(),
    explanation: variant.explanation.trim(),
    stages,
    payments: scheduleOf(variant, today)
  }
}

/** The agreed schedule while it still fits; else equal monthly payments from today on. */
export const scheduleOf = (variant: VariantForm, today: IsoDate): Instalment[] => {
  if (variant.payments < 2) return []
  const total = totalOf(variant)
  const fits =
    variant.agreed.length === variant.payments && sumKopecks(variant.agreed.map((one) => one.amount)) === total
  return fits ? [...variant.agreed] : [...instalments(total, variant.payments, today)]
}

/** Moves a line up or down, over the edge of its stage into the next one: how a treatment is split into stages. */
export const moveLine = (variant: VariantForm, id: PlanLineId, by: 1 | -1): VariantForm => {
  const at = variant.stages.findIndex((stage) => stage.lines.some((line) => line.id === id))
  const stage = variant.stages[at]
  if (stage === undefined) return variant
  const from = stage.lines.findIndex((line) => line.id === id)
  const line = stage.lines[from]
  if (line === undefined) return variant
  const to = from + by
  const others = stage.lines.filter((one) => one.id !== id)
  const inside = to >= 0 && to < stage.lines.length
  const neighbour = variant.stages[at + by]
  if (!inside && neighbour === undefined) return variant
  return {
    ...variant,
    stages: variant.stages.map((one, index) => {
      if (index === at) return { ...one, lines: inside ? others.toSpliced(to, 0, line) : others }
      if (!inside && index === at + by) return { ...one, lines: by === 1 ? [line, ...one.lines] : [...one.lines, line] }
      return one
    })
  }
}
