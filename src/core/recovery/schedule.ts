/** Reads the live schedule around an incident: who works, what is taken or held, which devices stand where. */
import { z } from 'zod'
import { Specialty } from '../../domain/clinic/facts.ts'
import type { Device, DeviceUse } from '../../domain/recovery/devices.ts'
import type { ScheduleNow } from '../../domain/recovery/offers.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import type { DaySpan, WallClock } from '../../domain/visits/free-slots.ts'
import { ClockTime, instant, IsoDate, localDate, localTime, TimeZone, type Instant } from '../../domain/values/dates.ts'
import {
  ChairId,
  ClinicId,
  EquipmentId,
  StaffId,
  VisitId,
  type DeviceId,
  type PatientId
} from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

/** A part of the network's schedule that may hold an offer. Null means any. */
export interface Window {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly clinics: readonly ClinicId[] | null
  readonly doctors: readonly StaffId[] | null
}

export interface TakenSlot {
  readonly visit: VisitId
  readonly slot: VisitSlot
}

export interface HeldSlot extends TakenSlot {
  readonly device: DeviceId
  readonly until: Instant
}

export interface Surroundings {
  readonly shifts: readonly VisitSlot[]
  readonly visits: readonly TakenSlot[]
  /** Visits by day and doctor, and by day and chair. */
  readonly visitsAt: ReadonlyMap<string, readonly TakenSlot[]>
  readonly holds: readonly HeldSlot[]
  readonly devices: readonly Device[]
  readonly deviceUses: readonly (DeviceUse & { readonly visit: VisitId })[]
  readonly specialties: ReadonlyMap<StaffId, Specialty | null>
  readonly present: ReadonlyMap<ClinicId, WallClock>
}

const SLOT = 'clinic, doctor, chair, date, from_time AS "from", to_time AS "to"'
/** Rows as `SLOT` selects them; hundreds at a time, out of our own tables, so they are named and not parsed again. */
type SlotRow = VisitSlot & { readonly visit: VisitId }
const taken = ({ visit, clinic, doctor, chair, date, from, to }: SlotRow): TakenSlot => ({
  visit,
  slot: { clinic, doctor, chair, date, from, to }
})

/** What is kept for patients at this moment, on whichever desk: nobody else may be booked there. */
export const heldSlots = (db: Database, now: Instant): readonly HeldSlot[] =>
  (
    prepared(db, `SELECT visit, device, until, ${SLOT} FROM slot_hold WHERE until > ?`).all(now) as (SlotRow & {
      device: DeviceId
      until: Instant
    })[]
  ).map((row) => ({ ...taken(row), device: row.device, until: row.until }))

/** Visits that take a doctor's or a chair's time on one date. */
export const standingVisits = (db: Database, date: IsoDate): readonly TakenSlot[] =>
  (
    prepared(db, `SELECT id AS visit, ${SLOT} FROM visit WHERE date = ? AND state NOT IN ('cancelled', 'no-show')`).all(
      date
    ) as SlotRow[]
  ).map(taken)

/** Devices of the network as they are now. */
export const devicesOf = (db: Database): readonly Device[] =>
  (
    prepared(db, 'SELECT id, clinic, chair, kind, down FROM equipment').all() as {
      id: string
      clinic: string
      chair: string | null
      kind: string
      down: string | null
    }[]
  ).map((row) => ({
    id: EquipmentId.parse(row.id),
    clinic: ClinicId.parse(row.clinic),
    chair: row.chair === null ? null : ChairId.parse(row.chair),
    kind: row.kind,
    down: row.down === null ? null : z.object({ repairedBy: IsoDate.nullable() }).parse(JSON.parse(row.down))
  }))

/** Kinds of devices without which the services of a visit cannot be done. */
export const equipmentOf = (db: Database, visit: VisitId): readonly string[] =>
  (
    prepared(
      db,
      `SELECT DISTINCT json_extract(service.line, '$.equipmentKind') AS kind FROM visit_service JOIN service ON service.id = visit_service.service
       WHERE visit_service.visit = ? AND json_extract(service.line, '$.equipmentKind') IS NOT NULL ORDER BY kind`
    ).all(visit) as { kind: string }[]
  ).map((row) => row.kind)

/** When the patient is elsewhere: their other visits. */
const busyTimes = (db: Database, patient: PatientId, except: VisitId): readonly DaySpan[] =>
  (
    prepared(
      db,
      `SELECT date, from_time AS "from", to_time AS "to" FROM visit
       WHERE patient = ? AND id <> ? AND state IN ('booked', 'arrived', 'in-chair')`
    ).all(patient, except) as DaySpan[]
  ).map((row) => ({ date: IsoDate.parse(row.date), from: ClockTime.parse(row.from), to: ClockTime.parse(row.to) }))

const clocks = (desk: Desk): ReadonlyMap<ClinicId, WallClock> => {
  const moment = instant(desk.now())
  const rows = prepared(desk.db, 'SELECT id, zone FROM clinic').all() as { id: string; zone: string }[]
  return new Map(
    rows.map((row) => {
      const zone = TimeZone.parse(row.zone)
      return [ClinicId.parse(row.id), { date: localDate(moment, zone), time: localTime(moment, zone) }]
    })
  )
}

const specialtiesOf = (db: Database): ReadonlyMap<StaffId, Specialty | null> =>
  new Map(
    (
      prepared(db, 'SELECT id, specialty FROM staff WHERE dismissed = 0').all() as {
        id: string
        specialty: string | null
      }[]
    ).map((row) => [StaffId.parse(row.id), row.specialty === null ? null : Specialty.parse(row.specialty)])
  )

const distinct = (values: readonly string[]): string => JSON.stringify([...new Set(values)])

const WITHIN = `date BETWEEN :from AND :to
  AND (:clinics IS NULL OR clinic IN (SELECT value FROM json_each(:clinics)))`

/**
 * Shifts of some doctors in some windows with everything that takes time from them. Doctors of other specialties are left
 * out, so that a network of two hundred clinics costs no more than its own therapists.
 */
export const lookAround = (
  desk: Desk,
  windows: readonly Window[],
  wanted: ReadonlySet<Specialty>,
  kinds: readonly string[]
): Surroundings => {
  const { db } = desk
  const shifts = new Map<string, VisitSlot>()
  const visits = new Map<VisitId, TakenSlot>()
  const deviceUses = new Map<string, DeviceUse & { visit: VisitId }>()
  for (const window of windows) {
    const bounds = {
      from: window.from,
      to: window.to,
      clinics: window.clinics === null ? null : JSON.stringify(window.clinics)
    }
    const found = prepared(
      db,
      `SELECT id AS visit, ${SLOT} FROM shift WHERE withdrawn IS NULL AND ${WITHIN}
         AND (:doctors IS NULL OR doctor IN (SELECT value FROM json_each(:doctors)))
         AND doctor IN (SELECT id FROM staff WHERE dismissed = 0 AND (specialty IN (SELECT value FROM json_each(:wanted)) OR :doctors IS NOT NULL))`
    ).all({
      ...bounds,
      doctors: window.doctors === null ? null : JSON.stringify(window.doctors),
      wanted: JSON.stringify([...wanted])
    }) as SlotRow[]
    for (const row of found) shifts.set(row.visit, taken(row).slot)
    // Day and clinic by equality, so that the index is used for both; a chair stands in one clinic.
    const takenRows = prepared(
      db,
      `SELECT id AS visit, ${SLOT} FROM visit WHERE state NOT IN ('cancelled', 'no-show')
         AND date IN (SELECT value FROM json_each(:dates)) AND clinic IN (SELECT value FROM json_each(:clinics))`
    ).all({
      dates: distinct(found.map((row) => row.date)),
      clinics: distinct(found.map((row) => row.clinic))
    }) as SlotRow[]
    const elsewhere = prepared(
      db,
      `SELECT id AS visit, ${SLOT} FROM visit WHERE state NOT IN ('cancelled', 'no-show')
         AND doctor IN (SELECT value FROM json_each(:doctors)) AND date BETWEEN :from AND :to`
    ).all({ doctors: distinct(found.map((row) => row.doctor)), from: window.from, to: window.to }) as SlotRow[]
    for (const row of [...takenRows, ...elsewhere]) visits.set(row.visit, taken(row))
    if (kinds.length > 0) for (const use of usesOf(db, bounds, kinds)) deviceUses.set(`${use.visit} ${use.kind}`, use)
  }
  return {
    shifts: [...shifts.values()],
    visits: [...visits.values()],
    visitsAt: indexed([...visits.values()]),
    holds: heldSlots(db, instant(desk.now())),
    devices: devicesOf(db),
    deviceUses: [...deviceUses.values()],
    specialties: specialtiesOf(db),
    present: clocks(desk)
  }
}

const UseRow = z.object({
  visit: VisitId,
  kind: z.string(),
  clinic: ClinicId,
  chair: ChairId,
  date: IsoDate,
  from: ClockTime,
  to: ClockTime
})

const usesOf = (db: Database, bounds: { from: string; to: string; clinics: string | null }, kinds: readonly string[]) =>
  prepared(
    db,
    `SELECT DISTINCT visit.id AS visit, json_extract(service.line, '$.equipmentKind') AS kind, visit.clinic, visit.chair, visit.date,
       visit.from_time AS "from", visit.to_time AS "to"
     FROM visit JOIN visit_service ON visit_service.visit = visit.id JOIN service ON service.id = visit_service.service
     WHERE visit.state NOT IN ('cancelled', 'no-show') AND visit.date BETWEEN :from AND :to
       AND (:clinics IS NULL OR visit.clinic IN (SELECT value FROM json_each(:clinics)))
       AND kind IN (SELECT value FROM json_each(:kinds))`
  )
    .all({ ...bounds, kinds: JSON.stringify(kinds) })
    .map((row) => UseRow.parse(row))

const indexed = (visits: readonly TakenSlot[]): ReadonlyMap<string, readonly TakenSlot[]> => {
  const index = new Map<string, TakenSlot[]>()
  for (const one of visits) {
    for (const key of [`${one.slot.date} ${one.slot.doctor}`, `${one.slot.date} ${one.slot.chair}`]) {
      const known = index.get(key)
      if (known === undefined) index.set(key, [one])
      else known.push(one)
    }
  }
  return index
}

/** The same schedule seen for one visit: without its own time and hold, with the patient's other visits in the way. */
export const scheduleFor = (desk: Desk, around: Surroundings, visit: VisitId, patient: PatientId): ScheduleNow => ({
  shifts: around.shifts,
  visitsNear: ({ date, doctor, chair }) =>
    [...(around.visitsAt.get(`${date} ${doctor}`) ?? []), ...(around.visitsAt.get(`${date} ${chair}`) ?? [])]
      .filter((one) => one.visit !== visit)
      .map((one) => one.slot),
  holds: around.holds.filter((one) => one.visit !== visit).map((one) => one.slot),
  patientBusy: busyTimes(desk.db, patient, visit),
  devices: around.devices,
  deviceUses: around.deviceUses.filter((one) => one.visit !== visit),
  specialties: around.specialties,
  present: around.present
})

/** Whose the time is, when somebody has it: a visit, or the patient it is held for. */
export const takenBy = (
  around: Surroundings,
  slot: VisitSlot,
  except: VisitId,
  clash: (a: VisitSlot, b: VisitSlot) => boolean
): VisitId | null =>
  [...around.visits, ...around.holds].find((one) => one.visit !== except && clash(one.slot, slot))?.visit ?? null
