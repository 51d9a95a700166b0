/** A desk comes back after three weeks with ten facts: what moves to and from each client that was in step all along. */
import { figure, type Figure } from '../bench.ts'
import { countedLine } from './counted-line.ts'
import { factsIn, inStep, openDesk } from './desk.ts'
import { makeFacts } from './network.ts'
import type { Place } from './place.ts'
import { openSender } from './sender.ts'

const RUNS = 5
const LATE = 10
const HISTORY = 10_000
const THREE_WEEKS_MS = 21 * 86_400_000

export const lateDevice = async (place: Place): Promise<readonly Figure[]> => {
  const headOffice = await place.headOffice(3)
  const line = await countedLine(headOffice.url)
  const network = await openSender(headOffice)
  const late = await openDesk(place, headOffice)
  const client = await openDesk(place, headOffice, { url: line.url })
  await network.push(network.seal(await makeFacts(HISTORY, 'history')))
  await inStep(client)
  const recorded = (await makeFacts(RUNS * LATE, 'late', Date.now() - THREE_WEEKS_MS)).slice(-RUNS * LATE)
  const moved: number[] = []
  for (let run = 0; run < RUNS; run++) {
    late.record(recorded.slice(run * LATE, (run + 1) * LATE))
    await inStep(late)
    const before = factsIn(client)
    line.taken()
    await inStep(client)
    moved.push(line.taken())
    if (factsIn(client) !== before + LATE) throw new Error('the late facts did not arrive')
  }
  await Promise.all([network.close(), late.close(), client.close()])
  await line.close()
  await headOffice.stop()
  return [{ ...figure('late-device-bytes', 'bytes', moved), size: `${LATE} facts, ${HISTORY} in history` }]
}
