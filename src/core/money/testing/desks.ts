/** Real desks on real databases for tests of money and points: a clinic, a patient, acts, and an exchange of facts. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actAggregate } from '../../../domain/acts/evolve.ts'
import { ActIssued, ActReversed } from '../../../domain/acts/facts.ts'
import { AGGREGATES } from '../../../domain/aggregates.ts'
import { ClinicDescribed, ClinicDescription } from '../../../domain/clinic/facts.ts'
import { newFact } from '../../../domain/fact.ts'
import { PatientRegistered } from '../../../domain/patients/facts.ts'
import { inventedPatient } from '../../../domain/patients/testing/invented.ts'
import { BasisPoints } from '../../../domain/plans/priced-line.ts'
import type { Actor } from '../../../domain/staff/rights.ts'
import type { IsoDate } from '../../../domain/values/dates.ts'
import {
  ActId,
  ClinicId,
  DeviceId,
  PatientId,
  PaymentId,
  ServiceId,
  StaffId,
  VisitId
} from '../../../domain/values/ids.ts'
import { kopecks, type Kopecks } from '../../../domain/values/money.ts'
import { PersonName } from '../../../domain/values/person-name.ts'
import { VisitBooked, VisitMoved, VisitSlot } from '../../../domain/visits/facts.ts'
import type { Desk } from '../../desk.ts'
import { PROJECTIONS } from '../../projections.ts'
import { openBlobs } from '../../storage/blobs.ts'
import { openDatabase } from '../../storage/database.ts'
import { openJournal } from '../../storage/journal.ts'

const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`
export const paymentId = (number: number): PaymentId => PaymentId.parse(uuid('fa', number))
export const actId = (number: number): ActId => ActId.parse(uuid('ac', number))
export const visitId = (number: number): VisitId => VisitId.parse(uuid('bb', number))
export const patientId = (number: number): PatientId => PatientId.parse(uuid('aa', number))
export const clinicId = (number: number): ClinicId => ClinicId.parse(uuid('cc', number))

export const patient = patientId(1)
const doctor = StaffId.parse(uuid('dd', 1))

export const actorAt = (desk: Desk): Actor => ({
  staff: StaffId.parse(uuid('dd', 2)),
  name: PersonName.parse({ family: 'Кассирова', given: 'Вера', patronymic: null }),
  roles: ['senior-receptionist'],
  clinic: desk.identity.clinic
})

/** 24 November 2026, 09:00 in Moscow. */
const MORNING = Date.parse('2026-11-24T06:00:00Z')

export interface TestDesk extends Desk {
  /** Moves this desk's clock on. */
  readonly pass: (days: number) => void
}

/** Desk `number` of a clinic; its clock starts in the morning and goes on by itself. */
export const openTestDesk = async (number: number, clinic = clinicId(1)): Promise<TestDesk> => {
  const db = await openDatabase({ path: ':memory:', key: null })
  const device = DeviceId.parse(uuid('de', number))
  let clock = MORNING + number
  const now = (): number => (clock += 10)
  const journal = openJournal({ db, device, epoch: 0, now, aggregates: AGGREGATES, projections: PROJECTIONS })
  const pass = (days: number): void => {
    clock += days * 86_400_000
  }
  const identity = { device, epoch: 0, clinic, series: number, name: `Стойка ${number}` }
  const places = {
    data: join(tmpdir(), 'stoika-money-test'),
    resources: 'resources',
    fonts: 'node_modules/@expo-google-fonts'
  }
  return { db, journal, blobs: openBlobs(join(places.data, 'blobs'), null), identity, places, now, pass }
}

const nobody = { staff: null, clinic: null }

/** Two clinics of two legal entities, and patients Первая and Вторая. */
export const describeNetwork = (desk: Desk): void => {
  for (const number of [1, 2]) {
    const description = ClinicDescription.parse({
      name: `Выдуманная клиника ${number}`,
      shortName: `№ ${number}`,
      address: 'ул. Примерная, 1',
      phone: '',
      legalEntity: `ООО «Пример ${number}»`,
      inn: `770000000${number}`,
      ogrn: '1027700000000',
      licence: { number: 'Л-1', date: '2020-01-01', issuer: 'Департамент' },
      zone: 'Europe/Moscow',
      opens: '09:00',
      closes: '21:00',
      screenSigning: []
    })
    desk.journal.record(nobody, [newFact(ClinicDescribed, 'clinic', clinicId(number), description)])
  }
  ;['Первая', 'Вторая'].forEach((given, index) => {
    const details = inventedPatient({ name: { family: 'Пробная', given, patronymic: null } })
    desk.journal.record(nobody, [newFact(PatientRegistered, 'patient', patientId(index + 1), details)])
  })
}

/** A visit of the patient whose treatment is over. */
export const treatVisit = (desk: Desk, visit: VisitId, date: IsoDate): void => {
  const slot = VisitSlot.parse({
    clinic: desk.identity.clinic,
    doctor,
    chair: uuid('dc', 1),
    date,
    from: '09:00',
    to: '09:30'
  })
  const author = { staff: null, clinic: desk.identity.clinic }
  desk.journal.record(author, [newFact(VisitBooked, 'visit', visit, { patient, slot, services: [], note: null })])
  for (const [from, to] of [
    ['booked', 'arrived'],
    ['arrived', 'in-chair'],
    ['in-chair', 'done']
  ] as const) {
    desk.journal.record(author, [newFact(VisitMoved, 'visit', visit, { from, to, reason: null })])
  }
}

export interface TestAct {
  readonly id: ActId
  readonly date: IsoDate
  readonly lines: readonly { readonly sum: Kopecks; readonly points: boolean; readonly taxCode: 1 | 2 }[]
  readonly visit?: VisitId
  readonly clinic?: ClinicId
}

export const issueAct = (desk: Desk, act: TestAct): void => {
  const lines = act.lines.map((line) => ({
    service: ServiceId.parse(uuid('ee', 1)),
    code: 'Т-001',
    nomenclature: null,
    name: 'Услуга',
    unit: 'item' as const,
    tooth: null,
    quantity: 1,
    price: line.sum,
    discount: BasisPoints.parse(0),
    vatCode: 6,
    taxCode: line.taxCode,
    sum: line.sum,
    doctor,
    plan: null,
    warranty: null,
    pointsAllowed: line.points
  }))
  const issued = newFact(ActIssued, actAggregate.kind, act.id, {
    patient,
    visit: act.visit ?? null,
    clinic: act.clinic ?? desk.identity.clinic,
    number: `А-${act.id.slice(-4)}`,
    date: act.date,
    doctor,
    lines,
    total: kopecks(act.lines.reduce((total, line) => total + line.sum, 0)),
    payer: { kind: 'patient' },
    contract: null
  })
  desk.journal.record({ staff: null, clinic: desk.identity.clinic }, [issued])
}

export const cancelAct = (desk: Desk, act: ActId, on: IsoDate): void => {
  desk.journal.record({ staff: null, clinic: desk.identity.clinic }, [
    newFact(ActReversed, actAggregate.kind, act, { reason: 'выписан по ошибке', on })
  ])
}

/** Hands every fact of one desk to another, as head office would, in the order that `shuffle` makes of them. */
export const deliver = (from: Desk, to: Desk, shuffle: <T>(all: readonly T[]) => readonly T[] = (all) => all): void => {
  for (const fact of shuffle(from.journal.ownAfter(0, 10_000))) {
    to.journal.receive([{ cursor: 1, effective: fact.header.clock, fact }])
  }
}

const TABLES = [
  'act',
  'act_line',
  'payment',
  'payment_allocation',
  'payment_reversal',
  'loyalty_account',
  'loyalty_card'
] as const

/** Everything that the tables of money and points say, for comparing two desks. */
export const tablesOf = (desk: Desk): unknown =>
  TABLES.map((table) => desk.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all())
