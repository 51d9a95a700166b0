/** Rules of an incident: opening it takes the doctor or the device out of the schedule, closing it leaves nobody behind. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import type { Equipment, Shift } from '../clinic/evolve.ts'
import {
  EquipmentRepaired,
  EquipmentWentDown,
  ShiftPlanned,
  ShiftWithdrawn,
  type EquipmentFact,
  type ShiftFact
} from '../clinic/facts.ts'
import { assertNever } from '../values/assert-never.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ClinicId, EquipmentId, IncidentId, ShiftId, VisitId } from '../values/ids.ts'
import {
  IncidentClosed,
  IncidentOpened,
  IncidentReopened,
  IncidentWithdrawn,
  type IncidentFact,
  type IncidentSubject
} from './facts.ts'
import type { Incident } from './evolve.ts'
import type { ProgressCounts } from './outcome.ts'
import type { RecoveryRefusal } from './refusals.ts'

export type IncidentDecision = Decision<IncidentFact | ShiftFact | EquipmentFact, RecoveryRefusal>

/** A day of one doctor is some dozen visits; more than this in one incident is a mistyped date. */
const MOST_VISITS = 500
const MOST_SHIFTS = 100
const MOST_DAYS = 62

export interface OpenIncident {
  readonly id: IncidentId
  /** Gives the number that people call it by; asked for once, when the incident is really opened. */
  readonly nextNumber: () => string
  readonly subject: IncidentSubject
  readonly clinic: ClinicId
  readonly from: IsoDate
  readonly through: IsoDate
  readonly reason: string
  readonly only: VisitId | null
}

export interface OpeningContext {
  readonly today: IsoDate
  /** Incidents that are open now. */
  readonly open: readonly { readonly id: IncidentId; readonly incident: Incident }[]
  /** Shifts of the doctor on these days, withdrawn ones included. */
  readonly shifts: readonly { readonly id: ShiftId; readonly shift: Shift }[]
  readonly device: Equipment | null
  readonly affected: readonly VisitId[]
}

export const openIncident = (
  state: Incident | null,
  command: OpenIncident,
  context: OpeningContext
): IncidentDecision => {
  const { id, nextNumber, subject, clinic, from, through, reason, only } = command
  if (state !== null) return refuse({ code: 'ALREADY_OPEN', incident: id })
  if (through < from || from < context.today || daysBetween(from, through) > MOST_DAYS)
    return refuse({ code: 'BAD_DATES' })
  const same = context.open.find((one) => coversSame(one.incident, command))
  if (same !== undefined) return refuse({ code: 'ALREADY_OPEN', incident: same.id })
  const affected = only === null ? context.affected : context.affected.filter((visit) => visit === only)
  if (only !== null && affected.length === 0) return refuse({ code: 'VISIT_NOT_AFFECTED' })
  if (affected.length > MOST_VISITS) return refuse({ code: 'TOO_MANY_VISITS', most: MOST_VISITS })
  // For one patient at the desk nothing is taken from the schedule of the others.
  const shifts =
    only === null && subject.kind === 'doctor-ill'
      ? context.shifts.filter((one) => one.shift.withdrawn === null).slice(0, MOST_SHIFTS)
      : []
  const down = only === null ? goingDown(subject, context.device, reason) : null
  return accept<IncidentFact | ShiftFact | EquipmentFact>(
    newFact(IncidentOpened, 'incident', id, {
      number: nextNumber(),
      subject,
      clinic,
      from,
      through,
      reason,
      only,
      affected: [...affected],
      shifts: shifts.map((one) => one.id),
      tookDown: down?.first ?? false
    }),
    ...shifts.map((one) => newFact(ShiftWithdrawn, 'shift', one.id, { reason })),
    ...(down === null ? [] : [newFact(EquipmentWentDown, 'equipment', down.id, down.payload)])
  )
}

/** What must be said of the device: nothing when all of it is known already. */
const goingDown = (subject: IncidentSubject, device: Equipment | null, note: string) => {
  if (subject.kind !== 'equipment-down' || device === null) return null
  const id: EquipmentId = subject.equipment
  const payload = { note, repairedBy: subject.repairedBy }
  if (device.down !== null && device.down.repairedBy === subject.repairedBy) return null
  return { id, payload, first: device.down === null }
}

const coversSame = (open: Incident, command: OpenIncident): boolean => {
  if (open.state !== 'open' || open.through < command.from || open.from > command.through) return false
  if (!sameSubject(open.subject, command.subject)) return false
  // One patient's case lies inside the incident over everybody, but not the other way round.
  return open.only === null || open.only === command.only
}

const sameSubject = (a: IncidentSubject, b: IncidentSubject): boolean => {
  switch (a.kind) {
    case 'doctor-ill':
      return b.kind === 'doctor-ill' && a.doctor === b.doctor
    case 'equipment-down':
      return b.kind === 'equipment-down' && a.equipment === b.equipment
    default:
      return assertNever(a, 'incident subject')
  }
}

const daysBetween = (from: IsoDate, through: IsoDate): number => (Date.parse(through) - Date.parse(from)) / 86_400_000

/** Nobody is left without an outcome and no promised call is forgotten. */
export const closeIncident = (
  state: Incident | null,
  command: { id: IncidentId; leaveNotReached: boolean },
  counts: ProgressCounts
): IncidentDecision => {
  if (state === null) return refuse({ code: 'INCIDENT_UNKNOWN' })
  if (state.state !== 'open') return refuse({ code: 'INCIDENT_NOT_OPEN' })
  if (counts.left > 0 || counts.callBack > 0)
    return refuse({ code: 'STILL_OPEN', left: counts.left, callBack: counts.callBack })
  if (counts.notReached > 0 && !command.leaveNotReached)
    return refuse({ code: 'NOT_REACHED_LEFT', notReached: counts.notReached })
  return accept(
    newFact(IncidentClosed, 'incident', command.id, { solved: counts.solved, notReached: counts.notReached })
  )
}

export const reopenIncident = (state: Incident | null, command: { id: IncidentId }): IncidentDecision => {
  if (state === null) return refuse({ code: 'INCIDENT_UNKNOWN' })
  if (state.state !== 'closed') return refuse({ code: 'INCIDENT_NOT_OPEN' })
  return accept(newFact(IncidentReopened, 'incident', command.id, {}))
}

/** Unmakes an incident opened by mistake: the doctor's shifts and the device come back. */
export const withdrawIncident = (
  state: Incident | null,
  command: { id: IncidentId; reason: string },
  context: {
    readonly outcomes: number
    readonly shifts: readonly { readonly id: ShiftId; readonly shift: Shift }[]
    readonly device: Equipment | null
  }
): IncidentDecision => {
  if (state === null) return refuse({ code: 'INCIDENT_UNKNOWN' })
  if (state.state !== 'open') return refuse({ code: 'INCIDENT_NOT_OPEN' })
  if (context.outcomes > 0) return refuse({ code: 'ALREADY_TOLD', outcomes: context.outcomes })
  const back = context.shifts.filter((one) => state.shifts.includes(one.id) && one.shift.withdrawn !== null)
  const { subject } = state
  const repaired =
    subject.kind === 'equipment-down' && state.tookDown && context.device !== null && context.device.down !== null
  return accept<IncidentFact | ShiftFact | EquipmentFact>(
    newFact(IncidentWithdrawn, 'incident', command.id, { reason: command.reason }),
    ...back.map(({ id, shift: { doctor, clinic, chair, date, from, to } }) =>
      newFact(ShiftPlanned, 'shift', id, { doctor, clinic, chair, date, from, to })
    ),
    ...(repaired && subject.kind === 'equipment-down'
      ? [newFact(EquipmentRepaired, 'equipment', subject.equipment, {})]
      : [])
  )
}

export const reportRepaired = (state: Equipment | null, command: { equipment: EquipmentId }): IncidentDecision => {
  if (state === null) return refuse({ code: 'SUBJECT_UNKNOWN' })
  return state.down === null
    ? refuse({ code: 'NOT_DOWN' })
    : accept(newFact(EquipmentRepaired, 'equipment', command.equipment, {}))
}
