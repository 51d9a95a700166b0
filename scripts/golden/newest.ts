/**
 * The newest golden recording, made of what deciders answer: a person's data is asked to be destroyed, one request is declined,
 * the other ordered and carried out. The next one is written in its place: what is recorded is never made again, and history
 * keeps how it was made.
 */
import { requestErasure } from '../../src/domain/erasure/decide.ts'
import { ErasureCarriedOut, ErasureDeclined, ErasureOrdered } from '../../src/domain/erasure/facts.ts'
import { categoriesOf, planErasure } from '../../src/domain/erasure/plan.ts'
import { newFact, type NewFact } from '../../src/domain/fact.ts'
import { isoDate } from '../../src/domain/values/dates.ts'
import { DeviceId, ErasureId, PatientId } from '../../src/domain/values/ids.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { ANNA } from '../../src/head-office/demo/staff.ts'
import { beginRecording, type Recording } from './recording.ts'

export const NAME = '0003-erasure'

export const recordNewest = (): Recording => {
  const recording = beginRecording('erasure', DeviceId.parse(fixedId('golden device erasure')))
  const today = isoDate('2026-11-28')
  const patient = PatientId.parse(fixedId('golden patient erasure'))
  const visit = fixedId('golden visit erasure')
  const none = new Map<string, never>()
  const person = { patient, visits: [visit], documents: none, plans: none, acts: none, payments: none }
  const plan = planErasure({ ...person, accounts: [patient], recoveries: [visit] }, 'everything', today)
  let at = Date.parse('2026-11-28T07:00:00.000Z')
  const record = (facts: readonly NewFact[]): void =>
    void recording.record((at += 60_000), { staff: ANNA.id, clinic: SADOVAYA.id }, facts)
  const [first, second] = ['first', 'second'].map((name) => ErasureId.parse(fixedId(`golden erasure ${name}`)))
  if (first === undefined || second === undefined) throw new Error('two requests are told')
  const asked = { patient, reach: 'everything' as const, basis: 'заявление № 7 от 28.11.2026' }
  record(acceptedFacts(requestErasure({ id: first, ...asked, ground: 'unlawful' }, plan, false, today)))
  record([newFact(ErasureDeclined, 'erasure', first, { reason: 'в заявлении нет подписи' })])
  record(acceptedFacts(requestErasure({ id: second, ...asked, ground: 'consent-withdrawn' }, plan, false, today)))
  record([
    newFact(ErasureOrdered, 'erasure', second, {
      aggregates: plan.items.map(({ kind, id }) => ({ kind, id })),
      blobs: [],
      categories: [...categoriesOf(plan)],
      on: today
    }),
    newFact(ErasureCarriedOut, 'erasure', second, { facts: 4, blobs: 0 })
  ])
  return recording
}
