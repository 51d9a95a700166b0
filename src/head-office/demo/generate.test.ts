import path from 'node:path'
import { argon2Verify } from 'hash-wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { actAggregate, type Act } from '../../domain/acts/evolve.ts'
import { equipmentAggregate, serviceAggregate, type Equipment, type Service } from '../../domain/clinic/evolve.ts'
import type { ClinicDescription, ConsentKind } from '../../domain/clinic/facts.ts'
import { documentAggregate, type Document } from '../../domain/documents/evolve.ts'
import { DOCUMENT_OF_CONSENT } from '../../domain/documents/kinds.ts'
import { isSigned } from '../../domain/documents/status.ts'
import type { NewFact, Recorded } from '../../domain/fact.ts'
import { paymentAggregate, type Payment } from '../../domain/money/evolve.ts'
import { patientAggregate, type Patient } from '../../domain/patients/evolve.ts'
import { compareForDuplicate } from '../../domain/patients/duplicates.ts'
import { staffAggregate, type StaffMember } from '../../domain/staff/evolve.ts'
import { ageOn, instant, localDate, localTime, minutesOf } from '../../domain/values/dates.ts'
import { DeviceId, FactId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { visitAggregate, type Visit } from '../../domain/visits/evolve.ts'
import { VisitState } from '../../domain/visits/facts.ts'
import { CLINICS, SADOVAYA } from './clinics.ts'
import type { DemoFact } from './demo-fact.ts'
import { generateNetwork, type DemoOptions } from './generate.ts'
import { readPriceList } from './price-list.ts'
import { ANNA, DOCTORS } from './staff.ts'
import { readTemplates } from './templates.ts'

const AT = (text: string): number => Date.parse(text)
const NOW = AT('2026-11-24T08:12:00.000Z')
const DEVICE = DeviceId.parse('018f0000-0000-7000-8000-0000000000d0')

// A PIN costs 60 ms; only the network that is signed in to needs real ones.
const cheapPins = (pin: string): Promise<string> => Promise.resolve(`$argon2id$ ${pin}`)

let options: DemoOptions
let facts: readonly DemoFact[]
let network: Network

/** States of every aggregate, folded as a desk folds them. */
interface Network {
  all<State>(kind: string): ReadonlyMap<string, State>
  readonly unread: readonly NewFact[]
}
const fold = (list: readonly DemoFact[]): Network => {
  const states = new Map<string, Map<string, unknown>>()
  const unread: NewFact[] = []
  list.forEach(({ author, at, fact }, place) => {
    const aggregate = AGGREGATES.find((one) => one.kind === fact.aggregate.kind)
    const id = FactId.parse(`018f0000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`)
    const recorded: Recorded<NewFact> = { ...fact, provenance: { id, device: DEVICE, ...author, at: instant(at) } }
    if (aggregate === undefined || aggregate.read(recorded) === null) {
      unread.push(fact)
      return
    }
    const kind = states.get(fact.aggregate.kind) ?? new Map<string, unknown>()
    states.set(fact.aggregate.kind, kind)
    kind.set(fact.aggregate.id, aggregate.fold(kind.get(fact.aggregate.id) ?? null, recorded))
  })
  // A state of a kind is only ever made by the aggregate of that kind.
  return { all: <State>(kind: string) => (states.get(kind) ?? new Map()) as Map<string, State>, unread }
}
const todayAt = (view: Network, clinic = SADOVAYA.id): readonly Visit[] =>
  [...view.all<Visit>(visitAggregate.kind).values()].filter(
    (visit) => visit.slot.clinic === clinic && visit.slot.date === '2026-11-24'
  )

beforeAll(async () => {
  const priceList = await readPriceList(path.join(import.meta.dirname, '../../../resources/price-list/dental.json'))
  const templates = await readTemplates(path.join(import.meta.dirname, '../../../resources/templates'))
  options = { seed: 'проба', now: NOW, patients: 1500, historyDays: 120, priceList, templates }
  facts = await generateNetwork(options)
  network = fold(facts)
})

describe('the demo network', () => {
  it('is the same for the same seed and another for another', async () => {
    const small = { ...options, patients: 60, historyDays: 5, hashPin: cheapPins }
    const first = await generateNetwork(small)
    expect(await generateNetwork(small)).toEqual(first)
    expect(await generateNetwork({ ...small, seed: 'другая' })).not.toEqual(first)
  })

  it('consists of facts that every desk can read, oldest first, none of the future', () => {
    expect(network.unread).toEqual([])
    for (let place = 1; place < facts.length; place++)
      expect(facts[place]?.at).toBeGreaterThanOrEqual(facts[place - 1]?.at ?? 0)
    expect(facts.at(-1)?.at).toBeLessThanOrEqual(NOW)
    expect([...network.all<unknown>('visit').values()].every((visit) => visit !== null)).toBe(true)
  })

  it('has two clinics, eight doctors and a price list whose services can all be done by somebody on something', () => {
    expect(network.all<ClinicDescription>('clinic').size).toBe(2)
    const staff = [...network.all<StaffMember>(staffAggregate.kind).values()]
    expect(staff.filter((one) => one.roles.includes('doctor'))).toHaveLength(8)
    for (const role of [
      'receptionist',
      'senior-receptionist',
      'cashier',
      'coordinator',
      'director',
      'head-office'
    ] as const) {
      expect(staff.filter((one) => one.roles.includes(role) && one.pinHash !== null).length).toBeGreaterThan(0)
    }
    const services = [...network.all<Service>(serviceAggregate.kind).values()]
    expect(services.length).toBeGreaterThanOrEqual(150)
    expect(new Set(services.map((one) => one.code)).size).toBe(services.length)
    const kinds = new Set([...network.all<Equipment>(equipmentAggregate.kind).values()].map((one) => one.kind))
    const specialties = new Set<string>(DOCTORS.map((doctor) => doctor.specialty))
    for (const service of services) {
      if (service.equipmentKind !== null) expect(kinds).toContain(service.equipmentKind)
      expect(service.specialties.some((one) => specialties.has(one))).toBe(true)
    }
    expect(services.some((one) => one.taxCode === 2) && services.some((one) => one.vatCode === 11)).toBe(true)
    expect(new Set(services.flatMap((one) => one.consents))).toEqual(
      new Set(['anaesthesia', 'extraction', 'implantation'])
    )
  })

  it('lets everybody sign in with the PIN that is written in the list, the same one every time it is made', async () => {
    const anna = network.all<StaffMember>(staffAggregate.kind).get(ANNA.id)
    expect(await argon2Verify({ password: ANNA.pin, hash: anna?.pinHash ?? '' })).toBe(true)
    const again = fold(await generateNetwork({ ...options, patients: 20, historyDays: 1 }))
    expect(again.all<StaffMember>(staffAggregate.kind).get(ANNA.id)?.pinHash).toBe(anna?.pinHash)
  })

  it('has people of every kind that breaks forms: families, children, long and missing names, doubles', () => {
    const patients = [...network.all<Patient>(patientAggregate.kind).values()]
    expect(patients).toHaveLength(1500)
    const names = patients.map((patient) => patient.name)
    expect(names.some((name) => name.patronymic === null)).toBe(true)
    expect(names.some((name) => name.family === '')).toBe(true)
    expect(['оглы', 'кызы'].every((ending) => names.some((name) => name.patronymic?.endsWith(ending)))).toBe(true)
    expect(names.some((name) => name.family.includes('-')) && names.some((name) => name.family.includes('ё'))).toBe(
      true
    )
    expect(names.some((name) => fullName(name).length >= 40)).toBe(true)
    const phones = new Map<string, number>()
    for (const patient of patients) for (const phone of patient.phones) phones.set(phone, (phones.get(phone) ?? 0) + 1)
    expect([...phones.values()].filter((owners) => owners > 2).length).toBeGreaterThan(50)
    const children = patients.filter((patient) => ageOn(patient.birthDate, '2026-11-24' as Patient['birthDate']) < 18)
    expect(children.length).toBeGreaterThan(200)
    expect(children.filter((child) => child.representatives.length > 0).length).toBeGreaterThan(children.length * 0.8)
    expect(children.some((child) => child.representatives.length === 0)).toBe(true)
    const byFamily = Map.groupBy(patients, (patient) => patient.name.given)
    const doubles = [...byFamily.values()].flatMap((namesakes) =>
      namesakes.flatMap((one, place) =>
        namesakes.slice(place + 1).filter((other) => compareForDuplicate(one, other).score >= 75)
      )
    )
    expect(doubles.length).toBeGreaterThan(0)
    expect(doubles.length).toBeLessThan(20)
  })

  it('leaves no orphan: whatever a fact speaks of is there', () => {
    const [patients, staff, services] = [network.all('patient'), network.all('staff'), network.all('service')]
    const visits = network.all<Visit>(visitAggregate.kind)
    const acts = network.all<Act>(actAggregate.kind)
    for (const visit of visits.values()) {
      expect(
        patients.has(visit.patient) && staff.has(visit.slot.doctor) && network.all('chair').has(visit.slot.chair)
      ).toBe(true)
      expect(visit.services.length).toBeGreaterThan(0)
      expect(visit.services.every((one) => services.has(one.service))).toBe(true)
      expect(visit.bookedAt >= (network.all<Patient>('patient').get(visit.patient)?.registeredAt ?? '')).toBe(true)
    }
    for (const act of acts.values())
      expect(act.visit === null || visits.get(act.visit)?.patient === act.patient).toBe(true)
    for (const payment of network.all<Payment>(paymentAggregate.kind).values()) {
      expect(patients.has(payment.patient)).toBe(true)
      expect(payment.allocations.every((part) => acts.get(part.act)?.patient === payment.patient)).toBe(true)
      if (payment.payer.kind === 'other-patient') expect(patients.has(payment.payer.patient)).toBe(true)
    }
    for (const patient of network.all<Patient>('patient').values()) {
      for (const one of patient.representatives) expect(one.patient === null || patients.has(one.patient)).toBe(true)
    }
    const { size } = new Set([...acts.values()].map((act) => act.number))
    expect(size).toBe(acts.size)
  })

  it('has debts, one of them known by heart', () => {
    const owed = new Map<string, number>()
    for (const act of network.all<Act>(actAggregate.kind).values())
      owed.set(act.patient, (owed.get(act.patient) ?? 0) + act.total)
    for (const payment of network.all<Payment>(paymentAggregate.kind).values()) {
      owed.set(payment.patient, (owed.get(payment.patient) ?? 0) - payment.cash - payment.card)
    }
    const debtors = [...owed].filter(([, debt]) => debt > 0)
    expect([...owed.values()].every((debt) => debt >= 0)).toBe(true)
    expect(debtors.length).toBeGreaterThan(10)
    const known = debtors.find(([id]) => network.all<Patient>('patient').get(id)?.name.family === 'Соловьёв-Седой')
    expect(known?.[1]).toBe(420_000)
  })
})

describe('the day at the demo desk', () => {
  it('is a full morning with somebody in every state, waiting, late, and with a debt', () => {
    const visits = todayAt(network)
    expect(visits.length + todayAt(network, CLINICS[1]?.id).length).toBeGreaterThanOrEqual(50)
    expect(new Set(visits.map((visit) => visit.state))).toEqual(new Set(VisitState.options))
    const now = localTime(instant(NOW), network.all<ClinicDescription>('clinic').get(SADOVAYA.id)?.zone ?? raise())
    expect(visits.some((visit) => visit.state === 'arrived' && Date.parse(visit.since) < NOW - 15 * 60_000)).toBe(true)
    expect(visits.some((visit) => visit.state === 'booked' && minutesOf(visit.slot.from) < minutesOf(now) - 5)).toBe(
      true
    )
  })

  it('takes nobody into two chairs and no doctor to two patients', () => {
    for (const clinic of CLINICS) {
      const visits = todayAt(network, clinic.id)
      const seated = visits.filter((visit) => visit.state === 'in-chair')
      expect(new Set(seated.map((visit) => visit.slot.doctor)).size).toBe(seated.length)
      for (const [, own] of Map.groupBy(visits, (visit) => visit.slot.doctor)) {
        const inOrder = own.toSorted((a, b) => (a.slot.from < b.slot.from ? -1 : 1))
        inOrder.forEach((visit, place) => expect(visit.slot.from >= (inOrder[place - 1]?.slot.to ?? '')).toBe(true))
      }
    }
  })

  it('lets nobody into the chair without the consents that the law and the services ask for, or without a reason and a name', () => {
    const documents = [...network.all<Document>(documentAggregate.kind).values()]
    const services = network.all<Service>('service')
    const treated = CLINICS.flatMap((clinic) => todayAt(network, clinic.id)).filter((visit) =>
      visit.moves.some((move) => move.to === 'in-chair')
    )
    expect(treated.length).toBeGreaterThan(10)
    for (const visit of treated) {
      const needed: readonly ConsentKind[] = [
        'general',
        ...visit.services.flatMap((one) => services.get(one.service)?.consents ?? [])
      ]
      for (const consent of new Set(needed)) {
        const given = documents.some(
          (one) => one.patient === visit.patient && DOCUMENT_OF_CONSENT[consent] === one.kind && isSigned(one)
        )
        expect([consent, given || visit.overriddenConsents.includes(consent)]).toEqual([consent, true])
      }
    }
    const waiting = todayAt(network).filter((visit) => visit.state === 'arrived' || visit.state === 'booked')
    expect(waiting.some((visit) => !documents.some((one) => one.patient === visit.patient))).toBe(true)
  })

  it('leaves free time in the coming days, so that there is something to offer', () => {
    const shifts = [...network.all<{ date: string }>('shift').values()]
    expect(new Set(shifts.map((shift) => shift.date)).size).toBeGreaterThanOrEqual(13)
    const tomorrow = [...network.all<Visit>('visit').values()].filter((visit) => visit.slot.date === '2026-11-25')
    expect(tomorrow.length).toBeGreaterThan(10)
  })

  it.each([
    '2026-11-24T03:00:00.000Z',
    '2026-11-24T06:45:00.000Z',
    '2026-11-24T15:55:00.000Z',
    '2026-11-24T19:10:00.000Z',
    '2026-11-24T20:30:00.000Z',
    '2026-11-24T23:59:00.000Z'
  ])('is a working day whenever it is started: %s', async (moment) => {
    const now = AT(moment)
    const view = fold(await generateNetwork({ ...options, now, patients: 400, historyDays: 10, hashPin: cheapPins }))
    expect(view.unread).toEqual([])
    const clinic = view.all<ClinicDescription>('clinic').get(SADOVAYA.id) ?? raise()
    const today = localDate(instant(now), clinic.zone)
    const visits = [...view.all<Visit>('visit').values()].filter(
      (visit) => visit.slot.clinic === SADOVAYA.id && visit.slot.date === today
    )
    expect(new Set(visits.map((visit) => visit.state))).toEqual(new Set(VisitState.options))
    const clock = localTime(instant(now), clinic.zone)
    expect(clock > clinic.opens && clock < clinic.closes).toBe(true)
  })
})

const raise = (): never => {
  throw new Error('the clinic was expected')
}
