import { createRouterClient, EventPublisher } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { afterEach, describe, expect, it } from 'vitest'
import { OpenIncidentInput } from '../../contract/recovery.ts'
import { newFact } from '../../domain/fact.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { StaffChanged, type Role } from '../../domain/staff/facts.ts'
import { IncidentId, VisitId } from '../../domain/values/ids.ts'
import type { Workstation } from '../api/context.ts'
import { router } from '../api/router.ts'
import { closeDesks, deskWith } from './testing/receptionist.ts'
import { ANNA, booked, LISIN, ORLOVA, patientId, TODAY, twelveVisits, visitId } from './testing/two-clinics.ts'

afterEach(closeDesks)

const nobody = (): never => {
  throw new Error('Anna works at this clinic')
}

/** The window of somebody with these roles, answered by the real router with every schema of the contract in force. */
const window = async (facts = twelveVisits(), roles: readonly Role[] = ['receptionist']) => {
  const desk = await deskWith(facts)
  // Rights are those that head office gives, not what the window remembers.
  const { pinHash: _pin, dismissed: _dismissed, ...card } = desk.journal.state(staffAggregate, ANNA.staff) ?? nobody()
  desk.journal.record({ staff: null, clinic: null }, [
    newFact(StaffChanged, 'staff', ANNA.staff, { ...card, roles: [...roles] })
  ])
  const workstation: Workstation = {
    db: desk.db,
    places: desk.places,
    keyProtected: false,
    now: desk.now,
    changes: new EventPublisher(),
    desk,
    fetching: null,
    sync: null,
    takeUp: () => desk,
    log: () => undefined
  }
  const call = createRouterClient(router, {
    context: { workstation, connection: { actor: { ...ANNA, roles }, lastActivity: desk.now() } }
  })
  const id = IncidentId.parse(uuidv7())
  const input = OpenIncidentInput.parse({
    id,
    kind: 'doctor-ill',
    doctor: LISIN,
    equipment: null,
    repairedBy: null,
    from: TODAY,
    through: TODAY,
    reason: 'заболел',
    only: null
  })
  return { desk, call, id, input }
}

describe('a receptionist at the window', () => {
  it('opens an incident, talks, agrees, thinks again and closes it', async () => {
    const { call, id, input } = await window([
      ...booked(1, { from: '10:30', name: 'Мельник Ольга Викторовна' }),
      ...booked(2, { from: '11:00' })
    ])
    expect(await call.recovery.preview(input)).toEqual({
      visits: 2,
      patients: ['Мельник Ольга Викторовна', 'Выдумкина Проба Ивановна']
    })
    expect((await call.recovery.subjects({ from: input.from, through: input.through })).doctors[0]).toMatchObject({
      visits: expect.any(Number) as number
    })
    const board = await call.recovery.open(input)
    expect(board.rows).toHaveLength(2)
    expect(board.closesAt).toBe('2026-11-24T18:00:00.000Z')
    const key = { incident: id, visit: visitId(1) }
    const talk = await call.recovery.begin(key)
    const [first] = talk.offers
    const slot = first?.place?.slot
    if (slot === undefined) throw new Error('no offer')
    expect(first?.held?.mine).toBe(true)
    const settled = await call.recovery.settle({
      ...key,
      choice: { kind: 'accepted', slot },
      known: null
    })
    expect(settled.say?.text).toBe('Готово: сегодня в 10:30, доктор Орлова, в этой же клинике. Спасибо за понимание.')
    expect((await call.recovery.undo({ ...key, settled: settled.undo })).row.progress).toBe('left')
    await call.recovery.settle({ ...key, choice: { kind: 'cancelled', note: null }, known: null })
    const unanswered = await call.recovery.settle({
      incident: id,
      visit: visitId(2),
      choice: { kind: 'not-reached' },
      known: null
    })
    expect(unanswered.say).toBeNull()
    expect((await call.recovery.close({ incident: id, leaveNotReached: true })).state).toBe('closed')
    expect((await call.recovery.incidents()).map((one) => one.counts)).toEqual([
      { total: 2, solved: 1, notReached: 1, callBack: 0, left: 0 }
    ])
    expect((await call.recovery.script({ situation: 'late-start', visit: visitId(2) })).title).toBe(
      'Приём задерживается'
    )
    expect(await call.recovery.promises()).toEqual([])
  })

  it('is told in a typed refusal why not', async () => {
    const { call, id, input } = await window()
    await call.recovery.open(input)
    await expect(call.recovery.open({ ...input, id: IncidentId.parse(uuidv7()) })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'ALREADY_OPEN', incident: id }
    })
    await expect(call.recovery.close({ incident: id, leaveNotReached: true })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'STILL_OPEN', left: 12 }
    })
  })

  it('cannot book somebody else onto a slot that is kept while a colleague talks', async () => {
    const { call, desk, id, input } = await window()
    await call.recovery.open(input)
    const talk = await call.recovery.begin({ incident: id, visit: visitId(3) })
    const slot = talk.row.held?.slot
    if (slot === undefined) throw new Error('nothing is held')
    const wish = { doctor: ORLOVA, specialty: null, from: input.from, days: 1, minutes: 30 }
    expect((await call.visits.freeSlots(wish)).map((one) => one.slot.from)).not.toContain(slot.from)
    const booking = { id: VisitId.parse(uuidv7()), patient: patientId(4), slot, services: [], note: null }
    await expect(call.visits.book(booking)).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'SLOT_TAKEN', by: visitId(3) }
    })
    desk.pass(5)
    expect((await call.visits.freeSlots(wish)).map((one) => one.slot.from)).toContain(slot.from)
    await call.visits.book(booking)
  })

  it('needs the right to handle incidents', async () => {
    const { call, input } = await window(twelveVisits(), ['cashier'])
    await expect(call.recovery.open(input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { right: 'handle-incidents' }
    })
    await expect(call.recovery.incidents()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
