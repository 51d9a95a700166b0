/** Lives through one doctor's day: when each patient comes, waits, is treated, pays and leaves; cut off at any moment it is a desk at work. */
import type { VisitState } from '../../domain/visits/facts.ts'
import type { Random } from './random.ts'

export interface TimelineMove {
  readonly from: VisitState
  readonly to: VisitState
  /** Minutes from midnight, fractions allowed. */
  readonly at: number
  readonly reason: string | null
}

export interface TimelineVisit {
  readonly from: number
  readonly to: number
}

const CANCEL_REASONS = ['заболел пациент', 'уехал в командировку', 'перенесёт сам через сайт', 'передумал']

/** All moves of each visit of the day in order, whatever time it is now. */
export const liveThrough = (random: Random, visits: readonly TimelineVisit[]): readonly (readonly TimelineMove[])[] => {
  let free = 0
  return visits.map(({ from, to }) => {
    const fate = random.next()
    if (fate < 0.035) return [{ from: 'booked', to: 'no-show', at: from + random.whole(20, 40), reason: null }]
    if (fate < 0.07) {
      return [
        { from: 'booked', to: 'cancelled', at: from - random.whole(70, 400), reason: random.pick(CANCEL_REASONS) }
      ]
    }
    const arrived = from + (random.chance(0.85) ? -random.whole(2, 18) : random.whole(3, 14)) + random.next()
    const seated = Math.max(arrived + 1 + random.next() * 2, from + random.whole(-1, 4), free)
    const done = seated + (to - from) * (0.8 + random.next() * 0.22)
    free = done + 2 + random.next() * 3
    const paid = done + 3 + random.next() * 8
    const left = paid + 1 + random.next() * 4
    return [
      { from: 'booked', to: 'arrived', at: arrived, reason: null },
      { from: 'arrived', to: 'in-chair', at: seated, reason: null },
      { from: 'in-chair', to: 'done', at: done, reason: null },
      { from: 'done', to: 'paid', at: paid, reason: null },
      { from: 'paid', to: 'left', at: left, reason: null }
    ] satisfies TimelineMove[]
  })
}

export const stateAfter = (moves: readonly TimelineMove[]): VisitState => moves.at(-1)?.to ?? 'booked'
