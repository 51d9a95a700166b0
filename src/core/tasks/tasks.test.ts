import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newFact } from '../../domain/fact.ts'
import { CardNumber } from '../../domain/loyalty/card-number.ts'
import { changePatient, noteAllergy, settleValues } from '../../domain/patients/decide.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { ean13CheckDigit } from '../../domain/values/ean13.ts'
import type { VisitId } from '../../domain/values/ids.ts'
import { Phone } from '../../domain/values/phone.ts'
import { moveVisit, rebookVisit } from '../../domain/visits/decide.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { VisitBooked, VisitSlot } from '../../domain/visits/facts.ts'
import { StaffHired } from '../../domain/staff/facts.ts'
import { accepted } from '../api/context.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { block, issue } from '../loyalty/commands.ts'
import {
  actorAt,
  clinicId,
  deliver,
  describeNetwork,
  openTestDesk,
  patient,
  patientId,
  visitId,
  type TestDesk
} from '../money/testing/desks.ts'
import { patientStrip } from '../patients/queries.ts'
import { searchPatients } from '../patients/search.ts'
import { conflictTasks, countConflictTasks } from './conflicts.ts'

/** The clock of the second is a quarter of an hour ahead, so that what it enters is the later. */
const desks = async (): Promise<readonly [TestDesk, TestDesk]> => {
  const [one, two] = [await openTestDesk(1), await openTestDesk(2)]
  two.pass(0.01)
  describeNetwork(one)
  const { staff, name } = actorAt(one)
  one.journal.record({ staff: null, clinic: null }, [
    newFact(StaffHired, 'staff', staff, {
      name,
      roles: ['senior-receptionist'],
      clinics: [],
      specialty: null,
      position: ''
    })
  ])
  deliver(one, two)
  return [one, two]
}
const meet = (one: Desk, other: Desk): void => {
  deliver(one, other)
  deliver(other, one)
}
const phone = (number: number): Phone => Phone.parse(`+7921000000${number}`)
const changePhone = (at: Desk, number: number): void => {
  const state = at.journal.state(patientAggregate, patient)
  const decision = changePatient(
    state,
    { id: patient, changes: { phones: [phone(number)] }, base: { phones: state?.phones ?? [] } },
    presentAt(at).today
  )
  if (decision.ok) at.journal.record(authorOf(actorAt(at)), decision.facts)
}
const tasksAt = (at: Desk) => conflictTasks(at, at.identity.clinic)
const settlePhone = (at: Desk, number: number): void => {
  const [task] = tasksAt(at).filter((one) => one.kind === 'values')
  if (task === undefined) return
  const command = {
    id: patient,
    settled: { field: 'phones' as const, value: [phone(number)] },
    seen: task.values.flatMap((one) => one.facts)
  }
  at.journal.record(
    authorOf(actorAt(at)),
    accepted(settleValues(at.journal.state(patientAggregate, patient), command, presentAt(at).today))
  )
}

const slot = (from: string, to: string, changes: { readonly doctor?: number; readonly chair?: number } = {}) =>
  VisitSlot.parse({
    clinic: clinicId(1),
    doctor: `018f0000-0000-7000-8000-dd000000000${changes.doctor ?? 1}`,
    chair: `018f0000-0000-7000-8000-dc000000000${changes.chair ?? 1}`,
    date: '2026-11-24',
    from,
    to
  })
const book = (at: Desk, id: VisitId, where: VisitSlot, of = patient): void =>
  void at.journal.record(authorOf(actorAt(at)), [
    newFact(VisitBooked, 'visit', id, { patient: of, slot: where, services: [], note: null })
  ])
const move = (at: Desk, id: VisitId, to: 'cancelled' | 'arrived' | 'in-chair'): void => {
  const visit = at.journal.state(visitAggregate, id)
  const decision = moveVisit(visit, { id, from: visit?.state ?? 'booked', to, reason: null, override: null }, [])
  if (decision.ok) at.journal.record(authorOf(actorAt(at)), decision.facts)
}

describe('a patient whom two desks changed apart', () => {
  it('is a task on both, with both values, who entered each, where and when; settled at one it is gone on both', async () => {
    const [at, beside] = await desks()
    changePhone(at, 1)
    changePhone(beside, 2)
    meet(at, beside)
    for (const one of [at, beside]) {
      expect(countConflictTasks(one, one.identity.clinic)).toBe(1)
      expect(tasksAt(one)).toMatchObject([
        {
          kind: 'values',
          patient: { id: patient, name: 'Пробная Первая' },
          values: [
            {
              is: { field: 'phones', value: [phone(2)] },
              entered: { by: 'Кассирова\u00a0В.', clinic: '№ 1', here: one === beside }
            },
            {
              is: { field: 'phones', value: [phone(1)] },
              entered: { by: 'Кассирова\u00a0В.', clinic: '№ 1', here: one === at }
            }
          ]
        }
      ])
      expect(patientStrip(one, patient)).toMatchObject({ phones: [phone(2)], apart: ['phones'] })
      // Whoever calls from either number is found.
      for (const number of [1, 2]) expect(searchPatients(one.db, phone(number), 5)).toEqual([patient])
    }
    settlePhone(beside, 1)
    meet(at, beside)
    for (const one of [at, beside]) {
      expect(tasksAt(one)).toEqual([])
      expect(patientStrip(one, patient)).toMatchObject({ phones: [phone(1)], apart: [] })
    }
  })

  it('shows every allergy in the strip, and an allergy is the first task', async () => {
    const [at, beside] = await desks()
    const note = (desk: Desk, allergy: string): void =>
      void desk.journal.record(
        authorOf(actorAt(desk)),
        accepted(noteAllergy(desk.journal.state(patientAggregate, patient), { id: patient, allergy, base: [null] }))
      )
    book(at, visitId(1), slot('10:00', '10:30'))
    book(beside, visitId(2), slot('10:00', '10:30'))
    note(at, 'лидокаин')
    note(beside, 'латекс')
    meet(at, beside)
    for (const one of [at, beside]) {
      expect(patientStrip(one, patient)).toMatchObject({ allergy: 'латекс; лидокаин', apart: ['allergy'] })
      expect(tasksAt(one).map((task) => task.kind)).toEqual(['values', 'double-booking'])
    }
  })
})

describe('visits booked at two desks apart', () => {
  it('that share a doctor or a chair are a task until one of them is moved or called off', async () => {
    const [at, beside] = await desks()
    book(at, visitId(1), slot('10:00', '10:30'))
    book(beside, visitId(2), slot('10:15', '10:45'), patientId(2))
    book(beside, visitId(3), slot('10:30', '11:00', { doctor: 2 }))
    meet(at, beside)
    for (const one of [at, beside])
      expect(tasksAt(one)).toMatchObject([
        {
          kind: 'double-booking',
          date: '2026-11-24',
          shared: ['doctor', 'chair'],
          visits: [
            { id: visitId(1), patient: { name: 'Пробная Первая' }, movable: true },
            { id: visitId(2), patient: { name: 'Пробная Вторая' }, movable: true, booked: { here: one === beside } }
          ]
        },
        { kind: 'double-booking', shared: ['chair'], visits: [{ id: visitId(2) }, { id: visitId(3) }] }
      ])
    const moved = rebookVisit(
      at.journal.state(visitAggregate, visitId(2)),
      { id: visitId(2), slot: slot('12:00', '12:30'), reason: 'записаны двое' },
      []
    )
    at.journal.record(authorOf(actorAt(at)), accepted(moved))
    meet(at, beside)
    for (const one of [at, beside])
      expect([tasksAt(one), countConflictTasks(one, one.identity.clinic)]).toEqual([[], 0])
    book(at, visitId(4), slot('12:00', '12:30'))
    expect(tasksAt(at)).toHaveLength(1)
    move(at, visitId(4), 'cancelled')
    expect(tasksAt(at)).toEqual([])
  })

  it('are no task any more when their day has passed, when both are being treated, or for another clinic', async () => {
    const [at] = await desks()
    book(at, visitId(1), slot('10:00', '10:30'))
    book(at, visitId(2), slot('10:00', '10:30', { chair: 2 }), patientId(2))
    expect(conflictTasks(at, clinicId(2))).toEqual([])
    for (const to of ['arrived', 'in-chair'] as const) move(at, visitId(1), to)
    expect(tasksAt(at)).toMatchObject([{ shared: ['doctor'], visits: [{ movable: false }, { movable: true }] }])
    for (const to of ['arrived', 'in-chair'] as const) move(at, visitId(2), to)
    expect(tasksAt(at)).toEqual([])
    book(at, visitId(3), slot('15:00', '15:30'))
    book(at, visitId(4), slot('15:00', '15:30'))
    expect(tasksAt(at)).toHaveLength(1)
    at.pass(1)
    expect(tasksAt(at)).toEqual([])
  })
})

const blank = CardNumber.parse(`210000000001${ean13CheckDigit('210000000001')}`)
const action = fc.record({
  desk: fc.constantFrom(0, 1),
  what: fc.constantFrom('phone', 'settle', 'book', 'cancel', 'card', 'block', 'meet'),
  pick: fc.integer({ min: 1, max: 4 })
})

describe('whatever two desks do, in whatever order they learn of it', () => {
  it('they end with the same tasks, as many as they count, and none of them twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), fc.infiniteStream(fc.nat()), async (actions, numbers) => {
        const both = await desks()
        const booked: VisitId[] = []
        const shuffle = <T>(all: readonly T[]): readonly T[] =>
          all
            .map((one) => ({ one, at: Number(numbers.next().value) }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ one }) => one)
        const exchange = (): void => {
          deliver(both[0], both[1], shuffle)
          deliver(both[1], both[0], shuffle)
        }
        for (const { desk, what, pick } of actions) {
          const at = both[desk === 0 ? 0 : 1]
          const of = patientId((pick % 2) + 1)
          if (what === 'phone') changePhone(at, pick)
          else if (what === 'settle') settlePhone(at, pick)
          else if (what === 'book') {
            const id = visitId(booked.length + 1)
            booked.push(id)
            book(at, id, slot(`1${pick}:00`, `1${pick + 1}:15`, { chair: (pick % 2) + 1 }), of)
          } else if (what === 'cancel') {
            const id = booked[pick]
            if (id !== undefined) move(at, id, 'cancelled')
          } else if (what === 'card')
            issue(at, actorAt(at), { patient: of, card: { source: 'blank', text: blank } }, null)
          else if (what === 'block') block(at, actorAt(at), { patient: of, number: blank, reason: 'double' })
          else exchange()
        }
        exchange()
        const [one, other] = both.map((desk) => tasksAt(desk).map(({ key }) => key))
        expect(one).toEqual(other)
        expect(new Set(one).size).toBe(one?.length)
        for (const desk of both) expect(countConflictTasks(desk, desk.identity.clinic)).toBe(one?.length)
        both[0].journal.rebuild()
        expect(tasksAt(both[0]).map(({ key }) => key)).toEqual(one)
        for (const desk of both) desk.db.close()
      }),
      { numRuns: 40 }
    )
  })
})
