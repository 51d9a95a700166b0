/** Everything known of one visit of an incident at this moment: who the patient is, how urgent, what was agreed, what is needed. */
import { AGE_OF_CONSENT } from '../../domain/patients/decide.ts'
import { patientAggregate, type Patient } from '../../domain/patients/evolve.ts'
import type { Need } from '../../domain/recovery/offers.ts'
import {
  recoveryAggregate,
  roundOf,
  type Incident,
  type Recovery,
  type RecoveryRound
} from '../../domain/recovery/evolve.ts'
import { outcomeView, progressOf, type OutcomeView, type Progress } from '../../domain/recovery/outcome.ts'
import { SURGERY_DAYS, urgencyOf, type UrgencyReason } from '../../domain/recovery/urgency.ts'
import { visitAggregate, type Visit } from '../../domain/visits/evolve.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import { addDays, ageOn } from '../../domain/values/dates.ts'
import type { IncidentId, PatientId, VisitId } from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import type { Member } from './incidents.ts'
import { equipmentOf, type Surroundings } from './schedule.ts'

export interface CaseFile {
  readonly id: VisitId
  readonly visit: Visit
  readonly patient: Patient
  readonly age: number
  readonly minor: boolean
  /** Where the visit was to be before anything was agreed. */
  readonly original: VisitSlot
  readonly touched: boolean
  readonly recovery: Recovery | null
  readonly round: RecoveryRound | null
  readonly outcome: OutcomeView
  readonly progress: Progress
  readonly atDesk: boolean
  readonly urgency: readonly UrgencyReason[]
  readonly equipment: readonly string[]
}

/** Null when this workstation does not hold the visit or its patient (yet). */
export const caseFile = (desk: Desk, incidentId: IncidentId, incident: Incident, member: Member): CaseFile | null => {
  const visit = desk.journal.state(visitAggregate, member.visit)
  const patient = visit === null ? null : desk.journal.state(patientAggregate, visit.patient)
  if (visit === null || patient === null) return null
  const recovery = desk.journal.state(recoveryAggregate, member.visit)
  const round = roundOf(recovery, incidentId)
  const outcome = outcomeView(round)
  const original = round?.outcomes[0]?.before.slot ?? visit.slot
  const age = ageOn(patient.birthDate, original.date)
  const minor = age < AGE_OF_CONSENT
  const atDesk = visit.state === 'arrived' || incident.only !== null
  return {
    id: member.visit,
    visit,
    patient,
    age,
    minor,
    original,
    touched: member.touched,
    recovery,
    round,
    outcome,
    atDesk,
    progress: progressOf(outcome.standing, member.touched),
    urgency: urgencyOf({ atDesk, note: visit.note, minor, recentSurgery: hadSurgery(desk, visit.patient, original) }),
    equipment: equipmentOf(desk.db, member.visit)
  }
}

const hadSurgery = (desk: Desk, patient: PatientId, before: VisitSlot): boolean =>
  prepared(
    desk.db,
    `SELECT 1 FROM visit JOIN visit_service ON visit_service.visit = visit.id JOIN service ON service.id = visit_service.service
     WHERE visit.patient = ? AND visit.date >= ? AND visit.date < ? AND visit.state IN ('done', 'paid', 'left')
       AND EXISTS (SELECT 1 FROM json_each(service.line, '$.consents') WHERE value IN ('extraction', 'implantation'))
     LIMIT 1`
  ).get(patient, addDays(before.date, -SURGERY_DAYS), before.date) !== undefined

/** What another slot must satisfy for this visit. */
export const needOf = (file: CaseFile, around: Pick<Surroundings, 'specialties'>): Need => ({
  slot: file.original,
  specialty: around.specialties.get(file.original.doctor) ?? null,
  equipment: file.equipment,
  atDesk: file.atDesk,
  urgent: file.urgency.includes('pain') || file.urgency.includes('post-op')
})
