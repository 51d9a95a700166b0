/** Steps of a golden shift about reference data, patients and visits. */
import { planPriceLine } from '../../src/domain/imports/price-list.ts'
import { planStaff, type StaffRecord } from '../../src/domain/imports/staff.ts'
import { serviceAggregate } from '../../src/domain/clinic/evolve.ts'
import { publishRule, FIRST_RULE } from '../../src/domain/loyalty/rules.ts'
import {
  changePatient,
  nameRepresentative,
  noteAllergy,
  registerPatient,
  withdrawRepresentative
} from '../../src/domain/patients/decide.ts'
import { patientAggregate } from '../../src/domain/patients/evolve.ts'
import { PatientDetails, Representative } from '../../src/domain/patients/facts.ts'
import { staffAggregate, type StaffMember } from '../../src/domain/staff/evolve.ts'
import { clockTime } from '../../src/domain/values/dates.ts'
import { PatientId, ServiceId, StaffId, VisitId } from '../../src/domain/values/ids.ts'
import { Phone } from '../../src/domain/values/phone.ts'
import { changeServices, moveVisit, rebookVisit, undoMove } from '../../src/domain/visits/decide.ts'
import { visitAggregate, type Visit } from '../../src/domain/visits/evolve.ts'
import type { VisitState } from '../../src/domain/visits/facts.ts'
import { castId } from '../../src/head-office/demo/cast.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { needed, type Shift } from './shift.ts'

/** The visit of somebody of the cast today. */
export const visitOf = (shift: Shift, patient: PatientId): { readonly id: VisitId; readonly visit: Visit } => {
  const id = VisitId.parse(
    needed(
      shift.recording.facts.findLast(
        (fact) => fact.header.type === 'visit.booked' && JSON.stringify(fact.payload).includes(patient)
      ),
      'visit of that patient'
    ).header.aggregate
  )
  return { id, visit: needed(shift.recording.state(visitAggregate, id), 'such visit') }
}

/** Somebody gets another post and leaves, a service is taken off the list, the programme gets its second rule. */
export const keepReferenceData = (shift: Shift): void => {
  const hired = shift.recording.facts.filter((fact) => fact.header.type === 'staff.hired')
  const id = StaffId.parse(needed(hired.at(-1), 'member of staff').header.aggregate)
  const recordOf = (member: StaffMember, changes: Partial<StaffRecord>): StaffRecord => ({
    name: member.name,
    roles: member.roles,
    position: member.position,
    specialty: member.specialty,
    clinics: member.clinics,
    pin: null,
    dismissed: false,
    ...changes
  })
  for (const changes of [{ position: 'наставник администраторов' }, { dismissed: true }]) {
    const existing = needed(shift.recording.state(staffAggregate, id), 'member of staff')
    shift.record(planStaff(1, recordOf(existing, changes), { id, existing, hash: null }).facts)
  }

  const priced = shift.recording.facts.findLast((fact) => fact.header.type === 'service.priced')
  const service = ServiceId.parse(needed(priced, 'service').header.aggregate)
  const existing = needed(shift.recording.state(serviceAggregate, service), 'service')
  shift.record(planPriceLine(1, { ...existing, active: false }, service, existing).facts)

  shift.record([publishRule(FIRST_RULE)])
  shift.record([
    publishRule({ ...FIRST_RULE, version: 2, validFrom: shift.today, usableAfterDays: 0, spendShare: 3000 })
  ])
}

/** A child comes with its mother, somebody has another telephone, an allergy is noted and taken back. */
export const keepPatients = (shift: Shift): void => {
  const child = PatientId.parse(fixedId('golden patient child'))
  const details = PatientDetails.parse({
    name: { family: 'Пробная', given: 'Ника', patronymic: 'Макаровна' },
    birthDate: '2017-03-05',
    sex: 'female',
    phones: ['+79450009001'],
    email: 'proba@example.test',
    address: 'г. Примерск, ул. Пробная, д. 1',
    recordNumber: '20001',
    document: null,
    note: 'боится шума'
  })
  const representative = (word: string, kind: Representative['kind'], title: string): Representative =>
    Representative.parse({
      id: fixedId(`golden representative ${word}`),
      kind,
      name: { family: 'Пробная', given: 'Вера', patronymic: null },
      birthDate: '1990-06-01',
      phone: '+79450009002',
      document: null,
      basis: { title, number: 'ПР-1', date: '2017-04-01', validTo: null },
      patient: null
    })
  const mother = representative('mother', 'parent', 'свидетельство о рождении')
  shift.record(acceptedFacts(registerPatient(null, { id: child, details, representative: mother }, shift.today)))
  const guardian = representative('guardian', 'guardian', 'акт органа опеки')
  const state = () => shift.recording.state(patientAggregate, child)
  shift.record(acceptedFacts(nameRepresentative(state(), { id: child, representative: guardian })))
  shift.record(acceptedFacts(withdrawRepresentative(state(), { id: child, representative: mother.id })))
  shift.record(acceptedFacts(noteAllergy(state(), { id: child, allergy: 'латекс', base: [null] })))
  shift.record(acceptedFacts(noteAllergy(state(), { id: child, allergy: null, base: ['латекс'] })))
  const changes = { phones: [Phone.parse('+79450009003')], note: null }
  const base = { phones: details.phones, note: details.note }
  shift.record(acceptedFacts(changePatient(state(), { id: child, changes, base }, shift.today)))
}

/** One visit is put off and needs more; another is moved by mistake, taken back, and let in without its consents. */
export const moveVisits = (shift: Shift): void => {
  const melnik = visitOf(shift, castId('melnik'))
  const slot = { ...melnik.visit.slot, from: clockTime('20:15'), to: clockTime('20:45') }
  shift.record(acceptedFacts(rebookVisit(melnik.visit, { id: melnik.id, slot, reason: 'просила попозже' }, [])))
  const services = [...melnik.visit.services, ...melnik.visit.services.slice(0, 1)]
  shift.record(acceptedFacts(changeServices(visitOf(shift, castId('melnik')).visit, { id: melnik.id, services })))

  const { id } = visitOf(shift, castId('abdullaev'))
  const visit = () => needed(shift.recording.state(visitAggregate, id), 'visit')
  const move = (to: VisitState, missing: readonly string[]): void => {
    const override = missing.length === 0 ? null : { reason: 'острая боль', responsible: 'Пробный А. А., директор' }
    const command = { id, from: visit().state, to, reason: null, override }
    shift.record(acceptedFacts(moveVisit(visit(), command, missing)))
  }
  move('left', [])
  shift.record(acceptedFacts(undoMove(visit(), { id, move: null })))
  move('in-chair', ['extraction'])
  for (const state of ['done', 'paid', 'left'] as const) move(state, [])
}
