/** Composes what a visit still needs out of what each capability knows; the order is the order of work at the desk. */
import type { VisitNeed } from '../../contract/visits.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { AGE_OF_CONSENT } from '../../domain/patients/decide.ts'
import { isOver } from '../../domain/visits/decide.ts'
import { ageOn } from '../../domain/values/dates.ts'
import type { VisitId } from '../../domain/values/ids.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { NeedsOf } from './queries.ts'

/** Consents without which the visit may not go into the chair. */
export const missingConsentsOf = (_desk: Desk, _visit: VisitId): readonly string[] => []

export const needsAt = (desk: Desk): NeedsOf => {
  const { today } = presentAt(desk)
  return ({ patient: patientId, state }) => {
    if (isOver(state)) return []
    const needs: VisitNeed[] = []
    const patient = desk.journal.state(patientAggregate, patientId)
    if (patient !== null && ageOn(patient.birthDate, today) < AGE_OF_CONSENT && patient.representatives.length === 0) {
      needs.push({ kind: 'representative' })
    }
    return needs
  }
}
