/** One priced line of a plan or an act: what, how many, at what price and discount, and the exact sums that follow. */
import { z } from 'zod'
import { PriceLine } from '../clinic/facts.ts'
import { ServiceId } from '../values/ids.ts'
import { kopecks, partOf, subtractKopecks, sumKopecks, timesKopecks, type Kopecks } from '../values/money.ts'
import { Tooth } from '../values/tooth.ts'

/** Hundredths of a percent: 7 % is 700, everything is 10 000. */
export const BasisPoints = z.int().min(0).max(10_000).brand<'BasisPoints'>()
export type BasisPoints = z.infer<typeof BasisPoints>

/** «7 %», «7,5 %», with a non-breaking space. */
export const formatPercent = (share: BasisPoints): string => `${String(share / 100).replace('.', ',')}\u00a0%`

/** Reads «7», «7,5 %»; nothing typed is no discount, null is no percentage from 0 to 100. */
export const parsePercent = (text: string): BasisPoints | null => {
  const typed = text.replace(/[\s%\u00a0]/g, '').replace(',', '.')
  if (typed === '') return NO_DISCOUNT
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) return null
  const parsed = BasisPoints.safeParse(Math.round(Number(typed) * 100))
  return parsed.success ? parsed.data : null
}

export const NO_DISCOUNT: BasisPoints = BasisPoints.parse(0)

export const Quantity = z.int().min(1).max(100)

/** A service as the price list had it on the day; a later price list never changes a paper. */
export const PricedLine = z.object({
  service: ServiceId,
  code: PriceLine.shape.code,
  nomenclature: PriceLine.shape.nomenclature,
  name: PriceLine.shape.name,
  unit: PriceLine.shape.unit,
  tooth: Tooth.nullable(),
  quantity: Quantity,
  price: PriceLine.shape.price.refine((price) => price >= 0, 'a price is not negative'),
  discount: BasisPoints,
  vatCode: PriceLine.shape.vatCode,
  taxCode: PriceLine.shape.taxCode
})
export type PricedLine = z.infer<typeof PricedLine>

type Amounts = Pick<PricedLine, 'price' | 'quantity' | 'discount'>

export const lineGross = (line: Amounts): Kopecks => timesKopecks(line.price, line.quantity)
export const lineDiscount = (line: Amounts): Kopecks => partOf(lineGross(line), line.discount)

/** What the line costs. The discount is rounded once, on the whole line, as a cash register does. */
export const lineSum = (line: Amounts): Kopecks => subtractKopecks(lineGross(line), lineDiscount(line))

/**
 * What the next `quantity` units cost when `done` of them were charged before. Charged in any portions, a line costs
 * exactly what it costs at once: the kopeck that rounding owes goes to the portion in which it arises.
 */
export const portionSum = (line: Pick<PricedLine, 'price' | 'discount'>, done: number, quantity: number): Kopecks =>
  subtractKopecks(
    lineSum({ ...line, quantity: done + quantity }),
    done === 0 ? kopecks(0) : lineSum({ ...line, quantity: done })
  )

export const grossOf = (lines: readonly Amounts[]): Kopecks => sumKopecks(lines.map(lineGross))
export const totalOf = (lines: readonly Amounts[]): Kopecks => sumKopecks(lines.map(lineSum))

/** The line of a service at today's price. */
export const atPrice = (
  service: PriceLine & { readonly id: ServiceId },
  choice: { readonly tooth: Tooth | null; readonly quantity: number; readonly discount: BasisPoints }
): PricedLine => ({
  service: service.id,
  code: service.code,
  nomenclature: service.nomenclature,
  name: service.name,
  unit: service.unit,
  tooth: choice.tooth,
  quantity: choice.quantity,
  price: service.price,
  discount: choice.discount,
  vatCode: service.vatCode,
  taxCode: service.taxCode
})
