/** The worklist of an incident: whom to call next, what could be offered first, who is still without an outcome. */
import type { Board, BoardRow, IncidentSummary, RecoveryConflict } from '../../contract/recovery.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { addDays, instant, instantOf, type Instant, type IsoDate } from '../../domain/values/dates.ts'
import type { IncidentId, VisitId } from '../../domain/values/ids.ts'
import { addressName, fullName } from '../../domain/values/person-name.ts'
import { findOffers, HORIZON_DAYS, sameSlot, slotOf } from '../../domain/recovery/offers.ts'
import { heldNow, incidentAggregate, type Incident, type SettledOutcome } from '../../domain/recovery/evolve.ts'
import type { Progress } from '../../domain/recovery/outcome.ts'
import { urgencyWeight } from '../../domain/recovery/urgency.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import { slotsClash } from '../../domain/visits/decide.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { clinicById, serviceById } from '../clinic/views.ts'
import { presentAt, type Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { caseFile, needOf, type CaseFile } from './case-file.ts'
import { countsOf, devicesFor, membersOf, type Member } from './incidents.ts'
import { placesOf, type Places } from './places.ts'
import { lookAround, scheduleFor, standingVisits, type Surroundings, type Window } from './schedule.ts'
import { speaksFor } from './spoken.ts'

export const summaryOf = (
  desk: Desk,
  id: IncidentId,
  incident: Incident,
  members: readonly Member[],
  places: Places
): IncidentSummary => ({
  id,
  number: incident.number,
  subject: incident.subject,
  name: subjectName(desk, incident, places),
  clinic: places.clinicName(incident.clinic),
  from: incident.from,
  through: incident.through,
  reason: incident.reason,
  only: incident.only,
  state: incident.state,
  openedAt: incident.openedAt,
  openedBy: places.staffName(incident.openedBy),
  counts: countsOf(desk, id, members)
})

const subjectName = (desk: Desk, { subject }: Incident, places: Places): string => {
  switch (subject.kind) {
    case 'doctor-ill':
      return places.staffName(subject.doctor)
    case 'equipment-down': {
      const row = prepared(desk.db, 'SELECT name FROM equipment WHERE id = ?').get(subject.equipment) as
        | { name: string }
        | undefined
      return row?.name ?? subject.equipmentKind
    }
    default:
      return assertNever(subject, 'incident subject')
  }
}

/** The parts of the network's schedule in which offers for these visits can lie. */
export const surroundingsOf = (
  desk: Desk,
  incident: Incident,
  files: readonly CaseFile[],
  places: Places
): Surroundings => {
  const dates = [...new Set(files.map((file) => file.original.date))].toSorted()
  const first = dates[0] ?? incident.from
  const { subject } = incident
  const until = [
    dates.at(-1) ?? incident.through,
    incident.through,
    subject.kind === 'equipment-down' ? (subject.repairedBy ?? incident.through) : incident.through
  ]
  const horizon = addDays(until.toSorted().at(-1) ?? incident.through, HORIZON_DAYS)
  const kinds = [...new Set(files.flatMap((file) => file.equipment))]
  const devices = devicesFor(desk, incident, true)
  const clinics = [
    ...new Set([
      ...files.map((file) => file.original.clinic),
      ...devices.filter((one) => kinds.includes(one.kind)).map((one) => one.clinic)
    ])
  ]
  const doctors = [...new Set(files.map((file) => file.original.doctor))]
  const windows: readonly Window[] = [
    ...dates.map((date) => ({ from: date, to: date, clinics: null, doctors: null })),
    { from: first, to: horizon, clinics, doctors: null },
    { from: first, to: horizon, clinics: null, doctors }
  ]
  const specialties = new Set(files.flatMap((file) => places.specialty(file.original.doctor) ?? []))
  return { ...lookAround(desk, windows, specialties, kinds), devices }
}

/** Where a row stands in the list: what is still to do comes first, promised calls as soon as they are due. */
const orderOf = (progress: Progress, callBackDue: boolean): number => {
  switch (progress) {
    case 'call-back':
      return callBackDue ? 0 : 2
    case 'left':
      return 1
    case 'not-reached':
      return 3
    case 'solved':
      return 4
    case 'settled-elsewhere':
      return 5
    default:
      return assertNever(progress, 'progress')
  }
}

const isCallBackDue = (file: CaseFile, now: Instant): boolean => {
  const outcome = file.outcome.standing?.outcome
  return outcome?.kind === 'call-back' && outcome.at <= now
}

export const inOrderOfNeed = (files: readonly CaseFile[], now: Instant): readonly CaseFile[] =>
  files.toSorted(
    (a, b) =>
      orderOf(a.progress, isCallBackDue(a, now)) - orderOf(b.progress, isCallBackDue(b, now)) ||
      urgencyWeight(b.urgency) - urgencyWeight(a.urgency) ||
      compare(`${a.original.date} ${a.original.from} ${a.id}`, `${b.original.date} ${b.original.from} ${b.id}`)
  )

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The first slot for each open visit when those above have been given theirs: nothing is promised twice. */
const bestSlots = (
  desk: Desk,
  incident: Incident,
  files: readonly CaseFile[],
  around: Surroundings
): ReadonlyMap<VisitId, VisitSlot> => {
  const best = new Map<VisitId, VisitSlot>()
  const promised: VisitSlot[] = []
  for (const file of files) {
    if (file.progress === 'solved' || file.progress === 'settled-elsewhere') continue
    const schedule = scheduleFor(desk, around, file.id, file.visit.patient)
    const offers = findOffers(needOf(file, around), incident, { ...schedule, holds: [...schedule.holds, ...promised] })
    const slot = offers.map(slotOf).find((one) => one !== null)
    if (slot === undefined) continue
    promised.push(slot)
    best.set(file.id, slot)
  }
  return best
}

export const rowOf = (desk: Desk, file: CaseFile, places: Places, best: VisitSlot | null): BoardRow => {
  const { visit, patient, outcome } = file
  const speaker = file.minor ? speaksFor(patient.representatives) : null
  const hold = heldNow(file.round?.hold ?? null, instant(desk.now()))
  return {
    visit: file.id,
    original: places.view(file.original),
    now: sameSlot(visit.slot, file.original) ? null : places.view(visit.slot),
    state: visit.state,
    patient: {
      id: visit.patient,
      name: fullName(patient.name),
      addressName: addressName(patient.name),
      age: file.age,
      phones: [...patient.phones]
    },
    representative: speaker === null ? null : { name: fullName(speaker.name), phone: speaker.phone },
    note: visit.note,
    services: visit.services.map((one) => serviceById(desk.db, one.service)?.name ?? ''),
    urgency: [...file.urgency],
    progress: file.progress,
    attempts: outcome.attempts,
    outcome: outcome.standing === null ? null : recordOf(outcome.standing, places),
    best: best === null ? null : places.view(best),
    held: hold === null ? null : { slot: hold.slot, until: hold.until, mine: hold.device === desk.identity.device },
    conflicts: [...conflictsOf(desk, file, places)]
  }
}

const recordOf = (settled: SettledOutcome, places: Places) => ({
  id: settled.id,
  outcome: settled.outcome,
  at: settled.at,
  by: places.staffName(settled.staff)
})

const conflictsOf = (desk: Desk, file: CaseFile, places: Places): readonly RecoveryConflict[] => {
  const twice: RecoveryConflict[] = file.outcome.overlooked.map((earlier) => ({
    kind: 'two-agreements',
    earlier: recordOf(earlier, places)
  }))
  if (
    file.outcome.standing?.outcome.kind !== 'accepted' ||
    file.visit.state === 'cancelled' ||
    file.visit.state === 'no-show'
  )
    return twice
  const clashing = standingVisits(desk.db, file.visit.slot.date).filter(
    (one) => one.visit !== file.id && slotsClash(one.slot, file.visit.slot)
  )
  return [
    ...twice,
    ...clashing.map((one): RecoveryConflict => ({
      kind: 'slot-taken-twice',
      visit: one.visit,
      patient: patientOfVisit(desk, one.visit),
      slot: places.view(one.slot)
    }))
  ]
}

const patientOfVisit = (desk: Desk, id: VisitId): string => {
  const visit = desk.journal.state(visitAggregate, id)
  const patient = visit === null ? null : desk.journal.state(patientAggregate, visit.patient)
  return patient === null ? '' : fullName(patient.name)
}

/** Null when this workstation knows no such incident. */
export const boardOf = (desk: Desk, id: IncidentId): Board | null => {
  const incident = desk.journal.state(incidentAggregate, id)
  if (incident === null) return null
  const { moment, today } = presentAt(desk)
  const members = membersOf(desk, incident)
  const files = inOrderOfNeed(
    members.flatMap((member) => caseFile(desk, id, incident, member) ?? []),
    moment
  )
  const places = placesOf(desk.db)
  const best =
    incident.state === 'open'
      ? bestSlots(desk, incident, files, surroundingsOf(desk, incident, files, places))
      : new Map<VisitId, VisitSlot>()
  return {
    incident: summaryOf(desk, id, incident, members, places),
    now: moment,
    closesAt: closingTime(desk, incident, today),
    rows: files.map((file) => rowOf(desk, file, places, best.get(file.id) ?? null))
  }
}

const closingTime = (desk: Desk, incident: Incident, today: IsoDate): Instant | null => {
  if (today < incident.from || today > incident.through) return null
  const clinic = clinicById(desk.db, incident.clinic)
  return clinic === null ? null : instantOf(today, clinic.closes, clinic.zone)
}
