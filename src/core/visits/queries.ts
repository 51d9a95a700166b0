/** Reads visits the way the desk looks at them: a day, one visit, a patient's history. */
import type { VisitNeed, VisitRow } from '../../contract/visits.ts'
import { Specialty } from '../../domain/clinic/facts.ts'
import { AGE_OF_CONSENT } from '../../domain/patients/decide.ts'
import { VisitSlot, VisitState } from '../../domain/visits/facts.ts'
import { movesFrom, nextState } from '../../domain/visits/decide.ts'
import { ageOn, ClockTime, Instant, IsoDate } from '../../domain/values/dates.ts'
import { PatientId, StaffId, VisitId, type ClinicId } from '../../domain/values/ids.ts'
import { fullName, PersonName } from '../../domain/values/person-name.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import type { ClinicTables } from '../clinic/views.ts'
import type { PatientTables } from '../patients/views.ts'
import type { StaffTables } from '../staff/views.ts'
import type { Database } from '../storage/database.ts'
import { prepared, queryBuilder, rows } from '../storage/query.ts'
import type { VisitTables } from './views.ts'

const query = queryBuilder<VisitTables & PatientTables & StaffTables & ClinicTables>()

const visitsWithNames = query
  .selectFrom('visit')
  .innerJoin('patient', 'patient.id', 'visit.patient')
  .leftJoin('staff', 'staff.id', 'visit.doctor')
  .leftJoin('chair', 'chair.id', 'visit.chair')
  .select([
    'visit.id',
    'visit.patient',
    'visit.clinic',
    'visit.doctor',
    'visit.date',
    'visit.from_time',
    'visit.to_time',
    'visit.state',
    'visit.since',
    'visit.arrived_at',
    'visit.note',
    'patient.name as patient_name',
    'patient.birth_date',
    'patient.allergy',
    'staff.short_name as doctor_name',
    'staff.specialty',
    'chair.name as chair_name'
  ])

type NamedVisit =
  ReturnType<typeof visitsWithNames.compile> extends { query: unknown }
    ? Awaited<ReturnType<typeof visitsWithNames.execute>>[number]
    : never

/** Tells what a visit still needs; the capabilities that know it are asked by whoever composes the row. */
export type NeedsOf = (visit: {
  readonly id: VisitId
  readonly patient: PatientId
  readonly state: VisitState
}) => readonly VisitNeed[]

const servicesOf = (db: Database, visit: string): VisitRow['services'] =>
  (
    prepared(
      db,
      `SELECT service.name, visit_service.tooth, visit_service.quantity FROM visit_service
       JOIN service ON service.id = visit_service.service WHERE visit = ? ORDER BY position`
    ).all(visit) as { name: string; tooth: string | null; quantity: number }[]
  ).map((row) => ({
    name: row.name,
    tooth: row.tooth === null ? null : Tooth.parse(row.tooth),
    quantity: row.quantity
  }))

const toRow = (db: Database, visit: NamedVisit, needsOf: NeedsOf): VisitRow => {
  const id = VisitId.parse(visit.id)
  const patient = PatientId.parse(visit.patient)
  const state = VisitState.parse(visit.state)
  const date = IsoDate.parse(visit.date)
  const birthDate = IsoDate.parse(visit.birth_date)
  const age = ageOn(birthDate, date)
  return {
    id,
    date,
    from: ClockTime.parse(visit.from_time),
    to: ClockTime.parse(visit.to_time),
    state,
    since: Instant.parse(visit.since),
    arrivedAt: visit.arrived_at === null ? null : Instant.parse(visit.arrived_at),
    patient: {
      id: patient,
      name: fullName(PersonName.parse(JSON.parse(visit.patient_name))),
      birthDate,
      age,
      minor: age < AGE_OF_CONSENT,
      allergy: visit.allergy
    },
    doctor: {
      id: StaffId.parse(visit.doctor),
      name: visit.doctor_name ?? '',
      specialty: visit.specialty === null ? null : Specialty.parse(visit.specialty)
    },
    chair: visit.chair_name ?? '',
    services: servicesOf(db, visit.id),
    note: visit.note,
    needs: [...needsOf({ id, patient, state })],
    next: nextState(state),
    moves: [...movesFrom(state)]
  }
}

export const visitsOfDay = (db: Database, clinic: ClinicId, date: IsoDate, needsOf: NeedsOf): VisitRow[] =>
  rows(
    db,
    visitsWithNames
      .where('visit.clinic', '=', clinic)
      .where('visit.date', '=', date)
      .orderBy('visit.from_time')
      .orderBy('staff.short_name')
      .orderBy('visit.id')
  ).map((row) => toRow(db, row, needsOf))

export const visitById = (db: Database, id: VisitId, needsOf: NeedsOf): VisitRow | null => {
  const [row] = rows(db, visitsWithNames.where('visit.id', '=', id))
  return row === undefined ? null : toRow(db, row, needsOf)
}

export const visitsOfPatient = (
  db: Database,
  patient: PatientId,
  page: { limit: number; offset: number },
  needsOf: NeedsOf
): { visits: VisitRow[]; total: number } => ({
  visits: rows(
    db,
    visitsWithNames
      .where('visit.patient', '=', patient)
      .orderBy('visit.date', 'desc')
      .orderBy('visit.from_time', 'desc')
      .limit(page.limit)
      .offset(page.offset)
  ).map((row) => toRow(db, row, needsOf)),
  total: (prepared(db, 'SELECT count(*) AS n FROM visit WHERE patient = ?').get(patient) as { n: number }).n
})

/** Visits on a date, in any clinic, that still take a doctor's or a chair's time. */
export const standingVisitsOn = (
  desk: { readonly db: Database },
  date: string
): { readonly id: VisitId; readonly slot: VisitSlot }[] =>
  (
    prepared(
      desk.db,
      `SELECT id, clinic, doctor, chair, date, from_time AS "from", to_time AS "to" FROM visit
       WHERE date = ? AND state NOT IN ('cancelled', 'no-show')`
    ).all(date) as { id: string }[]
  ).map((row) => ({ id: VisitId.parse(row.id), slot: VisitSlot.parse(row) }))
