import { afterEach, describe, expect, it } from 'vitest'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { VisitMoved } from '../../domain/visits/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { instant } from '../../domain/values/dates.ts'
import { draftAct } from '../acts/draft.ts'
import { couponOf, couponsOf } from './coupons.ts'
import { heldSlots } from './schedule.ts'
import { endingOf, gatherTalk } from './talk.ts'
import { begin, hold, release, undoTalk } from './talk-commands.ts'
import {
  accept,
  closeDesks,
  deskWith,
  illToday,
  ok,
  refusalOf,
  row,
  settle,
  slotOfVisit,
  slots,
  stateOf,
  talk
} from './testing/receptionist.ts'
import { meet } from './testing/desks.ts'
import { booked, ANNA, LESNAYA, LISIN, ORLOVA, TODAY, patientId, twelveVisits, visitId } from './testing/two-clinics.ts'

afterEach(closeDesks)

describe('agreeing on an offer', () => {
  it('moves the visit in the same breath, and says so in words', async () => {
    const { desk, id } = await illToday()
    const recorded = ok(accept(desk, id, visitId(3)))
    expect(recorded.map((fact) => fact.type)).toEqual(['recovery.settled', 'visit.rebooked'])
    expect(recorded.map((fact) => fact.provenance.staff)).toEqual([ANNA.staff, ANNA.staff])
    expect(slotOfVisit(desk, visitId(3))).toMatchObject({ doctor: ORLOVA, date: TODAY, from: '10:30' })
    expect(row(desk, id, visitId(3))).toMatchObject({
      progress: 'solved',
      original: { doctor: 'Лисин\u00a0А.\u00a0П.' },
      now: { doctor: 'Орлова\u00a0И.\u00a0Н.' }
    })
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
      blanks: [],
      doubtful: []
    })
  })

  it('lowers the act of that visit by the coupon, and of no other', async () => {
    const { desk, id } = await illToday()
    ok(accept(desk, id, visitId(1), 1))
    ok(accept(desk, id, visitId(2), 4))
    const sums = [1, 2].map((number) =>
      draftAct(desk, visitId(number))?.lines.map(({ discount, sum }) => ({ discount, sum }))
    )
    expect(sums).toEqual([[{ discount: 0, sum: 300_000 }], [{ discount: 700, sum: 279_000 }]])
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
    expect(refusalOf(undoTalk(desk, ANNA, { incident: id, visit: visitId(2), settled }))).toEqual({
      code: 'NOTHING_TO_UNDO'
    })
  })

  it('keeps a waiting patient arrived when the new hour is today and here, and gives that back too', async () => {
    const { desk, id } = await illToday([
      ...booked(1, { from: '09:30' }),
      newFact(VisitMoved, 'visit', visitId(1), { from: 'booked', to: 'arrived', reason: null })
    ])
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
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'refused', reason: 'other', note: ' ' }))).toEqual({
      code: 'REASON_NEEDED'
    })
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
    expect(refusalOf(undoTalk(desk, ANNA, { incident: id, visit: visitId(1), settled }))).toEqual({
      code: 'CHANGED_SINCE'
    })
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'not-reached' }))).toEqual({
      code: 'VISIT_STARTED',
      state: 'in-chair'
    })
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
    for (const slot of [night, short])
      expect(refusalOf(settle(desk, id, visitId(1), { kind: 'accepted', slot }))).toEqual({
        code: 'SLOT_TAKEN',
        by: null
      })
    expect(
      refusalOf(settle(desk, id, visitId(1), { kind: 'call-back', at: instant(desk.now() - 1000), note: null }))
    ).toEqual({ code: 'CALL_BACK_IN_THE_PAST' })
    expect(stateOf(desk, visitId(1))).toBe('booked')
  })

  it('records nothing of a refused agreement, not even the number of its coupon', async () => {
    const { desk, id } = await illToday()
    const late = talk(desk, id, visitId(1)).offers[3]?.offer
    if (late === undefined || late.kind === 'contact-centre') throw new Error('no offer')
    ok(settle(desk, id, visitId(2), { kind: 'accepted', slot: late.slot }))
    const seq = desk.journal.head().seq
    expect(refusalOf(settle(desk, id, visitId(1), { kind: 'accepted', slot: late.slot }))).toEqual({
      code: 'SLOT_TAKEN',
      by: visitId(2)
    })
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
    expect(refusalOf(settle(desk, id, visitId(4), { kind: 'accepted', slot: offer.slot }))).toEqual({
      code: 'SLOT_TAKEN',
      by: visitId(3)
    })
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
    const shown = (): number =>
      desk.journal.history('recovery', visitId(3)).filter((fact) => fact.type === 'recovery.offers-shown').length
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    expect(shown()).toBe(1)
    // Takes half past eleven, the second slot that visit 3 was offered.
    ok(accept(desk, id, visitId(5), 1))
    ok(begin(desk, ANNA, { incident: id, visit: visitId(3) }))
    expect(shown()).toBe(2)
  })
})
