import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentenceOf } from '../../journal/verify/finding.ts'
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
})
