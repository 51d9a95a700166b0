/**
 * The print queue of this workstation. A paper is on disk before a byte of it leaves; what may have been printed is never
 * repeated by itself, and what a person repeats says that it is a copy. One original of each paper in each kind, ever.
 */
import { uuidv7 } from 'uuidv7'
import { instant, type Instant } from '../../domain/values/dates.ts'
import type { StaffId } from '../../domain/values/ids.ts'
import {
  mayCancel,
  mayRepeat,
  mayRetry,
  maySettle,
  PrintJobId,
  type PrintedPaper,
  type PrintJob,
  type PrintRefusal
} from '../../domain/printing/job.ts'
import {
  isReceiptKind,
  type Printer,
  type PrinterId,
  type PrinterKind,
  type PrinterStatus
} from '../../domain/printing/printer.ts'
import { deletePrinter, printerById, printerFor, savePrinter } from '../devices/printers.ts'
import { contentFor, type PrintContent } from './content.ts'
import {
  contentOf,
  countJobs,
  forgetContent,
  insertJob,
  jobById,
  jobsOf,
  listJobs,
  moveJob,
  nextCopy,
  NO_LIMIT,
  noteEvent,
  originalOf,
  queuedFor,
  type Content
} from './jobs.ts'
import { LANE_TIMING, type LaneTiming } from './lane.ts'
import { openLedger, type LedgerOptions } from './ledger.ts'
import type { Progress, Transport } from './transports/transport.ts'
import { startWorkers } from './workers.ts'

export interface PrintRequest {
  readonly paper: PrintedPaper
  readonly kind: PrinterKind
  /** For the queue; numbers of papers, no names of patients. */
  readonly title: string
  readonly content: PrintContent
  /** Null for the printer that usually takes this kind. */
  readonly printer: PrinterId | null
  readonly by: StaffId | null
}

/** `fresh` is false when the paper was asked for before: its original stands, nothing new was queued. */
export type PrintAnswer =
  | { readonly ok: true; readonly job: PrintJob; readonly fresh: boolean }
  | { readonly ok: false; readonly refusal: PrintRefusal }

interface How {
  readonly by: StaffId | null
  /** Null for the printer it was meant for. */
  readonly printer: PrinterId | null
}

export interface Spool {
  /** Queues an original. Durable when it returns; inside the caller's transaction it commits with that. */
  submit(request: PrintRequest): PrintAnswer
  /** Sends what provably never left, as the original. */
  retry(id: PrintJobId, how: How): PrintAnswer
  /** Prints a copy of what is or may be on paper. `marked` is a page that already says so; receipts are marked here. */
  repeat(id: PrintJobId, how: How & { readonly marked?: Uint8Array }): PrintAnswer
  /** What has not left is called off; what is on its way is stopped and then in doubt. */
  cancel(id: PrintJobId, by: StaffId | null): PrintAnswer
  /** A person says whether the paper came out whole. */
  settle(id: PrintJobId, how: { readonly by: StaffId | null; readonly cameOut: boolean }): PrintAnswer
  /** Null when nothing is on its way. */
  progress(job: PrintJob): Progress | null
  /** Null when there is no such printer or it is switched off. */
  ask(printer: PrinterId): Promise<PrinterStatus | null>
  status(printer: PrinterId): { readonly status: PrinterStatus; readonly askedAt: Instant | null }
  /** Adds or changes a printer; null when it is done. */
  savePrinter(printer: Printer): PrintRefusal | null
  removePrinter(id: PrinterId): PrintRefusal | null
  /** Drops what the papers of a document said, for an erasure; those that wait are called off. */
  forget(document: string, by: StaffId | null): void
  /** Calls back when a job, a progress or a status is new. Returns the way to stop. */
  onChange(listener: () => void): () => void
  /** Calls back once for each job that is printed or sent, in the transaction that says so. */
  onPrinted(listener: (job: PrintJob) => void): () => void
  /** Waits a little for papers on their way; the database may be closed afterwards. */
  stop(): Promise<void>
}

export interface SpoolOptions extends LedgerOptions {
  readonly transportFor: (printer: Printer) => Transport
  /** How the moment of a copy is printed on it: the clinic's wall clock. */
  readonly stamp: (moment: Instant) => string
  readonly timing?: LaneTiming
}

const KEEP_CONTENT_MS = 30 * 24 * 60 * 60_000

const refuse = (refusal: PrintRefusal): PrintAnswer => ({ ok: false, refusal })
const done = (job: PrintJob, fresh = true): PrintAnswer => ({ ok: true, job, fresh })

/** Opens the queue: what was on its way when the program ended is in doubt from now on, what waited goes on. */
export const openSpool = (options: SpoolOptions): Spool => {
  const { db } = options
  const ledger = openLedger(options)
  const workers = startWorkers({
    ledger,
    transportFor: options.transportFor,
    timing: options.timing ?? LANE_TIMING,
    onFault: options.onFault
  })

  // The caller's transaction may still be open: the lane looks when it has ended.
  const wakeSoon = (printer: PrinterId): void => void setImmediate(() => workers.wake(printer))

  const queue = (
    request: Omit<PrintRequest, 'printer' | 'content'>,
    printer: Printer,
    content: Content,
    copy: number
  ): PrintJob => {
    const job = ledger.atomically(() => {
      const at = ledger.moment()
      const { paper, kind, title, by } = request
      const queued = insertJob(db, {
        id: PrintJobId.parse(uuidv7()),
        paper,
        kind,
        title,
        printer,
        copy,
        content,
        at,
        by
      })
      noteEvent(db, queued.id, {
        at,
        by,
        what: copy === 0 ? 'asked' : 'repeated',
        state: 'queued',
        reason: null,
        bytesSent: 0
      })
      return queued
    })
    ledger.changed()
    wakeSoon(printer.id)
    return job
  }

  /** The printer that was named, or the one that is meant, if it takes this kind. */
  const choose = (kind: PrinterKind, named: PrinterId | null): Printer | PrintRefusal => {
    const printer = named === null ? printerFor(db, kind) : printerById(db, named)
    if (printer === null) return named === null ? { code: 'NO_PRINTER', kind } : { code: 'UNKNOWN_PRINTER' }
    return printer.kind === kind ? printer : { code: 'WRONG_KIND', kind: printer.kind }
  }
  const chooseAgain = (job: PrintJob, named: PrinterId | null): Printer | PrintRefusal => {
    const same = named ?? job.printer
    const stillThere = printerById(db, same)?.enabled === true
    return choose(job.kind, named === null && !stillThere ? null : same)
  }
  const isRefusal = (choice: Printer | PrintRefusal): choice is PrintRefusal => 'code' in choice

  const forgetOld = (): void => {
    const ids = forgetContent(db, { endedBefore: instant(options.now() - KEEP_CONTENT_MS) })
    for (const id of ids) noteForgotten(id, null)
  }
  const noteForgotten = (id: PrintJobId, by: StaffId | null): void => {
    const { state, reason, bytesSent } = ledger.job(id)
    noteEvent(db, id, { at: ledger.moment(), by, what: 'forgotten', state, reason, bytesSent })
  }

  const start = (): void => {
    for (const job of listJobs(db, ['sending'], NO_LIMIT)) {
      ledger.change(job.id, 'found-after-crash', null, {
        state: 'unknown',
        reason: { code: 'doubt', doubt: 'program-stopped' },
        bytesSent: job.bytesSent
      })
    }
    ledger.atomically(forgetOld)
    workers.follow()
  }
  start()

  const cancel = (id: PrintJobId, by: StaffId | null): PrintAnswer => {
    const job = jobById(db, id)
    if (job === null) return refuse({ code: 'UNKNOWN_JOB' })
    if (!mayCancel(job.state)) return refuse({ code: 'WRONG_STATE', state: job.state })
    if (job.state !== 'sending') {
      return done(
        ledger.change(id, 'cancelled', by, { state: 'cancelled', reason: { code: 'cancelled' }, bytesSent: 0 })
      )
    }
    const { reason, bytesSent } = job
    const asked = ledger.change(id, 'cancelled', by, { state: 'sending', reason, bytesSent })
    workers.abort(job)
    return done(asked)
  }

  return {
    submit: (request) => {
      const original = originalOf(db, request.paper, request.kind)
      if (original !== null) return done(original, false)
      const printer = choose(request.kind, request.printer)
      if (isRefusal(printer)) return refuse(printer)
      const content = contentFor(request.content, printer, null)
      if (content === null) return refuse({ code: 'WRONG_KIND', kind: printer.kind })
      return done(queue(request, printer, content, 0))
    },

    retry: (id, { by, printer: named }) => {
      const job = jobById(db, id)
      if (job === null) return refuse({ code: 'UNKNOWN_JOB' })
      if (!mayRetry(job.state)) return refuse({ code: 'WRONG_STATE', state: job.state })
      const printer = chooseAgain(job, named)
      if (isRefusal(printer)) return refuse(printer)
      const kept = contentOf(db, id)
      if (kept === null) return refuse({ code: 'CONTENT_GONE' })
      const moved = laidOutFor(kept, printer)
      if (moved === null) return refuse({ code: 'WRONG_KIND', kind: printer.kind })
      const again = ledger.atomically(() => {
        moveJob(db, id, printer, moved)
        return ledger.change(id, 'retried', by, { state: 'queued', reason: null, bytesSent: 0, requeued: true })
      })
      wakeSoon(printer.id)
      return done(again)
    },

    repeat: (id, { by, printer: named, marked }) => {
      const job = jobById(db, id)
      if (job === null) return refuse({ code: 'UNKNOWN_JOB' })
      if (!mayRepeat(job.state)) return refuse({ code: 'WRONG_STATE', state: job.state })
      const printer = chooseAgain(job, named)
      if (isRefusal(printer)) return refuse(printer)
      const copy = nextCopy(db, job.paper, job.kind)
      const content =
        marked === undefined ? copyOf(job, printer, copy) : contentFor({ type: 'pdf', bytes: marked }, printer, null)
      if (content === null) return refuse({ code: 'WRONG_KIND', kind: printer.kind })
      if ('code' in content) return refuse(content)
      return done(queue({ paper: job.paper, kind: job.kind, title: job.title, by }, printer, content, copy))
    },

    cancel,

    settle: (id, { by, cameOut }) => {
      const job = jobById(db, id)
      if (job === null) return refuse({ code: 'UNKNOWN_JOB' })
      if (!maySettle(job.state)) return refuse({ code: 'WRONG_STATE', state: job.state })
      const { reason, bytesSent } = job
      // Even a paper that did not come out may be half printed: it stays in doubt, and only a copy follows it.
      const state = cameOut ? 'printed' : 'unknown'
      return done(
        ledger.change(id, 'settled', by, { state, reason, bytesSent, settled: cameOut ? 'came-out' : 'did-not' })
      )
    },

    progress: (job) => workers.progress(job),
    ask: (printer) => workers.ask(printer),
    status: (printer) => workers.status(printer),

    savePrinter: (printer) => {
      const kind = printerById(db, printer.id)?.kind ?? printer.kind
      const waiting = queuedFor(db, printer.id)
      if (workers.busy(printer.id) || (kind !== printer.kind && waiting.length > 0)) return { code: 'PRINTER_BUSY' }
      ledger.atomically(() => {
        savePrinter(db, printer)
        // What waits was laid out for the old settings, which were perhaps what was wrong.
        for (const id of waiting) {
          const kept = contentOf(db, id)
          const anew = kept === null ? null : laidOutFor(kept, printer)
          if (anew !== null) moveJob(db, id, printer, anew)
        }
      })
      workers.follow()
      return null
    },

    removePrinter: (id) => {
      if (printerById(db, id) === null) return { code: 'UNKNOWN_PRINTER' }
      if (workers.busy(id) || countJobs(db, id).waiting > 0) return { code: 'PRINTER_BUSY' }
      deletePrinter(db, id)
      workers.follow()
      return null
    },

    forget: (document, by) => {
      for (const job of jobsOf(db, document)) if (mayCancel(job.state)) cancel(job.id, by)
      ledger.atomically(() => {
        for (const id of forgetContent(db, { document })) noteForgotten(id, by)
      })
    },

    onChange: (listener) => ledger.onChange(listener),
    onPrinted: (listener) => ledger.onPrinted(listener),
    stop: () => workers.stop()
  }

  /** What was asked for, as a copy for this printer, or why there is none. */
  function copyOf(job: PrintJob, printer: Printer, copy: number): Content | PrintRefusal | null {
    const kept = contentOf(db, job.id)
    if (kept === null) return { code: 'CONTENT_GONE' }
    if (kept.receipt !== null) {
      const mark = { no: copy, at: options.stamp(ledger.moment()) }
      return contentFor({ type: 'receipt', receipt: kept.receipt.document }, printer, mark)
    }
    // Nothing is printed over the picture of a card, and a test page is no paper; that they were repeated is in the history.
    return job.kind === 'card' || isReceiptKind(job.kind) ? kept : { code: 'NEEDS_MARKED_COPY' }
  }
}

/** The same paper, not yet sent, for the printer as it is set up now. */
const laidOutFor = (kept: Content, printer: Printer): Content | null =>
  kept.receipt === null
    ? kept
    : contentFor({ type: 'receipt', receipt: kept.receipt.document }, printer, kept.receipt.mark)
