import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { ErasureOrdered } from '../../domain/erasure/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { sentenceOf } from '../../journal/verify/finding.ts'
import { openDatabase } from '../storage/database.ts'
import { openJournal } from '../storage/journal.ts'
import { writeSetting } from '../storage/settings.ts'
import { DeviceKey, FetchedAll, HeadOffice } from '../sync/settings.ts'
import { testDesk, type TestDesk } from '../sync/testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from '../sync/testing/head-office.ts'
import { verifyDesk, type DeskCheck } from './desk.ts'

let office: HeadOfficeProcess
beforeAll(async () => {
  office = await startHeadOffice(2)
})
afterAll(() => office.stop())

const check = (desk: TestDesk): Promise<DeskCheck> => verifyDesk(desk.journal.db, desk.journal.device, () => undefined)
const said = ({ findings }: DeskCheck): readonly string[] => findings.first.map((one) => sentenceOf(one, () => 'PC'))

describe('a cloned PC', () => {
  it('is sound in both epochs, and what it set aside is held to its seals too', async () => {
    const one = await testDesk(office.url, office.code())
    one.register(3)
    expect(await one.round()).toBeNull()
    const clone = one.copy()
    one.register(2)
    expect(await one.round()).toBeNull()
    clone.register(4)
    expect(await clone.round()).toBeNull()
    expect(clone.resealed).toEqual([4])
    const sound = await check(clone)
    expect(said(sound)).toEqual([])
    expect([sound.setAside, sound.unreceipted, said(await check(one))]).toEqual([4, 0, []])
    clone.journal.db.exec(`UPDATE forked_fact SET payload = '{}' WHERE seq = 5`)
    expect(said(await check(clone))).toEqual([
      expect.stringMatching(/^table forked_fact, device PC, epoch 0, fact 5, patient\.registered@1 .*payload/)
    ])
    await clone.close()
    await one.close()
  })

  it('may lack what was destroyed by order in both seals of it, and in neither without that order', async () => {
    const one = await testDesk(office.url, office.code())
    const [patient = ''] = one.register(2)
    const { db, device } = one.journal
    const headOffice = DeviceId.parse('018f0000-0000-7000-8000-0000000000f1')
    const keys = generateDeviceKeys()
    writeSetting(db, HeadOffice, { device: headOffice, publicKey: keys.publicKey })
    const other = openJournal({
      db: await openDatabase({ path: ':memory:', key: null }),
      device: headOffice,
      epoch: 0,
      now: Date.now,
      aggregates: AGGREGATES,
      projections: []
    })
    other.record({ staff: null, clinic: null }, [
      newFact(ErasureOrdered, 'erasure', '018f0000-0000-7000-8000-0000000000e5', {
        aggregates: [{ kind: 'patient', id: patient }],
        blobs: [],
        categories: ['person'],
        on: isoDate('2026-11-24')
      })
    ])
    const [order] = other.ownAfter(0, 1)
    if (order === undefined) throw new Error('an order was recorded')
    one.journal.receive([{ cursor: 1, effective: order.header.clock, fact: order }])
    one.journal.erase([{ kind: 'patient', id: patient }])
    one.journal.beginEpoch(1, 0)
    writeSetting(db, DeviceKey, { ...keys, device, epoch: 1, before: [] })
    writeSetting(db, FetchedAll, 0)
    const lawful = await check(one)
    expect([said(lawful), lawful.tally.erased, lawful.setAside]).toEqual([[], 1, 2])
    db.exec(`DELETE FROM fact WHERE kind = 'erasure'; DELETE FROM erased_aggregate`)
    expect(said(await check(one))).toEqual([
      expect.stringMatching(/^table fact, device PC, epoch 1, fact 1, .*no order of head office/),
      expect.stringMatching(/^table forked_fact, device PC, epoch 0, fact 1, .*no order of head office/)
    ])
    other.db.close()
    await one.close()
  })
})
