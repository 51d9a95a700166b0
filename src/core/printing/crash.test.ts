import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { PrintJobId } from '../../domain/printing/job.ts'
import type { Printer } from '../../domain/printing/printer.ts'
import { savePrinter } from '../devices/printers.ts'
import { openDatabase } from '../storage/database.ts'
import { eventsOf, jobById } from './jobs.ts'
import { openTestSpool, receiptPrinter } from './testing/desk.ts'
import { startVirtualPrinter, type VirtualJob, type VirtualPrinter } from './virtual/tcp-printer.ts'

/** Bytes that a printer is asked before a job. */
const QUESTIONS = 12
const KEY = 'ab'.repeat(32)
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

interface Scene {
  readonly device: VirtualPrinter
  readonly path: string
  readonly printer: Printer
}

const scene = async (): Promise<Scene> => {
  const folder = mkdtempSync(join(tmpdir(), 'stoika-crash-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const device = await startVirtualPrinter({ name: 'TM-T20III' })
  closing.push(() => device.stop())
  return { device, path: join(folder, 'desk.db'), printer: receiptPrinter(device.port) }
}

/** A core in a process of its own, from the moment it has confirmed the paper; `kill` is `kill -9`. */
const core = async ({
  path,
  printer,
  device
}: Scene): Promise<{ readonly job: PrintJobId; readonly kill: () => Promise<void> }> => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'testing/crash-core.ts'), path, KEY, String(device.port), printer.id, uuidv7()],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  closing.push(kill)
  const said = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the core ended with ${code}`)))
  })
  return { job: PrintJobId.parse(said), kill }
}

const unmarked = (jobs: readonly VirtualJob[]): number =>
  jobs.filter((job) => job.sheets.some((sheet) => sheet.cut && !sheet.lines.some((line) => line.includes('КОПИЯ'))))
    .length

/** Starts the program again on what the crash left, and lets it work until the paper waits for nothing but a person. */
const after = async ({ path, printer, device }: Scene, id: PrintJobId): Promise<string> => {
  const db = await openDatabase({ path, key: KEY })
  savePrinter(db, printer)
  const spool = openTestSpool(db, Date.now, [])
  const ended = new Promise<void>((resolve) => {
    const look = (): void => {
      const state = jobById(db, id)?.state
      if (state !== 'queued' && state !== 'sending') resolve()
    }
    spool.onChange(look)
    look()
  })
  await ended
  const state = jobById(db, id)?.state ?? 'lost'
  if (state === 'unknown') {
    expect(eventsOf(db, id).at(-1)).toMatchObject({ what: 'found-after-crash', reason: { doubt: 'program-stopped' } })
    // The person at the desk asks for it once more.
    const copy = spool.repeat(id, { by: null, printer: null })
    if (!copy.ok) throw new Error(copy.refusal.code)
    await new Promise<void>((resolve) =>
      spool.onChange(() => jobById(db, copy.job.id)?.state === 'printed' && resolve())
    )
  }
  await spool.stop()
  db.close()
  await device.idle()
  return state
}

describe('a program killed while it prints', () => {
  it('leaves a paper in doubt whose bytes had left, and does not send it again by itself', async () => {
    const stage = await scene()
    // The paper ends in the middle: the job is on its way for as long as the test likes.
    stage.device.setFaults({ paperLines: 1 })
    const { job, kill } = await core(stage)
    await stage.device.received(QUESTIONS + 1)
    await kill()
    stage.device.setFaults({ paperLines: null })
    expect(await after(stage, job)).toBe('unknown')
    expect(unmarked(stage.device.jobs())).toBeLessThanOrEqual(1)
  })

  it('prints a paper after the restart of which nothing had left', async () => {
    const stage = await scene()
    stage.device.setFaults({ paperOut: true })
    const { job, kill } = await core(stage)
    await kill()
    stage.device.setFaults({ paperOut: false })
    expect(await after(stage, job)).toBe('printed')
    expect(unmarked(stage.device.jobs())).toBe(1)
  })

  it(
    'never prints two unmarked papers and loses none, wherever between the first and the last byte it is killed',
    { timeout: 240_000 },
    async () => {
      const states = new Set<string>()
      for (const bytes of [1, 4, 12, 13, 20, 28, 34, 38, 44]) {
        const stage = await scene()
        // Slow enough that the kill falls into the job: a few bytes at a time.
        stage.device.setFaults({ bytesPerSecond: 50 })
        const { job, kill } = await core(stage)
        await stage.device.received(bytes)
        await kill()
        stage.device.setFaults({ bytesPerSecond: null })
        await stage.device.idle()
        const state = await after(stage, job)
        states.add(state)
        expect({ bytes, once: unmarked(stage.device.jobs()) <= 1 }).toEqual({ bytes, once: true })
        // A printed paper, or a marked copy of what was in doubt: one way or another there is a whole paper in the end.
        expect({ bytes, whole: stage.device.jobs().some((one) => one.sheets.some((sheet) => sheet.cut)) }).toEqual({
          bytes,
          whole: true
        })
        expect(['printed', 'unknown']).toContain(state)
      }
      expect([...states].toSorted()).toEqual(['printed', 'unknown'])
    }
  )
})
