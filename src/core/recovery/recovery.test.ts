import { uuidv7 } from 'uuidv7'
import { afterEach, describe, expect, it } from 'vitest'
import { OpenIncidentInput, type TalkChoice } from '../../contract/recovery.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { VisitMoved } from '../../domain/visits/facts.ts'
import { shiftAggregate, equipmentAggregate } from '../../domain/clinic/evolve.ts'
import { newFact, type Decision } from '../../domain/fact.ts'
import type { RecoveryRefusal } from '../../domain/recovery/refusals.ts'
import { instant } from '../../domain/values/dates.ts'
import { IncidentId, type VisitId } from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'
import { boardOf } from './board.ts'
import { couponOf, couponsOf } from './coupons.ts'
import { affectedBy, close, open, reopen, repaired, withdraw } from './incident-commands.ts'
import { listIncidents, openPromises, scriptAtDesk, situationsHere, subjectsOn } from './queries.ts'
import { heldSlots } from './schedule.ts'
import { endingOf, gatherTalk, talkView } from './talk.ts'
import { begin, hold, release, settleTalk, undoTalk } from './talk-commands.ts'
import {
  ANNA, booked, EXTRACTION, KIM, LESNAYA, LISIN, meet, openDesk, ORLOVA, patientId, SADOVAYA, SCAN, shiftOf, tablesOf, TODAY, TOMOGRAPH, twelveVisits, visitId,
  VYATKIN, type TestDesk
} from './testing/two-clinics.ts'

const desks: TestDesk[] = []
const deskWith = async (facts: Parameters<typeof openDesk>[1], number = 1): Promise<TestDesk> => {
  const desk = await openDesk(number, facts)
  desks.push(desk)
  return desk
}
afterEach(() => {
  for (const desk of desks.splice(0)) desk.close()
})

const incidentId = (): IncidentId => IncidentId.parse(uuidv7())
const illness = (id: IncidentId, more: Partial<OpenIncidentInput> = {}): OpenIncidentInput =>
  OpenIncidentInput.parse({
    id, kind: 'doctor-ill', doctor: LISIN, equipment: null, repairedBy: null, from: TODAY, through: TODAY, reason: 'заболел', only: null, ...more
  })
const breakdown = (id: IncidentId, more: Partial<OpenIncidentInput> = {}): OpenIncidentInput =>
  OpenIncidentInput.parse({
    id, kind: 'equipment-down', doctor: null, equipment: TOMOGRAPH, repairedBy: null, from: TODAY, through: TODAY, reason: 'остановлен', only: null, ...more
  })

const ok = <Fact>(decision: Decision<Fact, RecoveryRefusal>): readonly Fact[] => {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  return decision.facts
}
const refusalOf = (decision: Decision<unknown, RecoveryRefusal>): RecoveryRefusal | null => (decision.ok ? null : decision.refusal)

const board = (desk: Desk, id: IncidentId) => {
  const view = boardOf(desk, id)
  if (view === null) throw new Error('no board')
  return view
}
const row = (desk: Desk, id: IncidentId, visit: VisitId) => {
  const found = board(desk, id).rows.find((one) => one.visit === visit)
  if (found === undefined) throw new Error('no row')
  return found
}
const talk = (desk: Desk, incident: IncidentId, visit: VisitId) => {
  const [gathered] = ok(gatherTalk(desk, ANNA, { incident, visit }))
  if (gathered === undefined) throw new Error('no talk')
  return talkView(desk, gathered)
}
const slots = (desk: Desk, incident: IncidentId, visit: VisitId): string[] =>
  talk(desk, incident, visit).offers.map(({ offer }) => (offer.kind === 'contact-centre' ? offer.kind : `${offer.kind} ${offer.slot.date} ${offer.slot.from}`))
const settle = (desk: Desk, incident: IncidentId, visit: VisitId, choice: TalkChoice) =>
  settleTalk(desk, ANNA, { incident, visit, choice, known: row(desk, incident, visit).outcome?.id ?? null })
/** Takes the offer under a digit, as the receptionist does. */
const accept = (desk: Desk, incident: IncidentId, visit: VisitId, digit = 1) => {
  const offer = talk(desk, incident, visit).offers[digit - 1]?.offer
  if (offer === undefined || offer.kind === 'contact-centre') throw new Error(`no slot under ${digit}`)
  return settle(desk, incident, visit, { kind: 'accepted', slot: offer.slot })
}
const slotOfVisit = (desk: Desk, visit: VisitId) => desk.journal.state(visitAggregate, visit)?.slot
const stateOf = (desk: Desk, visit: VisitId) => desk.journal.state(visitAggregate, visit)?.state

const illToday = async (facts: Parameters<typeof openDesk>[1] = twelveVisits()) => {
  const desk = await deskWith(facts)
  const id = incidentId()
  ok(open(desk, ANNA, illness(id)))
  return { desk, id }
}

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
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: true }))).toEqual({ code: 'STILL_OPEN', left: 1, callBack: 0 })
    ok(settle(desk, id, visitId(12), { kind: 'call-back', at: instant(desk.now() + 3_600_000), note: null }))
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: true }))).toEqual({ code: 'STILL_OPEN', left: 0, callBack: 1 })
    ok(accept(desk, id, visitId(12)))
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: false }))).toEqual({ code: 'NOT_REACHED_LEFT', notReached: 1 })
    ok(close(desk, ANNA, { incident: id, leaveNotReached: true }))
    expect(listIncidents(desk).find((one) => one.id === id)).toMatchObject({ state: 'closed', counts: { total: 12, solved: 11, notReached: 1, left: 0 } })
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
    const { shifts } = desk.journal.history('incident', id)[0]?.payload as { shifts: string[] }
    expect(shifts.map((shift) => desk.journal.state(shiftAggregate, shift)?.withdrawn)).toEqual(['заболел'])
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
    const offered = board(desk, id).rows.flatMap((one) => talk(desk, id, one.visit).offers.map(({ offer }) => (offer.kind === 'contact-centre' ? null : offer.slot.doctor)))
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
    const best = board(desk, id).rows.flatMap((one) => (one.best === null ? [] : [JSON.stringify([one.best.slot.doctor, one.best.slot.date, one.best.slot.from])]))
    expect(new Set(best).size).toBe(best.length)
    expect(best.length).toBe(12)
  })

  it('calls those in need first: the one at the desk, pain, fresh surgery, a child, somebody from afar', async () => {
    const weekAgo = booked(30, { patient: patientId(3), from: '12:00', date: '2026-11-17', doctor: ORLOVA, chair: 2, service: EXTRACTION })
    const operated = (['arrived', 'in-chair', 'done'] as const).map((to, index) =>
      newFact(VisitMoved, 'visit', visitId(30), { from: (['booked', 'arrived', 'in-chair'] as const)[index] ?? 'booked', to, reason: null })
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
    expect(board(desk, id).rows.map((one) => one.urgency)).toEqual([['at-the-desk'], ['pain'], ['post-op'], ['child'], ['from-afar'], []])
  })

  it('gives somebody in pain the soonest hour, and leaves time to get here', async () => {
    const { desk, id } = await illToday([...booked(1, { from: '14:00', note: 'острая боль' }), ...booked(2, { from: '14:30' })])
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
    expect(refusalOf(gatherTalk(desk, ANNA, { incident: id, visit: visitId(2) }))).toEqual({ code: 'VISIT_NOT_AFFECTED' })
  })

  it('hears of a visit that another desk booked onto the sick doctor meanwhile', async () => {
    const { desk, id } = await illToday(booked(1, { from: '10:00' }))
    ok(accept(desk, id, visitId(1)))
    const other = await deskWith([], 2)
    other.journal.record({ staff: null, clinic: LESNAYA }, booked(2, { from: '15:00' }))
    meet(desk, other)
    expect(board(desk, id).incident.counts).toMatchObject({ total: 2, solved: 1, left: 1 })
    expect(refusalOf(close(desk, ANNA, { incident: id, leaveNotReached: true }))).toEqual({ code: 'STILL_OPEN', left: 1, callBack: 0 })
  })

  it('counts a visit that was rebooked without the script as settled', async () => {
    const { desk, id } = await illToday(booked(1, { from: '10:00' }))
    desk.journal.record({ staff: null, clinic: LESNAYA }, [newFact(VisitMoved, 'visit', visitId(1), { from: 'booked', to: 'cancelled', reason: null })])
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
    expect(slots(desk, id, visitId(1))).toEqual(['other-doctor-later 2026-11-25 09:00', 'same-doctor-later 2026-11-28 09:00', 'same-doctor-later 2026-11-30 09:00'])
    expect(slots(desk, id, visitId(2))).toEqual(['same-doctor-later 2026-11-28 14:30', 'same-doctor-later 2026-11-30 14:30'])
  })
})

describe('agreeing on an offer', () => {
  it('moves the visit in the same breath, and says so in words', async () => {
    const { desk, id } = await illToday()
    const recorded = ok(accept(desk, id, visitId(3)))
    expect(recorded.map((fact) => fact.type)).toEqual(['recovery.settled', 'visit.rebooked'])
    expect(recorded.map((fact) => fact.provenance.staff)).toEqual([ANNA.staff, ANNA.staff])
    expect(slotOfVisit(desk, visitId(3))).toMatchObject({ doctor: ORLOVA, date: TODAY, from: '10:30' })
    expect(row(desk, id, visitId(3))).toMatchObject({ progress: 'solved', original: { doctor: 'Лисин\u00a0А.\u00a0П.' }, now: { doctor: 'Орлова\u00a0И.\u00a0Н.' } })
  })

  it('gives a coupon of 7 % with the same doctor later, and only then', async () => {
    const { desk, id } = await illToday()
    ok(accept(desk, id, visitId(1), 1))
    expect(couponOf(desk.db, visitId(1))).toBeNull()
    ok(accept(desk, id, visitId(2), 4))
    expect(couponOf(desk.db, visitId(2))).toEqual({ number: '11-000001', discount: 700 })
    expect(couponsOf(desk.db, patientId(2))).toEqual([{ number: '11-000001', discount: 700, visit: visitId(2) }])
    const [gathered] = ok(gatherTalk(desk, ANNA, { incident: id, visit: visitId(2) }))
    const outcome = row(desk, id, visitId(2)).outcome?.outcome
    if (gathered === undefined || outcome === undefined) throw new Error('no outcome')
    expect(endingOf(gathered, outcome)).toEqual({
      text: 'Готово: в субботу 28 ноября в 10:00, доктор Лисин, в этой же клинике. Номер купона на скидку 7\u00a0%: 11-000001, он уже привязан к записи. Спасибо за понимание.',
      blanks: [], doubtful: []
    })
  })

  it('can be taken back: the visit stands where it stood and the coupon is gone', async () => {
    const { desk, id } = await illToday()
    const before = desk.journal.state(visitAggregate, visitId(2))?.slot
    ok(accept(desk, id, visitId(2), 4))
    const settled = row(desk, id, visitId(2)).outcome?.id
    if (settled === undefined) throw new Error('nothing settled')
    ok(undoTalk(desk, ANNA, { incident: id, visit: visitId(2), settled }))
    expect(slotOfVisit(desk, visitId(2))).toEqual(before)
    expect(couponOf(desk.db, visitId(2))).toBeNull()
    expect(row(desk, id, visitId(2)).progress).toBe('left')
    expect(refusalOf(undoTalk(desk, ANNA, { incident: id, visit: visitId(2), settled }))).toEqual({ code: 'NOTHING_TO_UNDO' })
  })

  it('keeps a waiting patient arrived when the new hour is today and here, and gives that back too', async () => {
    const { desk, id } = await illToday([...booked(1, { from: '09:30' }), newFact(VisitMoved, 'visit', visitId(1), { from: 'booked', to: 'arrived', reason: null })])
    ok(accept(desk, id, visitId(1), 1))
    expect(stateOf(desk, visitId(1))).toBe('arrived')
    const settled = row(desk, id, visitId(1)).outcome?.id
    if (settled === undefined) throw new Error('nothing settled')
    ok(undoTalk(desk, ANNA, { incident: id, visit: visitId(1), settled }))
    expect(stateOf(desk, visitId(1))).toBe('arrived')
    expect(slotOfVisit(desk, visitId(1))).toMatchObject({ doctor: LISIN, from: '09:30' })
  })

  it('takes a refused visit off the day, and an undo puts it back', async () => {
    const { desk, id } = await illToday()
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'refused', reason: 'other', note: ' ' }))).toEqual({ code: 'REASON_NEEDED' })
    ok(settle(desk, id, visitId(1), { kind: 'refused', reason: 'too-far', note: null }))
    expect(stateOf(desk, visitId(1))).toBe('cancelled')
    const settled = row(desk, id, visitId(1)).outcome?.id
    if (settled === undefined) throw new Error('nothing settled')
    ok(undoTalk(desk, ANNA, { incident: id, visit: visitId(1), settled }))
    expect(stateOf(desk, visitId(1))).toBe('booked')
  })

  it('cannot be taken back once the patient has come', async () => {
    const { desk, id } = await illToday()
    ok(accept(desk, id, visitId(1), 1))
    desk.journal.record({ staff: ANNA.staff, clinic: LESNAYA }, [
      newFact(VisitMoved, 'visit', visitId(1), { from: 'booked', to: 'arrived', reason: null }),
      newFact(VisitMoved, 'visit', visitId(1), { from: 'arrived', to: 'in-chair', reason: null })
    ])
    const settled = row(desk, id, visitId(1)).outcome?.id
    if (settled === undefined) throw new Error('nothing settled')
    expect(refusalOf(undoTalk(desk, ANNA, { incident: id, visit: visitId(1), settled }))).toEqual({ code: 'CHANGED_SINCE' })
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'not-reached' }))).toEqual({ code: 'VISIT_STARTED', state: 'in-chair' })
  })

  it('may be agreed anew when the patient thinks again, but is not lost to an unanswered call', async () => {
    const { desk, id } = await illToday()
    ok(accept(desk, id, visitId(1), 1))
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'not-reached' }))).toMatchObject({ code: 'ALREADY_SETTLED' })
    ok(accept(desk, id, visitId(1), 4))
    expect(slotOfVisit(desk, visitId(1))).toMatchObject({ doctor: LISIN, date: '2026-11-28' })
    expect(row(desk, id, visitId(1)).conflicts).toEqual([])
  })

  it('refuses a slot outside of every shift, too short a one, and a promise to call in the past', async () => {
    const { desk, id } = await illToday()
    const offer = talk(desk, id, visitId(1)).offers[0]?.offer
    if (offer === undefined || offer.kind === 'contact-centre') throw new Error('no offer')
    const night = { ...offer.slot, from: '20:00', to: '20:30' } as typeof offer.slot
    const short = { ...offer.slot, to: '09:40' } as typeof offer.slot
    for (const slot of [night, short]) expect(refusalOf(settle(desk, id, visitId(1), { kind: 'accepted', slot }))).toEqual({ code: 'SLOT_TAKEN', by: null })
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'call-back', at: instant(desk.now() - 1000), note: null }))).toEqual({ code: 'CALL_BACK_IN_THE_PAST' })
    expect(stateOf(desk, visitId(1))).toBe('booked')
  })

  it('records nothing of a refused agreement, not even the number of its coupon', async () => {
    const { desk, id } = await illToday()
    const late = talk(desk, id, visitId(1)).offers[3]?.offer
    if (late === undefined || late.kind === 'contact-centre') throw new Error('no offer')
    ok(settle(desk, id, visitId(2), { kind: 'accepted', slot: late.slot }))
    const seq = desk.journal.head().seq
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'accepted', slot: late.slot }))).toEqual({ code: 'SLOT_TAKEN', by: visitId(2) })
    expect(desk.journal.head().seq).toBe(seq)
    ok(accept(desk, id, visitId(1), 4))
    expect(couponOf(desk.db, visitId(1))?.number).toBe('11-000002')
  })
})

describe('a slot that is kept while talking', () => {
  it('is offered to nobody else, and to everybody again when its time is over', async () => {
    const { desk, id } = await illToday()
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    const kept = `here-same-day ${TODAY} 10:30`
    expect(talk(desk, id, visitId(3)).offers[0]?.held).toMatchObject({ mine: true })
    expect(slots(desk, id, visitId(3))).toContain(kept)
    expect(slots(desk, id, visitId(4))).not.toContain(kept)
    const offer = talk(desk, id, visitId(3)).offers[0]?.offer
    if (offer === undefined || offer.kind === 'contact-centre') throw new Error('no offer')
    expect(refusalOf(settle(desk, id, visitId(4), { kind: 'accepted', slot: offer.slot }))).toEqual({ code: 'SLOT_TAKEN', by: visitId(3) })
    expect(heldSlots(desk.db, instant(desk.now()))).toHaveLength(1)
    desk.pass(5)
    expect(heldSlots(desk.db, instant(desk.now()))).toEqual([])
    expect(row(desk, id, visitId(3)).held).toBeNull()
    ok(settle(desk, id, visitId(4), { kind: 'accepted', slot: offer.slot }))
  })

  it('lets the former one go when another is kept, and all go when the talk ends', async () => {
    const { desk, id } = await illToday()
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    const second = talk(desk, id, visitId(3)).offers[1]?.offer
    if (second === undefined || second.kind === 'contact-centre') throw new Error('no offer')
    ok(hold(desk, ANNA, { incident: id, visit: visitId(3), slot: second.slot }))
    expect(heldSlots(desk.db, instant(desk.now())).map((one) => one.slot.from)).toEqual([second.slot.from])
    ok(release(desk, ANNA, { incident: id, visit: visitId(3) }))
    expect(refusalOf(release(desk, ANNA, { incident: id, visit: visitId(3) }))).toEqual({ code: 'NOTHING_HELD' })
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    ok(settle(desk, id, visitId(3), { kind: 'not-reached' }))
    expect(heldSlots(desk.db, instant(desk.now()))).toEqual([])
  })

  it('is seen on the other desk, which cannot end it', async () => {
    const { desk, id } = await illToday()
    const other = await deskWith(twelveVisits(), 2)
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    meet(desk, other)
    expect(slots(other, id, visitId(4))).not.toContain(`here-same-day ${TODAY} 10:30`)
    expect(row(other, id, visitId(3)).held).toMatchObject({ mine: false })
    expect(refusalOf(release(other, ANNA, { incident: id, visit: visitId(3) }))).toEqual({ code: 'NOTHING_HELD' })
  })

  it('writes down once what was offered, and again when the offers changed', async () => {
    const { desk, id } = await illToday()
    const shown = (): number => desk.journal.history('recovery', visitId(3)).filter((fact) => fact.type === 'recovery.offers-shown').length
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    expect(shown()).toBe(1)
    // Takes half past eleven, the second slot that visit 3 was offered.
    ok(accept(desk, id, visitId(5), 1))
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    expect(shown()).toBe(2)
  })
})

describe('the words', () => {
  it('name this patient, this doctor in the right case, and the offers that exist', async () => {
    const { desk, id } = await illToday([...booked(1, { from: '10:30', name: 'Мельник Ольга Викторовна' })])
    const view = talk(desk, id, visitId(1))
    expect(view.script.lines.map((line) => line.text)).toEqual([
      'Здравствуйте. Это Ольга Викторовна? Клиника на Лесной, меня зовут Анна. Вам удобно сейчас говорить?',
      'Доктор Лисин заболел, поэтому Ваш приём сегодня в 10:30 не состоится.',
      'Приносим Вам извинения. Понимаем, что Вы рассчитывали именно на это время.',
      'Вот что я могу предложить Вам прямо сейчас.',
      'Что из этого Вам удобнее? Запись я оформлю сразу. Если захотите выбрать день к доктору Лисину сами, это можно сделать на сайте в личном кабинете, скидка 7\u00a0% на этот приём сохранится.'
    ])
    expect(view.offers.map((one) => one.say.text)).toEqual([
      'Сегодня в 10:30 Вас может принять доктор Орлова, в этой же клинике.',
      'Сегодня в 11:30 Вас может принять доктор Орлова, в этой же клинике.',
      'Сегодня в 10:30 Вас может принять доктор Ким в нашей клинике на Садовой: Садовая улица, 2.',
      'В субботу 28 ноября в 10:30 Вас примет доктор Лисин, в этой же клинике. На этот приём мы дарим скидку 7\u00a0% в знак извинения.',
      'В понедельник 30 ноября в 10:30 Вас примет доктор Лисин, в этой же клинике. На этот приём мы дарим скидку 7\u00a0% в знак извинения.'
    ])
    expect(view.script.never.map((one) => one.phrase)).toContain('Мы сами только что узнали')
  })

  it('speak to the mother about the child', async () => {
    const { desk, id } = await illToday(booked(1, { from: '10:30', name: 'Гаврилова Мира', birthDate: '2019-05-05', mother: 'Гаврилова Нина Павловна' }))
    const view = talk(desk, id, visitId(1))
    expect(view.row.representative).toEqual({ name: 'Гаврилова Нина Павловна', phone: '+79215550001' })
    expect(view.script.lines[0]?.text).toBe('Здравствуйте. Это Нина Павловна? Клиника на Лесной, меня зовут Анна. Вам удобно сейчас говорить?')
    expect(view.script.lines[1]?.text).toBe('Доктор Лисин заболел, поэтому приём Миры сегодня в 10:30 не состоится.')
    expect(view.offers[0]?.say.text).toBe('Сегодня в 10:30 Миру может принять доктор Орлова, в этой же клинике.')
  })

  it('know every situation, also without an incident', async () => {
    const desk = await deskWith(booked(1, { from: '10:30', name: 'Мельник Ольга Викторовна' }))
    expect(situationsHere(desk).map((one) => one.key)).toEqual([
      'doctor-ill', 'equipment-down', 'analysis-lost', 'results-not-ready', 'late-start', 'wrong-place-or-time', 'debt-found'
    ])
    const [debt] = ok(scriptAtDesk(desk, ANNA, { situation: 'debt-found', visit: visitId(1) }))
    expect(debt?.lines[0]?.text).toBe('Ольга Викторовна, здравствуйте, меня зовут Анна.')
    const [late] = ok(scriptAtDesk(desk, ANNA, { situation: 'late-start', visit: null }))
    expect(late?.lines[0]?.text).toBe('Здравствуйте, меня зовут Анна.')
  })
})

describe('a device is under repair', () => {
  const scans = () => [...booked(1, { from: '10:30', doctor: ORLOVA, chair: 2, service: SCAN }), ...booked(2, { from: '11:00', doctor: ORLOVA, chair: 2 })]

  it('touches only visits that need it, and offers the other clinic where it works', async () => {
    const desk = await deskWith(scans())
    const id = incidentId()
    expect(affectedBy(desk, breakdown(id))).toEqual([visitId(1)])
    ok(open(desk, ANNA, breakdown(id)))
    expect(desk.journal.state(equipmentAggregate, TOMOGRAPH)?.down).toEqual({ note: 'остановлен', repairedBy: null })
    expect(slots(desk, id, visitId(1))).toEqual([`elsewhere-same-day ${TODAY} 10:30`, 'contact-centre'])
    expect(talk(desk, id, visitId(1)).script.lines[1]?.text).toBe(
      'Оборудование, которое нужно для Вашего приёма, остановлено на внеплановое обслуживание, поэтому принять Вас сегодня в 10:30 мы не сможем. Точный срок окончания работ пока неизвестен.'
    )
  })

  it('offers the day after the repair when its end is known', async () => {
    const desk = await deskWith([...scans(), shiftOf(ORLOVA, LESNAYA, 2, '2026-11-26', '09:00', '15:00'), shiftOf(ORLOVA, LESNAYA, 2, '2026-11-27', '09:00', '15:00')])
    const id = incidentId()
    ok(open(desk, ANNA, breakdown(id, { repairedBy: OpenIncidentInput.shape.from.parse('2026-11-26') })))
    expect(slots(desk, id, visitId(1))).toEqual([`elsewhere-same-day ${TODAY} 10:30`, 'after-repair 2026-11-27 10:30'])
  })

  it('does not offer an hour at which the only other device is in use', async () => {
    const desk = await deskWith([
      ...scans(),
      ...booked(3, { from: '10:00', to: '11:00', clinic: SADOVAYA, doctor: VYATKIN, chair: 9, service: SCAN }),
      shiftOf(VYATKIN, SADOVAYA, 9, TODAY, '10:00', '11:00')
    ])
    const id = incidentId()
    ok(open(desk, ANNA, breakdown(id)))
    expect(slots(desk, id, visitId(1))[0]).toBe(`elsewhere-same-day ${TODAY} 11:00`)
  })

  it('keeps the promise of the contact centre in sight until a date is found', async () => {
    const desk = await deskWith(scans())
    const id = incidentId()
    ok(open(desk, ANNA, breakdown(id)))
    ok(settle(desk, id, visitId(1), { kind: 'contact-centre' }))
    expect(stateOf(desk, visitId(1))).toBe('cancelled')
    ok(close(desk, ANNA, { incident: id, leaveNotReached: false }))
    expect(openPromises(desk)).toMatchObject([{ kind: 'contact-centre', visit: visitId(1), ready: false }])
    ok(repaired(desk, ANNA, { equipment: TOMOGRAPH }))
    expect(openPromises(desk)).toMatchObject([{ visit: visitId(1), ready: true }])
    desk.journal.record({ staff: null, clinic: LESNAYA }, booked(5, { patient: patientId(1), from: '10:00', date: '2026-11-28', doctor: ORLOVA, chair: 2 }))
    expect(openPromises(desk)).toEqual([])
    expect(refusalOf(repaired(desk, ANNA, { equipment: TOMOGRAPH }))).toEqual({ code: 'NOT_DOWN' })
  })
})

describe('one patient at the desk', () => {
  it('gets the same words and offers, and nobody else is touched', async () => {
    const desk = await deskWith(twelveVisits())
    const id = incidentId()
    ok(open(desk, ANNA, illness(id, { only: visitId(4) })))
    expect(board(desk, id).rows.map((one) => one.visit)).toEqual([visitId(4)])
    const view = talk(desk, id, visitId(4))
    expect(view.atDesk).toBe(true)
    expect(view.script.lines[0]?.text).toBe('Проба Ивановна, здравствуйте, меня зовут Анна. Уделите мне, пожалуйста, минуту: это о Вашем приёме.')
    expect(subjectsOn(desk, { from: illness(id).from, through: illness(id).through }).doctors.find((one) => one.id === LISIN)?.visits).toBe(12)
    ok(accept(desk, id, visitId(4)))
    ok(close(desk, ANNA, { incident: id, leaveNotReached: false }))
  })

  it('whose device stands still is helped though the device is not reported for everybody', async () => {
    const desk = await deskWith(booked(1, { from: '10:30', doctor: ORLOVA, chair: 2, service: SCAN }))
    const id = incidentId()
    ok(open(desk, ANNA, breakdown(id, { only: visitId(1) })))
    expect(desk.journal.state(equipmentAggregate, TOMOGRAPH)?.down).toBeNull()
    expect(row(desk, id, visitId(1)).progress).toBe('left')
    expect(slots(desk, id, visitId(1))).toEqual([`elsewhere-same-day ${TODAY} 10:30`, 'contact-centre'])
  })
})

describe('opening an incident', () => {
  it('is refused for what is already being dealt with, for the past and for nobody', async () => {
    const { desk, id } = await illToday()
    expect(refusalOf(open(desk, ANNA, illness(incidentId())))).toEqual({ code: 'ALREADY_OPEN', incident: id })
    expect(refusalOf(open(desk, ANNA, illness(incidentId(), { only: visitId(1) })))).toEqual({ code: 'ALREADY_OPEN', incident: id })
    const { from } = illness(id)
    expect(refusalOf(open(desk, ANNA, illness(incidentId(), { doctor: KIM, from: OpenIncidentInput.shape.from.parse('2026-11-20'), through: from })))).toEqual({ code: 'BAD_DATES' })
    expect(refusalOf(open(desk, ANNA, illness(incidentId(), { doctor: ANNA.staff })))).toEqual({ code: 'SUBJECT_UNKNOWN' })
    expect(refusalOf(open(desk, ANNA, illness(incidentId(), { doctor: KIM, only: visitId(1) })))).toEqual({ code: 'VISIT_NOT_AFFECTED' })
    expect(listIncidents(desk)).toHaveLength(1)
    expect(listIncidents(desk)[0]).toMatchObject({ number: '11-000001', name: 'Лисин\u00a0А.\u00a0П.', openedBy: 'Кружкина\u00a0А.' })
  })

  it('by mistake is unmade: the doctor works again', async () => {
    const { desk, id } = await illToday()
    const free = (): number => subjectsOn(desk, { from: illness(id).from, through: illness(id).through }).doctors.filter((one) => one.id === LISIN).length
    expect(free()).toBe(0)
    ok(withdraw(desk, ANNA, { incident: id, reason: 'перепутали врача' }))
    expect(free()).toBe(1)
    expect(listIncidents(desk)).toEqual([])
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'not-reached' }))).toEqual({ code: 'INCIDENT_NOT_OPEN' })
  })

  it('cannot be unmade once a patient has been told', async () => {
    const { desk, id } = await illToday()
    ok(settle(desk, id, visitId(1), { kind: 'not-reached' }))
    expect(refusalOf(withdraw(desk, ANNA, { incident: id, reason: 'перепутали врача' }))).toEqual({ code: 'ALREADY_TOLD', outcomes: 1 })
  })
})

describe('two desks without a connection', () => {
  const two = async () => {
    const { desk, id } = await illToday()
    const other = await deskWith(twelveVisits(), 2)
    meet(desk, other)
    return { desk, other, id }
  }

  it('promise one slot to two patients: both see it and one is called again', async () => {
    const { desk, other, id } = await two()
    const offer = talk(desk, id, visitId(3)).offers[0]?.offer
    if (offer === undefined || offer.kind === 'contact-centre') throw new Error('no offer')
    ok(settle(desk, id, visitId(3), { kind: 'accepted', slot: offer.slot }))
    ok(settle(other, id, visitId(4), { kind: 'accepted', slot: offer.slot }))
    meet(desk, other)
    for (const one of [desk, other]) {
      expect(row(one, id, visitId(3)).conflicts).toMatchObject([{ kind: 'slot-taken-twice', visit: visitId(4) }])
      expect(row(one, id, visitId(4)).conflicts).toMatchObject([{ kind: 'slot-taken-twice', visit: visitId(3) }])
    }
    ok(accept(desk, id, visitId(4), 1))
    expect(row(desk, id, visitId(3)).conflicts).toEqual([])
    meet(desk, other)
    expect(tablesOf(desk)).toEqual(tablesOf(other))
  })

  it('tell one patient two things: the later counts, the earlier is shown', async () => {
    const { desk, other, id } = await two()
    ok(accept(desk, id, visitId(3), 1))
    other.pass(1)
    ok(settle(other, id, visitId(3), { kind: 'refused', reason: 'upset', note: null }))
    meet(desk, other)
    expect(row(desk, id, visitId(3))).toMatchObject({ outcome: { outcome: { kind: 'refused' } }, conflicts: [{ kind: 'two-agreements', earlier: { outcome: { kind: 'accepted' } } }] })
    expect(tablesOf(desk)).toEqual(tablesOf(other))
  })

  it('one agrees and the other does not get through: the agreement stands', async () => {
    const { desk, other, id } = await two()
    ok(accept(desk, id, visitId(3), 1))
    other.pass(1)
    ok(settle(other, id, visitId(3), { kind: 'not-reached' }))
    meet(desk, other)
    expect(row(desk, id, visitId(3))).toMatchObject({ progress: 'solved', attempts: 1, conflicts: [] })
    expect(tablesOf(desk)).toEqual(tablesOf(other))
  })

  it('the slower one is told what the faster agreed', async () => {
    const { desk, other, id } = await two()
    const stale = row(other, id, visitId(3)).outcome?.id ?? null
    ok(accept(desk, id, visitId(3), 1))
    meet(desk, other)
    expect(refusalOf(settleTalk(other, ANNA, { incident: id, visit: visitId(3), choice: { kind: 'not-reached' }, known: stale }))).toMatchObject({
      code: 'SETTLED_MEANWHILE', outcome: { kind: 'accepted' }
    })
  })
})
