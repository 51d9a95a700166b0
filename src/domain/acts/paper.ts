/** What an act says on paper, gathered with all names spelled out, before it is laid out for a receipt or a page. */
import type { ClinicDescription } from '../clinic/facts.ts'
import { formatPercent, NO_DISCOUNT } from '../plans/priced-line.ts'
import type { ClockTime, Instant, IsoDate } from '../values/dates.ts'
import type { ActId } from '../values/ids.ts'
import { kopecks, subtractKopecks, sumKopecks, timesKopecks, formatSum, type Kopecks } from '../values/money.ts'
import { vatInside, vatLabel, vatTotals, type VatTotal } from '../values/vat.ts'
import type { ActLine, Warranty } from './facts.ts'

export interface ActPerson {
  /** «Лисин Андрей Петрович» */
  readonly full: string
  /** «Лисин А. П.» */
  readonly short: string
  readonly position: string
}

export interface ActPaper {
  readonly id: ActId
  readonly number: string
  readonly date: IsoDate
  readonly time: ClockTime
  readonly issuedAt: Instant
  /** Both times, when the clock of the PC was not to be trusted; empty otherwise. */
  readonly doubt: string
  readonly clinic: ClinicDescription
  readonly patient: string
  readonly recordNumber: string | null
  readonly contract: string | null
  /** Null when the patient pays. */
  readonly payer: string | null
  readonly lines: readonly (ActLine & { readonly doctorName: ActPerson })[]
  readonly total: Kopecks
  readonly totalInWords: string
  /** Who made it out; null for acts that came without a person. */
  readonly issuedBy: ActPerson | null
  readonly reversed: { readonly on: IsoDate; readonly reason: string } | null
  readonly qr: string
}

export interface ActFigures {
  readonly gross: Kopecks
  readonly saved: Kopecks
  readonly vat: readonly VatTotal[]
  readonly doctors: readonly ActPerson[]
  /** Positions count from 1; null for all lines. */
  readonly warranties: readonly { readonly positions: readonly number[] | null; readonly warranty: Warranty }[]
}

/** Figures that papers state beside the total; positions count from 1. */
export const figuresOf = (paper: Pick<ActPaper, 'lines' | 'total'>): ActFigures => {
  const gross = sumKopecks(paper.lines.map((line) => timesKopecks(line.price, line.quantity)))
  const doctors = new Map(paper.lines.map((line) => [line.doctor, line.doctorName]))
  const warranties = new Map<string, { positions: number[]; warranty: Warranty }>()
  paper.lines.forEach(({ warranty }, index) => {
    if (warranty === null) return
    const key = `${warranty.months} ${warranty.lifeMonths}`
    const group = warranties.get(key) ?? { positions: [], warranty }
    group.positions.push(index + 1)
    warranties.set(key, group)
  })
  return {
    gross,
    saved: subtractKopecks(gross, paper.total),
    vat: vatTotals(paper.lines),
    doctors: [...doctors.values()],
    warranties: [...warranties.values()].map(({ positions, warranty }) => ({
      positions: positions.length === paper.lines.length ? null : positions,
      warranty
    }))
  }
}

/** «2 × 600,00»; nothing for one unit without a discount, whose price is the sum itself. */
export const amountDetail = (line: Pick<ActLine, 'quantity' | 'price' | 'discount'>): string =>
  line.quantity === 1 && line.discount === NO_DISCOUNT ? '' : `${line.quantity}\u00a0×\u00a0${formatSum(line.price)}`

export const discountDetail = (line: Pick<ActLine, 'discount'>): string =>
  line.discount === NO_DISCOUNT ? '' : formatPercent(line.discount)

/** Tax of one line, said where lines are taxed differently; untaxed ones are the rule and stay silent. */
export const taxDetail = (line: Pick<ActLine, 'vatCode' | 'sum'>, figures: ActFigures): string =>
  figures.vat.length > 1 && vatInside(line.sum, line.vatCode) !== 0 ? vatLabel(line.vatCode) : ''

export const mixedVat = (figures: ActFigures): boolean => figures.vat.length > 1

export const untaxed = (vat: VatTotal): boolean => vat.tax === kopecks(0)
