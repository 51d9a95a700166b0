import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { queueBlob } from '../storage/blob-upload.ts'
import { papersWaiting } from './papers.ts'
import type { RoundProblem } from './round.ts'
import { ackedOf } from './send.ts'
import { SyncFailure } from './failure.ts'
import { testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'
import { mustBeDestroyed } from './withdrawal.ts'

let office: HeadOfficeProcess
const open: TestDesk[] = []
beforeAll(async () => {
  office = await startHeadOffice(20)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const kept = (made: TestDesk): TestDesk => {
  open.push(made)
  return made
}
const desk = async (): Promise<TestDesk> => kept(await testDesk(office.url, office.code()))
const makePapers = (one: TestDesk, count: number): void => {
  for (let at = 0; at < count; at += 1) {
    const bytes = Buffer.from(`${one.journal.device} ${at}`)
    queueBlob(one.journal.db, one.blobs.put(bytes), bytes.length)
  }
}
const isOver = (one: TestDesk, problem: RoundProblem | null): boolean => mustBeDestroyed(one.journal, problem?.cause)

describe('a desk that was withdrawn and is to be destroyed', () => {
  it('first sends all its papers, however many, and what is recorded meanwhile', async () => {
    const one = await desk()
    one.register(2)
    expect(await one.round()).toBeNull()
    one.register(1)
    makePapers(one, 501)
    await office.withdraw(one.journal.device, true)
    let sent = 0
    const withdrawn = await one.round({
      putBlob: async (...paper) => {
        sent += 1
        if (sent === 500) one.register(1)
        await one.link.putBlob(...paper)
      }
    })
    expect(withdrawn).toMatchObject({ code: 'REVOKED' })
    expect([sent, papersWaiting(one.journal.db), ackedOf(one.journal)]).toEqual([501, 0, 4])
    expect(isOver(one, withdrawn)).toBe(true)
    // Somebody worked on in the very last moment: it goes first, too.
    one.register(1)
    expect(isOver(one, withdrawn)).toBe(false)
  })

  it('is not destroyed where head office only withdrew it', async () => {
    const one = await desk()
    one.register(1)
    await office.withdraw(one.journal.device, false)
    const withdrawn = await one.round()
    expect(withdrawn).toMatchObject({ code: 'REVOKED' })
    expect(isOver(one, withdrawn)).toBe(false)
    expect(ackedOf(one.journal)).toBe(1)
  })

  it('believes nobody but head office, whose key it knows', async () => {
    const [one, other] = [await desk(), await desk()]
    await office.withdraw(other.journal.device, true)
    const forOther = (await other.round())?.cause
    const wipeOrder = forOther instanceof SyncFailure ? forOther.wipeOrder : null
    expect(wipeOrder).not.toBeNull()
    for (const order of [null, wipeOrder, 'A'.repeat(86) + '==']) {
      const said = await one.round({
        hello: () => Promise.reject(new SyncFailure('REVOKED', 'go away', { wipeOrder: order }))
      })
      expect(said).toMatchObject({ code: 'REVOKED' })
      expect(isOver(one, said)).toBe(false)
    }
  })

  it('is destroyed also where it was cloned, once what it recorded has come under an epoch of its own', async () => {
    const original = await desk()
    original.register(2)
    expect(await original.round()).toBeNull()
    const clone = kept(original.copy())
    original.register(1)
    expect(await original.round()).toBeNull()
    clone.register(3)
    await office.withdraw(clone.journal.device, true)
    const withdrawn = await clone.round()
    expect(withdrawn).toMatchObject({ code: 'REVOKED' })
    expect(clone.resealed).toEqual([3])
    expect(isOver(clone, withdrawn)).toBe(true)
  })

  it('fills a head office again that was set back to before its facts', async () => {
    const one = await desk()
    one.register(700)
    expect(await one.round()).toBeNull()
    await office.withdraw(one.journal.device, true)
    const pushed: number[] = []
    const withdrawn = await one.round({
      chain: async (after, limit) => {
        const { hashes } = await one.link.chain(after, limit)
        return { hashes: hashes.slice(0, Math.max(0, 3 - after)) }
      },
      push: (facts) => {
        pushed.push(facts[0]?.header.seq ?? 0)
        return one.link.push(facts)
      }
    })
    expect(withdrawn).toMatchObject({ code: 'REVOKED' })
    expect(pushed).toEqual([4, 504])
    expect(isOver(one, withdrawn)).toBe(true)
  })
})
