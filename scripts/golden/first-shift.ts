/**
 * The first golden recording: what a desk needs to know of the demo network, then one long shift in which everything
 * happens that the product can record. Every fact is the answer of a decider.
 */
import path from 'node:path'
import { DeviceId } from '../../src/domain/values/ids.ts'
import { isoDate } from '../../src/domain/values/dates.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import type { DemoFact } from '../../src/head-office/demo/demo-fact.ts'
import { generateNetwork } from '../../src/head-office/demo/generate.ts'
import { demoPriceList } from '../../src/head-office/demo/papers.ts'
import { readPriceList } from '../../src/head-office/demo/price-list.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { ANNA } from '../../src/head-office/demo/staff.ts'
import { readTemplates } from '../../src/head-office/demo/templates.ts'
import { root } from '../parts/places.ts'
import { signDocuments } from './documents.ts'
import { excerpt } from './excerpt.ts'
import { earnAndSpend } from './money.ts'
import { treatByPlan } from './plans.ts'
import { beginRecording, type Recording } from './recording.ts'
import { recoverFromIllness, repairDevice } from './recovery.ts'
import type { Shift } from './shift.ts'
import { keepReferenceData, keepPatients, moveVisits } from './visits.ts'

const NAME = 'first-shift'
const NOW = Date.parse('2026-11-24T08:12:00.000Z')

export const recordFirstShift = async (): Promise<Recording> => {
  const lines = await readPriceList(path.join(root, 'resources/price-list/dental.json'))
  const network = await generateNetwork({
    seed: 'golden',
    now: NOW,
    patients: 120,
    historyDays: 60,
    priceList: lines,
    templates: await readTemplates(path.join(root, 'resources/templates')),
    // Nobody signs in to a recording, and a real hash would be another one on every machine that counts it otherwise.
    hashPin: (pin) => Promise.resolve(`$argon2id$v=19$m=8,t=1,p=1$c3RvaWth$${Buffer.from(pin).toString('base64url')}`)
  })
  const recording = beginRecording(NAME, DeviceId.parse(fixedId(`golden device ${NAME}`)))
  for (const { at, author, fact } of excerpt(network)) recording.record(at, author, [fact])
  const shift = shiftAt(recording, network, NOW)
  const steps = [
    keepReferenceData,
    keepPatients,
    moveVisits,
    recoverFromIllness,
    repairDevice,
    treatByPlan,
    earnAndSpend,
    signDocuments
  ]
  for (const step of steps) step(shift, demoPriceList(lines))
  return recording
}

/** Every record is a minute after the last one; papers are numbered through. */
const shiftAt = (recording: Recording, network: readonly DemoFact[], begins: number): Shift => {
  let at = begins
  let papers = 0
  return {
    recording,
    today: isoDate('2026-11-24'),
    network,
    author: { staff: ANNA.id, clinic: SADOVAYA.id },
    now: () => at,
    number: () => `91-${String((papers += 1)).padStart(6, '0')}`,
    record: (facts) => {
      at += 60_000
      return recording.record(at, { staff: ANNA.id, clinic: SADOVAYA.id }, facts)
    }
  }
}
