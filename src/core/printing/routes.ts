/** Printers and papers on their way to them, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { printingContract, type PrinterRow, type PrintJobRow } from '../../contract/printing.ts'
import type { PrintJob, PrintJobId, PrintRefusal } from '../../domain/printing/job.ts'
import type { PrinterId } from '../../domain/printing/printer.ts'
import { PRINTER_PROFILES } from '../../domain/printing/profile.ts'
import { RIGHT_FOR_PAPER } from '../../domain/printing/rights.ts'
import { PAPER_WORDS } from '../../domain/printing/texts.ts'
import { enter, type CallContext } from '../api/context.ts'
import { findAddresses } from '../devices/found.ts'
import { printerById } from '../devices/printers.ts'
import type { Desk } from '../desk.ts'
import { encodeTestPage } from './escpos/test-page.ts'
import { eventsOf, jobById } from './jobs.ts'
import { jobPreview, jobRow, jobRows, printerRow, printerRows } from './queries.ts'
import type { PrintAnswer, Spool } from './spool.ts'
import { systemSpooler } from './transports/choose.ts'

const os = implement(printingContract).$context<CallContext>()

const refused = (refusal: PrintRefusal): never => {
  throw new ORPCError('REFUSED', { data: refusal })
}

const spoolOf = (desk: Desk): Spool => {
  if (desk.spool === undefined) throw new Error('this desk was opened without its print queue')
  return desk.spool
}

const answered = ({ desk, spool }: Entered, answer: PrintAnswer): PrintJobRow =>
  answer.ok ? jobRow(desk.db, spool, answer.job) : refused(answer.refusal)

interface Entered {
  readonly desk: Desk
  readonly spool: Spool
  readonly by: PrintJob['askedBy']
}

const look = (context: CallContext): Entered => {
  const { desk, actor } = enter(context, 'see-patients')
  return { desk, spool: spoolOf(desk), by: actor.staff }
}

/** Enters with the right that this job's kind of paper needs. */
const handle = (context: CallContext, id: PrintJobId): Entered => {
  const job = jobById(look(context).desk.db, id)
  if (job === null) return refused({ code: 'UNKNOWN_JOB' })
  const { desk, actor } = enter(context, RIGHT_FOR_PAPER[job.kind])
  return { desk, spool: spoolOf(desk), by: actor.staff }
}

const configure = (context: CallContext): Entered => {
  const { desk, actor } = enter(context, 'configure-desk')
  return { desk, spool: spoolOf(desk), by: actor.staff }
}

const rowOf = ({ desk, spool }: Entered, id: PrinterId): PrinterRow => {
  const printer = printerById(desk.db, id)
  return printer === null ? refused({ code: 'UNKNOWN_PRINTER' }) : printerRow(desk.db, spool, printer)
}

export const printingRoutes = {
  printers: os.printers.handler(({ context }) => {
    const { desk, spool } = look(context)
    return printerRows(desk.db, spool)
  }),

  savePrinter: os.savePrinter.handler(({ context, input }) => {
    const entered = configure(context)
    const refusal = entered.spool.savePrinter(input)
    return refusal === null ? rowOf(entered, input.id) : refused(refusal)
  }),

  removePrinter: os.removePrinter.handler(({ context, input }) => {
    const refusal = configure(context).spool.removePrinter(input.id)
    return refusal === null ? {} : refused(refusal)
  }),

  profiles: os.profiles.handler(({ context }) => {
    look(context)
    return Object.entries(PRINTER_PROFILES).map(([key, profile]) => ({ key, profile: { ...profile } }))
  }),

  found: os.found.handler(({ context }) => {
    configure(context)
    return findAddresses(systemSpooler())
  }),

  ask: os.ask.handler(async ({ context, input }) => {
    const status = await look(context).spool.ask(input.id)
    return status ?? refused({ code: 'UNKNOWN_PRINTER' })
  }),

  testPage: os.testPage.handler(({ context, input }) => {
    const entered = configure(context)
    const { desk, spool, by } = entered
    const printer = printerById(desk.db, input.id)
    if (printer === null) return refused({ code: 'UNKNOWN_PRINTER' })
    if (printer.profile === null) return refused({ code: 'WRONG_KIND', kind: printer.kind })
    return answered(
      entered,
      spool.submit({
        // Each test page is a paper of its own: it may be printed as often as somebody likes.
        paper: { document: uuidv7(), version: 1 },
        kind: printer.kind,
        title: PAPER_WORDS.testPage,
        content: { type: 'raw', bytes: encodeTestPage(printer.profile) },
        printer: printer.id,
        by
      })
    )
  }),

  jobs: os.jobs.handler(({ context, input }) => {
    const { desk, spool } = look(context)
    return jobRows(desk.db, spool, input.states, input.limit)
  }),

  job: os.job.handler(({ context, input }) => {
    const { desk, spool } = look(context)
    const job = jobById(desk.db, input.id)
    return job === null ? null : jobRow(desk.db, spool, job)
  }),

  history: os.history.handler(({ context, input }) => eventsOf(look(context).desk.db, input.id)),

  preview: os.preview.handler(({ context, input }) => {
    const { desk } = look(context)
    const svg = jobPreview(desk.db, input.id)
    return svg === null ? null : { svg }
  }),

  retry: os.retry.handler(({ context, input }) => {
    const entered = handle(context, input.id)
    return answered(entered, entered.spool.retry(input.id, { by: entered.by, printer: input.printer }))
  }),

  repeat: os.repeat.handler(({ context, input }) => {
    const entered = handle(context, input.id)
    return answered(entered, entered.spool.repeat(input.id, { by: entered.by, printer: input.printer }))
  }),

  cancel: os.cancel.handler(({ context, input }) => {
    const entered = handle(context, input.id)
    return answered(entered, entered.spool.cancel(input.id, entered.by))
  }),

  settle: os.settle.handler(({ context, input }) => {
    const entered = handle(context, input.id)
    return answered(entered, entered.spool.settle(input.id, { by: entered.by, cameOut: input.cameOut }))
  })
}
