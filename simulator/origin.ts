/** Where every story begins: a head office with reference data, and desks of two clinics that were enrolled there and have read it. */
import { ClinicDescribed, ClinicDescription, PriceLine, ServicePriced } from '../src/domain/clinic/facts.ts'
import { newFact, type NewFact } from '../src/domain/fact.ts'
import { FIRST_RULE, publishRule } from '../src/domain/loyalty/rules.ts'
import { PatientDetails, PatientRegistered } from '../src/domain/patients/facts.ts'
import { VisitBooked, VisitMoved, VisitSlot } from '../src/domain/visits/facts.ts'
import { StaffCard, StaffHired } from '../src/domain/staff/facts.ts'
import { ChairId, ClinicId, DeviceId, PatientId, ServiceId, StaffId, VisitId } from '../src/domain/values/ids.ts'
import { generateDeviceKeys } from '../src/journal/signature.ts'
import type { DeskIdentity } from '../src/core/desk.ts'
import { openDatabase } from '../src/core/storage/database.ts'
import { writeSetting } from '../src/core/storage/settings.ts'
import { enrol } from '../src/core/sync/enrol.ts'
import type { Carrier } from '../src/core/sync/http-link.ts'
import { DeviceKey } from '../src/core/sync/settings.ts'
import { PRESENT_EDITION, startLife, HEAD_OFFICE, type Pc } from './desk/desk.ts'
import { diskFrom, imageOf, type Image } from './desk/disk.ts'
import type { Errand } from './office/errand.ts'
import type { SimulatedOffice } from './office/office.ts'

const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`

/** 24 November 2026, 09:00 in Moscow. */
export const MORNING = Date.parse('2026-11-24T06:00:00Z')
/** The last one has been enrolled and has not read anything yet. */
export const DESKS = 5
export const CLINICS = [1, 2].map((number) => ClinicId.parse(uuid('cc', number)))
export const DOCTORS = [1, 2].map((number) => StaffId.parse(uuid('dd', number)))
export const CHAIRS = [1, 2].map((number) => ChairId.parse(uuid('dc', number)))
export const SERVICES = [1, 2, 3].map((number) => ServiceId.parse(uuid('ee', number)))
export const PATIENTS = [1, 2].map((number) => PatientId.parse(uuid('aa', number)))
const VISITS = [1, 2].map((number) => VisitId.parse(uuid('bb', number)))
export const RECEPTIONIST = StaffId.parse(uuid('dd', 9))

const clinicOf = (desk: number): ClinicId => CLINICS[desk % 2] ?? ClinicId.parse(uuid('cc', 1))

export const priceLine = (number: number, roubles: number): PriceLine =>
  PriceLine.parse({
    code: `Т-00${number}`,
    nomenclature: null,
    name: `Услуга ${number}`,
    category: 'Пробное',
    unit: 'item',
    price: roubles * 100,
    vatCode: 6,
    taxCode: 1,
    discountAllowed: true,
    pointsAllowed: true,
    consents: [],
    specialties: ['therapist'],
    equipmentKind: null,
    minutes: 30
  })

const reference = (): readonly NewFact[] => [
  ...CLINICS.map((id, index) =>
    newFact(
      ClinicDescribed,
      'clinic',
      id,
      ClinicDescription.parse({
        name: `Выдуманная клиника ${index + 1}`,
        shortName: `№ ${index + 1}`,
        address: 'ул. Примерная, 1',
        phone: '',
        legalEntity: 'ООО «Пример»',
        inn: '7700000001',
        ogrn: '1027700000000',
        licence: { number: 'Л-1', date: '2020-01-01', issuer: 'Департамент' },
        zone: 'Europe/Moscow',
        opens: '09:00',
        closes: '21:00',
        screenSigning: []
      })
    )
  ),
  ...[...DOCTORS, RECEPTIONIST].map((id, index) =>
    newFact(
      StaffHired,
      'staff',
      id,
      StaffCard.parse({
        name: { family: ['Первый', 'Второй', 'Третья'][index] ?? 'Иной', given: 'Иван', patronymic: null },
        roles: [id === RECEPTIONIST ? 'senior-receptionist' : 'doctor'],
        clinics: [],
        specialty: id === RECEPTIONIST ? null : 'therapist',
        position: 'врач'
      })
    )
  ),
  ...SERVICES.map((id, index) => newFact(ServicePriced, 'service', id, priceLine(index + 1, 1500 * (index + 1)))),
  ...PATIENTS.flatMap((id, index): readonly NewFact[] => [
    newFact(
      PatientRegistered,
      'patient',
      id,
      PatientDetails.parse({
        name: { family: index === 0 ? 'Выдумкина' : 'Небывалова', given: 'Проба', patronymic: null },
        birthDate: '1990-01-01',
        sex: 'female',
        phones: ['+79450000001'],
        email: null,
        address: null,
        recordNumber: null,
        document: null,
        note: null
      })
    ),
    ...visitOf(id, index)
  ]),
  // Points that can be spent at once make two desks that spend the same ones.
  publishRule({ ...FIRST_RULE, version: 2, usableAfterDays: 0, spendShare: 10_000, accrual: 2000 })
]

/** A visit that is in the chair: acts and payments can follow at once. */
const visitOf = (patient: PatientId, index: number): readonly NewFact[] => {
  const visit = VISITS[index] ?? uuid('bb', 9)
  const slot = VisitSlot.parse({
    clinic: CLINICS[index],
    doctor: DOCTORS[index],
    chair: CHAIRS[index],
    date: '2026-11-24',
    from: '09:00',
    to: '09:30'
  })
  return [
    newFact(VisitBooked, 'visit', visit, { patient, slot, services: [], note: null }),
    newFact(VisitMoved, 'visit', visit, { from: 'booked', to: 'arrived', reason: null }),
    newFact(VisitMoved, 'visit', visit, { from: 'arrived', to: 'in-chair', reason: null })
  ]
}

export interface Origin {
  readonly desks: readonly { readonly identity: DeskIdentity; readonly image: Image }[]
}

export const BACKUP_OF_ORIGIN = 'origin'

/** Prepares head office and desks once for all stories of a run. */
export const prepareOrigin = async (office: SimulatedOffice): Promise<Origin> => {
  const now = (): number => MORNING
  office.now = now
  let errands = 0
  const errand = (): Errand => ({
    name: `preparation ${(errands += 1)}`,
    dead: false,
    process: 0,
    statements: 0,
    backends: new Set()
  })
  const carrier: Carrier = {
    request: async (url, request) => {
      const answer = await office.answer(errand(), url, request, '10.0.0.1')
      if (answer === null) throw new Error('head office did not answer')
      const { status, headers, body } = answer
      return {
        statusCode: status,
        headers,
        body: (async function* whole() {
          yield body
        })()
      }
    },
    close: () => Promise.resolve()
  }
  await office.record(
    errand(),
    reference().map((fact) => ({ author: { staff: null, clinic: null }, at: MORNING - 86_400_000, fact }))
  )
  const desks: { identity: DeskIdentity; image: Image }[] = []
  for (let number = 1; number <= DESKS; number++) {
    const clinic = clinicOf(number)
    const code = await office.code({ id: clinic, name: 'Выдуманная клиника' })
    const database = await openDatabase({ path: ':memory:', key: null })
    const device = DeviceId.parse(uuid('de', number))
    writeSetting(database, DeviceKey, { device, epoch: 0, before: [], ...generateDeviceKeys() })
    const enrolled = await enrol(database, { url: HEAD_OFFICE, code, name: `Стойка ${number}` }, carrier)
    if (!enrolled.ok) throw new Error(`desk ${number} was not enrolled: ${enrolled.refusal.code}`)
    const pc: Pc = {
      name: `desk ${number}`,
      disk: { database, papers: new Map() },
      life: null,
      lives: 0,
      skewMs: 0,
      edition: PRESENT_EDITION,
      identity: enrolled.identity
    }
    const life = startLife(pc, { now, failpoint: () => undefined, carrier: () => carrier, sabotage: {} })
    if (number < DESKS) {
      const problem = await life.synchronise()
      if (problem !== null) throw new Error(`desk ${number} could not read: ${problem.code}`, { cause: problem.cause })
    }
    desks.push({ identity: enrolled.identity, image: imageOf(pc.disk) })
    database.close()
  }
  await office.backUp(BACKUP_OF_ORIGIN)
  // Each story works on copies; that they open is worth knowing before the first one.
  for (const { image } of desks) diskFrom(image).database.close()
  return { desks }
}
