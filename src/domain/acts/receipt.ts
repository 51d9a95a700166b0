/** Lays an act out as a receipt, to be read at arm's length: who, what, how much, and that it is no fiscal receipt. */
import { receiptDocument, type ReceiptBlockInput, type ReceiptDocument } from '../printing/document.ts'
import { formatDate } from '../values/dates.ts'
import { formatSum } from '../values/money.ts'
import { ACT_WORDS as WORDS } from './paper-words.ts'
import { amountDetail, discountDetail, figuresOf, taxDetail, untaxed, type ActFigures, type ActPaper } from './paper.ts'

export const actReceipt = (paper: ActPaper): ReceiptDocument => {
  const figures = figuresOf(paper)
  return receiptDocument(WORDS.name(paper.number), [
    ...head(paper),
    { kind: 'rule' },
    ...people(paper, figures),
    { kind: 'rule' },
    ...items(paper, figures),
    { kind: 'rule', double: true },
    ...totals(paper, figures),
    { kind: 'spacing' },
    ...figures.warranties.map(({ positions, warranty }): ReceiptBlockInput => ({
      kind: 'text',
      text: WORDS.warranty(positions, warranty)
    })),
    { kind: 'text', text: WORDS.done },
    { kind: 'text', text: WORDS.claims },
    { kind: 'signature', caption: WORDS.patient },
    {
      kind: 'signature',
      caption: WORDS.performer,
      name: figures.doctors.length === 1 ? (figures.doctors[0]?.short ?? '') : ''
    },
    { kind: 'spacing' },
    { kind: 'qr', text: paper.qr },
    { kind: 'text', align: 'center', bold: true, text: WORDS.notFiscal }
  ])
}

const head = ({ clinic, number, date, time, doubt, reversed }: ActPaper): ReceiptBlockInput[] => [
  ...(reversed === null
    ? []
    : ([
        { kind: 'title', text: WORDS.reversed },
        { kind: 'text', align: 'center', bold: true, text: WORDS.reversedOn(formatDate(reversed.on), reversed.reason) }
      ] satisfies ReceiptBlockInput[])),
  { kind: 'title', text: clinic.name },
  { kind: 'text', align: 'center', text: `${clinic.legalEntity}, ${WORDS.inn(clinic.inn)}\n${clinic.address}` },
  { kind: 'spacing' },
  { kind: 'text', align: 'center', bold: true, size: 'tall', text: `${WORDS.title} №\u00a0${number}` },
  { kind: 'text', align: 'center', text: WORDS.at(formatDate(date), time) },
  ...(doubt === '' ? [] : ([{ kind: 'text', align: 'center', text: doubt }] satisfies ReceiptBlockInput[]))
]

const people = (paper: ActPaper, { doctors }: ActFigures): ReceiptBlockInput[] => {
  const rows: readonly (readonly [label: string, value: string | null])[] = [
    [WORDS.patient, paper.patient],
    [WORDS.record, paper.recordNumber],
    [WORDS.contract, paper.contract],
    [WORDS.payer, paper.payer],
    ...doctors.map((doctor) => [WORDS.doctor, doctor.short] as const)
  ]
  return rows.flatMap(([label, value]): ReceiptBlockInput[] =>
    value === null ? [] : [{ kind: 'pair', left: `${label}:`, right: value }]
  )
}

const items = (paper: ActPaper, figures: ActFigures): ReceiptBlockInput[] =>
  paper.lines.map((line, index) => {
    const amount = amountDetail(line)
    const discount = discountDetail(line)
    const detail = [
      line.nomenclature ?? '',
      line.tooth === null ? '' : WORDS.tooth(line.tooth),
      figures.doctors.length > 1 ? WORDS.by(line.doctorName.short) : '',
      taxDetail(line, figures),
      amount,
      discount === '' ? '' : WORDS.discount(discount)
    ]
    return {
      kind: 'item',
      name: `${index + 1}. ${line.name}`,
      detail: detail.filter((one) => one !== '').join(', '),
      sum: formatSum(line.sum)
    }
  })

const totals = (paper: ActPaper, { gross, saved, vat }: ActFigures): ReceiptBlockInput[] => [
  ...(saved === 0
    ? []
    : ([
        { kind: 'pair', left: WORDS.gross, right: formatSum(gross) },
        { kind: 'pair', left: WORDS.saved, right: formatSum(saved) }
      ] satisfies ReceiptBlockInput[])),
  { kind: 'pair', left: WORDS.total, right: `${formatSum(paper.total)}\u00a0₽`, bold: true, size: 'large' },
  { kind: 'text', text: WORDS.inWords(paper.totalInWords) },
  ...vat.map((one): ReceiptBlockInput => ({
    kind: 'text',
    text: untaxed(one)
      ? vat.length === 1
        ? WORDS.vatNone(one.label)
        : WORDS.vatPart(WORDS.vatNone(one.label), formatSum(one.amount))
      : WORDS.vatInside(one.label, formatSum(one.tax), formatSum(one.amount))
  }))
]
