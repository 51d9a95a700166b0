/** Opens and ends incidents, each in one transaction with what it takes from the schedule. */
import type { OpenIncidentInput } from '../../contract/recovery.ts'
import { equipmentAggregate, shiftAggregate, type Equipment, type Shift } from '../../domain/clinic/evolve.ts'
import { refuse, type Decision, type NewFact } from '../../domain/fact.ts'
import type { IncidentScope } from '../../domain/recovery/affected.ts'
import {
  closeIncident,
  openIncident,
  reopenIncident,
  reportRepaired,
  withdrawIncident,
  type IncidentDecision
} from '../../domain/recovery/decide-incident.ts'
import { incidentAggregate, recoveryAggregate, roundOf } from '../../domain/recovery/evolve.ts'
import type { IncidentSubject } from '../../domain/recovery/facts.ts'
import type { RecoveryRefusal } from '../../domain/recovery/refusals.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { ShiftId, type ClinicId, type EquipmentId, type IncidentId, type VisitId } from '../../domain/values/ids.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { nextNumber } from '../storage/numbers.ts'
import { prepared } from '../storage/query.ts'
import { countsOf, devicesFor, membersOf, openIncidents, touchedVisits } from './incidents.ts'

export type IncidentResult = Decision<NewFact, RecoveryRefusal>

type Asked = Omit<OpenIncidentInput, 'id' | 'reason'>

/** What the request is about; null when it names nothing that exists. */
const subjectOf = (
  desk: Desk,
  input: Asked
): { readonly subject: IncidentSubject; readonly clinic: ClinicId; readonly device: Equipment | null } | null => {
  switch (input.kind) {
    case 'doctor-ill': {
      const doctor = input.doctor === null ? null : desk.journal.state(staffAggregate, input.doctor)
      return input.doctor === null || doctor === null || !doctor.roles.includes('doctor')
        ? null
        : { subject: { kind: 'doctor-ill', doctor: input.doctor }, clinic: desk.identity.clinic, device: null }
    }
    case 'equipment-down': {
      const device = input.equipment === null ? null : desk.journal.state(equipmentAggregate, input.equipment)
      return input.equipment === null || device === null
        ? null
        : {
            subject: {
              kind: 'equipment-down',
              equipment: input.equipment,
              equipmentKind: device.kind,
              repairedBy: input.repairedBy
            },
            clinic: device.clinic,
            device
          }
    }
    default:
      return assertNever(input.kind, 'incident kind')
  }
}

/** Visits an incident would be about, before it is recorded. */
export const affectedBy = (desk: Desk, input: Asked): readonly VisitId[] => {
  const asked = subjectOf(desk, input)
  if (asked === null) return []
  const scope: IncidentScope = { subject: asked.subject, from: input.from, through: input.through, only: input.only }
  return touchedVisits(desk, scope, devicesFor(desk, scope, false))
}

const shiftsOf = (desk: Desk, ids: readonly string[]): readonly { readonly id: ShiftId; readonly shift: Shift }[] =>
  ids.flatMap((text) => {
    const id = ShiftId.parse(text)
    const shift = desk.journal.state(shiftAggregate, id)
    return shift === null ? [] : [{ id, shift }]
  })

const shiftsOfDoctor = (desk: Desk, input: Asked): readonly { readonly id: ShiftId; readonly shift: Shift }[] =>
  input.kind === 'doctor-ill' && input.doctor !== null
    ? shiftsOf(
        desk,
        (
          prepared(
            desk.db,
            'SELECT id FROM shift WHERE doctor = ? AND date BETWEEN ? AND ? ORDER BY date, from_time'
          ).all(input.doctor, input.from, input.through) as { id: string }[]
        ).map((row) => row.id)
      )
    : []

const record = (desk: Desk, actor: Actor, decision: IncidentDecision): IncidentDecision => {
  if (decision.ok) desk.journal.record(authorOf(actor), decision.facts)
  return decision
}

export const open = (desk: Desk, actor: Actor, input: OpenIncidentInput): IncidentResult =>
  desk.journal.atomically(() => {
    const asked = subjectOf(desk, input)
    if (asked === null) return refuse({ code: 'SUBJECT_UNKNOWN' })
    const { id, from, through, reason, only } = input
    return record(
      desk,
      actor,
      openIncident(
        desk.journal.state(incidentAggregate, id),
        {
          id,
          subject: asked.subject,
          clinic: asked.clinic,
          from,
          through,
          reason,
          only,
          nextNumber: () => nextNumber(desk.db, desk.identity.series, 'incident')
        },
        {
          today: presentAt(desk).today,
          open: openIncidents(desk),
          shifts: shiftsOfDoctor(desk, input),
          device: asked.device,
          affected: affectedBy(desk, input)
        }
      )
    )
  })

export const close = (
  desk: Desk,
  actor: Actor,
  input: { readonly incident: IncidentId; readonly leaveNotReached: boolean }
): IncidentResult =>
  desk.journal.atomically(() => {
    const incident = desk.journal.state(incidentAggregate, input.incident)
    const counts = countsOf(desk, input.incident, incident === null ? [] : membersOf(desk, incident))
    return record(
      desk,
      actor,
      closeIncident(incident, { id: input.incident, leaveNotReached: input.leaveNotReached }, counts)
    )
  })

export const reopen = (desk: Desk, actor: Actor, input: { readonly incident: IncidentId }): IncidentResult =>
  desk.journal.atomically(() =>
    record(desk, actor, reopenIncident(desk.journal.state(incidentAggregate, input.incident), { id: input.incident }))
  )

export const withdraw = (
  desk: Desk,
  actor: Actor,
  input: { readonly incident: IncidentId; readonly reason: string }
): IncidentResult =>
  desk.journal.atomically(() => {
    const incident = desk.journal.state(incidentAggregate, input.incident)
    const outcomes =
      incident === null
        ? 0
        : membersOf(desk, incident).filter((one) => hasOutcome(desk, input.incident, one.visit)).length
    const device =
      incident?.subject.kind === 'equipment-down'
        ? desk.journal.state(equipmentAggregate, incident.subject.equipment)
        : null
    return record(
      desk,
      actor,
      withdrawIncident(
        incident,
        { id: input.incident, reason: input.reason },
        { outcomes, shifts: shiftsOf(desk, incident?.shifts ?? []), device }
      )
    )
  })

const hasOutcome = (desk: Desk, incident: IncidentId, visit: VisitId): boolean =>
  (roundOf(desk.journal.state(recoveryAggregate, visit), incident)?.outcomes.length ?? 0) > 0

export const repaired = (desk: Desk, actor: Actor, input: { readonly equipment: EquipmentId }): IncidentResult =>
  desk.journal.atomically(() =>
    record(desk, actor, reportRepaired(desk.journal.state(equipmentAggregate, input.equipment), input))
  )
