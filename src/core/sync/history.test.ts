import { expect, it } from 'vitest'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { newFact } from '../../domain/fact.ts'
import { PatientRegistered } from '../../domain/patients/facts.ts'
import { inventedPatient } from '../../domain/patients/testing/invented.ts'
import { ClinicId, DeviceId } from '../../domain/values/ids.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { openDatabase } from '../storage/database.ts'
import { openJournal, type Journal } from '../storage/journal.ts'
import { writeSetting } from '../storage/settings.ts'
import { cameTo, fetchedOf } from './fetch.ts'
import { fetchHistory } from './history.ts'
import { openHttpLink } from './http-link.ts'
import { Manifest } from './settings.ts'

const device = (number: number): DeviceId => DeviceId.parse(`018f0000-0000-7000-8000-0000000000d${number}`)
const clinic = ClinicId.parse('018f0000-0000-7000-8000-0000000000c1')
const details = inventedPatient()

const journalOf = async (number: number): Promise<Journal> =>
  openJournal({
    db: await openDatabase({ path: ':memory:', key: null }),
    device: device(number),
    epoch: 0,
    now: Date.now,
    aggregates: AGGREGATES,
    projections: []
  })

it('is fetched on from where its snapshot ended when it does not lead to what head office has signed for', async () => {
  const [journal, other] = [await journalOf(1), await journalOf(2)]
  for (const last of ['1', '2', '3'])
    other.record({ staff: null, clinic }, [
      newFact(PatientRegistered, 'patient', `018f0000-0000-7000-8000-0000000000a${last}`, details)
    ])
  const facts = other.ownAfter(0, 3).map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact }))
  const anchor = facts[1]?.fact.hash ?? ''
  // Two facts are of the snapshot, the third was pulled meanwhile; the signed head is not what the second is.
  writeSetting(journal.db, Manifest, {
    format: 1,
    id: '018f0000-0000-7000-8000-0000000000b1',
    cursor: 2,
    anchor,
    createdAt: '2026-11-24T08:00:00.000Z',
    derivation: 'ab'.repeat(32),
    heads: [{ device: device(2), epoch: 0, seq: 2, hash: 'cd'.repeat(32) }],
    parts: []
  })
  journal.bootstrap.cameTo({ stage: 'history', part: 0, items: 0, cursor: 2, anchor, until: 2 })
  journal.receive(facts, () => cameTo(journal, { cursor: 3, anchor: facts[2]?.fact.hash ?? null }))
  const key = { device: device(1), epoch: 0, before: [], ...generateDeviceKeys() }
  const link = openHttpLink({ url: 'http://127.0.0.1:9', key: () => key, headOffice: () => null, now: Date.now })
  expect(await fetchHistory({ journal, link })).toBe(true)
  expect(journal.db.prepare('SELECT count(*) AS n FROM fact').get()).toEqual({ n: 2 })
  expect(fetchedOf(journal)).toBe(2)
})
