import { afterEach, describe, expect, it } from 'vitest'
import { VisitMoved } from '../../domain/visits/facts.ts'
import { shiftAggregate } from '../../domain/clinic/evolve.ts'
import { incidentAggregate } from '../../domain/recovery/evolve.ts'
import { newFact } from '../../domain/fact.ts'
import { instant } from '../../domain/values/dates.ts'
import { OpenIncidentInput } from '../../contract/recovery.ts'
import { close, open, reopen, withdraw } from './incident-commands.ts'
import { listIncidents, subjectsOn } from './queries.ts'
import { gatherTalk } from './talk.ts'
import {
  accept,
  board,
  closeDesks,
  deskWith,
  illToday,
  illness,
  incidentId,
  ok,
  refusalOf,
  row,
  settle,
  slots,
  talk
} from './testing/receptionist.ts'
import { meet } from './testing/desks.ts'
import {
  ANNA,
  EXTRACTION,
  KIM,
  LESNAYA,
  LISIN,
  ORLOVA,
  TODAY,
  VYATKIN,
  booked,
  patientId,
  shiftOf,
  visitId
} from './testing/two-clinics.ts'

afterEach(closeDesks)

describe('the doctor is ill and has twelve visits', () => {
  it('everybody ends with an outcome, and only then the incident can be closed', async () => {
    const { desk, id } = await illToday()
    expect(board(desk, id).incident.counts).toEqual({ total: 12, solved: 0, notReached: 0, callBack: 0, left: 12 })
    for (const number of [1, 2, 3, 4, 5, 6]) ok(accept(desk, id, visitId(number)))
    ok(settle(desk, id, visitId(7), { kind: 'refused', reason: 'wants-this-doctor', note: null }))
    ok(settle(desk, id, visitId(8), { kind: 'cancelled', note: null }))
    ok(settle(desk, id, visitId(9), { kind: 'keeps-waiting', note: 'подождёт' }))
    ok(settle(desk, id, visitId(10), { kind: 'contact-centre' }))
    ok(settle(desk, id, visitId(11), { kind: 'not-reached' }))
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: true }))).toEqual({
      code: 'STILL_OPEN',
      left: 1,
      callBack: 0
    })
    ok(settle(desk, id, visitId(12), { kind: 'call-back', at: instant(desk.now() + 3_600_000), note: null }))
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: true }))).toEqual({
      code: 'STILL_OPEN',
      left: 0,
      callBack: 1
    })
    ok(accept(desk, id, visitId(12)))
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: false }))).toEqual({
      code: 'NOT_REACHED_LEFT',
      notReached: 1
    })
    ok(close(desk, ANNA, { incident: id, leaveNotReached: true }))
    expect(listIncidents(desk).find((one) => one.id === id)).toMatchObject({
      state: 'closed',
      counts: { total: 12, solved: 11, notReached: 1, left: 0 }
    })
    const taken = new Set<string>()
    for (const { now } of board(desk, id).rows) {
      if (now === null) continue
      const key = JSON.stringify([now.slot.doctor, now.slot.date, now.slot.from])
      expect(taken.has(key)).toBe(false)
      taken.add(key)
    }
    expect(taken.size).toBe(7)
  })

  it('takes the doctor off the schedule and books nothing on the sick day', async () => {
    const { desk, id } = await illToday()
    const withdrawn = desk.journal
      .state(incidentAggregate, id)
      ?.shifts.map((shift) => desk.journal.state(shiftAggregate, shift)?.withdrawn)
    expect(withdrawn).toEqual(['заболел'])
    for (const number of [1, 5, 12]) {
      for (const { offer } of talk(desk, id, visitId(number)).offers) {
        if (offer.kind === 'contact-centre') continue
        expect(offer.slot.doctor === LISIN && offer.slot.date === TODAY).toBe(false)
      }
    }
  })

  it('offers a colleague here, then one in the other clinic, then the same doctor with a coupon', async () => {
    const { desk, id } = await illToday()
    expect(slots(desk, id, visitId(3))).toEqual([
      `here-same-day ${TODAY} 10:30`,
      `here-same-day ${TODAY} 11:30`,
      `elsewhere-same-day ${TODAY} 10:30`,
      'same-doctor-later 2026-11-28 10:30',
      'same-doctor-later 2026-11-30 10:30'
    ])
  })

  it('never sends a filling to the orthopaedist', async () => {
    const { desk, id } = await illToday()
    const offered = board(desk, id).rows.flatMap((one) =>
      talk(desk, id, one.visit).offers.map(({ offer }) => (offer.kind === 'contact-centre' ? null : offer.slot.doctor))
    )
    expect(offered).not.toContain(VYATKIN)
  })

  it('shrinks what is offered as slots are taken', async () => {
    const { desk, id } = await illToday()
    const before = slots(desk, id, visitId(2))
    const [first] = before
    ok(accept(desk, id, visitId(2)))
    expect(slots(desk, id, visitId(1))).not.toContain(first)
  })

  it('suggests to everybody a slot that nobody above was suggested', async () => {
    const { desk, id } = await illToday()
    const best = board(desk, id).rows.flatMap((one) =>
      one.best === null ? [] : [JSON.stringify([one.best.slot.doctor, one.best.slot.date, one.best.slot.from])]
    )
    expect(new Set(best).size).toBe(best.length)
    expect(best.length).toBe(12)
  })

  it('calls those in need first: the one at the desk, pain, fresh surgery, a child, somebody from afar', async () => {
    const weekAgo = booked(30, {
      patient: patientId(3),
      from: '12:00',
      date: '2026-11-17',
      doctor: ORLOVA,
      chair: 2,
      service: EXTRACTION
    })
    const operated = (['arrived', 'in-chair', 'done'] as const).map((to, index) =>
      newFact(VisitMoved, 'visit', visitId(30), {
        from: (['booked', 'arrived', 'in-chair'] as const)[index] ?? 'booked',
        to,
        reason: null
      })
    )
    const { desk, id } = await illToday([
      ...booked(1, { from: '09:30' }),
      ...booked(2, { from: '10:00', note: 'едет из Тосно' }),
      ...booked(3, { from: '10:30' }),
      ...booked(4, { from: '11:00', birthDate: '2019-05-05', name: 'Гаврилова Мира' }),
      ...booked(5, { from: '11:30', note: 'острая боль' }),
      ...booked(6, { from: '12:00' }),
      newFact(VisitMoved, 'visit', visitId(6), { from: 'booked', to: 'arrived', reason: null }),
      ...weekAgo,
      ...operated
    ])
    expect(board(desk, id).rows.map((one) => one.visit)).toEqual([6, 5, 3, 4, 2, 1].map(visitId))
    expect(board(desk, id).rows.map((one) => one.urgency)).toEqual([
      ['at-the-desk'],
      ['pain'],
      ['post-op'],
      ['child'],
      ['from-afar'],
      []
    ])
  })

  it('gives somebody in pain the soonest hour, and leaves time to get here', async () => {
    const { desk, id } = await illToday([
      ...booked(1, { from: '14:00', note: 'острая боль' }),
      ...booked(2, { from: '14:30' })
    ])
    expect(slots(desk, id, visitId(1))[0]).toBe(`here-same-day ${TODAY} 09:30`)
    expect(slots(desk, id, visitId(2))[0]).toBe(`here-same-day ${TODAY} 14:30`)
    desk.pass(60)
    expect(slots(desk, id, visitId(1))[0]).toBe(`here-same-day ${TODAY} 10:30`)
  })

  it('does not touch those who are in the chair, done or with another doctor', async () => {
    const { desk, id } = await illToday([
      ...booked(1, { from: '09:00' }),
      newFact(VisitMoved, 'visit', visitId(1), { from: 'booked', to: 'arrived', reason: null }),
      newFact(VisitMoved, 'visit', visitId(1), { from: 'arrived', to: 'in-chair', reason: null }),
      ...booked(2, { from: '10:00', doctor: ORLOVA, chair: 2 }),
      ...booked(3, { from: '11:00', date: '2026-11-28' }),
      ...booked(4, { from: '11:00' })
    ])
    expect(board(desk, id).rows.map((one) => one.visit)).toEqual([visitId(4)])
    expect(refusalOf(gatherTalk(desk, ANNA, { incident: id, visit: visitId(2) }))).toEqual({
      code: 'VISIT_NOT_AFFECTED'
    })
  })

  it('hears of a visit that another desk booked onto the sick doctor meanwhile', async () => {
    const { desk, id } = await illToday(booked(1, { from: '10:00' }))
    ok(accept(desk, id, visitId(1)))
    const other = await deskWith([], 2)
    other.journal.record({ staff: null, clinic: LESNAYA }, booked(2, { from: '15:00' }))
    meet(desk, other)
    expect(board(desk, id).incident.counts).toMatchObject({ total: 2, solved: 1, left: 1 })
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: true }))).toEqual({
      code: 'STILL_OPEN',
      left: 1,
      callBack: 0
    })
  })

  it('counts a visit that was rebooked without the script as settled', async () => {
    const { desk, id } = await illToday(booked(1, { from: '10:00' }))
    desk.journal.record({ staff: null, clinic: LESNAYA }, [
      newFact(VisitMoved, 'visit', visitId(1), { from: 'booked', to: 'cancelled', reason: null })
    ])
    expect(row(desk, id, visitId(1)).progress).toBe('settled-elsewhere')
    ok(close(desk, ANNA, { incident: id, leaveNotReached: false }))
    ok(reopen(desk, ANNA, { incident: id }))
    expect(board(desk, id).incident.state).toBe('open')
  })

  it('stays open until somebody in pain with no slot today hears of the soonest colleague', async () => {
    const desk = await deskWith([
      ...booked(1, { from: '17:00', to: '17:30', note: 'острая боль' }),
      ...booked(2, { from: '17:30', to: '18:00' }),
      shiftOf(ORLOVA, LESNAYA, 2, '2026-11-25', '09:00', '12:00')
    ])
    const id = incidentId()
    desk.pass(8 * 60)
    ok(open(desk, ANNA, illness(id)))
    expect(slots(desk, id, visitId(1))).toEqual([
      'other-doctor-later 2026-11-25 09:00',
      'same-doctor-later 2026-11-28 09:00',
      'same-doctor-later 2026-11-30 09:00'
    ])
    expect(slots(desk, id, visitId(2))).toEqual([
      'same-doctor-later 2026-11-28 14:30',
      'same-doctor-later 2026-11-30 14:30'
    ])
  })
})

describe('opening an incident', () => {
  it('is refused for what is already being dealt with, for the past and for nobody', async () => {
    const { desk, id } = await illToday()
    expect(refusalOf(open(desk, ANNA, illness(incidentId())))).toEqual({ code: 'ALREADY_OPEN', incident: id })
    expect(refusalOf(open(desk, ANNA, illness(incidentId(), { only: visitId(1) })))).toEqual({
      code: 'ALREADY_OPEN',
      incident: id
    })
    const { from } = illness(id)
    expect(
      refusalOf(
        open(
          desk,
          ANNA,
          illness(incidentId(), { doctor: KIM, from: OpenIncidentInput.shape.from.parse('2026-11-20'), through: from })
        )
      )
    ).toEqual({ code: 'BAD_DATES' })
    expect(refusalOf(open(desk, ANNA, illness(incidentId(), { doctor: ANNA.staff })))).toEqual({
      code: 'SUBJECT_UNKNOWN'
    })
    expect(refusalOf(open(desk, ANNA, illness(incidentId(), { doctor: KIM, only: visitId(1) })))).toEqual({
      code: 'VISIT_NOT_AFFECTED'
    })
    expect(listIncidents(desk)).toHaveLength(1)
    expect(listIncidents(desk)[0]).toMatchObject({
      number: '11-000001',
      name: 'Лисин\u00a0А.\u00a0П.',
      openedBy: 'Кружкина\u00a0А.'
    })
  })

  it('by mistake is unmade: the doctor works again', async () => {
    const { desk, id } = await illToday()
    const free = (): number =>
      subjectsOn(desk, { from: illness(id).from, through: illness(id).through }).doctors.filter(
        (one) => one.id === LISIN
      ).length
    expect(free()).toBe(0)
    ok(withdraw(desk, ANNA, { incident: id, reason: 'перепутали врача' }))
    expect(free()).toBe(1)
    expect(listIncidents(desk)).toEqual([])
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'not-reached' }))).toEqual({ code: 'INCIDENT_NOT_OPEN' })
  })

  it('cannot be unmade once a patient has been told', async () => {
    const { desk, id } = await illToday()
    ok(settle(desk, id, visitId(1), { kind: 'not-reached' }))
    expect(refusalOf(withdraw(desk, ANNA, { incident: id, reason: 'перепутали врача' }))).toEqual({
      code: 'ALREADY_TOLD',
      outcomes: 1
    })
  })
})
