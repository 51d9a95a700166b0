/** The lanes of all printers that are set up: takes papers from the queue, gives them to printers, writes down what became of them. */
import { assertNever } from '../../domain/values/assert-never.ts'
import type { Instant } from '../../domain/values/dates.ts'
import {
  isTooOld,
  stateAfter,
  type JobReason,
  type PrintJob,
  type PrintJobId,
  type SendResult
} from '../../domain/printing/job.ts'
import type { Printer, PrinterId, PrinterStatus } from '../../domain/printing/printer.ts'
import { allPrinters } from '../devices/printers.ts'
import { contentOf, firstQueued } from './jobs.ts'
import { createLane, type Lane, type LaneTiming, type LaneWork } from './lane.ts'
import type { Ledger } from './ledger.ts'
import type { Progress, Transport } from './transports/transport.ts'

export interface Workers {
  wake(printer: PrinterId): void
  ask(printer: PrinterId): Promise<PrinterStatus | null>
  status(printer: PrinterId): { readonly status: PrinterStatus; readonly askedAt: Instant | null }
  progress(job: PrintJob): Progress | null
  /** A paper is on its way to this printer. */
  busy(printer: PrinterId): boolean
  abort(job: PrintJob): boolean
  /** Follows the settings: lanes of new printers start, those of changed and removed ones end. */
  follow(): void
  stop(): Promise<void>
}

export interface WorkerOptions {
  readonly ledger: Ledger
  readonly transportFor: (printer: Printer) => Transport
  readonly timing: LaneTiming
  readonly onFault: (error: unknown) => void
}

interface Worker {
  readonly lane: Lane
  /** The settings it was made from. */
  readonly settings: string
  askedAt: Instant | null
}

const STOP_WAIT_MS = 3_000

const reasonOf = (result: SendResult): JobReason | null => {
  switch (result.outcome) {
    case 'not-sent':
      return result.reason
    case 'unknown':
      return { code: 'doubt', doubt: result.reason }
    case 'printed':
    case 'sent-unconfirmed':
      return null
    default:
      return assertNever(result, 'result of sending')
  }
}

export const startWorkers = ({ ledger, transportFor, timing, onFault }: WorkerOptions): Workers => {
  const { db } = ledger
  const workers = new Map<PrinterId, Worker>()

  const take = (printer: PrinterId): ReturnType<LaneWork['take']> => {
    for (;;) {
      const next = firstQueued(db, printer)
      if (next === null) return null
      if (isTooOld(next.queuedAt, ledger.moment())) {
        ledger.change(next.id, 'ended', null, { state: 'failed', reason: { code: 'too-old' }, bytesSent: 0 })
        continue
      }
      const content = contentOf(db, next.id)
      if (content === null) throw new Error('a waiting print job has no bytes')
      return {
        job: next.id,
        payload: { job: next.id, title: next.title, format: content.format, bytes: content.bytes }
      }
    }
  }

  const leave = (printer: PrinterId, id: PrintJobId): boolean => {
    const job = ledger.job(id)
    // Called off, or sent another way, while this printer was being asked how it is.
    if (job.state !== 'queued' || job.printer !== printer) return false
    ledger.change(id, 'left', null, { state: 'sending', reason: null, bytesSent: 0, left: true })
    return true
  }

  const ended = (printer: PrinterId, id: PrintJobId, result: SendResult): void => {
    const before = ledger.job(id)
    // Called off or moved before the first byte: what a person did is already written.
    if (result.outcome === 'not-sent' && (before.state === 'cancelled' || before.printer !== printer)) return
    const reason = reasonOf(result)
    const state = stateAfter(result)
    const held = state === 'queued'
    // A printer in trouble is tried every other second; only news are written down.
    if (held && before.state === 'queued' && JSON.stringify(reason) === JSON.stringify(before.reason)) return
    const bytesSent = result.outcome === 'not-sent' ? 0 : result.bytesSent
    ledger.change(id, held ? 'held' : 'ended', null, { state, reason, bytesSent })
  }

  const start = (printer: Printer): void => {
    const lane = createLane(
      transportFor(printer),
      {
        take: () => take(printer.id),
        leave: (id) => leave(printer.id, id),
        ended: (id, result) => ended(printer.id, id, result),
        changed: () => {
          const worker = workers.get(printer.id)
          if (worker !== undefined) worker.askedAt = ledger.moment()
          ledger.changed()
        },
        fault: onFault
      },
      timing
    )
    workers.set(printer.id, { lane, settings: JSON.stringify(printer), askedAt: null })
    lane.wake()
  }

  return {
    wake: (printer) => workers.get(printer)?.lane.wake(),
    ask: (printer) => workers.get(printer)?.lane.ask() ?? Promise.resolve(null),
    status: (printer) => {
      const worker = workers.get(printer)
      return { status: worker?.lane.status() ?? { state: 'unasked' }, askedAt: worker?.askedAt ?? null }
    },
    progress: (job) => workers.get(job.printer)?.lane.progress(job.id) ?? null,
    busy: (printer) => workers.get(printer)?.lane.busy() ?? false,
    abort: (job) => workers.get(job.printer)?.lane.abort(job.id) ?? false,
    follow: () => {
      const wanted = allPrinters(db).filter((printer) => printer.enabled)
      for (const [id, worker] of workers) {
        if (wanted.some((printer) => printer.id === id && JSON.stringify(printer) === worker.settings)) continue
        workers.delete(id)
        void worker.lane.stop(0)
      }
      for (const printer of wanted) if (!workers.has(printer.id)) start(printer)
      ledger.changed()
    },
    stop: async () => {
      await Promise.all([...workers.values()].map((worker) => worker.lane.stop(STOP_WAIT_MS)))
      workers.clear()
    }
  }
}
