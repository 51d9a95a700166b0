/** Gathers what a document says of the patient, the clinic, the doctor and the services, on the day it is prepared. */
import { DOCUMENT_OF_CONSENT, needsClinician, type DocumentKind } from '../../domain/documents/kinds.ts'
import type { DocumentSnapshot } from '../../domain/documents/snapshot.ts'
import { allAllergies } from '../../domain/patients/contested.ts'
import type { Patient } from '../../domain/patients/evolve.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import type { StaffId, VisitId } from '../../domain/values/ids.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { clinicById, serviceById } from '../clinic/views.ts'
import type { Desk } from '../desk.ts'

type Data = Omit<DocumentSnapshot, 'signers' | 'choices'>

/** Null while head office has not described this clinic yet: a paper without its name and licence is worth nothing. */
export const gatherData = (
  desk: Desk,
  kind: DocumentKind,
  patient: Patient,
  visit: VisitId | null,
  on: IsoDate
): Data | null => {
  const description = clinicById(desk.db, desk.identity.clinic)
  if (description === null) return null
  const { name, address, phone, legalEntity, inn, ogrn, licence } = description
  return {
    on,
    patient: {
      name: patient.name,
      birthDate: patient.birthDate,
      sex: patient.sex,
      address: patient.address,
      phone: patient.phones[0] ?? null,
      email: patient.email,
      document: patient.document,
      recordNumber: patient.recordNumber,
      allergy: allAllergies(patient)
    },
    clinic: { name, address, phone, legalEntity, inn, ogrn, licence },
    clinician: needsClinician(kind) && visit !== null ? clinicianOf(desk, visit) : null,
    services: visit === null ? [] : servicesFor(desk, kind, visit)
  }
}

const clinicianOf = (desk: Desk, visit: VisitId): Data['clinician'] => {
  const doctor = desk.journal.state(visitAggregate, visit)?.slot.doctor
  return doctor === undefined ? null : clinician(desk, doctor)
}

export const clinician = (desk: Desk, id: StaffId): NonNullable<Data['clinician']> | null => {
  const member = desk.journal.state(staffAggregate, id)
  return member === null ? null : { id, name: member.name, position: member.position }
}

/** The services of the visit that ask for this very consent. */
const servicesFor = (desk: Desk, kind: DocumentKind, visit: VisitId): Data['services'] =>
  (desk.journal.state(visitAggregate, visit)?.services ?? []).flatMap((booked) => {
    const service = serviceById(desk.db, booked.service)
    if (service === null || !service.consents.some((consent) => DOCUMENT_OF_CONSENT[consent] === kind)) return []
    return [
      {
        id: booked.service,
        name: service.name,
        nomenclature: service.nomenclature,
        tooth: booked.tooth,
        quantity: booked.quantity
      }
    ]
  })
