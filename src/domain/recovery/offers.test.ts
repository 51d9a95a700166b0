import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, clockTime, clockTimeOf, isoDate, minutesOf } from '../values/dates.ts'
import { ClinicId, EquipmentId, StaffId } from '../values/ids.ts'
import type { Specialty } from '../clinic/facts.ts'
import { slotsClash } from '../visits/decide.ts'
import { VisitSlot } from '../visits/facts.ts'
import type { IncidentScope } from './affected.ts'
import { devicesBusy, isEquipped, type Device } from './devices.ts'
import { findOffers, sameOffer, slotOf, stillFree, type Need, type ScheduleNow } from './offers.ts'

const id = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-0000000${kind}${String(number).padStart(4, '0')}`
const DAY = isoDate('2026-11-24')
const clinic = (number: number): ClinicId => ClinicId.parse(id('c', number))
const doctor = (number: number): StaffId => StaffId.parse(id('d', number))
const ILL = doctor(1)

const clock = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: low / 5, max: high / 5 }).map((n) => n * 5)
const anySlot = fc
  .record({
    from: clock(480, 1140),
    length: clock(10, 300),
    doctor: fc.integer({ min: 1, max: 5 }),
    room: fc.integer({ min: 1, max: 4 }),
    day: fc.integer({ min: 0, max: 4 })
  })
  .map(({ from, length, doctor: who, room, day }) =>
    // Rooms 1 and 2 are of clinic 1, the others of clinic 2.
    VisitSlot.parse({
      clinic: clinic(room <= 2 ? 1 : 2),
      doctor: doctor(who),
      chair: id('e', room),
      date: addDays(DAY, day),
      from: clockTimeOf(from),
      to: clockTimeOf(Math.min(from + length, 1435))
    })
  )

/** Doctors 1 to 3 share the specialty of the visit. */
const specialties = new Map<StaffId, Specialty>(
  [1, 2, 3, 4, 5].map((number) => [doctor(number), number <= 3 ? 'therapist' : 'surgeon'])
)
const device = (number: number, where: number, down: Device['down']): Device => ({
  id: EquipmentId.parse(id('f', number)),
  clinic: clinic(where),
  chair: null,
  kind: 'tomograph',
  down
})

const world = fc.record({
  shifts: fc.array(anySlot, { maxLength: 10 }),
  visits: fc.array(anySlot, { maxLength: 15 }),
  holds: fc.array(anySlot, { maxLength: 4 }),
  uses: fc.array(anySlot, { maxLength: 4 }),
  patientBusy: fc.array(anySlot, { maxLength: 2 }),
  start: clock(480, 1100),
  minutes: clock(10, 60),
  now: clock(420, 1200),
  atDesk: fc.boolean(),
  urgent: fc.boolean(),
  needsDevice: fc.boolean(),
  repairedBy: fc.constantFrom(null, DAY, addDays(DAY, 1)),
  kind: fc.constantFrom('doctor-ill' as const, 'equipment-down' as const)
})

const setUp = (given: typeof world extends fc.Arbitrary<infer World> ? World : never) => {
  const broken = device(1, 1, given.kind === 'equipment-down' ? { repairedBy: given.repairedBy } : null)
  const need: Need = {
    slot: VisitSlot.parse({
      clinic: clinic(1),
      doctor: ILL,
      chair: id('e', 1),
      date: DAY,
      from: clockTimeOf(given.start),
      to: clockTimeOf(given.start + given.minutes)
    }),
    specialty: 'therapist',
    equipment: given.needsDevice || given.kind === 'equipment-down' ? ['tomograph'] : [],
    atDesk: given.atDesk,
    urgent: given.urgent
  }
  const scope: IncidentScope = {
    subject:
      given.kind === 'doctor-ill'
        ? { kind: 'doctor-ill', doctor: ILL }
        : { kind: 'equipment-down', equipment: broken.id, equipmentKind: 'tomograph', repairedBy: given.repairedBy },
    from: DAY,
    through: addDays(DAY, 1),
    only: null
  }
  const schedule: ScheduleNow = {
    shifts: given.shifts,
    visitsNear: () => given.visits,
    holds: given.holds,
    patientBusy: given.patientBusy,
    devices: [broken, device(2, 2, null)],
    deviceUses: given.uses.map((use) => ({ ...use, kind: 'tomograph' })),
    specialties,
    present: new Map([1, 2].map((number) => [clinic(number), { date: DAY, time: clockTimeOf(given.now) }]))
  }
  return { need, scope, schedule }
}

describe('whatever the schedule, an offer', () => {
  it('could be agreed on at once: nobody is there, the doctor works and may do it, the device stands ready, the patient can come', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { need, scope, schedule } = setUp(given)
        for (const slot of findOffers(need, scope, schedule).map(slotOf)) {
          if (slot === null) continue
          expect(stillFree(slot, need, scope, schedule)).toBe(true)
          expect([...given.visits, ...given.holds].some((taken) => slotsClash(taken, slot))).toBe(false)
          expect(
            given.patientBusy.some((busy) => busy.date === slot.date && busy.from < slot.to && slot.from < busy.to)
          ).toBe(false)
          expect(specialties.get(slot.doctor)).toBe('therapist')
          expect(isEquipped(schedule.devices, need.equipment, slot)).toBe(true)
          expect(minutesOf(slot.to) - minutesOf(slot.from)).toBe(given.minutes)
          if (scope.subject.kind === 'doctor-ill') expect(slot.doctor === ILL && slot.date <= scope.through).toBe(false)
          if (slot.date === DAY) {
            const lead = slot.clinic === need.slot.clinic ? (given.atDesk ? 5 : 30) : 60
            expect(minutesOf(slot.from)).toBeGreaterThanOrEqual(given.now + lead)
          }
        }
      }),
      { numRuns: 600 }
    )
  })

  it('is named once, today before later, here before elsewhere, and there is always something to say', () => {
    const order = ['here-same-day', 'elsewhere-same-day']
    fc.assert(
      fc.property(world, (given) => {
        const { need, scope, schedule } = setUp(given)
        const offers = findOffers(need, scope, schedule)
        expect(offers.length).toBeGreaterThan(0)
        offers.forEach((offer, index) =>
          expect(offers.slice(index + 1).some((other) => sameOffer(offer, other))).toBe(false)
        )
        const rank = offers.map((offer) =>
          order.includes(offer.kind) ? order.indexOf(offer.kind) : offer.kind === 'contact-centre' ? 3 : 2
        )
        expect(rank).toEqual(rank.toSorted((a, b) => a - b))
        for (const offer of offers) {
          if (offer.kind === 'contact-centre') continue
          expect(offer.discount).toBe(offer.kind === 'same-doctor-later' ? 700 : null)
          expect(offer.slot.date === DAY).toBe(order.includes(offer.kind))
        }
      }),
      { numRuns: 400 }
    )
  })

  it('is found today in this clinic whenever any colleague there has the time', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { need, scope, schedule } = setUp(given)
        const lead = given.atDesk ? 5 : 30
        const possible = given.shifts.some((shift) => {
          if (shift.date !== DAY || shift.clinic !== need.slot.clinic) return false
          for (let start = minutesOf(shift.from); start + given.minutes <= minutesOf(shift.to); start += 5) {
            const slot = { ...shift, from: clockTimeOf(start), to: clockTimeOf(start + given.minutes) }
            if (start >= given.now + lead && stillFree(slot, need, scope, schedule)) return true
          }
          return false
        })
        expect(findOffers(need, scope, schedule).some((offer) => offer.kind === 'here-same-day')).toBe(possible)
      }),
      { numRuns: 400 }
    )
  })
})

describe('a device shared by a clinic', () => {
  const place = { clinic: clinic(2), chair: VisitSlot.shape.chair.parse(id('e', 3)), date: DAY }
  const use = (from: string, to: string) => ({
    ...place,
    chair: VisitSlot.shape.chair.parse(id('e', 4)),
    kind: 'tomograph',
    from: clockTime(from),
    to: clockTime(to)
  })
  it('is busy when every one of its kind is in use, not before', () => {
    const uses = [use('10:00', '11:00'), use('10:30', '11:30')]
    expect(
      devicesBusy([device(2, 2, null)], ['tomograph'], uses, place).map((span) => `${span.from}-${span.to}`)
    ).toEqual(['10:00-10:30', '10:30-11:00', '11:00-11:30'])
    expect(
      devicesBusy([device(2, 2, null), device(3, 2, null)], ['tomograph'], uses, place).map(
        (span) => `${span.from}-${span.to}`
      )
    ).toEqual(['10:30-11:00'])
    expect(devicesBusy([device(2, 2, null)], [], uses, place)).toEqual([])
  })
  it('is counted on from the day after its repair', () => {
    const repaired = device(2, 2, { repairedBy: DAY })
    expect(isEquipped([repaired], ['tomograph'], place)).toBe(false)
    expect(isEquipped([repaired], ['tomograph'], { ...place, date: addDays(DAY, 1) })).toBe(true)
    expect(isEquipped([device(2, 2, { repairedBy: null })], ['tomograph'], { ...place, date: addDays(DAY, 300) })).toBe(
      false
    )
  })
})

describe('a device that stands at a chair', () => {
  const atChair = (number: number, room: number, down: Device['down'] = null): Device => ({
    ...device(number, room <= 2 ? 1 : 2, down),
    chair: VisitSlot.shape.chair.parse(id('e', room))
  })
  const inRoom = (room: number) => ({
    clinic: clinic(room <= 2 ? 1 : 2),
    chair: VisitSlot.shape.chair.parse(id('e', room)),
    date: DAY
  })

  it('keeps its visits at chairs that have one', () => {
    const devices = [atChair(1, 1), atChair(2, 3)]
    expect(isEquipped(devices, ['tomograph'], inRoom(2), inRoom(1))).toBe(false)
    expect(isEquipped(devices, ['tomograph'], inRoom(3), inRoom(1))).toBe(true)
  })

  it('is brought along where the visit was booked into a chair without one', () => {
    const devices = [atChair(1, 1)]
    expect(isEquipped(devices, ['tomograph'], inRoom(2))).toBe(true)
    expect(isEquipped(devices, ['tomograph'], inRoom(3), inRoom(2))).toBe(false)
    expect(isEquipped([atChair(1, 1, { repairedBy: null })], ['tomograph'], inRoom(2))).toBe(false)
  })
})
