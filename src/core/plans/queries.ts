/** What plans a patient has, and how much of them acts have carried out. */
import type { PlanSummary } from '../../contract/plans.ts'
import { currentVersion, planAggregate } from '../../domain/plans/evolve.ts'
import { linesOf, PlanLineId, type PlanLine } from '../../domain/plans/content.ts'
import type { PriceList } from '../../domain/plans/pricing.ts'
import { statusOf } from '../../domain/plans/signing.ts'
import { IsoDate } from '../../domain/values/dates.ts'
import { PlanId, ServiceId, StaffId, type PatientId } from '../../domain/values/ids.ts'
import { kopecks } from '../../domain/values/money.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import { serviceById } from '../clinic/views.ts'
import type { Desk } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import type { PlanTables } from './views.ts'

/** The price list as the rules ask for it. */
export const priceList = (db: Database): PriceList => ({ service: (id) => serviceById(db, id) })

type SummaryRow = PlanTables['plan'] & {
  readonly title: string | null
  readonly doctor_name: string | null
  readonly done: number
}

/** Money that standing acts have charged of a plan. */
const DONE = `coalesce((SELECT sum(act_line.sum) FROM act_line JOIN act ON act.id = act_line.act
  WHERE act_line.plan = plan.id AND act.cancelled = 0), 0)`

/** Newest first; withdrawn ones too, since somebody may ask. */
export const plansOf = (db: Database, patient: PatientId, today: IsoDate): readonly PlanSummary[] =>
  (
    prepared(
      db,
      `SELECT plan.*, staff.short_name AS doctor_name, ${DONE} AS done,
         (SELECT title FROM plan_variant WHERE plan = plan.id ORDER BY chosen DESC, position LIMIT 1) AS title
       FROM plan LEFT JOIN staff ON staff.id = plan.doctor
       WHERE plan.patient = ? ORDER BY plan.proposed_on DESC, plan.id DESC`
    ).all(patient) as SummaryRow[]
  ).map((row) => summaryOf(row, today))

const summaryOf = (row: SummaryRow, today: IsoDate): PlanSummary => {
  const validUntil = IsoDate.parse(row.valid_until)
  return {
    id: PlanId.parse(row.id),
    number: row.number,
    version: row.version,
    proposedOn: IsoDate.parse(row.proposed_on),
    validUntil,
    doctor: { id: StaffId.parse(row.doctor), name: row.doctor_name ?? '' },
    status: statusOf(
      {
        withdrawn: row.withdrawn !== null,
        refused: row.refused !== null,
        chosen: row.chosen !== null,
        patientSigned: row.patient_signed_on !== null,
        doctorSigned: row.doctor_signed_on !== null,
        validUntil
      },
      today
    ),
    title: row.title ?? '',
    total: kopecks(row.total),
    done: kopecks(row.done),
    outdated: row.outdated === 1,
    conflict: row.conflict === 1
  }
}

/** Plans that wait for the patient's hand: not refused, not withdrawn, prices still hold. Oldest first. */
export const plansToSign = (db: Database, patient: PatientId, today: IsoDate): readonly PlanId[] =>
  (
    prepared(
      db,
      `SELECT id FROM plan WHERE patient = ? AND patient_signed_on IS NULL AND refused IS NULL AND withdrawn IS NULL
         AND valid_until >= ? ORDER BY proposed_on, id`
    ).all(patient, today) as { id: string }[]
  ).map((row) => PlanId.parse(row.id))

/** Units of each line of a plan that standing acts have charged. */
export const unitsDone = (db: Database, plan: PlanId): ReadonlyMap<string, number> =>
  new Map(
    (
      prepared(
        db,
        `SELECT act_line.plan_line AS line, sum(act_line.quantity) AS units FROM act_line JOIN act ON act.id = act_line.act
         WHERE act_line.plan = ? AND act.cancelled = 0 GROUP BY act_line.plan_line`
      ).all(plan) as { line: string; units: number }[]
    ).map((row) => [row.line, row.units])
  )

/** A line of the chosen variant of a plan, with what is left of it to do. */
export const plannedWork = (
  desk: Desk,
  plan: PlanId,
  line: PlanLineId
): { number: string; patient: PatientId; signed: boolean; line: PlanLine; done: number } | null => {
  const state = desk.journal.state(planAggregate, plan)
  if (state === null) return null
  const variant = currentVersion(state).content.variants.find((one) => one.id === state.chosen)
  const found = variant === undefined ? undefined : linesOf(variant).find((one) => one.id === line)
  if (found === undefined) return null
  const row = prepared(desk.db, 'SELECT patient_signed_on, refused, withdrawn FROM plan WHERE id = ?').get(plan) as
    | Pick<PlanTables['plan'], 'patient_signed_on' | 'refused' | 'withdrawn'>
    | undefined
  const signed = row !== undefined && row.patient_signed_on !== null && row.refused === null && row.withdrawn === null
  return {
    number: state.number,
    patient: state.patient,
    signed,
    line: found,
    done: unitsDone(desk.db, plan).get(line) ?? 0
  }
}

export interface OpenPlanLine {
  readonly plan: PlanId
  readonly number: string
  readonly line: PlanLineId
  readonly service: ServiceId
  readonly tooth: Tooth | null
  /** Units that nobody has charged yet. */
  readonly left: number
}

/** What signed plans of a patient still hold, in the order of their stages. */
export const openPlanLines = (db: Database, patient: PatientId): readonly OpenPlanLine[] =>
  (
    prepared(
      db,
      `SELECT plan_line.plan, plan.number, plan_line.line, plan_line.service, plan_line.tooth,
         plan_line.quantity - coalesce((SELECT sum(act_line.quantity) FROM act_line JOIN act ON act.id = act_line.act
           WHERE act_line.plan = plan_line.plan AND act_line.plan_line = plan_line.line AND act.cancelled = 0), 0) AS units_left
       FROM plan JOIN plan_line ON plan_line.plan = plan.id AND plan_line.chosen = 1
       WHERE plan.patient = ? AND plan.patient_signed_on IS NOT NULL AND plan.refused IS NULL AND plan.withdrawn IS NULL
       ORDER BY plan.proposed_on, plan.id, plan_line.position`
    ).all(patient) as {
      plan: string
      number: string
      line: string
      service: string
      tooth: string | null
      units_left: number
    }[]
  )
    .filter((row) => row.units_left > 0)
    .map((row) => ({
      plan: PlanId.parse(row.plan),
      number: row.number,
      line: PlanLineId.parse(row.line),
      service: ServiceId.parse(row.service),
      tooth: row.tooth === null ? null : Tooth.parse(row.tooth),
      left: row.units_left
    }))
