/** A new desk in a network with many patients: how long until it holds them all. */
import { figure, timed, type Figure } from '../bench.ts'
import { PatientRegistered } from '../../src/domain/patients/facts.ts'
import { factsIn, inStep, openDesk } from './desk.ts'
import { makeNetwork } from './network.ts'
import type { Place } from './place.ts'
import { openSender } from './sender.ts'

const PATIENTS = 50_000

export const bootstrap = async (place: Place): Promise<readonly Figure[]> => {
  const headOffice = await place.headOffice(2)
  const network = await openSender(headOffice)
  const registered = (await makeNetwork('bootstrap', { patients: PATIENTS, historyDays: 2 })).filter(
    ({ fact }) => fact.type === PatientRegistered.type
  )
  await network.push(network.seal(registered))
  const desk = await openDesk(place, headOffice)
  const taken = await timed(() => inStep(desk))
  if (factsIn(desk) !== registered.length) throw new Error('not every patient arrived')
  await Promise.all([network.close(), desk.close()])
  await headOffice.stop()
  return [{ ...figure('bootstrap-50k', 'ms', [taken]), size: `${registered.length} patients, fact by fact` }]
}
