import { afterEach, describe, expect, it } from 'vitest'
import { equipmentAggregate } from '../../domain/clinic/evolve.ts'
import { OpenIncidentInput } from '../../contract/recovery.ts'
import { affectedBy, close, open, repaired } from './incident-commands.ts'
import { openPromises, subjectsOn } from './queries.ts'
import {
  accept,
  board,
  breakdown,
  closeDesks,
  deskWith,
  illness,
  incidentId,
  ok,
  refusalOf,
  row,
  settle,
  slots,
  stateOf,
  talk
} from './testing/receptionist.ts'
import {
  ANNA,
  LESNAYA,
  LISIN,
  ORLOVA,
  SADOVAYA,
  SCAN,
  TODAY,
  TOMOGRAPH,
  VYATKIN,
  booked,
  patientId,
  shiftOf,
  twelveVisits,
  visitId
} from './testing/two-clinics.ts'

afterEach(closeDesks)

describe('a device is under repair', () => {
  const scans = () => [
    ...booked(1, { from: '10:30', doctor: ORLOVA, chair: 2, service: SCAN }),
    ...booked(2, { from: '11:00', doctor: ORLOVA, chair: 2 })
  ]

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
    const desk = await deskWith([
      ...scans(),
      shiftOf(ORLOVA, LESNAYA, 2, '2026-11-26', '09:00', '15:00'),
      shiftOf(ORLOVA, LESNAYA, 2, '2026-11-27', '09:00', '15:00')
    ])
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
    desk.journal.record(
      { staff: null, clinic: LESNAYA },
      booked(5, { patient: patientId(1), from: '10:00', date: '2026-11-28', doctor: ORLOVA, chair: 2 })
    )
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
    expect(view.script.lines[0]?.text).toBe(
      'Проба Ивановна, здравствуйте, меня зовут Анна. Уделите мне, пожалуйста, минуту: это о Вашем приёме.'
    )
    expect(
      subjectsOn(desk, { from: illness(id).from, through: illness(id).through }).doctors.find((one) => one.id === LISIN)
        ?.visits
    ).toBe(12)
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
