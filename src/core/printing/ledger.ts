/** The one door through which a print job changes: its row, its history and whoever must know, in one transaction. */
import { instant, type Instant } from '../../domain/values/dates.ts'
import type { StaffId } from '../../domain/values/ids.ts'
import type { PrintEvent, PrintJob, PrintJobId } from '../../domain/printing/job.ts'
import type { Database } from '../storage/database.ts'
import { changeJob, jobById, noteEvent, type JobChange } from './jobs.ts'

export interface LedgerOptions {
  readonly db: Database
  /** Milliseconds of the workstation's clock. */
  readonly now: () => number
  /** Wraps what must commit together with facts; plainly a transaction where there is no journal. */
  readonly atomically?: <Result>(work: () => Result) => Result
  /** A fault of the program or of the disk, to be written down without data. */
  readonly onFault: (error: unknown) => void
}

export interface Ledger {
  readonly db: Database
  moment(): Instant
  atomically<Result>(work: () => Result): Result
  /** @throws when the job does not exist: ids of jobs come from the table itself. */
  job(id: PrintJobId): PrintJob
  change(id: PrintJobId, what: PrintEvent['what'], by: StaffId | null, next: Omit<JobChange, 'at'>): PrintJob
  /** Tells listeners that a job, a progress or a status is new. */
  changed(): void
  onChange(listener: () => void): () => void
  onPrinted(listener: (job: PrintJob) => void): () => void
}

const isOnPaper = (job: PrintJob): boolean => job.state === 'printed' || job.state === 'sent'

export const openLedger = (options: LedgerOptions): Ledger => {
  const { db } = options
  const changeListeners = new Set<() => void>()
  const printedListeners = new Set<(job: PrintJob) => void>()
  const plainly = <Result>(work: () => Result): Result => (db.inTransaction ? work() : db.transaction(work).immediate())
  const atomically = options.atomically ?? plainly
  const moment = (): Instant => instant(options.now())

  const changed = (): void => {
    for (const listener of changeListeners) listener()
  }

  const job = (id: PrintJobId): PrintJob => {
    const found = jobById(db, id)
    if (found === null) throw new Error('a print job is gone from its table')
    return found
  }

  const tellPrinted = (printed: PrintJob): void => {
    for (const listener of printedListeners) {
      try {
        // Undone alone when it fails: what the printer did stays known.
        db.transaction(() => listener(printed))()
      } catch (error) {
        options.onFault(error)
      }
    }
  }

  return {
    db,
    moment,
    atomically,
    job,
    changed,
    change: (id, what, by, next) => {
      const after = atomically(() => {
        const at = moment()
        const before = job(id)
        changeJob(db, id, { ...next, at })
        noteEvent(db, id, { at, by, what, state: next.state, reason: next.reason, bytesSent: next.bytesSent })
        const now = job(id)
        if (isOnPaper(now) && !isOnPaper(before)) tellPrinted(now)
        return now
      })
      changed()
      return after
    },
    onChange: (listener) => {
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
    onPrinted: (listener) => {
      printedListeners.add(listener)
      return () => printedListeners.delete(listener)
    }
  }
}
