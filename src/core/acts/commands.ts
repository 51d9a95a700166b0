/** Makes out an act and takes it back: gathers what the rules need, asks them, records and queues in one transaction. */
import type { ActPrintRefusal } from '../../contract/acts.ts'
import {
  issueAct as decideIssue,
  reverseAct as decideReversal,
  type ActDecision,
  type DoneWork
} from '../../domain/acts/decide.ts'
import { actAggregate } from '../../domain/acts/evolve.ts'
import type { ActForm, ActPayer } from '../../domain/acts/facts.ts'
import { refuse } from '../../domain/fact.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import type { PrintJob } from '../../domain/printing/job.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { ActId, StaffId, VisitId } from '../../domain/values/ids.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { settlePoints } from '../loyalty/settle-points.ts'
import { plannedWork, priceList } from '../plans/queries.ts'
import { nextNumber } from '../storage/numbers.ts'
import { printAct, type Queue } from './printing.ts'
import { actedInVisit } from './queries.ts'

export interface IssueActInput {
  readonly id: ActId
  readonly visit: VisitId
  readonly doctor: StaffId
  readonly work: readonly DoneWork[]
  readonly payer: ActPayer
  readonly contract: string | null
  /** The desk has confirmed that the same work was done twice in this visit. */
  readonly again: boolean
}

export type ActResult =
  | { readonly ok: true; readonly job: PrintJob | null }
  | { readonly ok: false; readonly refusal: ActPrintRefusal }

/** What the act would say, without recording anything; `number` stands in its place until then. */
export const decideAct = (desk: Desk, input: IssueActInput, number: () => string): ActDecision => {
  const visit = desk.journal.state(visitAggregate, input.visit)
  if (visit === null) return refuse({ code: 'VISIT_UNKNOWN' })
  if (desk.journal.state(patientAggregate, visit.patient) === null) return refuse({ code: 'PATIENT_UNKNOWN' })
  const stranger = [input.doctor, ...input.work.map((one) => one.doctor)].find(
    (one) => desk.journal.state(staffAggregate, one) === null
  )
  if (stranger !== undefined) return refuse({ code: 'DOCTOR_UNKNOWN', doctor: stranger })
  const { today } = presentAt(desk)
  return decideIssue(
    desk.journal.state(actAggregate, input.id),
    { ...input, patient: visit.patient, clinic: visit.slot.clinic, date: today },
    {
      nextNumber: number,
      today,
      visit: { patient: visit.patient, state: visit.state },
      prices: priceList(desk.db),
      planned: (plan, line) => plannedWork(desk, plan, line),
      actedInVisit: actedInVisit(desk.db, input.visit)
    }
  )
}

/** Thrown inside a transaction to undo it; carried out as the refusal it holds. */
class Undone extends Error {
  override readonly name = 'Undone'
  readonly refusal: ActPrintRefusal
  constructor(refusal: ActPrintRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Records the act and queues its original, both or neither: without a printer there is no act, and the desk chooses again. */
export const issueAct = (
  desk: Desk,
  queue: Queue | null,
  actor: Actor,
  input: IssueActInput,
  form: ActForm | null
): ActResult => {
  try {
    return desk.journal.atomically(() => {
      const decision = decideAct(desk, input, () => nextNumber(desk.db, desk.identity.series, 'act'))
      if (!decision.ok) return decision
      desk.journal.record(authorOf(actor), decision.facts)
      // An advance that becomes treatment earns its points.
      const visit = desk.journal.state(visitAggregate, input.visit)
      if (visit !== null) settlePoints(desk, authorOf(actor), visit.patient)
      if (form === null) return { ok: true, job: null }
      if (queue === null) throw new Undone({ code: 'NO_PRINTER', form })
      const printed = printAct(desk, queue, actor, input.id, form)
      if (!printed.ok) throw new Undone(printed.refusal)
      return printed
    })
  } catch (error) {
    if (error instanceof Undone) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** Takes an act back. What was paid for it becomes an advance; the paper stays and says that it was annulled. */
export const reverseAct = (desk: Desk, actor: Actor, input: { id: ActId; reason: string }): ActResult =>
  desk.journal.atomically(() => {
    const act = desk.journal.state(actAggregate, input.id)
    const decision = decideReversal(act, { ...input, on: presentAt(desk).today })
    if (!decision.ok) return decision
    desk.journal.record(authorOf(actor), decision.facts)
    if (act !== null) settlePoints(desk, authorOf(actor), act.patient)
    return { ok: true, job: null }
  })
