/** A new desk in a network with many patients: how long until people can work at it, and until it holds everything. */
import { figure, timed, type Figure } from '../bench.ts'
import { PatientRegistered } from '../../src/domain/patients/facts.ts'
import { factsIn, inStep, openDesk } from './desk.ts'
import { makeNetwork } from './network.ts'
import type { Place } from './place.ts'
import { openSender } from './sender.ts'

const SIZES = { '50k': 50_000, '1m': 1_000_000 } as const

export const bootstrap = async (
  place: Place,
  _log: (line: string) => void,
  full: boolean
): Promise<readonly Figure[]> => [...(await begun(place, '50k')), ...(full ? await begun(place, '1m') : [])]

const begun = async (place: Place, name: keyof typeof SIZES): Promise<readonly Figure[]> => {
  const headOffice = await place.headOffice(2)
  const network = await openSender(headOffice)
  const registered = (await makeNetwork('bootstrap', { patients: SIZES[name], historyDays: 2 })).filter(
    ({ fact }) => fact.type === PatientRegistered.type
  )
  await network.push(network.seal(registered))
  const desk = await openDesk(place, headOffice, { snapshots: true })
  const built = await timed(() => desk.snapshotBuilt())
  const began = performance.now()
  let usable = 0
  const taken = await timed(() =>
    inStep(desk, () => {
      if (usable === 0) usable = performance.now() - began
    })
  )
  if (factsIn(desk) !== registered.length) throw new Error('not every patient arrived')
  await Promise.all([network.close(), desk.close()])
  await headOffice.stop()
  const size = `${registered.length} patients`
  return [
    { ...figure(`snapshot-built-${name}`, 'ms', [built]), size },
    { ...figure(`bootstrap-${name}-usable`, 'ms', [usable]), size },
    { ...figure(`bootstrap-${name}`, 'ms', [taken]), size: `${size}, states and every fact` }
  ]
}
