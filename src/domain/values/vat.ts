/** Value added tax as papers state it, by tag 1199 of a fiscal receipt. */
import { kopecks, ZERO, type Kopecks } from './money.ts'

/** Share of tax inside a price, as a fraction; null where nothing is taxed. */
type VatShare = readonly [numerator: number, denominator: number] | null

interface VatKind {
  /** As a Russian paper words it. */
  readonly label: string
  readonly share: VatShare
}

// Codes 1–10: формат фискальных документов 1.2; 11 and 12: приказ ФНС от 08.12.2025 № ЕД-7-20/1050@.
const KINDS: Readonly<Record<number, VatKind>> = {
  1: { label: 'НДС 20 %', share: [20, 120] },
  2: { label: 'НДС 10 %', share: [10, 110] },
  3: { label: 'НДС 20/120', share: [20, 120] },
  4: { label: 'НДС 10/110', share: [10, 110] },
  5: { label: 'НДС 0 %', share: null },
  6: { label: 'без НДС', share: null },
  7: { label: 'НДС 5 %', share: [5, 105] },
  8: { label: 'НДС 7 %', share: [7, 107] },
  9: { label: 'НДС 5/105', share: [5, 105] },
  10: { label: 'НДС 7/107', share: [7, 107] },
  11: { label: 'НДС 22 %', share: [22, 122] },
  12: { label: 'НДС 22/122', share: [22, 122] }
}

/** «без НДС», «НДС 22 %»; a code of a later year is named by its number rather than hidden. */
export const vatLabel = (vatCode: number): string => KINDS[vatCode]?.label ?? `НДС, код ${vatCode}`

/** Tax that a price already contains, rounded half up to a kopeck; nothing for untaxed and unknown codes. */
export const vatInside = (amount: Kopecks, vatCode: number): Kopecks => {
  const share = KINDS[vatCode]?.share ?? null
  if (share === null) return ZERO
  const [numerator, denominator] = share
  return kopecks(Number((BigInt(amount) * BigInt(numerator) * 2n + BigInt(denominator)) / (2n * BigInt(denominator))))
}

export interface VatTotal {
  readonly vatCode: number
  readonly label: string
  readonly amount: Kopecks
  readonly tax: Kopecks
}

/** Sums by tax code, lowest code first; the tax is taken from the sum, so that paper and receipt agree. */
export const vatTotals = (
  lines: readonly { readonly vatCode: number; readonly sum: Kopecks }[]
): readonly VatTotal[] => {
  const byCode = new Map<number, number>()
  for (const line of lines) byCode.set(line.vatCode, (byCode.get(line.vatCode) ?? 0) + line.sum)
  return [...byCode]
    .toSorted(([a], [b]) => a - b)
    .map(([vatCode, amount]) => ({
      vatCode,
      label: vatLabel(vatCode),
      amount: kopecks(amount),
      tax: vatInside(kopecks(amount), vatCode)
    }))
}
