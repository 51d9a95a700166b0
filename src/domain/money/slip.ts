/** The slip of a payment: what was taken, for what, from whom. It says that it is no fiscal receipt, because it is none. */
import { receiptDocument, type ReceiptBlockInput, type ReceiptDocument } from '../printing/document.ts'
import { formatDate, type IsoDate } from '../values/dates.ts'
import { formatSum, sumKopecks, type Kopecks } from '../values/money.ts'
import type { FiscalMarks } from './facts.ts'
import { SLIP_WORDS as WORDS } from './slip-words.ts'

export interface SlipPaper {
  readonly number: string
  readonly date: IsoDate
  readonly time: string
  readonly clinic: {
    readonly name: string
    readonly legalEntity: string
    readonly inn: string
    readonly address: string
  }
  readonly patient: string
  readonly payer: string
  readonly settles: readonly { readonly number: string; readonly amount: Kopecks }[]
  readonly advance: Kopecks
  readonly cash: Kopecks
  readonly card: Kopecks
  readonly points: number
  readonly tendered: Kopecks
  readonly change: Kopecks
  /** What is still owed to this legal entity after the payment. */
  readonly remains: Kopecks
  readonly takenBy: string
  readonly reversed: { readonly date: IsoDate; readonly reason: string } | null
  readonly fiscal: readonly FiscalMarks[]
}

const pair = (left: string, right: string, more: { readonly bold?: boolean } = {}): ReceiptBlockInput => ({
  kind: 'pair',
  left,
  right,
  ...more
})
const money = (label: string, amount: Kopecks): readonly ReceiptBlockInput[] =>
  amount === 0 ? [] : [pair(label, formatSum(amount))]

export const paymentSlip = (slip: SlipPaper): ReceiptDocument =>
  receiptDocument(WORDS.name(slip.number), [
    ...(slip.reversed === null
      ? []
      : ([
          { kind: 'title', text: WORDS.reversed },
          {
            kind: 'text',
            align: 'center',
            text: WORDS.reversedOn(formatDate(slip.reversed.date), slip.reversed.reason)
          }
        ] satisfies ReceiptBlockInput[])),
    { kind: 'title', text: slip.clinic.name },
    {
      kind: 'text',
      align: 'center',
      text: `${slip.clinic.legalEntity}, ${WORDS.inn(slip.clinic.inn)}\n${slip.clinic.address}`
    },
    { kind: 'spacing' },
    { kind: 'text', align: 'center', bold: true, size: 'tall', text: WORDS.title(slip.number) },
    { kind: 'text', align: 'center', text: WORDS.at(formatDate(slip.date), slip.time) },
    { kind: 'rule' },
    pair(WORDS.patient, slip.patient),
    ...(slip.payer === slip.patient ? [] : [pair(WORDS.payer, slip.payer)]),
    { kind: 'rule' },
    ...slip.settles.map((part) => pair(WORDS.act(part.number), formatSum(part.amount))),
    ...money(WORDS.advance, slip.advance),
    { kind: 'rule', double: true },
    pair(WORDS.total, formatSum(sumKopecks([slip.cash, slip.card])), { bold: true }),
    ...money(WORDS.cash, slip.cash),
    ...money(WORDS.card, slip.card),
    ...(slip.points === 0 ? [] : [pair(WORDS.points, String(slip.points))]),
    ...(slip.change === 0 ? [] : [...money(WORDS.tendered, slip.tendered), ...money(WORDS.change, slip.change)]),
    ...money(WORDS.remains, slip.remains),
    { kind: 'spacing' },
    ...slip.fiscal.map((marks): ReceiptBlockInput => ({ kind: 'text', text: WORDS.fiscal(marks) })),
    ...(slip.takenBy === '' ? [] : [pair(WORDS.takenBy, slip.takenBy)]),
    { kind: 'spacing' },
    { kind: 'text', align: 'center', bold: true, text: WORDS.notFiscal }
  ])
