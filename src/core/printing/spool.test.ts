import { afterEach, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import type { PrintJob } from '../../domain/printing/job.ts'
import { contentOf, eventsOf, jobsOf } from './jobs.ts'
import type { PrintAnswer } from './spool.ts'
import { actRequest, receiptPrinter, smallRequest, testDesk } from './testing/desk.ts'
import { decodeJob } from './testing/npos-decoder.ts'
import { DEAF, EPSON, SHORT } from './testing/sending.ts'
import { startVirtualPrinter, type VirtualJob } from './virtual/tcp-printer.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const accepted = (answer: PrintAnswer): PrintJob => {
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`)
  return answer.job
}
const isMarked = (job: VirtualJob): boolean =>
  job.sheets.some((sheet) => sheet.lines.some((line) => line.includes('КОПИЯ')))
const cutSheets = (job: VirtualJob): number => job.sheets.filter((sheet) => sheet.cut).length

describe('the print queue', () => {
  it('prints an act, remembers who asked and what happened', async () => {
    const desk = await testDesk(closing)
    const job = accepted(desk.spool.submit(actRequest()))
    expect(job).toMatchObject({ state: 'queued', copy: 0, attempts: 0, printerName: 'Чеки' })
    const printed = await desk.until(job.id, 'printed')
    expect(printed).toMatchObject({ attempts: 1, reason: null, bytesSent: printed.bytesTotal })
    expect(eventsOf(desk.db, job.id).map((event) => event.what)).toEqual(['asked', 'left', 'ended'])
    expect(decodeJob(desk.device.jobs()[0]?.bytes ?? new Uint8Array()).text).toContain('ИТОГО')
  })

  it('takes a paper once, however often it is asked for', async () => {
    const desk = await testDesk(closing)
    const request = actRequest()
    const first = accepted(desk.spool.submit(request))
    expect(desk.spool.submit(request)).toMatchObject({ ok: true, fresh: false, job: { id: first.id } })
    await desk.until(first.id, 'printed')
    expect(desk.spool.submit(request)).toMatchObject({
      ok: true,
      fresh: false,
      job: { id: first.id, state: 'printed' }
    })
    expect(desk.device.jobs()).toHaveLength(1)
    expect(desk.spool.submit(actRequest(request.paper.document, 2))).toMatchObject({ ok: true, fresh: true })
  })

  it('keeps nothing of a paper whose action failed, and prints it when the action commits', async () => {
    const desk = await testDesk(closing)
    const request = actRequest()
    const act = desk.db.transaction((fails: boolean) => {
      const job = accepted(desk.spool.submit(request))
      if (fails) throw new Error('power cut')
      return job
    })
    expect(() => act(true)).toThrow('power cut')
    expect(jobsOf(desk.db, request.paper.document)).toEqual([])
    const job = act(false)
    await desk.until(job.id, 'printed')
    expect(desk.device.jobs()).toHaveLength(1)
  })

  it('holds a paper while the printer is in trouble and prints it by itself when that is over', async () => {
    const desk = await testDesk(closing)
    desk.device.setFaults({ paperOut: true })
    const job = accepted(desk.spool.submit(actRequest()))
    const waiting = (): PrintJob | undefined => jobsOf(desk.db, job.paper.document)[0]
    await desk.when(() => waiting()?.reason !== null)
    expect(waiting()).toMatchObject({ state: 'queued', reason: { code: 'trouble', problems: ['paper-out'] } })
    desk.device.setFaults({ paperOut: false })
    expect(await desk.until(job.id, 'printed')).toMatchObject({ attempts: 1 })
    // Tried every few moments, but only what was new is written down.
    expect(eventsOf(desk.db, job.id).map((event) => event.what)).toEqual(['asked', 'held', 'left', 'ended'])
  })

  it('does not let an old paper out unasked, and lets a person send it still as the original', async () => {
    const desk = await testDesk(closing)
    desk.device.setFaults({ coverOpen: true })
    const job = accepted(desk.spool.submit(actRequest()))
    await desk.when(() => desk.spool.status(desk.printer.id).status.state === 'trouble')
    desk.later(20)
    desk.device.setFaults({ coverOpen: false })
    expect(await desk.until(job.id, 'failed')).toMatchObject({ reason: { code: 'too-old' }, attempts: 0 })
    accepted(desk.spool.retry(job.id, { by: null, printer: null }))
    await desk.until(job.id, 'printed')
    expect(desk.device.jobs().map(isMarked)).toEqual([false])
  })

  it('repeats nothing by itself that may be on paper; a person gets a marked copy', async () => {
    const desk = await testDesk(closing)
    desk.device.setFaults({ powerOffAt: 500 })
    const job = accepted(desk.spool.submit(actRequest()))
    expect(await desk.until(job.id, 'unknown')).toMatchObject({ reason: { code: 'doubt', doubt: 'connection-lost' } })
    expect(desk.spool.retry(job.id, { by: null, printer: null })).toEqual({
      ok: false,
      refusal: { code: 'WRONG_STATE', state: 'unknown' }
    })
    const copy = accepted(desk.spool.repeat(job.id, { by: null, printer: null }))
    await desk.until(copy.id, 'printed')
    const second = accepted(desk.spool.repeat(job.id, { by: null, printer: null }))
    await desk.until(second.id, 'printed')
    expect([copy.copy, second.copy]).toEqual([1, 2])
    expect(desk.device.jobs().map(isMarked)).toEqual([false, true, true])
    expect(desk.device.jobs().map(cutSheets)).toEqual([0, 1, 1])
    expect(desk.device.jobs()[2]?.sheets[0]?.lines.join()).toContain('повтор 2 от 24.11.2026 15:02')
  })

  it('takes a person at their word about a paper in doubt', async () => {
    const desk = await testDesk(closing)
    desk.device.setFaults({ powerOffAt: 500 })
    const lost = accepted(desk.spool.submit(actRequest()))
    await desk.until(lost.id, 'unknown')
    expect(desk.spool.settle(lost.id, { by: null, cameOut: false })).toMatchObject({
      job: { state: 'unknown', settled: 'did-not' }
    })
    expect(desk.spool.settle(lost.id, { by: null, cameOut: true })).toMatchObject({
      job: { state: 'printed', settled: 'came-out' }
    })
    expect(desk.spool.settle(lost.id, { by: null, cameOut: true })).toMatchObject({
      ok: false,
      refusal: { code: 'WRONG_STATE' }
    })
  })

  it('tells whoever records the printing once, in the same transaction, and survives a listener that fails', async () => {
    const desk = await testDesk(closing)
    const told: string[] = []
    desk.spool.onPrinted((job) => {
      expect(desk.db.inTransaction).toBe(true)
      told.push(job.state)
    })
    desk.spool.onPrinted(() => {
      desk.db.prepare(`INSERT INTO setting (name, value) VALUES ('half', '1')`).run()
      throw new Error('the listener failed')
    })
    const job = accepted(desk.spool.submit(actRequest()))
    await desk.until(job.id, 'printed')
    expect(told).toEqual(['printed'])
    expect(desk.faults).toMatchObject([{ message: 'the listener failed' }])
    expect(desk.db.prepare(`SELECT 1 FROM setting WHERE name = 'half'`).get()).toBeUndefined()
  })

  it('calls off what has not left, and asks anew as an original afterwards', async () => {
    const desk = await testDesk(closing)
    desk.device.setFaults({ paperOut: true })
    const request = actRequest()
    const job = accepted(desk.spool.submit(request))
    expect(desk.spool.cancel(job.id, null)).toMatchObject({ ok: true, job: { state: 'cancelled' } })
    desk.device.setFaults({ paperOut: false })
    const again = accepted(desk.spool.submit(request))
    expect(again).toMatchObject({ copy: 0 })
    await desk.until(again.id, 'printed')
    expect(jobsOf(desk.db, request.paper.document).map((one) => one.state)).toEqual(['cancelled', 'printed'])
    expect(desk.spool.cancel(again.id, null)).toMatchObject({
      ok: false,
      refusal: { code: 'WRONG_STATE', state: 'printed' }
    })
    expect(desk.device.jobs()).toHaveLength(1)
  })

  it('stops a paper on its way when a person says so, and then does not know how much came out', async () => {
    const desk = await testDesk(closing, { patience: { ...SHORT, giveUp: 60_000, farewell: 50 } })
    desk.device.setFaults({ paperLines: 5 })
    const job = accepted(desk.spool.submit(actRequest()))
    await desk.when(() => desk.spool.progress(job)?.stalled === true)
    expect(desk.spool.progress(job)?.problems).toEqual(['paper-out'])
    accepted(desk.spool.cancel(job.id, null))
    expect(await desk.until(job.id, 'unknown')).toMatchObject({ reason: { code: 'doubt', doubt: 'interrupted' } })
  })

  it('sends a waiting paper to another printer, laid out for that one', async () => {
    const desk = await testDesk(closing)
    desk.device.setFaults({ paperOut: true })
    const job = accepted(desk.spool.submit(actRequest()))
    const other = await startVirtualPrinter({ name: 'XP' })
    closing.push(() => other.stop())
    const spare = receiptPrinter(other.port, 'Запасной')
    expect(desk.spool.savePrinter(spare)).toBeNull()
    accepted(desk.spool.retry(job.id, { by: null, printer: spare.id }))
    expect(await desk.until(job.id, 'printed')).toMatchObject({ printerName: 'Запасной' })
    expect([desk.device.jobs().length, other.jobs().length]).toEqual([0, 1])
  })

  it('lays a waiting paper out anew when the settings of its printer were what was wrong', async () => {
    const desk = await testDesk(closing)
    desk.device.setFaults({ coverOpen: true })
    const job = accepted(desk.spool.submit(actRequest()))
    await desk.when(() => desk.spool.status(desk.printer.id).status.state === 'trouble')
    const narrow = { ...desk.printer, profile: { ...EPSON, columns: 32, dots: 384 } }
    expect(desk.spool.savePrinter(narrow)).toBeNull()
    expect(desk.spool.savePrinter({ ...narrow, kind: 'receipt-58' })).toEqual({ code: 'PRINTER_BUSY' })
    desk.device.setFaults({ coverOpen: false })
    await desk.until(job.id, 'printed')
    const lines = desk.device.jobs()[0]?.sheets[0]?.lines ?? []
    expect(Math.max(...lines.map((line) => line.length))).toBe(32)
  })

  it('says when there is no printer for a paper, and keeps one that still has papers', async () => {
    const desk = await testDesk(closing)
    expect(desk.spool.submit({ ...actRequest(), kind: 'receipt-58' })).toEqual({
      ok: false,
      refusal: { code: 'NO_PRINTER', kind: 'receipt-58' }
    })
    desk.device.setFaults({ paperOut: true })
    const job = accepted(desk.spool.submit(actRequest()))
    expect(desk.spool.removePrinter(desk.printer.id)).toEqual({ code: 'PRINTER_BUSY' })
    accepted(desk.spool.cancel(job.id, null))
    await desk.when(() => desk.spool.removePrinter(desk.printer.id) === null)
    expect(desk.spool.submit(actRequest())).toMatchObject({ refusal: { code: 'NO_PRINTER' } })
  })

  it('is only «sent» to a mute printer, and a person may say that it came out', async () => {
    const desk = await testDesk(closing, { patience: DEAF })
    desk.device.setFaults({ mute: true })
    const job = accepted(desk.spool.submit(actRequest()))
    await desk.until(job.id, 'sent')
    expect(desk.spool.settle(job.id, { by: null, cameOut: true })).toMatchObject({ job: { state: 'printed' } })
  })

  it('forgets what papers of a document said and keeps that they were printed', async () => {
    const desk = await testDesk(closing)
    const job = accepted(desk.spool.submit(actRequest()))
    await desk.until(job.id, 'printed')
    desk.spool.forget(job.paper.document, null)
    expect(contentOf(desk.db, job.id)).toBeNull()
    expect(jobsOf(desk.db, job.paper.document)).toMatchObject([{ state: 'printed', kept: false }])
    expect(desk.spool.repeat(job.id, { by: null, printer: null })).toEqual({
      ok: false,
      refusal: { code: 'CONTENT_GONE' }
    })
  })

  it('goes on after a polite end with what waited, and does not print again what was printed', async () => {
    const desk = await testDesk(closing)
    const first = accepted(desk.spool.submit(actRequest()))
    await desk.until(first.id, 'printed')
    desk.device.setFaults({ paperOut: true })
    const second = accepted(desk.spool.submit(actRequest()))
    await desk.when(() => desk.spool.status(desk.printer.id).status.state === 'trouble')
    const reopened = await desk.restart()
    desk.device.setFaults({ paperOut: false })
    await reopened.until(second.id, 'printed')
    expect(desk.device.jobs()).toHaveLength(2)
  })

  it('prints papers of one printer in the order in which they were asked for', async () => {
    const desk = await testDesk(closing)
    const asked = Array.from({ length: 12 }, () => accepted(desk.spool.submit(smallRequest(uuidv7()))))
    for (const job of asked) await desk.until(job.id, 'printed')
    await desk.device.finished(12)
    const times = asked.map((job) => eventsOf(desk.db, job.id).find((event) => event.what === 'left'))
    expect(times.every((event) => event !== undefined)).toBe(true)
    expect(desk.device.jobs().map(cutSheets)).toEqual(asked.map(() => 1))
    expect(desk.db.prepare(`SELECT job FROM print_event WHERE what = 'left' ORDER BY position`).pluck().all()).toEqual(
      asked.map((job) => job.id)
    )
  })
})

describe('power lost at any byte of a receipt', () => {
  it('leaves at most one unmarked paper, and in the end a whole one', { timeout: 240_000 }, async () => {
    const desk = await testDesk(closing)
    const first = await desk.until(accepted(desk.spool.submit(smallRequest())).id, 'printed')
    const questions = 12
    const seen = new Set<string>()
    for (let at = 1; at <= first.bytesTotal + questions; at++) {
      // The lane has asked how the printer is and rests: the next connection is the job's.
      await desk.spool.ask(desk.printer.id)
      await desk.device.idle()
      const from = desk.device.jobs().length
      desk.device.setFaults({ powerOffAt: at })
      const job = accepted(desk.spool.submit(smallRequest()))
      // Held while the power is away, it goes by itself when that is back; in doubt, a person asks for a copy.
      const end = await desk.until(job.id, 'printed', 'unknown')
      seen.add(`${end.state} after ${end.attempts}`)
      if (end.state === 'unknown') {
        const copy = accepted(desk.spool.repeat(job.id, { by: null, printer: null }))
        await desk.until(copy.id, 'printed')
      }
      await desk.device.idle()
      const whole = desk.device
        .jobs()
        .slice(from)
        .filter((paper) => cutSheets(paper) > 0)
      const unmarked = whole.filter((paper) => !isMarked(paper)).length
      expect({ at, whole: whole.length > 0, once: unmarked <= 1 }).toEqual({ at, whole: true, once: true })
      if (end.state === 'printed') expect({ at, unmarked }).toEqual({ at, unmarked: 1 })
    }
    expect([...seen].toSorted()).toEqual(['printed after 1', 'unknown after 1'])
  })
})
