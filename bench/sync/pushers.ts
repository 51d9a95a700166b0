/** Eight desks push at once while a ninth pulls without pause: nothing may be passed over. */
import { figure, type Figure } from '../bench.ts'
import { factsIn, inStep, openDesk } from './desk.ts'
import { makeFacts } from './network.ts'
import type { Place } from './place.ts'
import { openSender } from './sender.ts'

const RUNS = 3
const PUSHERS = 8
const FACTS = 1000
/** Small pushes, so that many transactions overlap. */
const AT_ONCE = 20

export const pushers = async (place: Place): Promise<readonly Figure[]> => {
  const lost: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const headOffice = await place.headOffice(PUSHERS + 1)
    const puller = await openDesk(place, headOffice)
    const senders = await Promise.all(Array.from({ length: PUSHERS }, () => openSender(headOffice)))
    const facts = await makeFacts(FACTS, `pushers ${run}`)
    const done = new AbortController()
    const pushed = Promise.all(
      senders.map(async (sender) => {
        const sealed = sender.seal(facts)
        for (let from = 0; from < sealed.length; from += AT_ONCE) await sender.push(sealed.slice(from, from + AT_ONCE))
      })
    ).finally(() => done.abort())
    while (!done.signal.aborted) await inStep(puller)
    await pushed
    await inStep(puller)
    lost.push(PUSHERS * FACTS - factsIn(puller))
    await Promise.all([puller.close(), ...senders.map((sender) => sender.close())])
    await headOffice.stop()
  }
  return [{ ...figure('lost-with-8-pushers', 'count', lost), size: `${PUSHERS} × ${FACTS} facts, ${AT_ONCE} a push` }]
}
