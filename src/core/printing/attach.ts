/** Connects the desk to its printers: opens the queue, tells windows what changed, notes in the journal what came out. */
import { noteActPrinted } from '../acts/printing.ts'
import { formatDate, localDate, localTime } from '../../domain/values/dates.ts'
import { presentAt, type Desk } from '../desk.ts'
import { noteCardPrinted } from '../loyalty/printing.ts'
import { openSpool, type Spool } from './spool.ts'
import { transportFor } from './transports/choose.ts'

export interface PrintingSurroundings {
  /** Printers, papers or progress changed; windows look again. */
  readonly changed: () => void
  readonly log: (line: object) => void
}

export const attachPrinting = (desk: Desk, { changed, log }: PrintingSurroundings): Spool => {
  const spool = openSpool({
    db: desk.db,
    now: desk.now,
    atomically: (work) => desk.journal.atomically(work),
    stamp: (moment) => {
      const { zone } = presentAt(desk)
      return `${formatDate(localDate(moment, zone))} ${localTime(moment, zone)}`
    },
    transportFor: (printer) => transportFor(printer),
    onFault: (error) => {
      // Code and place only: a message of the system may hold a path or a title.
      const code = error instanceof Error && 'code' in error ? String(error.code) : null
      const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6) : []
      log({
        level: 'error',
        event: 'printing-fault',
        code,
        name: error instanceof Error ? error.name : typeof error,
        stack
      })
    }
  })
  spool.onChange(changed)
  spool.onPrinted((job) => noteActPrinted(desk, job))
  spool.onPrinted((job) => noteCardPrinted(desk, job))
  return spool
}
