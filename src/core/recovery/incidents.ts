/** Which visits belong to an incident now, and how far each has come. */
import { isTouched, type IncidentScope } from '../../domain/recovery/affected.ts'
import type { Device } from '../../domain/recovery/devices.ts'
import { incidentAggregate, recoveryAggregate, roundOf, type Incident } from '../../domain/recovery/evolve.ts'
import { countProgress, outcomeView, progressOf, type ProgressCounts } from '../../domain/recovery/outcome.ts'
import { visitAggregate, type Visit } from '../../domain/visits/evolve.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { IncidentId, VisitId } from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { devicesOf, equipmentOf } from './schedule.ts'

/**
 * Devices as this incident sees them. An incident over one patient, or one that is not recorded yet, has not taken the
 * device out of work for everybody, but for its own visits it is out.
 */
export const devicesFor = (desk: Desk, scope: IncidentScope, recorded: boolean): readonly Device[] => {
  const devices = devicesOf(desk.db)
  const { subject } = scope
  if (subject.kind !== 'equipment-down' || (recorded && scope.only === null)) return devices
  return devices.map((device) =>
    device.id === subject.equipment ? { ...device, down: { repairedBy: subject.repairedBy } } : device
  )
}

/** Visits that cannot happen as booked because of this, by the schedule of this moment. */
export const touchedVisits = (desk: Desk, scope: IncidentScope, devices: readonly Device[]): readonly VisitId[] => {
  const found = prepared(
    desk.db,
    scope.subject.kind === 'doctor-ill'
      ? `SELECT id FROM visit WHERE doctor = :subject AND date BETWEEN :from AND :through AND state IN ('booked', 'arrived') ORDER BY date, from_time, id`
      : `SELECT DISTINCT visit.id, visit.date, visit.from_time FROM visit
         JOIN equipment ON equipment.clinic = visit.clinic AND equipment.id = :subject
         WHERE visit.date BETWEEN :from AND :through AND visit.state IN ('booked', 'arrived') ORDER BY visit.date, visit.from_time, visit.id`
  ).all({ subject: subjectId(scope), from: scope.from, through: scope.through }) as { id: string }[]
  return found
    .map((row) => VisitId.parse(row.id))
    .filter((id) => {
      const visit = desk.journal.state(visitAggregate, id)
      return visit !== null && isTouchedNow(desk, scope, id, visit, devices)
    })
}

const subjectId = ({ subject }: IncidentScope): string => {
  switch (subject.kind) {
    case 'doctor-ill':
      return subject.doctor
    case 'equipment-down':
      return subject.equipment
    default:
      return assertNever(subject, 'incident subject')
  }
}

const isTouchedNow = (
  desk: Desk,
  scope: IncidentScope,
  id: VisitId,
  visit: Visit,
  devices: readonly Device[]
): boolean =>
  isTouched(scope, { id, slot: visit.slot, state: visit.state, equipment: equipmentOf(desk.db, id) }, devices)

export interface Member {
  readonly visit: VisitId
  readonly touched: boolean
}

/** Visits of an incident: those affected when it was opened, and those booked onto it since, perhaps on another desk. */
export const membersOf = (desk: Desk, incident: Incident): readonly Member[] => {
  const touched = incident.state === 'withdrawn' ? [] : touchedVisits(desk, incident, devicesFor(desk, incident, true))
  const set = new Set(touched)
  return [...new Set([...incident.affected, ...touched])].map((visit) => ({ visit, touched: set.has(visit) }))
}

export const countsOf = (desk: Desk, id: IncidentId, members: readonly Member[]): ProgressCounts =>
  countProgress(
    members.map(({ visit, touched }) =>
      progressOf(outcomeView(roundOf(desk.journal.state(recoveryAggregate, visit), id)).standing, touched)
    )
  )

export const openIncidents = (desk: Desk): readonly { readonly id: IncidentId; readonly incident: Incident }[] =>
  (
    prepared(desk.db, `SELECT id FROM incident WHERE state = 'open' ORDER BY opened_at DESC`).all() as { id: string }[]
  ).flatMap((row) => {
    const id = IncidentId.parse(row.id)
    const incident = desk.journal.state(incidentAggregate, id)
    return incident === null ? [] : [{ id, incident }]
  })
