/** The estimate of one variant of a plan as an A4 paper, with the alternatives named and the sum in words. */
import { paperCode } from '../../domain/documents/paper-code.ts'
import { longDate } from '../../domain/language/russian-date.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { linesOf, type PlanVariant, type VariantId } from '../../domain/plans/content.ts'
import { currentVersion, planAggregate, variantOf, type Plan, type PlanVersion } from '../../domain/plans/evolve.ts'
import { PLAN_WORDS as WORDS } from '../../domain/plans/paper-words.ts'
import { formatPercent, grossOf, lineSum, NO_DISCOUNT, totalOf } from '../../domain/plans/priced-line.ts'
import { requiredSigners } from '../../domain/plans/signers.ts'
import { signedText, standingSignatures } from '../../domain/plans/signing.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { formatDate } from '../../domain/values/dates.ts'
import type { PlanId } from '../../domain/values/ids.ts'
import { formatSum, subtractKopecks } from '../../domain/values/money.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { Strokes } from '../../domain/values/strokes.ts'
import { vatLabel } from '../../domain/values/vat.ts'
import { clinicById } from '../clinic/views.ts'
import type { Desk } from '../desk.ts'
import { sumInWords } from '../language/sum-in-words.ts'
import type { PaperBlock, PaperDefinition, SignatureParty } from '../paper/definition.ts'
import { paperFonts } from '../paper/fonts.ts'
import { letterhead } from '../paper/letterhead.ts'
import { renderPdf, renderSvgPages } from '../paper/render.ts'
import { sha256 } from './digest.ts'

/**
 * The paper of a variant of the current version; null when plan or variant is unknown. Without `signed` the places for
 * signatures are empty, as on the sheet that is printed for signing.
 */
export const planPaper = (
  desk: Desk,
  id: PlanId,
  wanted: VariantId | null,
  signed: boolean
): PaperDefinition | null => {
  const plan = desk.journal.state(planAggregate, id)
  if (plan === null) return null
  const version = currentVersion(plan)
  const variant = variantOf(version, wanted ?? plan.chosen) ?? version.content.variants[0] ?? null
  const patient = desk.journal.state(patientAggregate, plan.patient)
  const clinic = clinicById(desk.db, plan.clinic)
  if (variant === null || patient === null || clinic === null) return null
  const doctor = desk.journal.state(staffAggregate, version.content.doctor)
  const doctorName = doctor === null ? '' : fullName(doctor.name)
  const check = sha256(signedText(plan, version, variant))
    .slice(0, 8)
    .toUpperCase()
  const on = formatDate(plan.proposedOn)
  return {
    title: WORDS.title,
    number: WORDS.number(plan.number, on),
    version: WORDS.version(version.version, formatDate(version.on), `${check.slice(0, 4)}-${check.slice(4)}`),
    issuer: `${clinic.legalEntity}, ${WORDS.inn(clinic.inn)}`,
    madeAt: version.at,
    qr: paperCode('plan', id),
    copy: null,
    blocks: [
      letterhead(clinic),
      { kind: 'title', text: WORDS.title, subtitle: WORDS.subtitle(plan.number, on, version.version, variant.title) },
      {
        kind: 'facts',
        rows: [
          { label: WORDS.patient, value: fullName(patient.name) },
          { label: WORDS.born, value: longDate(patient.birthDate) },
          ...(patient.recordNumber === null ? [] : [{ label: WORDS.record, value: patient.recordNumber }]),
          { label: WORDS.doctor, value: [doctorName, doctor?.position ?? ''].filter((one) => one !== '').join(', ') },
          {
            label: WORDS.diagnosis,
            value: version.content.diagnoses.map((one) => WORDS.diagnosisLine(one.code, one.tooth, one.text)).join('; ')
          },
          { label: WORDS.validUntil, value: formatDate(version.content.validUntil) },
          ...(version.content.note === '' ? [] : [{ label: WORDS.note, value: version.content.note }])
        ]
      },
      ...(variant.explanation === ''
        ? []
        : ([{ kind: 'paragraph', text: variant.explanation }] satisfies PaperBlock[])),
      tableOf(variant),
      { kind: 'paragraph', text: WORDS.inWords(sumInWords(totalOf(linesOf(variant)))) },
      { kind: 'paragraph', size: 'small', text: taxOf(variant) },
      ...paymentsOf(variant),
      ...othersOf(version, variant),
      { kind: 'heading', text: WORDS.termsHeading },
      { kind: 'clauses', items: WORDS.terms.map((text) => ({ text })) },
      { kind: 'paragraph', text: WORDS.agreed },
      {
        kind: 'signatures',
        parties: partiesOf(
          desk,
          plan,
          patient,
          { name: doctorName, position: doctor?.position ?? '' },
          signed && variant.id === plan.chosen
        )
      }
    ]
  }
}

export const planPdf = (desk: Desk, paper: PaperDefinition): Buffer => renderPdf(paper, paperFonts(desk.places.fonts))

/** The same pages for the screen. */
export const planPages = (desk: Desk, paper: PaperDefinition): readonly string[] =>
  renderSvgPages(paper, paperFonts(desk.places.fonts))

const tableOf = (variant: PlanVariant): PaperBlock => {
  const lines = linesOf(variant)
  const discounted = lines.some((line) => line.discount !== NO_DISCOUNT)
  const total = totalOf(lines)
  const gross = grossOf(lines)
  return {
    kind: 'table',
    columns: [
      { title: WORDS.service },
      { title: WORDS.tooth, width: 12, align: 'center' },
      { title: WORDS.quantity, width: 12, align: 'right' },
      { title: WORDS.price, width: 25, align: 'right' },
      ...(discounted ? ([{ title: WORDS.discount, width: 16, align: 'right' }] as const) : []),
      { title: WORDS.sum, width: 27, align: 'right' }
    ],
    rows: variant.stages.flatMap((stage, index) => [
      { heading: true, cells: [WORDS.stage(index + 1, stage.title, formatSum(totalOf(stage.lines)))] },
      ...stage.lines.map((line) => ({
        cells: [
          [line.nomenclature ?? line.code, line.name].join(' '),
          line.tooth ?? '',
          String(line.quantity),
          formatSum(line.price),
          ...(discounted ? [line.discount === NO_DISCOUNT ? '' : formatPercent(line.discount)] : []),
          formatSum(lineSum(line))
        ]
      }))
    ]),
    totals: [
      ...(discounted
        ? [
            { label: WORDS.gross, value: formatSum(gross) },
            { label: WORDS.saved, value: formatSum(subtractKopecks(gross, total)) }
          ]
        : []),
      { label: WORDS.total, value: `${formatSum(total)}\u00a0₽` }
    ]
  }
}

const UNTAXED = 6
const taxOf = (variant: PlanVariant): string => {
  const codes = [...new Set(linesOf(variant).map((line) => line.vatCode))].toSorted((a, b) => a - b)
  return codes.every((code) => code === UNTAXED) ? WORDS.noVat : WORDS.vat(codes.map(vatLabel).join('; '))
}

const paymentsOf = (variant: PlanVariant): PaperBlock[] =>
  variant.payments.length === 0
    ? [{ kind: 'paragraph', size: 'small', text: WORDS.byStages }]
    : [
        { kind: 'heading', text: WORDS.paymentsHeading },
        {
          kind: 'table',
          columns: [{ title: WORDS.paymentDue }, { title: WORDS.paymentSum, width: 30, align: 'right' }],
          rows: variant.payments.map((one) => ({
            cells: [one.due === null ? WORDS.withStage : formatDate(one.due), formatSum(one.amount)]
          }))
        }
      ]

const othersOf = (version: PlanVersion, chosen: PlanVariant): PaperBlock[] => {
  const others = version.content.variants.filter((one) => one.id !== chosen.id)
  return others.length === 0
    ? []
    : [
        { kind: 'heading', text: WORDS.othersHeading },
        {
          kind: 'list',
          items: others.map((one) => WORDS.other(one.title, formatSum(totalOf(linesOf(one))), one.explanation))
        }
      ]
}

interface Names {
  readonly birthDate: Parameters<typeof requiredSigners>[0]
  readonly name: Parameters<typeof fullName>[0]
  readonly representatives: readonly { readonly name: Parameters<typeof fullName>[0] }[]
}

const partiesOf = (
  desk: Desk,
  plan: Plan,
  patient: Names,
  doctor: { name: string; position: string },
  signed: boolean
): SignatureParty[] => {
  const standing = standingSignatures(plan, sha256)
  const byPatient = signed ? standing.patient : null
  const byDoctor = signed ? standing.doctor : null
  const drawnBy = (mode: NonNullable<typeof byPatient>['mode']): Pick<SignatureParty, 'strokes'> => {
    const strokes = mode.kind === 'screen' ? desk.blobs.get(mode.strokes) : null
    return strokes === null ? {} : { strokes: Strokes.parse(JSON.parse(strokes.toString('utf8'))) }
  }
  const role = (one: 'patient' | 'representative'): string =>
    one === 'patient' ? WORDS.signerPatient : WORDS.signerRepresentative
  const signers: SignatureParty[] =
    byPatient !== null
      ? byPatient.signers.map((one) => ({
          role: role(one.role),
          name: fullName(one.name),
          date: formatDate(byPatient.on),
          ...drawnBy(byPatient.mode)
        }))
      : requiredSigners(patient.birthDate, currentVersion(plan).on).map((one) => ({
          role: role(one),
          name:
            one === 'patient'
              ? fullName(patient.name)
              : patient.representatives
                  .map((who) => fullName(who.name))
                  .slice(0, 1)
                  .join('')
        }))
  return [
    ...signers,
    {
      role: WORDS.signerDoctor,
      name: doctor.name,
      note: doctor.position,
      ...(byDoctor === null ? {} : { date: formatDate(byDoctor.on), ...drawnBy(byDoctor.mode) })
    }
  ]
}
