/**
 * The spooler of Windows, spoken to through its own library. Receipts pass as RAW data, which the spooler hands to the
 * printer unchanged whatever driver is set up; pages of PDF it cannot take, they need a program that draws them.
 */
import { createRequire } from 'node:module'
import type { PrinterProblem, PrinterStatus } from '../../../domain/printing/printer.ts'
import type { OsSpooler, QueueJobState } from './os-queue.ts'
import { openWinspoolLibrary, type WinspoolLibrary } from './winspool-library.ts'

/** `PRINTER_INFO_6.dwStatus` in winspool.h. */
const PRINTER_TROUBLE: readonly (readonly [bits: number, problem: PrinterProblem])[] = [
  [0x00000010 | 0x00000040, 'paper-out'], // PAPER_OUT, PAPER_PROBLEM
  [0x00400000, 'cover-open'], // DOOR_OPEN
  [0x00000001 | 0x00000080 | 0x00001000 | 0x02000000, 'offline'], // PAUSED, OFFLINE, NOT_AVAILABLE, SERVER_OFFLINE
  [0x00000002 | 0x00000008 | 0x00040000 | 0x00100000, 'error'] // ERROR, PAPER_JAM, NO_TONER, USER_INTERVENTION
]

/** `JOB_INFO_1.Status` in winspool.h. */
const JOB = { error: 0x2, deleting: 0x4, printing: 0x10, printed: 0x80, deleted: 0x100, complete: 0x1000 } as const

const NO_SUCH_PRINTER = 1801
const SPOOLER_NOT_RUNNING = [1722, 1753]

export const printerProblems = (status: number): PrinterProblem[] =>
  PRINTER_TROUBLE.filter(([bits]) => (status & bits) !== 0).map(([, problem]) => problem)

/** A job leaves the list when the spooler has passed all of it on; until then it says how it fares. */
export const jobState = (status: number | null): QueueJobState => {
  if (status === null) return 'done'
  if ((status & (JOB.deleting | JOB.deleted)) !== 0) return 'ended-badly'
  if ((status & (JOB.printed | JOB.complete)) !== 0) return 'done'
  return (status & JOB.printing) !== 0 ? 'printing' : 'waiting'
}

const unreachable = (code: number): PrinterStatus => ({
  state: 'unreachable',
  cause: SPOOLER_NOT_RUNNING.includes(code) ? 'refused' : code === NO_SUCH_PRINTER ? 'no-such-device' : 'no-access'
})

const require = createRequire(import.meta.url)

export const winSpooler = (library: WinspoolLibrary = openWinspoolLibrary(require)): OsSpooler => ({
  queues: () => Promise.resolve(library.names()),

  status: (queue) => {
    const answer = library.printerStatus(queue)
    if (!answer.ok) return Promise.resolve(unreachable(answer.error))
    const problems = printerProblems(answer.value)
    return Promise.resolve(
      problems.length === 0 ? { state: 'ready', paperLow: false } : { state: 'trouble', problems, paperLow: false }
    )
  },

  submit: (queue, payload) => {
    if (payload.format === 'pdf') return Promise.resolve({ ok: false, cause: 'unsupported' })
    const answer = library.printRaw(queue, payload.title, payload.bytes)
    // What failed was taken back by the library: a job that was not ended is not printed.
    return Promise.resolve(answer.ok ? { ok: true, id: String(answer.value) } : { ok: false, cause: 'no-such-device' })
  },

  state: (queue, id) => {
    const answer = library.jobStatus(queue, Number(id))
    return Promise.resolve(answer.ok ? jobState(answer.value) : 'waiting')
  },

  cancel: (queue, id) => {
    library.deleteJob(queue, Number(id))
    return Promise.resolve()
  }
})
