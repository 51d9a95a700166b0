import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SyncStatus } from '../../contract/sync.ts'
import { openDeskClock } from '../storage/desk-clock.ts'
import { backoff } from './backoff.ts'
import { startSync, type Sync } from './service.ts'
import { openBadLine, type BadLine } from './testing/bad-line.ts'
import { factCount, testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'

let office: HeadOfficeProcess
const open: { close(): Promise<void> }[] = []
beforeAll(async () => {
  office = await startHeadOffice(10)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

interface Running extends TestDesk {
  readonly sync: Sync
  readonly line: BadLine
  readonly firstFetch: ({ readonly done: number; readonly total: number } | null)[]
  /** Resolves as soon as the status is as wanted. */
  until(wanted: (status: SyncStatus) => boolean): Promise<SyncStatus>
}

const running = async (): Promise<Running> => {
  const line = await openBadLine(office.url)
  open.push(line)
  const desk = await testDesk(line.url, office.code())
  const waiting = new Set<() => void>()
  const firstFetch: Running['firstFetch'] = []
  const sync = startSync({
    journal: desk.journal,
    blobs: desk.blobs,
    link: desk.link,
    now: desk.now,
    changed: () => {
      for (const look of waiting) look()
    },
    clock: openDeskClock({ db: desk.journal.db, now: desk.now, uptime: () => performance.now() }),
    wipe: () => undefined,
    firstFetch: (progress) => void firstFetch.push(progress),
    log: () => undefined,
    // Waits of a hundredth of their usual length.
    random: () => 0.01
  })
  open.push({
    close: async () => {
      await sync.stop()
      await desk.close()
    }
  })
  const until = (wanted: (status: SyncStatus) => boolean): Promise<SyncStatus> =>
    new Promise((resolve) => {
      const look = (): void => {
        const status = sync.status()
        if (!wanted(status)) return
        waiting.delete(look)
        resolve(status)
      }
      waiting.add(look)
      look()
    })
  return { ...desk, sync, line, firstFetch, until }
}

const settled = (status: SyncStatus): boolean =>
  status.state === 'current' && status.waiting === 0 && status.fetchedAllAt !== null

describe('a desk at work', () => {
  it('shows what another desk did without asking, because head office nudges it', async () => {
    const [one, two] = [await running(), await running()]
    await Promise.all([one.until(settled), two.until(settled)])
    const held = factCount(two)
    one.register(2)
    await one.until(settled)
    await two.until(() => factCount(two) === held + 2)
    expect(two.line.seen.filter((request) => request === 'GET /v1/nudge')).toHaveLength(1)
  })

  it('says honestly what waits while head office is away, and is even with it soon after', async () => {
    const one = await running()
    await one.until(settled)
    one.line.fault = () => 'lose-request'
    one.register(3)
    one.register(1)
    const away = await one.until((status) => status.problem !== null)
    expect(away).toMatchObject({ state: 'retrying', waiting: 4, problem: { code: 'UNREACHABLE', phase: 'greeting' } })
    expect(Date.parse(away.waitingSince ?? '')).toBeGreaterThanOrEqual(Date.parse(away.sawAllAt ?? ''))
    one.line.fault = () => null
    expect(await one.until(settled)).toMatchObject({ waiting: 0, waitingSince: null, problem: null })
  })

  it('tells how far the very first fetch is, and when it is over', async () => {
    const full = await running()
    full.register(2500)
    await full.until(settled)
    const empty = await running()
    await empty.until(settled)
    expect(empty.firstFetch.length).toBeGreaterThan(3)
    expect(empty.firstFetch.at(-1)).toBeNull()
    const steps = empty.firstFetch.flatMap((step) => (step === null ? [] : [step.done]))
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    const end = empty.firstFetch.at(-2)
    expect(end?.done).toBe(end?.total)
  })

  it('hands over what it recorded to a head office that has withdrawn it, stops asking, and says that a person must look', async () => {
    const one = await running()
    await one.until(settled)
    // Recorded before it can hear of the withdrawal: later it would wait for the next try.
    one.line.fault = () => 'lose-request'
    one.register(1)
    await one.until((now) => now.problem?.code === 'UNREACHABLE')
    await office.withdraw(one.journal.device, false)
    one.line.fault = () => null
    const status = await one.until((now) => now.problem?.code === 'REVOKED')
    expect(status).toMatchObject({ state: 'stopped', waiting: 0, problem: { code: 'REVOKED' } })
    expect(Date.parse(status.problem?.retryAt ?? '') - Date.now()).toBeGreaterThan(5 * 60_000)
  })

  it('does not believe that it was withdrawn from somebody on the line', async () => {
    const one = await running()
    await one.until(settled)
    one.line.fault = ({ path }) => (path.startsWith('/v1/hello') ? 'revoked' : null)
    one.register(1)
    expect(await one.until((now) => now.problem !== null)).toMatchObject({
      state: 'retrying',
      waiting: 1,
      problem: { code: 'RUBBISH' }
    })
  })

  it('synchronises at once when asked, also while it waits to try again', async () => {
    const one = await running()
    await one.until(settled)
    one.line.fault = () => 'unavailable'
    one.register(1)
    await one.until((status) => status.problem?.code === 'BUSY')
    one.line.fault = () => null
    await one.sync.now()
    expect(one.sync.status()).toMatchObject({ state: 'current', waiting: 0 })
  })
})

describe('waiting to try again', () => {
  it('grows to a minute, is spread evenly, and never undercuts what head office asked for', () => {
    expect([1, 2, 3, 20].map((failures) => backoff(failures, 0.999_999, null))).toEqual([1000, 2000, 4000, 60_000])
    expect(backoff(5, 0, null)).toBe(0)
    expect(backoff(1, 0.5, 7000)).toBe(7000)
  })
})
