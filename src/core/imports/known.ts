/** What the desk already knows that lines of a file may mean: people, clinics, chairs, services, visits, shifts. */
import type { Directory, KnownPatient, KnownStaff } from '../../domain/imports/directory.ts'
import type { OtherVisit, PatientFinder, VisitSurroundings } from '../../domain/imports/visits.ts'
import { searchText } from '../../domain/patients/search-text.ts'
import { soundKeys } from '../../domain/patients/sound-key.ts'
import { ClockTime, IsoDate, type IsoDate as Day } from '../../domain/values/dates.ts'
import { ChairId, ClinicId, type PatientId, ServiceId, ShiftId, StaffId, VisitId } from '../../domain/values/ids.ts'
import { PersonName } from '../../domain/values/person-name.ts'
import type { Phone } from '../../domain/values/phone.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

export const directoryOf = (desk: Desk): Directory => {
  const clinics = prepared(desk.db, 'SELECT id, name, short_name FROM clinic').all() as {
    id: string
    name: string
    short_name: string
  }[]
  const chairs = prepared(desk.db, 'SELECT id, clinic, name FROM chair').all() as {
    id: string
    clinic: string
    name: string
  }[]
  return {
    today: presentAt(desk).today,
    ownClinic: desk.identity.clinic,
    clinics: clinics.map((clinic) => ({
      id: ClinicId.parse(clinic.id),
      name: clinic.name,
      shortName: clinic.short_name,
      chairs: chairs
        .filter((chair) => chair.clinic === clinic.id)
        .map((chair) => ({ id: ChairId.parse(chair.id), name: chair.name }))
    })),
    staff: knownStaff(desk.db)
  }
}

const knownStaff = (db: Database): readonly KnownStaff[] =>
  (
    prepared(db, 'SELECT id, name, roles FROM staff WHERE dismissed = 0').all() as {
      id: string
      name: string
      roles: string
    }[]
  ).map((row) => ({
    id: StaffId.parse(row.id),
    name: PersonName.parse(JSON.parse(row.name)),
    isDoctor: row.roles.includes('"doctor"')
  }))

/** Everybody of the staff by their whole name, dismissed ones too. */
export const staffByName = (db: Database, key: (name: PersonName) => string): ReadonlyMap<string, StaffId> =>
  new Map(
    (prepared(db, 'SELECT id, name FROM staff').all() as { id: string; name: string }[]).map((row) => [
      key(PersonName.parse(JSON.parse(row.name))),
      StaffId.parse(row.id)
    ])
  )

interface PatientRow {
  readonly id: string
  readonly name: string
  readonly birth_date: string
  readonly phones: string
  readonly record_number: string | null
}

/** Rows of a table that core itself has filled from parsed facts; parsing a hundred thousand of them again would take seconds. */
const knownPatient = (row: PatientRow): KnownPatient => ({
  id: row.id as PatientId,
  name: JSON.parse(row.name) as PersonName,
  birthDate: row.birth_date as Day,
  phones: JSON.parse(row.phones) as Phone[],
  recordNumber: row.record_number
})

export const allPatients = (db: Database): readonly KnownPatient[] =>
  (prepared(db, 'SELECT id, name, birth_date, phones, record_number FROM patient').all() as PatientRow[]).map(
    knownPatient
  )

const familyKey = (family: string): string => soundKeys(searchText(family).replaceAll(' ', ''))[0] ?? ''

export const patientFinder = (patients: readonly KnownPatient[]): PatientFinder => {
  const byNumber = Map.groupBy(
    patients.filter((one) => one.recordNumber !== null),
    (one) => searchText(one.recordNumber ?? '')
  )
  const byFamily = Map.groupBy(patients, (one) => familyKey(one.name.family === '' ? one.name.given : one.name.family))
  return {
    byRecordNumber: (number) => byNumber.get(searchText(number)) ?? [],
    byFamily: (family) => byFamily.get(familyKey(family)) ?? []
  }
}

/** Active and withdrawn services by the clinic's own code. */
export const serviceByCode = (db: Database): ((code: string) => ServiceId | null) => {
  const codes = new Map(
    (prepared(db, 'SELECT id, code FROM service ORDER BY active').all() as { id: string; code: string }[]).map(
      (row) => [serviceKey(row.code), ServiceId.parse(row.id)]
    )
  )
  return (code) => codes.get(serviceKey(code)) ?? null
}

/** «т-001» and «Т-001» are one code, «Т001» is another. */
export const serviceKey = (code: string): string => code.trim().toUpperCase()

interface ShiftRow {
  readonly id: string
  readonly chair: string
  readonly from_time: string
}

export const shiftsOf = (
  db: Database,
  doctor: StaffId,
  clinic: ClinicId,
  date: Day
): readonly { readonly id: ShiftId; readonly from: ClockTime }[] =>
  (
    prepared(
      db,
      'SELECT id, chair, from_time FROM shift WHERE doctor = ? AND clinic = ? AND date = ? AND withdrawn IS NULL ORDER BY from_time'
    ).all(doctor, clinic, date) as ShiftRow[]
  ).map((row) => ({ id: ShiftId.parse(row.id), from: ClockTime.parse(row.from_time) }))

/** Where the doctor sat last in this clinic, by shifts. */
export const usualChair = (db: Database, doctor: StaffId, clinic: ClinicId): ChairId | null => {
  const row = prepared(
    db,
    'SELECT chair FROM shift WHERE doctor = ? AND clinic = ? AND withdrawn IS NULL ORDER BY date DESC LIMIT 1'
  ).get(doctor, clinic) as { chair: string } | undefined
  return row === undefined ? null : ChairId.parse(row.chair)
}

export const visitSurroundings = (desk: Desk): VisitSurroundings => ({
  ...directoryOf(desk),
  patients: patientFinder(allPatients(desk.db)),
  chairOf: (doctor, clinic, date) => {
    const row = prepared(
      desk.db,
      'SELECT chair FROM shift WHERE doctor = ? AND clinic = ? AND date = ? AND withdrawn IS NULL'
    ).get(doctor, clinic, date) as { chair: string } | undefined
    return row === undefined ? usualChair(desk.db, doctor, clinic) : ChairId.parse(row.chair)
  },
  service: serviceByCode(desk.db)
})

interface VisitRow {
  readonly id: string
  readonly clinic: string
  readonly doctor: string
  readonly chair: string
  readonly from_time: string
  readonly to_time: string
}

/** Visits of a date, in all clinics, that still need their room. */
export const visitsOn = (db: Database, date: Day): readonly OtherVisit[] =>
  (
    prepared(
      db,
      `SELECT id, clinic, doctor, chair, from_time, to_time FROM visit WHERE date = ? AND state NOT IN ('left', 'no-show', 'cancelled')`
    ).all(date) as VisitRow[]
  ).map((row) => ({
    id: VisitId.parse(row.id),
    row: null,
    slot: {
      clinic: ClinicId.parse(row.clinic),
      doctor: StaffId.parse(row.doctor),
      chair: ChairId.parse(row.chair),
      date: IsoDate.parse(date),
      from: ClockTime.parse(row.from_time),
      to: ClockTime.parse(row.to_time)
    }
  }))
