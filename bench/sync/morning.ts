/** Nine o'clock: a hundred desks are switched on at once, each with what it recorded the evening before. */
import { figure, quantile, type Figure } from '../bench.ts'
import { factsIn, openDesk, type BenchDesk } from './desk.ts'
import { makeFacts } from './network.ts'
import type { Place } from './place.ts'

const DESKS = 100
const FACTS = 5
const ROUNDS = 20

export const morning = async (place: Place, log: (line: string) => void): Promise<readonly Figure[]> => {
  const headOffice = await place.headOffice(DESKS)
  const facts = await makeFacts(DESKS * FACTS, 'morning')
  const desks: BenchDesk[] = []
  for (let number = 0; number < DESKS; number++) {
    const desk = await openDesk(place, headOffice, { number })
    desk.record(facts.slice(number * FACTS, (number + 1) * FACTS))
    desks.push(desk)
  }
  const rounds: number[] = []
  let busy = 0
  const began = performance.now()
  await Promise.all(
    desks.map(async (desk) => {
      for (let round = 0; factsIn(desk) < DESKS * FACTS; round++) {
        if (round === ROUNDS) throw new Error('a desk does not come even')
        const start = performance.now()
        const problem = await desk.round()
        rounds.push(performance.now() - start)
        if (problem?.code === 'BUSY') busy += 1
        else if (problem !== null) throw new Error(`a desk failed: ${problem.code}`, { cause: problem.cause })
      }
    })
  )
  const even = performance.now() - began
  log(`${DESKS} desks even in ${Math.round(even)} ms, ${rounds.length} rounds, ${busy} answered BUSY`)
  await Promise.all(desks.map((desk) => desk.close()))
  await headOffice.stop()
  const size = `${DESKS} desks × ${FACTS} facts`
  return [
    { ...figure('devices-100-at-9', 'ms', [even]), size },
    { ...figure('devices-100-at-9-round-p95', 'ms', [quantile(rounds, 0.95)]), size: `${rounds.length} rounds` },
    { ...figure('devices-100-at-9-busy', 'count', [busy]), size: `${rounds.length} rounds` }
  ]
}
