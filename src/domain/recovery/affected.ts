/** Which visits an incident is about: those that can no longer happen as they are booked. */
import { assertNever } from '../values/assert-never.ts'
import type { IsoDate } from '../values/dates.ts'
import type { VisitId } from '../values/ids.ts'
import type { VisitSlot, VisitState } from '../visits/facts.ts'
import { isEquipped, type Device } from './devices.ts'
import type { IncidentSubject } from './facts.ts'

export interface IncidentScope {
  readonly subject: IncidentSubject
  readonly from: IsoDate
  readonly through: IsoDate
  readonly only: VisitId | null
}

export interface BookedVisit {
  readonly id: VisitId
  readonly slot: VisitSlot
  readonly state: VisitState
  /** Kinds of devices without which its services cannot be done. */
  readonly equipment: readonly string[]
}

/** Nothing has been done yet: the patient is expected or sits waiting. */
export const isPending = (state: VisitState): boolean => state === 'booked' || state === 'arrived'

export const isTouched = (scope: IncidentScope, visit: BookedVisit, devices: readonly Device[]): boolean => {
  const { subject, from, through, only } = scope
  if (!isPending(visit.state) || visit.slot.date < from || visit.slot.date > through) return false
  if (only !== null && only !== visit.id) return false
  switch (subject.kind) {
    case 'doctor-ill':
      return visit.slot.doctor === subject.doctor
    case 'equipment-down':
      return (
        visit.equipment.includes(subject.equipmentKind) &&
        devices.some((device) => device.id === subject.equipment && device.clinic === visit.slot.clinic) &&
        !isEquipped(devices, [subject.equipmentKind], visit.slot)
      )
    default:
      return assertNever(subject, 'incident subject')
  }
}
