/** One desk sends what it recorded offline; another, empty one fetches and applies it all. PouchDB does the same beside them. */
import { figure, timed, type Figure } from '../bench.ts'
import { bareInsert } from './bare-insert.ts'
import { factsIn, inStep, openDesk } from './desk.ts'
import { makeFacts } from './network.ts'
import type { Place } from './place.ts'
import { pouchPeer } from './pouchdb.ts'

const RUNS = 3
const FACTS = 20_000

export const speed = async (place: Place, log: (line: string) => void): Promise<readonly Figure[]> => {
  const facts = await makeFacts(FACTS, 'speed')
  const peer = await pouchPeer(place.folder)
  const perSecond = (milliseconds: number): number => (FACTS / milliseconds) * 1000
  const times = { push: [], pull: [], pouchPush: [], pouchPull: [], bare: [] } as Record<
    'push' | 'pull' | 'pouchPush' | 'pouchPull' | 'bare',
    number[]
  >
  for (let run = 1; run <= RUNS; run++) {
    const headOffice = await place.headOffice(2)
    const sending = await openDesk(place, headOffice)
    const empty = await openDesk(place, headOffice)
    sending.record(facts)
    const sealed = sending.journal.ownAfter(0, FACTS)
    times.push.push(perSecond(await timed(() => inStep(sending))))
    await headOffice.settled()
    times.pull.push(perSecond(await timed(() => inStep(empty))))
    if (factsIn(empty) !== FACTS) throw new Error(`${factsIn(empty)} facts arrived instead of ${FACTS}`)
    await Promise.all([sending.close(), empty.close()])
    await headOffice.stop()
    const pouch = await peer.replicate(facts)
    times.pouchPush.push(perSecond(pouch.pushMs))
    times.pouchPull.push(perSecond(pouch.pullMs))
    times.bare.push(perSecond(await bareInsert(await place.database('bare'), sealed)))
    log(
      `run ${run}: ${Object.entries(times)
        .map(([name, values]) => `${name} ${Math.round(values.at(-1) ?? 0)}/s`)
        .join(', ')}`
    )
  }
  const size = `${FACTS} facts`
  return [
    { ...figure('push', 'per s', times.push, { id: 'pouchdb-push', values: times.pouchPush }), size },
    {
      ...figure('push-of-bare-insert', 'per s', times.push, { id: 'postgres-multi-row-insert', values: times.bare }),
      size
    },
    { ...figure('pull-apply', 'per s', times.pull, { id: 'pouchdb-pull', values: times.pouchPull }), size }
  ]
}
