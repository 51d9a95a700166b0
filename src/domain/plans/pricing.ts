/** Turns a plan as it was typed into a plan with prices, or says what is wrong with it. */
import type { PriceLine } from '../clinic/facts.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ServiceId } from '../values/ids.ts'
import { sumKopecks, type Kopecks } from '../values/money.ts'
import {
  linesOf,
  type DraftLine,
  type PlanContent,
  type PlanDraft,
  type PlanLine,
  type PlanVariant
} from './content.ts'
import type { PlanSource } from './facts.ts'
import { atPrice, NO_DISCOUNT, totalOf } from './priced-line.ts'
import type { ContentRefusal } from './refusals.ts'

export type ListedService = PriceLine & { readonly id: ServiceId; readonly active: boolean }

export interface PriceList {
  readonly service: (id: ServiceId) => ListedService | null
}

/** Lines of the version being edited: their prices were promised and hold until that version's last day. */
export interface Promised {
  readonly lines: ReadonlyMap<string, PlanLine>
  readonly until: IsoDate
}

type Priced<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: ContentRefusal }

const no = (refusal: ContentRefusal): { readonly ok: false; readonly refusal: ContentRefusal } => ({
  ok: false,
  refusal
})

export const priceDraft = (
  draft: PlanDraft,
  around: {
    readonly prices: PriceList
    readonly promised: Promised | null
    readonly source: PlanSource
    readonly on: IsoDate
  }
): Priced<PlanContent> => {
  if (draft.diagnoses.length === 0) return no({ code: 'NO_DIAGNOSIS' })
  if (draft.validUntil < around.on) return no({ code: 'VALIDITY_OVER', validUntil: draft.validUntil })
  const repeated = firstRepeated(
    draft.variants.flatMap((variant) => [variant.id, ...linesOf(variant).map((line) => line.id)])
  )
  if (repeated !== null) return no({ code: 'REPEATED_ID', id: repeated })
  const variants: PlanVariant[] = []
  for (const variant of draft.variants) {
    const stages: PlanVariant['stages'] = []
    for (const stage of variant.stages) {
      const lines: PlanLine[] = []
      for (const line of stage.lines) {
        const priced = priceLine(line, around)
        if (!priced.ok) return priced
        lines.push(priced.value)
      }
      stages.push({ title: stage.title, lines })
    }
    const finished: PlanVariant = { ...variant, stages }
    const wrong = variantProblem(finished)
    if (wrong !== null) return no(wrong)
    variants.push(finished)
  }
  return { ok: true, value: { ...draft, variants } }
}

const priceLine = (line: DraftLine, around: Parameters<typeof priceDraft>[1]): Priced<PlanLine> => {
  const kept =
    around.promised !== null && around.promised.until >= around.on ? around.promised.lines.get(line.id) : undefined
  const service = around.prices.service(line.service)
  if (service === null) return no({ code: 'SERVICE_UNKNOWN', line: line.id, service: line.service })
  const promised = kept !== undefined && kept.service === line.service ? kept : null
  const { name } = service
  if (!service.active && promised === null) return no({ code: 'SERVICE_WITHDRAWN', line: line.id, name })
  if (line.discount !== NO_DISCOUNT && !service.discountAllowed)
    return no({ code: 'DISCOUNT_NOT_ALLOWED', line: line.id, name })
  if ((service.unit === 'tooth' || service.unit === 'canal') && line.tooth === null)
    return no({ code: 'TOOTH_NEEDED', line: line.id, name })
  // At the desk a price comes from the list; only the doctor's program may bring one that was agreed with the patient.
  if (line.price !== null && (around.source === 'desk' || line.price < 0))
    return no({ code: 'PRICE_NOT_YOURS', line: line.id, name })
  const { id, tooth, quantity, discount } = line
  const priced = promised === null ? { ...atPrice(service, line), id } : { ...promised, tooth, quantity, discount }
  return { ok: true, value: line.price === null ? priced : { ...priced, price: line.price } }
}

const variantProblem = (variant: PlanVariant): ContentRefusal | null => {
  const lines = linesOf(variant)
  if (lines.length === 0) return { code: 'VARIANT_EMPTY', variant: variant.id }
  const payments = sumKopecks(variant.payments.map((one) => one.amount))
  const total = variantTotal(variant)
  const addUp =
    variant.payments.length === 0 || (payments === total && variant.payments.every((one) => one.amount >= 0))
  return addUp ? null : { code: 'PAYMENTS_DO_NOT_ADD_UP', variant: variant.id, total, payments }
}

export const variantTotal = (variant: {
  readonly stages: readonly { readonly lines: readonly PlanLine[] }[]
}): Kopecks => totalOf(linesOf(variant))

/** Total of each stage, in order; they add up to the variant's total, since every line is rounded alone. */
export const stageTotals = (variant: PlanVariant): readonly Kopecks[] =>
  variant.stages.map((stage) => totalOf(stage.lines))

/** Minutes in the chair, for the schedule. */
export const variantMinutes = (variant: PlanVariant, prices: PriceList): number =>
  linesOf(variant).reduce((sum, line) => sum + (prices.service(line.service)?.minutes ?? 0) * line.quantity, 0)

/** The same content, back in the form of the editor. */
export const draftOf = (content: PlanContent): PlanDraft => ({
  ...content,
  variants: content.variants.map((variant) => ({
    ...variant,
    stages: variant.stages.map((stage) => ({
      title: stage.title,
      lines: stage.lines.map(({ id, service, tooth, quantity, discount }) => ({
        id,
        service,
        tooth,
        quantity,
        discount,
        price: null
      }))
    }))
  }))
})

const firstRepeated = (ids: readonly string[]): string | null => {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) return id
    seen.add(id)
  }
  return null
}
