/** Which acts a visit or a patient has, and what they have charged. */
import type { ActSummary } from '../../contract/acts.ts'
import { IsoDate } from '../../domain/values/dates.ts'
import { ActId, ServiceId, StaffId, VisitId, type PatientId } from '../../domain/values/ids.ts'
import { kopecks } from '../../domain/values/money.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import type { ActTables } from './views.ts'

type SummaryRow = ActTables['act'] & { readonly doctor_name: string | null; readonly services: string }

const SUMMARY = `SELECT act.*, staff.short_name AS doctor_name,
    (SELECT json_group_array(name) FROM (SELECT name FROM act_line WHERE act_line.act = act.id ORDER BY position)) AS services
  FROM act LEFT JOIN staff ON staff.id = act.doctor`

const summaryOf = (row: SummaryRow): ActSummary => ({
  id: ActId.parse(row.id),
  number: row.number,
  date: IsoDate.parse(row.date),
  visit: row.visit === null ? null : VisitId.parse(row.visit),
  doctor: { id: StaffId.parse(row.doctor), name: row.doctor_name ?? '' },
  total: kopecks(row.total),
  cancelled: row.cancelled === 1,
  printed: row.printed,
  services: JSON.parse(row.services) as string[]
})

/** All acts of a visit, cancelled ones too, in the order in which they were made out. */
export const actsOfVisit = (db: Database, visit: VisitId): readonly ActSummary[] =>
  (prepared(db, `${SUMMARY} WHERE act.visit = ? ORDER BY act.issued_at, act.id`).all(visit) as SummaryRow[]).map(
    summaryOf
  )

/** All acts of a patient, newest first. */
export const actsOfPatient = (db: Database, patient: PatientId): readonly ActSummary[] =>
  (
    prepared(db, `${SUMMARY} WHERE act.patient = ? ORDER BY act.date DESC, act.issued_at DESC, act.id`).all(
      patient
    ) as SummaryRow[]
  ).map(summaryOf)

/** Whether work was charged for a visit: some act of it stands. */
export const hasStandingAct = (db: Database, visit: VisitId): boolean =>
  prepared(db, 'SELECT 1 FROM act WHERE visit = ? AND cancelled = 0 LIMIT 1').get(visit) !== undefined

export interface ActedWork {
  readonly service: ServiceId
  readonly tooth: Tooth | null
  readonly quantity: number
  readonly number: string
}

/** What standing acts of a visit have charged, line by line. */
export const actedInVisit = (db: Database, visit: VisitId): readonly ActedWork[] =>
  (
    prepared(
      db,
      `SELECT act_line.service, act_line.tooth, act_line.quantity, act.number FROM act JOIN act_line ON act_line.act = act.id
       WHERE act.visit = ? AND act.cancelled = 0 ORDER BY act.issued_at, act.id, act_line.position`
    ).all(visit) as { service: string; tooth: string | null; quantity: number; number: string }[]
  ).map((row) => ({
    service: ServiceId.parse(row.service),
    tooth: row.tooth === null ? null : Tooth.parse(row.tooth),
    quantity: row.quantity,
    number: row.number
  }))
