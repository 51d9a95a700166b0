/**
 * The newest golden recording: head office is set back to a backup, twice. The next one is written in its place: what is recorded
 * is never made again, and history keeps how it was made.
 */
import { newFact } from '../../src/domain/fact.ts'
import { NETWORK_ID, NetworkRestored } from '../../src/domain/network/facts.ts'
import { DeviceId } from '../../src/domain/values/ids.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { beginRecording, type Recording } from './recording.ts'

export const NAME = '0005-restored'

export const recordNewest = (): Recording => {
  const recording = beginRecording('restored', DeviceId.parse(fixedId('golden device restored')))
  const nobody = { staff: null, clinic: null }
  for (const [day, held] of [
    ['2026-11-28T07:00:00.000Z', 71_000],
    ['2026-11-29T07:00:00.000Z', 0]
  ] as const)
    recording.record(Date.parse(day), nobody, [newFact(NetworkRestored, 'network', NETWORK_ID, { held })])
  return recording
}
