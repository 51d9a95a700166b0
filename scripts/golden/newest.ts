/**
 * The newest golden recording, made of what deciders answer: two desks enter a patient apart, and somebody settles which of
 * it holds. The next one is written in its place: what is recorded is never made again, and history keeps how it was made.
 */
import { noteAllergy, changePatient, registerPatient, settleValues } from '../../src/domain/patients/decide.ts'
import { patientAggregate } from '../../src/domain/patients/evolve.ts'
import { PatientDetails } from '../../src/domain/patients/facts.ts'
import { isoDate } from '../../src/domain/values/dates.ts'
import { DeviceId, FactId, PatientId } from '../../src/domain/values/ids.ts'
import { Phone } from '../../src/domain/values/phone.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { ANNA } from '../../src/head-office/demo/staff.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { valuesOf } from '../../src/domain/patients/contested.ts'
import type { NewFact } from '../../src/domain/fact.ts'
import { beginRecording, type Recording } from './recording.ts'

export const NAME = '0002-apart'

export const recordNewest = (): Recording => {
  const recording = beginRecording('apart', DeviceId.parse(fixedId('golden device apart')))
  const today = isoDate('2026-11-27')
  const id = PatientId.parse(fixedId('golden patient apart'))
  let at = Date.parse('2026-11-27T07:00:00.000Z')
  const record = (facts: readonly NewFact[]): readonly string[] =>
    recording.record((at += 60_000), { staff: ANNA.id, clinic: SADOVAYA.id }, facts)
  const state = () => recording.state(patientAggregate, id)

  const details = PatientDetails.parse({
    name: { family: 'Разномыслова', given: 'Проба', patronymic: 'Ивановна' },
    birthDate: '1980-02-29',
    sex: 'female',
    phones: ['+79450009101'],
    email: null,
    address: null,
    recordNumber: null,
    document: null,
    note: null
  })
  record(acceptedFacts(registerPatient(null, { id, details, representative: null }, today)))
  // Both saw the same telephone, and neither what the other wrote.
  for (const phone of ['+79450009102', '+79450009103']) {
    const changes = { phones: [Phone.parse(phone)] }
    record(acceptedFacts(changePatient(state(), { id, changes, base: { phones: details.phones } }, today)))
  }
  const patient = state()
  if (patient === null) throw new Error('the patient was registered')
  const values = valuesOf(patient, 'phones')
  const settled = { field: 'phones' as const, value: [Phone.parse('+79450009103')] }
  const seen = values.flatMap((one) => one.entered.map((entered) => FactId.parse(entered.fact)))
  record(acceptedFacts(settleValues(state(), { id, settled, seen }, today)))
  record(acceptedFacts(noteAllergy(state(), { id, allergy: 'йод', base: [null] })))
  record(acceptedFacts(noteAllergy(state(), { id, allergy: 'пенициллин', base: [null] })))
  return recording
}
