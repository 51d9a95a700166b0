/** Reads a patient for the strip, the card and the list of hits. */
import type { PatientCard, PatientHit, PatientStrip } from '../../contract/patients.ts'
import { AGE_OF_CONSENT } from '../../domain/patients/decide.ts'
import { allAllergies, conflictsOf, valuesOf } from '../../domain/patients/contested.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { PatientDetails } from '../../domain/patients/facts.ts'
import { ageOn, IsoDate } from '../../domain/values/dates.ts'
import { VisitId, type PatientId } from '../../domain/values/ids.ts'
import { addressName, fullName, PersonName } from '../../domain/values/person-name.ts'
import { Phone } from '../../domain/values/phone.ts'
import { presentAt, type Desk } from '../desk.ts'
import { loyaltyFigures } from '../loyalty/queries.ts'
import { debtOf } from '../money/books.ts'
import { prepared } from '../storage/query.ts'

export const patientStrip = (desk: Desk, id: PatientId): PatientStrip | null => {
  const patient = desk.journal.state(patientAggregate, id)
  if (patient === null) return null
  const age = ageOn(patient.birthDate, presentAt(desk).today)
  const { card, points } = loyaltyFigures(desk, id)
  const { debt, advance } = debtOf(desk.db, id)
  return {
    id,
    name: fullName(patient.name),
    addressName: addressName(patient.name),
    initials: [patient.name.family, patient.name.given].map((part) => [...part][0] ?? '').join(''),
    birthDate: patient.birthDate,
    age,
    sex: patient.sex,
    minor: age < AGE_OF_CONSENT,
    phones: patient.phones,
    recordNumber: patient.recordNumber,
    cardNumber: card,
    points,
    allergy: allAllergies(patient),
    allergies: valuesOf(patient, 'allergy').map(({ value }) => (typeof value === 'string' ? value : null)),
    apart: [...conflictsOf(patient)],
    debt,
    advance
  }
}

export const patientCard = (desk: Desk, id: PatientId): PatientCard | null => {
  const patient = desk.journal.state(patientAggregate, id)
  const strip = patientStrip(desk, id)
  if (patient === null || strip === null) return null
  const { representatives, registeredAt } = patient
  return { strip, details: PatientDetails.parse(patient), representatives: [...representatives], registeredAt }
}

interface PatientRow {
  readonly id: string
  readonly name: string
  readonly birth_date: string
  readonly phones: string
  readonly record_number: string | null
}

/** The line of a list for each patient, in the order of the ids. */
export const patientHits = (desk: Desk, ids: readonly PatientId[]): PatientHit[] => {
  const { today } = presentAt(desk)
  const patientRow = prepared(desk.db, 'SELECT id, name, birth_date, phones, record_number FROM patient WHERE id = ?')
  const visitToday = prepared(
    desk.db,
    `SELECT id FROM visit WHERE patient = ? AND date = ? AND clinic = ? AND state NOT IN ('cancelled') ORDER BY from_time LIMIT 1`
  )
  return ids.flatMap((id) => {
    const row = patientRow.get(id) as PatientRow | undefined
    if (row === undefined) return []
    const visit = visitToday.get(id, today, desk.identity.clinic) as { id: string } | undefined
    const birthDate = IsoDate.parse(row.birth_date)
    return [
      {
        id,
        name: fullName(PersonName.parse(JSON.parse(row.name))),
        birthDate,
        age: ageOn(birthDate, today),
        phones: Phone.array().parse(JSON.parse(row.phones)),
        recordNumber: row.record_number,
        visitToday: visit === undefined ? null : VisitId.parse(visit.id)
      }
    ]
  })
}
