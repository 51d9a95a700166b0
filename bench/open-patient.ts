/** Opening a patient who has come a thousand times, as the window asks for it, against a patient who has come once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startCoreProcess } from '../e2e/core-process.ts'
import { prepareDesk } from '../e2e/prepared-desk.ts'
import type { Desk } from '../src/core/desk.ts'
import { newFact } from '../src/domain/fact.ts'
import { PatientDetails, PatientRegistered } from '../src/domain/patients/facts.ts'
import { addDays, clockTime, isoDate } from '../src/domain/values/dates.ts'
import { ChairId, PatientId, VisitId } from '../src/domain/values/ids.ts'
import { VisitBooked, VisitMoved } from '../src/domain/visits/facts.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA, DOCTORS } from '../src/head-office/demo/staff.ts'
import { figure, timed, type Bench } from './bench.ts'

const RUNS = 21
const VISITS = 1000
const id = (kind: string, number: number): string => `018f0000-0000-7000-${kind}-${String(number).padStart(12, '0')}`
const OFTEN = PatientId.parse(id('a000', 1))
const ONCE = PatientId.parse(id('a000', 2))

const details = PatientDetails.parse({
  name: { family: 'Частова', given: 'Мария', patronymic: 'Повторовна' },
  birthDate: '1970-02-02',
  sex: 'female',
  phones: ['+79215550101'],
  email: null,
  address: null,
  recordNumber: null,
  document: null,
  note: null
})

const furnish = (desk: Desk): void => {
  const author = { staff: ANNA.id, clinic: SADOVAYA.id }
  const doctor = DOCTORS[0]?.id ?? ANNA.id
  desk.journal.atomically(() => {
    for (const patient of [OFTEN, ONCE]) {
      desk.journal.record(author, [newFact(PatientRegistered, 'patient', patient, details)])
      const count = patient === OFTEN ? VISITS : 1
      for (let number = 0; number < count; number++) {
        const visit = VisitId.parse(id(patient === OFTEN ? 'b000' : '9000', number))
        const slot = {
          clinic: SADOVAYA.id,
          doctor,
          chair: ChairId.parse(id('8000', 1)),
          date: addDays(isoDate('2026-11-20'), -number),
          from: clockTime('09:00'),
          to: clockTime('09:30')
        }
        desk.journal.record(author, [
          newFact(VisitBooked, 'visit', visit, { patient, slot, services: [], note: null }),
          newFact(VisitMoved, 'visit', visit, { from: 'booked', to: 'arrived', reason: null }),
          newFact(VisitMoved, 'visit', visit, { from: 'arrived', to: 'left', reason: null })
        ])
      }
    }
  })
}

export const openPatient: Bench = {
  name: 'open-patient',
  run: async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stoika-open-'))
    try {
      const prepared = await prepareDesk(folder, { patients: 1000, historyDays: 30 }, furnish)
      const core = await startCoreProcess(prepared)
      await core.client.staff.signIn({ person: ANNA.id, pin: ANNA.pin })
      // All that the screen of a patient asks for, at once, as the window does.
      const open = (patient: PatientId) =>
        Promise.all([
          core.client.patients.strip({ id: patient }),
          core.client.patients.card({ id: patient }),
          core.client.visits.ofPatient({ patient, limit: 50, offset: 0 })
        ])
      await open(OFTEN)
      await open(ONCE)
      const often: number[] = []
      const once: number[] = []
      for (let run = 0; run < RUNS; run++) {
        often.push(await timed(() => open(OFTEN)))
        once.push(await timed(() => open(ONCE)))
      }
      await core.stop()
      return [figure('open-patient-1000-visits', 'ms', often, { id: 'open-patient-1-visit', values: once })]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
