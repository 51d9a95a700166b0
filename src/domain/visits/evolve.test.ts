import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldable, type NewFact, type Recorded } from '../fact.ts'
import { instant } from '../values/dates.ts'
import { ClinicId, DeviceId, FactId, PatientId, VisitId } from '../values/ids.ts'
import { bookVisit, movesFrom, moveVisit, undoMove } from './decide.ts'
import { visitAggregate, type Visit } from './evolve.ts'
import { VisitSlot, type VisitState } from './facts.ts'

const uuid = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`
const id = VisitId.parse(uuid(1))
const { fold } = foldable(visitAggregate)
const slot = VisitSlot.parse({
  clinic: uuid(2),
  doctor: uuid(3),
  chair: uuid(4),
  date: '2026-11-24',
  from: '10:00',
  to: '10:30'
})

/** Two desks; the clock of a fact is later than everything that its author knew. */
class TwoDesks {
  readonly known: readonly [Map<string, Recorded<NewFact>>, Map<string, Recorded<NewFact>>] = [new Map(), new Map()]
  #facts = 0
  constructor() {
    const booked = bookVisit(null, { id, patient: PatientId.parse(uuid(6)), slot, services: [], note: null }, [])
    if (booked.ok) this.record(0, booked.facts)
    this.meet()
  }
  visitAt(desk: 0 | 1): Visit {
    let state: unknown = null
    for (const fact of [...this.known[desk].values()].toSorted((a, b) => (a.provenance.at < b.provenance.at ? -1 : 1)))
      state = fold(state, fact)
    if (state === null) throw new Error('there is no visit')
    return state as Visit
  }
  record(desk: 0 | 1, facts: readonly NewFact[]): string {
    let last = ''
    for (const fact of facts) {
      this.#facts += 1
      last = uuid(100 + this.#facts)
      const provenance = {
        id: FactId.parse(last),
        device: DeviceId.parse(uuid(10 + desk)),
        staff: null,
        clinic: ClinicId.parse(uuid(2)),
        at: instant(1_700_000_000_000 + this.#facts * 1000)
      }
      this.known[desk].set(last, { ...fact, provenance })
    }
    return last
  }
  /** Answers the move's fact, or null when the rules refuse it. */
  move(desk: 0 | 1, to: VisitState): string | null {
    const visit = this.visitAt(desk)
    const decision = moveVisit(visit, { id, from: visit.state, to, reason: null, override: null }, [])
    return decision.ok ? this.record(desk, decision.facts) : null
  }
  undo(desk: 0 | 1): string | null {
    const decision = undoMove(this.visitAt(desk), { id, move: null })
    if (!decision.ok) return null
    const undone = this.visitAt(desk).moves.at(-1)?.id ?? null
    this.record(desk, decision.facts)
    return undone
  }
  meet(): void {
    for (const [key, fact] of this.known[0]) this.known[1].set(key, fact)
    for (const [key, fact] of this.known[1]) this.known[0].set(key, fact)
  }
}

const ROAD = ['booked', 'arrived', 'in-chair', 'done', 'paid', 'left'] as const
const far = (state: VisitState): number => ROAD.findIndex((one) => one === state)

const action = fc.record({
  desk: fc.constantFrom(0 as const, 1 as const),
  what: fc.constantFrom('on', 'on', 'on', 'meet'),
  pick: fc.nat({ max: 3 })
})

describe('a visit moved at two desks apart', () => {
  it('is never set back by a move that comes late', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        const desks = new TwoDesks()
        let farthest = 0
        for (const { desk, what } of actions) {
          if (what === 'meet') {
            desks.meet()
            continue
          }
          const { state } = desks.visitAt(desk)
          const [next] = movesFrom(state).filter((to) => far(to) > far(state))
          if (next === undefined) continue
          desks.move(desk, next)
          farthest = Math.max(farthest, far(next))
        }
        desks.meet()
        for (const desk of [0, 1] as const) expect(far(desks.visitAt(desk).state)).toBe(farthest)
      })
    )
  })

  it('keeps an undone move undone, and both desks end alike, whatever else is done', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ ...actionParts(), what: fc.constantFrom('move', 'move', 'undo', 'meet') }), {
          maxLength: 20
        }),
        (actions) => {
          const desks = new TwoDesks()
          const undone = new Set<string>()
          for (const { desk, what, pick } of actions) {
            const { state } = desks.visitAt(desk)
            const choices = movesFrom(state)
            const to = choices[pick % Math.max(1, choices.length)]
            if (what === 'meet') desks.meet()
            else if (what === 'undo') {
              const move = desks.undo(desk)
              if (move !== null) undone.add(move)
            } else if (to !== undefined) desks.move(desk, to)
          }
          desks.meet()
          const visit = desks.visitAt(0)
          expect(desks.visitAt(1)).toEqual(visit)
          expect(visit.moves.filter((move) => undone.has(move.id))).toEqual([])
        }
      )
    )
  })

  it('that one desk called off while the patient came to another is a visit of somebody who came', () => {
    for (const callingOff of ['cancelled', 'no-show'] as const) {
      for (const first of [0, 1] as const) {
        const desks = new TwoDesks()
        const both = [() => desks.move(0, callingOff), () => desks.move(1, 'arrived')] as const
        both[first]()
        both[first === 0 ? 1 : 0]()
        desks.meet()
        expect(desks.visitAt(0).state).toBe('arrived')
      }
    }
  })

  it('takes back a slip of one desk and goes on from what the other saw', () => {
    const desks = new TwoDesks()
    desks.move(0, 'arrived')
    desks.move(1, 'arrived')
    desks.undo(0)
    desks.meet()
    expect(desks.visitAt(0).state).toBe('arrived')
    expect(desks.undo(1)).not.toBeNull()
    expect(desks.visitAt(1).state).toBe('booked')
  })
})

function actionParts() {
  return { desk: fc.constantFrom(0 as const, 1 as const), pick: fc.nat({ max: 3 }) }
}
