/** Looks for patients who may be the person being registered: gathers candidates by date, phone and name, then compares each. */
import type { PossibleDouble } from '../../contract/patients.ts'
import { compareForDuplicate, swapDayAndMonth } from '../../domain/patients/duplicates.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import type { PatientDetails } from '../../domain/patients/facts.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import type { Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { patientHits } from './queries.ts'
import { searchPatients } from './search.ts'

const MOST_CANDIDATES = 300
const SHOWN = 5

export const possibleDoubles = (desk: Desk, details: PatientDetails): PossibleDouble[] => {
  const born = prepared(desk.db, 'SELECT id FROM patient WHERE birth_date = ? LIMIT ?')
  const bornOn = (date: string): PatientId[] =>
    (born.all(date, MOST_CANDIDATES) as { id: string }[]).map((row) => PatientId.parse(row.id))
  const swapped = swapDayAndMonth(details.birthDate)
  const candidates = new Set<PatientId>([
    ...bornOn(details.birthDate),
    ...(swapped === null ? [] : bornOn(swapped)),
    ...details.phones.flatMap((phone) => searchPatients(desk.db, phone, 50)),
    ...searchPatients(desk.db, fullName(details.name), 50),
    ...searchPatients(desk.db, `${details.name.family} ${details.name.given}`, 50)
  ])
  const verdicts = [...candidates].flatMap((id) => {
    const patient = desk.journal.state(patientAggregate, id)
    if (patient === null) return []
    const { score, likelihood, reasons } = compareForDuplicate(details, patient)
    return likelihood === 'none' ? [] : [{ id, score, likelihood, reasons }]
  })
  return verdicts
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .flatMap(({ id, score, likelihood, reasons }) =>
      patientHits(desk, [id]).map((patient) => ({ patient, score, likelihood, reasons: [...reasons] }))
    )
}
