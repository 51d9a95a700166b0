/** Imports treatment plans from the doctor's program: lines of one number make one plan of variants, stages and services. */
import { proposePlan, revisePlan, type PlanDecision } from '../plans/decide.ts'
import { PlanLineId, VariantId, type Diagnosis, type DraftLine, type PlanDraft } from '../plans/content.ts'
import { currentVersion, type Plan } from '../plans/evolve.ts'
import { parseMkb10, type Mkb10 } from '../plans/mkb10.ts'
import { BasisPoints, NO_DISCOUNT } from '../plans/priced-line.ts'
import type { PriceList } from '../plans/pricing.ts'
import { searchText } from '../patients/search-text.ts'
import { addDays, type IsoDate } from '../values/dates.ts'
import type { ClinicId, PlanId, ServiceId, StaffId } from '../values/ids.ts'
import type { Kopecks } from '../values/money.ts'
import { fullName } from '../values/person-name.ts'
import { Tooth } from '../values/tooth.ts'
import { codeCell, moneyCell, textCell, wholeCell } from './cells.ts'
import type { PLANS } from './columns.ts'
import { dateCell } from './dated-cells.ts'
import { doctorCell, type KnownPatient } from './directory.ts'
import type { IdOf, LinePlan } from './outcome.ts'
import { parsed, unparsed, type ImportProblem, type Parsed } from './problems.ts'
import type { RowReader } from './row.ts'
import { readPatientRef, type VisitSurroundings } from './visits.ts'

export type PlanColumn = (typeof PLANS)['columns'][number]['key']

/** One line: one service of one stage of one variant of one plan. */
export interface PlanRecord {
  readonly number: string
  readonly patient: KnownPatient
  readonly doctor: StaffId
  readonly diagnosis: Mkb10 | null
  readonly validUntil: IsoDate | null
  readonly variant: string
  readonly stage: string
  readonly service: ServiceId
  readonly tooth: Tooth | null
  readonly quantity: number
  readonly price: Kopecks | null
  readonly discount: BasisPoints
}

const toothCell = (text: string): Parsed<Tooth> => {
  const tooth = Tooth.safeParse(text.replace(/[.,]0+$/, '').replace(/^(\d)[.,](\d)$/, '$1$2'))
  return tooth.success ? parsed(tooth.data) : unparsed({ code: 'NOT_A_TOOTH' })
}

const mkbCell = (text: string): Parsed<Mkb10> => {
  const code = parseMkb10(text.split(/\s/)[0] ?? '')
  return code === null ? unparsed({ code: 'NOT_MKB10' }) : parsed(code)
}

/** «7», «7 %», «7,5%»; Excel's 0,07 is seven percent too. */
const discountCell = (text: string): Parsed<BasisPoints> => {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text)
  if (match === null) return unparsed({ code: 'NOT_WHOLE' })
  const share = Number(`${match[1]}.${match[2] ?? '0'}`)
  const percent = share > 0 && share < 1 && !text.includes('%') ? share * 100 : share
  return percent > 100
    ? unparsed({ code: 'OUT_OF_RANGE', least: 0, most: 100 })
    : parsed(BasisPoints.parse(Math.round(percent * 100)))
}

const serviceCell =
  (find: (code: string) => ServiceId | null) =>
  (text: string): Parsed<ServiceId> => {
    const service = find(text)
    return service === null ? unparsed({ code: 'SERVICE_UNKNOWN', service: text }) : parsed(service)
  }

export const readPlanLine =
  (around: VisitSurroundings) =>
  (reader: RowReader<PlanColumn>): PlanRecord | null => {
    const number = reader.required('number', codeCell(30))
    const patient = readPatientRef(reader, around.patients, around.today)
    const doctor = reader.required('doctor', doctorCell(around.staff))
    const service = reader.required('service', serviceCell(around.service))
    const rest = {
      diagnosis: reader.optional('diagnosis', mkbCell),
      validUntil: reader.optional('validUntil', dateCell({ kind: 'this-century' })),
      variant: reader.optional('variant', textCell(120)) ?? 'Вариант 1',
      stage: reader.optional('stage', textCell(120)) ?? 'Этап 1',
      tooth: reader.optional('tooth', toothCell),
      quantity: reader.optional('quantity', wholeCell(1, 100)) ?? 1,
      price: reader.optional('price', moneyCell),
      discount: reader.optional('discount', discountCell) ?? NO_DISCOUNT
    }
    return number === null || patient === null || doctor === null || service === null
      ? null
      : { number, patient, doctor, service, ...rest }
  }

/** Lines of one plan, in the order of the file. */
export interface PlanGroup {
  readonly number: string
  readonly lines: readonly { readonly row: number; readonly record: PlanRecord }[]
}

export const groupPlans = (lines: PlanGroup['lines']): readonly PlanGroup[] =>
  [...Map.groupBy(lines, (line) => searchText(line.record.number))].map(([, group]) => ({
    number: group[0]?.record.number ?? '',
    lines: group
  }))

/** Days for which prices hold when the file does not say. */
const USUAL_VALIDITY = 60

export const planDoctorsPlan = (
  group: PlanGroup,
  known: {
    readonly id: PlanId
    readonly existing: Plan | null
    readonly clinic: ClinicId
    readonly today: IsoDate
    readonly prices: PriceList
  },
  idOf: IdOf
): LinePlan => {
  const [first] = group.lines
  if (first === undefined) throw new RangeError('a plan without lines')
  const { id, existing, clinic, today, prices } = known
  const disagreeing = group.lines.filter(
    ({ record }) => record.patient.id !== first.record.patient.id || record.doctor !== first.record.doctor
  )
  if (disagreeing.length > 0) {
    return {
      ok: false,
      problems: disagreeing.map(({ row }): ImportProblem => ({
        row,
        column: null,
        text: '',
        problem: { code: 'PLAN_INCONSISTENT', row: first.row }
      }))
    }
  }
  const current = existing === null ? null : currentVersion(existing)
  const validUntil =
    group.lines.map(({ record }) => record.validUntil).find((date) => date !== null) ??
    current?.content.validUntil ??
    addDays(today, USUAL_VALIDITY)
  const draft = draftOf(group, id, validUntil, idOf)
  const command = {
    id,
    patient: first.record.patient.id,
    clinic,
    nextNumber: () => group.number,
    visit: null,
    source: 'doctor' as const,
    on: today,
    draft
  }
  const proposed = proposePlan(existing, command, prices)
  const isThere = !proposed.ok && proposed.refusal.code === 'PLAN_EXISTS' && current !== null
  const decided: PlanDecision = isThere
    ? revisePlan(existing, { id, base: current.id, source: 'doctor', on: today, reason: null, draft }, prices)
    : proposed
  const title = `${group.number}, ${fullName(first.record.patient.name)}`
  if (decided.ok) {
    const outcome = decided.facts.length === 0 ? 'same' : existing === null ? 'new' : 'changed'
    const changes = outcome === 'changed' ? [{ column: 'service', before: '', after: String(group.lines.length) }] : []
    return { ok: true, line: { row: first.row, outcome, title, changes, facts: decided.facts, doubles: [] } }
  }
  if (decided.refusal.code === 'NOTHING_CHANGED')
    return { ok: true, line: { row: first.row, outcome: 'same', title, changes: [], facts: [], doubles: [] } }
  return {
    ok: false,
    problems: [
      {
        row: first.row,
        column: null,
        text: group.number,
        problem: { code: 'PLAN_REFUSED', reason: decided.refusal.code }
      }
    ]
  }
}

const draftOf = (group: PlanGroup, plan: PlanId, validUntil: IsoDate, idOf: IdOf): PlanDraft => {
  const diagnoses: Diagnosis[] = []
  for (const { record } of group.lines) {
    const { diagnosis: code, tooth } = record
    if (code !== null && !diagnoses.some((one) => one.code === code && one.tooth === tooth))
      diagnoses.push({ code, tooth, text: '' })
  }
  const seen = new Map<string, number>()
  const lineOf = (record: PlanRecord): DraftLine => {
    // The same service on the same tooth twice in one stage is two lines; they are told apart by their order.
    const key = [record.variant, record.stage, record.service, record.tooth ?? ''].join('\u001f')
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    const { service, tooth, quantity, discount, price } = record
    return {
      id: PlanLineId.parse(idOf('plan-line', plan, key, String(nth))),
      service,
      tooth,
      quantity,
      discount,
      price
    }
  }
  const variants = [...Map.groupBy(group.lines, ({ record }) => record.variant)].map(([title, lines]) => ({
    id: VariantId.parse(idOf('plan-variant', plan, title)),
    title,
    explanation: '',
    stages: [...Map.groupBy(lines, ({ record }) => record.stage)].map(([stage, own]) => ({
      title: stage,
      lines: own.map(({ record }) => lineOf(record))
    })),
    payments: []
  }))
  return { doctor: group.lines[0]?.record.doctor ?? raise(), diagnoses, variants, validUntil, note: '' }
}

const raise = (): never => {
  throw new RangeError('a plan without lines')
}
