/** Rules of an act: what may be put into it, at which price, and how it is taken back. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import type { PlanLine, PlanLineId } from '../plans/content.ts'
import { atPrice, lineSum, NO_DISCOUNT, portionSum, type BasisPoints } from '../plans/priced-line.ts'
import type { PriceList } from '../plans/pricing.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ActId, ClinicId, PatientId, PlanId, ServiceId, StaffId, VisitId } from '../values/ids.ts'
import { sumKopecks } from '../values/money.ts'
import type { Tooth } from '../values/tooth.ts'
import type { VisitState } from '../visits/facts.ts'
import type { Act } from './evolve.ts'
import { ActIssued, ActReversed, type ActFact, type ActLine, type ActPayer, type Warranty } from './facts.ts'
import type { ActRefusal } from './refusals.ts'

export type ActDecision = Decision<ActFact, ActRefusal>

/** Work done, as the desk says it. Price and discount of a planned line are those the patient signed. */
export interface DoneWork {
  readonly service: ServiceId
  readonly tooth: Tooth | null
  readonly quantity: number
  readonly discount: BasisPoints
  readonly doctor: StaffId
  readonly plan: { readonly plan: PlanId; readonly line: PlanLineId } | null
  readonly warranty: Warranty | null
}

export interface IssueAct {
  readonly id: ActId
  readonly patient: PatientId
  readonly visit: VisitId | null
  readonly clinic: ClinicId
  readonly date: IsoDate
  readonly doctor: StaffId
  readonly work: readonly DoneWork[]
  readonly payer: ActPayer
  readonly contract: string | null
  /** The desk has confirmed that the same work was done twice in this visit. */
  readonly again: boolean
}

/** A line of a plan and how much of it standing acts have charged. */
export interface PlannedWork {
  readonly number: string
  readonly patient: PatientId
  readonly signed: boolean
  readonly line: PlanLine
  readonly done: number
}

/** What core has gathered for the decision. */
export interface ActSurroundings {
  /** Takes the next number of the desk's series; asked only when the act is accepted, so that no number is lost. */
  readonly nextNumber: () => string
  readonly today: IsoDate
  readonly visit: { readonly patient: PatientId; readonly state: VisitState } | null
  readonly prices: PriceList
  readonly planned: (plan: PlanId, line: PlanLineId) => PlannedWork | null
  /** Work in other standing acts of the same visit. */
  readonly actedInVisit: readonly {
    readonly service: ServiceId
    readonly tooth: Tooth | null
    readonly number: string
  }[]
}

/** In these states somebody has been in the chair. */
const TREATED: ReadonlySet<VisitState> = new Set<VisitState>(['in-chair', 'done', 'paid', 'left'])

export const mayHaveAct = (state: VisitState): boolean => TREATED.has(state)

export const issueAct = (state: Act | null, command: IssueAct, around: ActSurroundings): ActDecision => {
  if (state !== null) return refuse({ code: 'ALREADY_ISSUED', number: state.number })
  if (command.visit !== null) {
    if (around.visit === null) return refuse({ code: 'VISIT_UNKNOWN' })
    if (around.visit.patient !== command.patient) return refuse({ code: 'OTHER_PATIENT' })
    if (!mayHaveAct(around.visit.state)) return refuse({ code: 'NOT_TREATED', state: around.visit.state })
  }
  if (command.date > around.today) return refuse({ code: 'DATE_IN_FUTURE', today: around.today })
  if (command.work.length === 0) return refuse({ code: 'NO_LINES' })
  const lines: ActLine[] = []
  const doneNow = new Map<string, number>()
  for (const [index, work] of command.work.entries()) {
    const repeated = command.again
      ? undefined
      : around.actedInVisit.find((one) => one.service === work.service && one.tooth === work.tooth)
    const line =
      work.plan === null
        ? listedLine(work, index, around.prices)
        : plannedLine(command.patient, work, work.plan, index, around, doneNow)
    if (!line.ok) return line
    if (repeated !== undefined)
      return refuse({ code: 'ALREADY_IN_ACT', line: index, name: line.value.name, number: repeated.number })
    lines.push(line.value)
  }
  const { id, patient, visit, clinic, date, doctor, payer, contract } = command
  const number = around.nextNumber()
  const total = sumKopecks(lines.map((line) => line.sum))
  return accept(
    newFact(ActIssued, 'act', id, { patient, visit, clinic, number, date, doctor, lines, total, payer, contract })
  )
}

export const reverseAct = (state: Act | null, command: { id: ActId; reason: string; on: IsoDate }): ActDecision => {
  if (state === null) return refuse({ code: 'ACT_UNKNOWN' })
  if (state.reversed !== null) return refuse({ code: 'ALREADY_REVERSED', on: state.reversed.on })
  return accept(newFact(ActReversed, 'act', command.id, { reason: command.reason, on: command.on }))
}

type Line = { readonly ok: true; readonly value: ActLine } | { readonly ok: false; readonly refusal: ActRefusal }

const listedLine = (work: DoneWork, index: number, prices: PriceList): Line => {
  // A service withdrawn this morning may have been done yesterday, so an inactive one is let through.
  const service = prices.service(work.service)
  if (service === null) return refuse({ code: 'SERVICE_UNKNOWN', line: index, service: work.service })
  const { name } = service
  if (work.discount !== NO_DISCOUNT && !service.discountAllowed)
    return refuse({ code: 'DISCOUNT_NOT_ALLOWED', line: index, name })
  if ((service.unit === 'tooth' || service.unit === 'canal') && work.tooth === null)
    return refuse({ code: 'TOOTH_NEEDED', line: index, name })
  const priced = atPrice(service, work)
  return {
    ok: true,
    value: {
      ...priced,
      sum: lineSum(priced),
      doctor: work.doctor,
      plan: null,
      warranty: work.warranty,
      pointsAllowed: service.pointsAllowed
    }
  }
}

/** `doneNow` counts what earlier lines of this same act take from each line of the plan. */
const plannedLine = (
  patient: PatientId,
  work: DoneWork,
  plan: { readonly plan: PlanId; readonly line: PlanLineId },
  index: number,
  around: ActSurroundings,
  doneNow: Map<string, number>
): Line => {
  const planned = around.planned(plan.plan, plan.line)
  if (planned === null || planned.patient !== patient || planned.line.service !== work.service) {
    return refuse({ code: 'PLAN_LINE_UNKNOWN', line: index, planLine: plan.line })
  }
  if (!planned.signed) return refuse({ code: 'PLAN_NOT_SIGNED', line: index, number: planned.number })
  const done = planned.done + (doneNow.get(plan.line) ?? 0)
  const { id: _, ...line } = planned.line
  if (done + work.quantity > line.quantity) {
    return refuse({ code: 'MORE_THAN_PLANNED', line: index, name: line.name, planned: line.quantity, done })
  }
  doneNow.set(plan.line, done - planned.done + work.quantity)
  return {
    ok: true,
    value: {
      ...line,
      quantity: work.quantity,
      sum: portionSum(line, done, work.quantity),
      doctor: work.doctor,
      plan,
      warranty: work.warranty,
      pointsAllowed: around.prices.service(work.service)?.pointsAllowed ?? false
    }
  }
}
