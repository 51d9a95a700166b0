/** An act as an A4 paper: for the clinic's file, since a receipt of thermal paper fades. */
import { ACT_WORDS as WORDS } from '../../domain/acts/paper-words.ts'
import {
  discountDetail,
  figuresOf,
  mixedVat,
  taxDetail,
  untaxed,
  type ActFigures,
  type ActPaper
} from '../../domain/acts/paper.ts'
import { formatDate } from '../../domain/values/dates.ts'
import { formatSum } from '../../domain/values/money.ts'
import type { PaperBlock, PaperDefinition, TableColumn } from '../paper/definition.ts'
import { letterhead } from '../paper/letterhead.ts'

/** `copy` says when it was printed again; null for the original. */
export const actPage = (act: ActPaper, copy: string | null): PaperDefinition => {
  const figures = figuresOf(act)
  const { clinic } = act
  return {
    title: WORDS.title,
    number: WORDS.numberAndDate(act.number, formatDate(act.date)),
    version:
      act.reversed === null
        ? WORDS.made(formatDate(act.date), act.time)
        : WORDS.reversedOn(formatDate(act.reversed.on), act.reversed.reason),
    issuer: `${clinic.legalEntity}, ${WORDS.inn(clinic.inn)}`,
    madeAt: act.issuedAt,
    qr: act.qr,
    copy,
    blocks: [
      letterhead(clinic),
      {
        kind: 'title',
        text: `${WORDS.title} №\u00a0${act.number}`,
        subtitle: `${WORDS.subtitle}, ${WORDS.at(formatDate(act.date), act.time)}`
      },
      ...(act.reversed === null
        ? []
        : ([
            {
              kind: 'notice',
              text: [
                { text: `${WORDS.reversed}. `, bold: true },
                { text: WORDS.reversedOn(formatDate(act.reversed.on), act.reversed.reason) }
              ]
            }
          ] satisfies PaperBlock[])),
      ...(act.doubt === '' ? [] : ([{ kind: 'notice', text: act.doubt }] satisfies PaperBlock[])),
      { kind: 'facts', rows: peopleOf(act, figures) },
      tableOf(act, figures),
      { kind: 'paragraph', text: WORDS.inWords(act.totalInWords) },
      ...figures.vat.map((one): PaperBlock => ({
        kind: 'paragraph',
        size: 'small',
        text: untaxed(one)
          ? mixedVat(figures)
            ? WORDS.vatPart(WORDS.vatNone(one.label), formatSum(one.amount))
            : WORDS.vatNone(one.label)
          : WORDS.vatInside(one.label, formatSum(one.tax), formatSum(one.amount))
      })),
      ...(figures.warranties.length === 0
        ? []
        : ([
            { kind: 'heading', text: WORDS.warrantyHeading },
            { kind: 'list', items: figures.warranties.map((one) => WORDS.warranty(one.positions, one.warranty)) }
          ] satisfies PaperBlock[])),
      { kind: 'notice', text: WORDS.notFiscalOnPage },
      { kind: 'paragraph', text: `${WORDS.done} ${WORDS.claimsOnPage}:` },
      {
        kind: 'choices',
        items: [
          { text: WORDS.noClaims, chosen: false },
          { text: WORDS.hasClaims, chosen: false }
        ]
      },
      { kind: 'handwriting', caption: WORDS.claimsBelow, lines: 2 },
      {
        kind: 'signatures',
        parties: [
          { role: WORDS.patient, name: act.patient },
          ...figures.doctors.map((doctor) => ({ role: WORDS.doctor, name: doctor.full, note: doctor.position }))
        ]
      }
    ]
  }
}

const peopleOf = (act: ActPaper, { doctors }: ActFigures): { label: string; value: string }[] =>
  [
    { label: WORDS.performer, value: act.clinic.legalEntity },
    { label: WORDS.patient, value: act.patient },
    { label: WORDS.record, value: act.recordNumber ?? '' },
    { label: WORDS.contract, value: act.contract ?? '' },
    { label: WORDS.payer, value: act.payer ?? '' },
    ...doctors.map((doctor) => ({
      label: WORDS.doctor,
      value: [doctor.full, doctor.position].filter((one) => one !== '').join(', ')
    })),
    { label: WORDS.issuedBy, value: act.issuedBy?.full ?? '' }
  ].filter((row) => row.value !== '')

const tableOf = (act: ActPaper, figures: ActFigures): PaperBlock => {
  const many = figures.doctors.length > 1
  const discounted = figures.saved !== 0
  const columns: TableColumn[] = [
    { title: '№', width: 9, align: 'right' },
    { title: WORDS.service },
    { title: WORDS.toothColumn, width: 12, align: 'center' },
    { title: WORDS.quantityColumn, width: 12, align: 'right' },
    { title: WORDS.priceColumn, width: 24, align: 'right' },
    ...(discounted ? ([{ title: WORDS.discountColumn, width: 16, align: 'right' }] as const) : []),
    { title: WORDS.sumColumn, width: 26, align: 'right' }
  ]
  return {
    kind: 'table',
    columns,
    rows: act.lines.map((line, index) => ({
      cells: [
        String(index + 1),
        [
          [line.nomenclature ?? line.code, line.name].join(' '),
          many ? WORDS.by(line.doctorName.short) : '',
          taxDetail(line, figures)
        ]
          .filter((one) => one !== '')
          .join(', '),
        line.tooth ?? '',
        String(line.quantity),
        formatSum(line.price),
        ...(discounted ? [discountDetail(line)] : []),
        formatSum(line.sum)
      ]
    })),
    totals: [
      ...(discounted
        ? [
            { label: WORDS.gross, value: formatSum(figures.gross) },
            { label: WORDS.saved, value: formatSum(figures.saved) }
          ]
        : []),
      { label: WORDS.totalOnPage, value: `${formatSum(act.total)}\u00a0₽` }
    ]
  }
}
