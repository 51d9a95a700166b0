/** A real desk on a real database for tests of imports: two clinics, doctors with shifts, a few services. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AGGREGATES } from '../../../domain/aggregates.ts'
import {
  ChairRegistered,
  ClinicDescribed,
  ClinicDescription,
  PriceLine,
  ServicePriced,
  ShiftPlanned
} from '../../../domain/clinic/facts.ts'
import { newFact, type NewFact } from '../../../domain/fact.ts'
import { StaffCard, StaffHired } from '../../../domain/staff/facts.ts'
import { clockTime, isoDate } from '../../../domain/values/dates.ts'
import { ChairId, ClinicId, DeviceId, StaffId } from '../../../domain/values/ids.ts'
import type { Desk } from '../../desk.ts'
import { PROJECTIONS } from '../../projections.ts'
import { openBlobs } from '../../storage/blobs.ts'
import { openDatabase } from '../../storage/database.ts'
import { openJournal, type Author } from '../../storage/journal.ts'

const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`
export const CLINIC = ClinicId.parse(uuid('cc', 1))
export const OTHER_CLINIC = ClinicId.parse(uuid('cc', 2))
export const LISIN = StaffId.parse(uuid('dd', 1))
export const ORLOVA = StaffId.parse(uuid('dd', 2))
export const AUTHOR: Author = { staff: StaffId.parse(uuid('dd', 9)), clinic: CLINIC }
const CHAIRS = [1, 2, 3].map((number) => ChairId.parse(uuid('ee', number)))

/** 24 November 2026, 09:00 in Moscow. */
export const MORNING = Date.parse('2026-11-24T06:00:00Z')

const clinicFacts = (id: ClinicId, name: string): NewFact =>
  newFact(
    ClinicDescribed,
    'clinic',
    id,
    ClinicDescription.parse({
      name: `Стоматология «Проба» ${name}`,
      shortName: name,
      address: 'г. Примерск',
      phone: '',
      legalEntity: 'ООО «Проба»',
      inn: '9900000000',
      ogrn: '1269900000006',
      licence: { number: '1', date: '2020-01-01', issuer: 'пример' },
      zone: 'Europe/Moscow',
      opens: '09:00',
      closes: '21:00',
      screenSigning: []
    })
  )

const doctor = (id: StaffId, family: string, given: string, patronymic: string): NewFact =>
  newFact(
    StaffHired,
    'staff',
    id,
    StaffCard.parse({
      name: { family, given, patronymic },
      roles: ['doctor'],
      clinics: [],
      specialty: 'therapist',
      position: 'врач'
    })
  )

const service = (number: number, code: string): NewFact =>
  newFact(
    ServicePriced,
    'service',
    uuid('5e', number),
    PriceLine.parse({
      code,
      nomenclature: null,
      name: `Услуга ${code}`,
      category: 'Лечение',
      unit: 'visit',
      price: 100_000,
      vatCode: 6,
      taxCode: 1,
      discountAllowed: true,
      pointsAllowed: true,
      consents: [],
      specialties: ['therapist'],
      equipmentKind: null,
      minutes: 30
    })
  )

const shift = (number: number, who: StaffId, chair: number): NewFact =>
  newFact(ShiftPlanned, 'shift', uuid('5f', number), {
    doctor: who,
    clinic: CLINIC,
    chair: CHAIRS[chair - 1] ?? ChairId.parse(uuid('ee', 1)),
    date: isoDate('2026-11-25'),
    from: clockTime('09:00'),
    to: clockTime('18:00')
  })

export const openImportDesk = async (device = 1): Promise<Desk> => {
  const db = await openDatabase({ path: ':memory:', key: null })
  let clock = MORNING
  const now = (): number => (clock += 1)
  const id = DeviceId.parse(uuid('de', device))
  const journal = openJournal({ db, device: id, epoch: 0, now, aggregates: AGGREGATES, projections: PROJECTIONS })
  const data = join(tmpdir(), 'stoika-import-test')
  const desk: Desk = {
    db,
    journal,
    now,
    blobs: openBlobs(join(data, 'blobs'), null),
    identity: { device: id, epoch: 0, clinic: CLINIC, series: device, name: 'Стойка' },
    places: { data, resources: 'resources', fonts: 'node_modules/@expo-google-fonts' }
  }
  journal.record({ staff: null, clinic: null }, [
    clinicFacts(CLINIC, 'на Пробной'),
    clinicFacts(OTHER_CLINIC, 'на Другой'),
    ...CHAIRS.map((chair, place) =>
      newFact(ChairRegistered, 'chair', chair, { clinic: CLINIC, name: `каб. ${place + 1}` })
    ),
    doctor(LISIN, 'Лисин', 'Андрей', 'Павлович'),
    doctor(ORLOVA, 'Орлова', 'Ирина', 'Николаевна'),
    service(1, 'Т-001'),
    service(2, 'А-002'),
    shift(1, LISIN, 1),
    shift(2, ORLOVA, 2)
  ])
  return desk
}
