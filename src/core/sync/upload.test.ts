import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Sha256 } from '../../domain/values/sha256.ts'
import { sha256Hex } from '../../journal/signature.ts'
import { queueBlob } from '../storage/blob-upload.ts'
import { papersWaiting } from './papers.ts'
import { openBadLine, type BadLine, type Fault } from './testing/bad-line.ts'
import { testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'
import { PIECE_BYTES, uploadPaper, type Ask } from './upload.ts'

let office: HeadOfficeProcess
const open: { close(): Promise<void> }[] = []
beforeAll(async () => {
  office = await startHeadOffice(6)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const desk = async (): Promise<{ desk: TestDesk; line: BadLine }> => {
  const line = await openBadLine(office.url)
  const made = await testDesk(line.url, office.code())
  open.push(line, made)
  return { desk: made, line }
}

/** Chance that is the same each time (Park and Miller's generator). */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Twenty pages from the scanner. */
const scan = (bytes: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(bytes - 9)])

const queued = (at: TestDesk, bytes: Buffer): ReturnType<TestDesk['blobs']['put']> => {
  const sha256 = at.blobs.put(bytes)
  queueBlob(at.journal.db, sha256, bytes.length)
  return sha256
}

const pieces = (line: BadLine): number => line.seen.filter((request) => request.startsWith('PATCH ')).length

describe('a scan of many pages', () => {
  it('arrives over a line that breaks at any byte, without starting from zero', async () => {
    const [{ desk: one, line }, { desk: two }] = [await desk(), await desk()]
    const bytes = scan(3 * 1024 * 1024)
    const whole = Math.ceil(bytes.length / PIECE_BYTES)
    const sha256 = queued(one, bytes)
    const random = seeded(7)
    let carried = 0
    line.fault = ({ method }): Fault | null => {
      if (method !== 'PATCH') return null
      const dice = random()
      if (dice < 0.25) return { cutRequestAfter: Math.floor(random() * PIECE_BYTES) }
      if (dice < 0.4) return 'lose-answer'
      if (dice < 0.5) return 'twice'
      carried += 1
      return dice < 0.6 ? 'busy' : null
    }
    let rounds = 0
    for (; papersWaiting(one.journal.db) > 0; rounds++) await one.round()
    expect(rounds).toBeGreaterThan(1)
    // Only what broke went again.
    expect(carried).toBeLessThanOrEqual(2 * whole)
    expect((await two.link.getBlob(sha256))?.equals(bytes)).toBe(true)
  })

  it('goes on after the desk was killed in the middle of it', async () => {
    const { desk: one, line } = await desk()
    const bytes = scan(2 * 1024 * 1024)
    queued(one, bytes)
    line.fault = ({ method }) => (method === 'PATCH' && pieces(line) > 3 ? 'lose-request' : null)
    expect(await one.round()).toMatchObject({ code: 'UNREACHABLE', phase: 'papers' })
    line.fault = () => null
    const before = pieces(line)
    const started = one.copy()
    open.push(started)
    started.blobs.put(bytes)
    expect(await started.round()).toBeNull()
    expect(papersWaiting(started.journal.db)).toBe(0)
    expect(pieces(line) - before).toBe(Math.ceil(bytes.length / PIECE_BYTES) - 3)
  })

  it('does not travel when head office has it from another desk', async () => {
    const [{ desk: one }, { desk: two, line }] = [await desk(), await desk()]
    const bytes = scan(1024 * 1024 + 1)
    queued(one, bytes)
    queued(two, bytes)
    expect(await one.round()).toBeNull()
    expect(await two.round()).toBeNull()
    expect(pieces(line)).toBe(0)
    expect(papersWaiting(two.journal.db)).toBe(0)
  })

  it('goes in one piece to a head office that says itself that it takes no pieces', async () => {
    const bytes = scan(1024 * 1024 + 1)
    const unknown: Ask = () =>
      Promise.resolve({
        status: 404,
        headers: {},
        problem: { code: 'NOT_FOUND', message: 'there is nothing at this address' },
        failure: () => new Error('not asked for')
      })
    expect(await uploadPaper(unknown, Sha256.parse(sha256Hex(bytes)), bytes)).toBe(false)
  })

  it('does not go in one piece because somebody on the line says so', async () => {
    const { desk: one, line } = await desk()
    queued(one, scan(1024 * 1024 + 1))
    line.fault = ({ path }) => (path.startsWith('/v1/uploads') ? 'unknown-address' : null)
    expect(await one.round()).toMatchObject({ code: 'RUBBISH', phase: 'papers' })
    expect(line.seen.filter((request) => request.startsWith('PUT '))).toHaveLength(0)
    expect(papersWaiting(one.journal.db)).toBe(1)
  })
})
