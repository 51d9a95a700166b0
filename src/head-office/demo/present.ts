/** Cuts a day that was lived to its end off at the present minute and sees to it that the desk has somebody in every state. */
import { VisitState } from '../../domain/visits/facts.ts'
import { SADOVAYA } from './clinics.ts'
import type { DemoVisit } from './demo-visit.ts'
import { stateAfter, type TimelineMove } from './timeline.ts'

const ROAD = ['arrived', 'in-chair', 'done', 'paid', 'left'] as const
export type RoadState = (typeof ROAD)[number]

export const stateOf = (visit: DemoVisit): VisitState => stateAfter(visit.moves)

/** What has happened of a visit by a minute of the day. */
const cutAt = (visit: DemoVisit, now: number): DemoVisit => ({
  ...visit,
  moves: visit.moves.filter((move) => move.at <= now)
})

/** Moves up to a state, the last of them `ago` minutes before now, the others at the pace of a usual visit. */
export const movesUpTo = (state: RoadState, now: number, ago: number): readonly TimelineMove[] => {
  const pace: Readonly<Record<RoadState, number>> = { arrived: 0, 'in-chair': 7, done: 25, paid: 6, left: 2 }
  const reached = ROAD.slice(0, ROAD.indexOf(state) + 1)
  const moves: TimelineMove[] = []
  let at = now - ago
  for (const to of reached.toReversed()) {
    const before = reached[reached.indexOf(to) - 1]
    moves.unshift({ from: before ?? 'booked', to, at, reason: null })
    at -= pace[to]
  }
  return moves
}

/** Makes a visit of the present day be in a state now, as far as its slot allows that to be believed. */
export const putInto = (visit: DemoVisit, state: VisitState, now: number): DemoVisit => {
  switch (state) {
    case 'booked':
      return { ...visit, moves: [] }
    case 'no-show':
      return {
        ...visit,
        moves: [{ from: 'booked', to: 'no-show', at: Math.min(now - 1, visit.from + 25), reason: null }]
      }
    case 'cancelled':
      return {
        ...visit,
        moves: [{ from: 'booked', to: 'cancelled', at: Math.min(now - 5, visit.from - 60), reason: 'заболел пациент' }]
      }
    default:
      return { ...visit, moves: movesUpTo(state, now, 4) }
  }
}

/** Which visit is the likeliest to be in a state at a minute: its slot lies so far from that state's usual time. */
const unlikeliness = (visit: DemoVisit, state: VisitState, now: number): number => {
  const usual: Readonly<Record<VisitState, number>> = {
    booked: visit.from - 90,
    arrived: visit.from - 5,
    'in-chair': (visit.from + visit.to) / 2,
    done: visit.to,
    paid: visit.to + 5,
    left: visit.to + 30,
    'no-show': visit.from + 40,
    cancelled: visit.from - 120
  }
  return Math.abs(usual[state] - now)
}

/** The day as it stands at a minute. */
export const asOf = (visits: readonly DemoVisit[], now: number): readonly DemoVisit[] =>
  visits.map((visit) => cutAt(visit, now))

/** Sees to it that every state is there at the larger clinic and somebody booked is late; `fixed` visits stay as they are. */
export const withEveryState = (
  visits: readonly DemoVisit[],
  now: number,
  fixed: (visit: DemoVisit) => boolean
): readonly DemoVisit[] => {
  const day = [...visits]
  const here = (visit: DemoVisit): boolean => visit.doctor.clinic === SADOVAYA
  const count = (state: VisitState): number => day.filter((visit) => here(visit) && stateOf(visit) === state).length
  const seated = (visit: DemoVisit): boolean =>
    day.some((other) => other.doctor === visit.doctor && stateOf(other) === 'in-chair')
  const force = (state: VisitState, suits: (visit: DemoVisit) => boolean): void => {
    const [likeliest] = day
      .map((visit, place) => ({ visit, place }))
      .filter(({ visit }) => here(visit) && !fixed(visit) && suits(visit) && count(stateOf(visit)) > 1)
      .toSorted((a, b) => unlikeliness(a.visit, state, now) - unlikeliness(b.visit, state, now))
    if (likeliest !== undefined) day[likeliest.place] = putInto(likeliest.visit, state, now)
  }
  for (const state of VisitState.options)
    if (count(state) === 0) force(state, (visit) => state !== 'in-chair' || !seated(visit))
  const isLate = (visit: DemoVisit): boolean => here(visit) && stateOf(visit) === 'booked' && visit.from < now - 5
  if (!day.some(isLate))
    force('booked', (visit) => visit.from < now - 5 && visit.from > now - 45 && stateOf(visit) !== 'in-chair')
  return day
}
