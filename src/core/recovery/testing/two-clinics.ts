/** Two clinics with four doctors and a morning full of visits. */
import {
  ChairRegistered,
  ClinicDescribed,
  ClinicDescription,
  EquipmentRegistered,
  PriceLine,
  ServicePriced,
  ShiftPlanned,
  type Specialty
} from '../../../domain/clinic/facts.ts'
import { newFact, type NewFact } from '../../../domain/fact.ts'
import {
  PatientDetails,
  PatientRegistered,
  Representative,
  RepresentativeNamed
} from '../../../domain/patients/facts.ts'
import { StaffCard, StaffHired } from '../../../domain/staff/facts.ts'
import type { Actor } from '../../../domain/staff/rights.ts'
import {
  ChairId,
  ClinicId,
  EquipmentId,
  PatientId,
  ServiceId,
  ShiftId,
  StaffId,
  VisitId
} from '../../../domain/values/ids.ts'
import { PersonName } from '../../../domain/values/person-name.ts'
import { VisitBooked, VisitSlot } from '../../../domain/visits/facts.ts'

export const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`

export const LESNAYA = ClinicId.parse(uuid('cc', 1))
export const SADOVAYA = ClinicId.parse(uuid('cc', 2))
export const LISIN = StaffId.parse(uuid('dd', 1))
export const ORLOVA = StaffId.parse(uuid('dd', 2))
export const KIM = StaffId.parse(uuid('dd', 3))
export const VYATKIN = StaffId.parse(uuid('dd', 4))
export const ANNA: Actor = {
  staff: StaffId.parse(uuid('dd', 9)),
  name: PersonName.parse({ family: 'Кружкина', given: 'Анна', patronymic: null }),
  roles: ['receptionist'],
  clinic: LESNAYA
}
export const chair = (number: number): ChairId => ChairId.parse(uuid('ca', number))
export const visitId = (number: number): VisitId => VisitId.parse(uuid('bb', number))
export const patientId = (number: number): PatientId => PatientId.parse(uuid('aa', number))
export const TOMOGRAPH = EquipmentId.parse(uuid('ee', 1))
export const TOMOGRAPH_SADOVAYA = EquipmentId.parse(uuid('ee', 2))
export const FILLING = ServiceId.parse(uuid('5e', 1))
export const SCAN = ServiceId.parse(uuid('5e', 2))
export const EXTRACTION = ServiceId.parse(uuid('5e', 3))

/** Tuesday, 24 November 2026; the desk opens at 09:00 in Moscow. */
export const TODAY = '2026-11-24'
export const MORNING = Date.parse('2026-11-24T06:00:00Z')

const person = (text: string): PersonName => {
  const [family = '', given = '', patronymic = null] = text.split(' ')
  return PersonName.parse({ family, given, patronymic })
}

const clinic = (id: ClinicId, shortName: string, address: string): NewFact =>
  newFact(
    ClinicDescribed,
    'clinic',
    id,
    ClinicDescription.parse({
      name: `Стоматология ${shortName}`,
      shortName,
      address,
      phone: '+78120000000',
      legalEntity: 'ООО «Выдумка»',
      inn: '7700000000',
      ogrn: '1027700000000',
      licence: { number: 'Л041', date: '2021-02-01', issuer: 'Комитет по здравоохранению' },
      zone: 'Europe/Moscow',
      opens: '09:00',
      closes: '21:00',
      screenSigning: []
    })
  )

const doctor = (id: StaffId, name: string, specialty: Specialty): NewFact =>
  newFact(
    StaffHired,
    'staff',
    id,
    StaffCard.parse({ name: person(name), roles: ['doctor'], clinics: [], specialty, position: 'врач' })
  )

const service = (id: ServiceId, name: string, more: Partial<PriceLine>): NewFact =>
  newFact(
    ServicePriced,
    'service',
    id,
    PriceLine.parse({
      code: name.slice(0, 10),
      nomenclature: null,
      name,
      category: 'Лечение',
      unit: 'visit',
      price: 300_000,
      vatCode: 6,
      taxCode: 1,
      discountAllowed: true,
      pointsAllowed: true,
      consents: [],
      specialties: ['therapist'],
      equipmentKind: null,
      minutes: 30,
      ...more
    })
  )

/** One shift a day for a doctor, so that day and doctor name it alike on every desk. */
export const shiftOf = (
  who: StaffId,
  where: ClinicId,
  chairNumber: number,
  date: string,
  from: string,
  to: string
): NewFact => {
  const number = Number(who.slice(-4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8))
  return newFact(
    ShiftPlanned,
    'shift',
    ShiftId.parse(uuid('5f', number)),
    ShiftPlanned.payload.parse({ doctor: who, clinic: where, chair: chair(chairNumber), date, from, to })
  )
}

export const network = (): readonly NewFact[] => [
  clinic(LESNAYA, 'на Лесной', 'Лесная улица, 1'),
  clinic(SADOVAYA, 'на Садовой', 'Садовая улица, 2'),
  ...[1, 2, 3, 4].map((number) =>
    newFact(ChairRegistered, 'chair', chair(number), {
      clinic: number === 3 ? SADOVAYA : LESNAYA,
      name: `Кабинет ${number}`
    })
  ),
  doctor(LISIN, 'Лисин Алексей Петрович', 'therapist'),
  doctor(ORLOVA, 'Орлова Ирина Николаевна', 'therapist'),
  doctor(KIM, 'Ким Дмитрий Анатольевич', 'therapist'),
  doctor(VYATKIN, 'Вяткин Олег Ильич', 'orthopaedist'),
  newFact(StaffHired, 'staff', ANNA.staff, {
    name: ANNA.name,
    roles: ['receptionist'],
    clinics: [],
    specialty: null,
    position: 'администратор'
  }),
  service(FILLING, 'Пломба', {}),
  service(SCAN, 'Томография', { equipmentKind: 'tomograph' }),
  service(EXTRACTION, 'Удаление зуба', { consents: ['extraction'] }),
  newFact(EquipmentRegistered, 'equipment', TOMOGRAPH, {
    clinic: LESNAYA,
    name: 'Томограф',
    kind: 'tomograph',
    chair: null
  }),
  newFact(EquipmentRegistered, 'equipment', TOMOGRAPH_SADOVAYA, {
    clinic: SADOVAYA,
    name: 'Томограф',
    kind: 'tomograph',
    chair: null
  }),
  shiftOf(LISIN, LESNAYA, 1, TODAY, '09:00', '18:00'),
  shiftOf(ORLOVA, LESNAYA, 2, TODAY, '09:00', '15:00'),
  shiftOf(KIM, SADOVAYA, 3, TODAY, '10:00', '16:00'),
  shiftOf(VYATKIN, LESNAYA, 4, TODAY, '09:00', '18:00'),
  shiftOf(LISIN, LESNAYA, 1, '2026-11-28', '09:00', '15:00'),
  shiftOf(LISIN, LESNAYA, 1, '2026-11-30', '09:00', '15:00')
]

export interface Booking {
  readonly from: string
  readonly to?: string
  readonly doctor?: StaffId
  readonly chair?: number
  readonly clinic?: ClinicId
  readonly date?: string
  readonly note?: string
  readonly name?: string
  readonly birthDate?: string
  readonly mother?: string
  readonly service?: ServiceId
  /** The same patient as of another visit. */
  readonly patient?: PatientId
}

const later = (time: string, minutes: number): string => {
  const total = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes
  return `${String(Math.trunc(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}

/** A patient and their visit, numbered together; half an hour with Лисин in chair 1 unless said otherwise. */
export const booked = (number: number, booking: Booking): readonly NewFact[] => {
  const patient = booking.patient ?? patientId(number)
  const slot = VisitSlot.parse({
    clinic: booking.clinic ?? LESNAYA,
    doctor: booking.doctor ?? LISIN,
    chair: chair(booking.chair ?? 1),
    date: booking.date ?? TODAY,
    from: booking.from,
    to: booking.to ?? later(booking.from, 30)
  })
  const registered = newFact(
    PatientRegistered,
    'patient',
    patient,
    PatientDetails.parse({
      name: person(booking.name ?? 'Выдумкина Проба Ивановна'),
      birthDate: booking.birthDate ?? '1990-01-01',
      sex: 'female',
      phones: ['+79215550000'],
      email: null,
      address: null,
      recordNumber: null,
      document: null,
      note: null
    })
  )
  const mother =
    booking.mother === undefined
      ? []
      : [
          newFact(
            RepresentativeNamed,
            'patient',
            patient,
            Representative.parse({
              id: uuid('ab', number),
              kind: 'parent',
              name: person(booking.mother),
              birthDate: null,
              phone: '+79215550001',
              document: null,
              basis: null,
              patient: null
            })
          )
        ]
  return [
    ...(booking.patient === undefined ? [registered, ...mother] : []),
    newFact(VisitBooked, 'visit', visitId(number), {
      patient,
      slot,
      services: [{ service: booking.service ?? FILLING, tooth: null, quantity: 1 }],
      note: booking.note ?? null
    })
  ]
}

/** Twelve visits of Лисин, half an hour each from 09:30, all calm. */
export const twelveVisits = (): readonly NewFact[] =>
  Array.from({ length: 12 }, (_, index) => booked(index + 1, { from: later('09:30', index * 30) })).flat()
