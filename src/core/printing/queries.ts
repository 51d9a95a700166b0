/** The print queue and the printers as screens see them. */
import type { PrinterRow, PrintJobRow } from '../../contract/printing.ts'
import {
  mayCancel,
  mayRepeat,
  mayRetry,
  maySettle,
  type PrintJob,
  type PrintJobId,
  type PrintJobState
} from '../../domain/printing/job.ts'
import type { Printer } from '../../domain/printing/printer.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '../../domain/printing/profile.ts'
import { allPrinters, printerById } from '../devices/printers.ts'
import type { Database } from '../storage/database.ts'
import { receiptPreview } from './escpos/receipt.ts'
import { contentOf, countJobs, jobById, listJobs } from './jobs.ts'
import { patientOfPaper } from './patient-of-paper.ts'
import type { Spool } from './spool.ts'

export const printerRow = (db: Database, spool: Spool, printer: Printer): PrinterRow => ({
  printer,
  ...spool.status(printer.id),
  ...countJobs(db, printer.id)
})

export const printerRows = (db: Database, spool: Spool): PrinterRow[] =>
  allPrinters(db).map((printer) => printerRow(db, spool, printer))

export const jobRow = (db: Database, spool: Spool, job: PrintJob): PrintJobRow => {
  const progress = spool.progress(job)
  return {
    ...job,
    patient: patientOfPaper(db, job.paper.document),
    bytesSent: progress === null ? job.bytesSent : progress.bytesSent,
    progress: progress === null ? null : { stalled: progress.stalled, problems: [...progress.problems] },
    may: {
      retry: mayRetry(job.state) && job.kept,
      // The copy of a page is made where the document lives, not here.
      repeat: mayRepeat(job.state) && job.kept && job.kind !== 'a4',
      cancel: mayCancel(job.state),
      settle: maySettle(job.state)
    }
  }
}

export const jobRows = (db: Database, spool: Spool, states: readonly PrintJobState[], limit: number): PrintJobRow[] =>
  listJobs(db, states, limit).map((job) => jobRow(db, spool, job))

const profileOf = (db: Database, job: PrintJob): PrinterProfile =>
  printerById(db, job.printer)?.profile ?? PRINTER_PROFILES[job.kind === 'receipt-58' ? 'epson-58' : 'epson-80']

/** The picture of a receipt as its printer makes it, copy mark included; null for pages and for what is no longer kept. */
export const jobPreview = (db: Database, id: PrintJobId): string | null => {
  const job = jobById(db, id)
  const receipt = job === null ? null : (contentOf(db, id)?.receipt ?? null)
  if (job === null || receipt === null) return null
  return receiptPreview(receipt.document, profileOf(db, job), receipt.mark)
}
