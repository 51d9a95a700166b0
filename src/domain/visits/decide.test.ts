import { describe, expect, it } from 'vitest'
import type { Decision, Recorded } from '../fact.ts'
import { instant } from '../values/dates.ts'
import { ClinicId, DeviceId, FactId, PatientId, VisitId } from '../values/ids.ts'
import { bookVisit, moveVisit, rebookVisit } from './decide.ts'
import { visitAggregate, type Visit } from './evolve.ts'
import { VisitSlot, type VisitFact, type VisitState } from './facts.ts'

const uuid = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`
const id = VisitId.parse(uuid(1))
const slotOn = (date: string): VisitSlot =>
  VisitSlot.parse({ clinic: uuid(2), doctor: uuid(3), chair: uuid(4), date, from: '10:00', to: '10:30' })

let facts = 100
/** Folds what was decided; a refusal is a fault of the test. */
const after = (state: Visit | null, decision: Decision<VisitFact, unknown>): Visit => {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  let visit = state
  for (const fact of decision.facts) {
    facts += 1
    const provenance = {
      id: FactId.parse(uuid(facts)),
      device: DeviceId.parse(uuid(5)),
      staff: null,
      clinic: ClinicId.parse(uuid(2)),
      at: instant(1_700_000_000_000 + facts)
    }
    const recorded: Recorded<VisitFact> = { ...fact, provenance }
    visit = visitAggregate.evolve(visit, recorded)
  }
  if (visit === null) throw new Error('there is no visit')
  return visit
}

const booked = (): Visit =>
  after(
    null,
    bookVisit(null, { id, patient: PatientId.parse(uuid(6)), slot: slotOn('2026-11-24'), services: [], note: null }, [])
  )
const emergency = { reason: 'острая боль', responsible: 'Иванова А. А.' }
const through = (visit: Visit, ...states: readonly VisitState[]): Visit =>
  states.reduce(
    (now, to) =>
      after(
        now,
        moveVisit(now, { id, from: now.state, to, reason: null, override: to === 'in-chair' ? emergency : null }, [
          'general'
        ])
      ),
    visit
  )
const another = { id, slot: slotOn('2026-12-01'), reason: 'просьба пациента' }

describe('a visit that is moved to another time', () => {
  it('needs its consents anew: what was let pass in an emergency was let pass that day only', () => {
    const walkedIn = through(booked(), 'arrived')
    const once = after(
      walkedIn,
      moveVisit(walkedIn, { id, from: 'arrived', to: 'in-chair', reason: null, override: emergency }, ['general'])
    )
    const back = { ...once, moves: once.moves.slice(0, 1), state: 'arrived' as const }
    const again = through(after(back, rebookVisit(back, another, [])), 'arrived')
    expect(
      moveVisit(again, { id, from: 'arrived', to: 'in-chair', reason: null, override: null }, ['general'])
    ).toMatchObject({ refusal: { code: 'CONSENTS_MISSING', missing: ['general'] } })
  })

  it('may be one at which nobody was treated: missed, cancelled, or left without waiting', () => {
    for (const states of [['no-show'], ['cancelled'], ['arrived', 'left']] as const) {
      expect(rebookVisit(through(booked(), ...states), another, []).ok).toBe(true)
    }
  })

  it('is never one at which treatment took place: that day, its act and its money stay where they were', () => {
    const treated = through(booked(), 'arrived', 'in-chair', 'done', 'paid', 'left')
    expect(rebookVisit(treated, another, [])).toMatchObject({ refusal: { code: 'VISIT_OVER', state: 'left' } })
  })
})
