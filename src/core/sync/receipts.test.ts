import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isTextSignedBy, readPublicKey } from '../../journal/signature.ts'
import { receiptText } from '../../journal/protocol.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { ackedOf } from './send.ts'
import { HeadOffice } from './settings.ts'
import { testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'

let office: HeadOfficeProcess
const open: TestDesk[] = []
beforeAll(async () => {
  office = await startHeadOffice(20)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const desk = async (): Promise<TestDesk> => {
  const made = await testDesk(office.url, office.code())
  open.push(made)
  return made
}

describe('receipts', () => {
  it('are kept for every batch that head office took, and prove that it did', async () => {
    const one = await desk()
    one.register(700)
    expect(await one.round()).toBeNull()
    const key = readPublicKey(readSetting(one.journal.db, HeadOffice)?.publicKey ?? '')
    const receipts = one.journal.db
      .prepare<[], { epoch: number; seq: number; hash: string; received_at: string; signature: string }>(
        'SELECT * FROM receipt ORDER BY seq'
      )
      .all()
    expect(receipts.at(-1)).toMatchObject({ epoch: 0, seq: 700, hash: one.journal.head().hash })
    for (const { received_at: receivedAt, signature, ...point } of receipts) {
      const text = receiptText({ device: one.journal.device, ...point, receivedAt })
      expect(key !== null && isTextSignedBy(key, text, signature)).toBe(true)
    }
  })

  it('that were forged are no confirmation: the facts wait on', async () => {
    const one = await desk()
    one.register(2)
    const forged = {
      push: async (...facts: Parameters<TestDesk['link']['push']>) => {
        const answer = await one.link.push(...facts)
        return { ...answer, receipt: answer.receipt && { ...answer.receipt, receivedAt: '2020-01-01T00:00:00.000Z' } }
      }
    }
    expect(await one.round(forged)).toMatchObject({ code: 'RUBBISH', phase: 'sending' })
    expect(ackedOf(one.journal)).toBe(0)
    expect(await one.round()).toBeNull()
    expect(ackedOf(one.journal)).toBe(2)
  })

  it('that are missing are no confirmation either', async () => {
    const one = await desk()
    one.register(2)
    const silent = {
      push: async (...facts: Parameters<TestDesk['link']['push']>) => ({
        ...(await one.link.push(...facts)),
        receipt: null
      })
    }
    expect(await one.round(silent)).toMatchObject({ code: 'RUBBISH', phase: 'sending' })
    expect(ackedOf(one.journal)).toBe(0)
  })
})

describe('a server with the address of head office but another key', () => {
  it('gets nothing from this desk', async () => {
    const one = await desk()
    expect(await one.round()).toBeNull()
    const known = readSetting(one.journal.db, HeadOffice)
    if (known === null) throw new Error('this desk has met its head office')
    writeSetting(one.journal.db, HeadOffice, { ...known, publicKey: known.publicKey.replace(/.{4}$/, 'AAA=') })
    one.register(2)
    expect(await one.round()).toMatchObject({ code: 'HEAD_OFFICE_CHANGED', phase: 'greeting', achieved: null })
    writeSetting(one.journal.db, HeadOffice, known)
    expect((await one.link.hello(2)).acked).toBe(0)
  })
})
