/** A clinic had no line for thirty days: its three desks come back together and drain what they recorded. */
import { figure, timed, type Figure } from '../bench.ts'
import { factsIn, inStep, openDesk, type BenchDesk } from './desk.ts'
import { makeFacts } from './network.ts'
import type { Place } from './place.ts'

const FACTS = 40_000
const DESKS = 3

export const backlog = async (place: Place): Promise<readonly Figure[]> => {
  const headOffice = await place.headOffice(DESKS)
  const facts = await makeFacts(FACTS, 'backlog')
  const desks: BenchDesk[] = []
  for (let number = 0; number < DESKS; number++) {
    const desk = await openDesk(place, headOffice)
    // Whoever came first in the morning has done everything for a patient: the desks take turns by aggregate, as people do.
    desk.record(facts.filter(({ fact }) => turnOf(fact.aggregate.id) === number))
    desks.push(desk)
  }
  const sent = await timed(() => Promise.all(desks.map((desk) => inStep(desk))))
  const even = await timed(async () => {
    for (const desk of desks) await inStep(desk)
  })
  for (const desk of desks)
    if (factsIn(desk) !== FACTS) throw new Error(`a desk holds ${factsIn(desk)} facts of ${FACTS}`)
  await Promise.all(desks.map((desk) => desk.close()))
  await headOffice.stop()
  const size = `${FACTS} facts of ${DESKS} desks`
  return [
    { ...figure('backlog-30d', 's', [sent / 1000]), size: `${size}, at head office and fetched once` },
    { ...figure('backlog-30d-even', 's', [(sent + even) / 1000]), size: `${size}, every desk holds all` }
  ]
}

const turnOf = (id: string): number => Number.parseInt(id.slice(-4), 16) % DESKS
