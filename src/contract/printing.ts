/** Printers of this workstation and the papers on their way to them. */
import { z } from 'zod'
import { PrintEvent, PrintJob, PrintJobId, PrintJobState, PrintRefusal } from '../domain/printing/job.ts'
import { Printer, PrinterAddress, PrinterId, PrinterProblem, PrinterStatus } from '../domain/printing/printer.ts'
import { PrinterProfile } from '../domain/printing/profile.ts'
import { Instant } from '../domain/values/dates.ts'
import { procedure, refusable } from './base.ts'

/** A printer with what is known of it now. */
export const PrinterRow = z.object({
  printer: Printer,
  status: PrinterStatus,
  /** When the status was learnt; null before the first time. */
  askedAt: Instant.nullable(),
  /** Papers that wait for it, and papers of which nobody knows whether they came out. */
  waiting: z.int(),
  doubtful: z.int()
})
export type PrinterRow = z.infer<typeof PrinterRow>

/** A paper in the queue; `progress` only while bytes move. */
export const PrintJobRow = PrintJob.extend({
  /** Whose paper it is, in short; null where nobody is known. */
  patient: z.string().nullable(),
  progress: z.object({ stalled: z.boolean(), problems: z.array(PrinterProblem) }).nullable(),
  may: z.object({ retry: z.boolean(), repeat: z.boolean(), cancel: z.boolean(), settle: z.boolean() })
})
export type PrintJobRow = z.infer<typeof PrintJobRow>

/** A way to a printer that this machine offers now. */
export const FoundAddress = z.object({ address: PrinterAddress, label: z.string() })
export type FoundAddress = z.infer<typeof FoundAddress>

const Job = z.object({ id: PrintJobId })

export const printingContract = {
  printers: procedure.output(z.array(PrinterRow)),
  /** Adds or changes a printer; the id is made by the caller. */
  savePrinter: refusable(PrintRefusal).input(Printer).output(PrinterRow),
  removePrinter: refusable(PrintRefusal)
    .input(z.object({ id: PrinterId }))
    .output(z.object({})),
  /** Starting points for settings of receipt printers. */
  profiles: procedure.output(z.array(z.object({ key: z.string(), profile: PrinterProfile }))),
  /** What is plugged in or set up on this machine: serial ports, USB printers, queues of the system. */
  found: procedure.output(z.array(FoundAddress)),
  /** Asks the printer now. */
  ask: refusable(PrintRefusal)
    .input(z.object({ id: PrinterId }))
    .output(PrinterStatus),
  /** Prints the page on which a person sees which code page number is readable. */
  testPage: refusable(PrintRefusal)
    .input(z.object({ id: PrinterId }))
    .output(PrintJobRow),
  /** Newest first; all states when none are named. */
  jobs: procedure
    .input(z.object({ states: z.array(PrintJobState), limit: z.int().min(1).max(200) }))
    .output(z.array(PrintJobRow)),
  job: procedure.input(Job).output(PrintJobRow.nullable()),
  history: procedure.input(Job).output(z.array(PrintEvent)),
  /** The receipt as it was printed, as SVG; null for pages and for what is no longer kept. */
  preview: procedure.input(Job).output(z.object({ svg: z.string() }).nullable()),
  /** Nothing of it is on paper: sends it as the original, to another printer of the same kind if one is named. */
  retry: refusable(PrintRefusal)
    .input(Job.extend({ printer: PrinterId.nullable() }))
    .output(PrintJobRow),
  /** It is on paper or may be: prints a copy that says so. */
  repeat: refusable(PrintRefusal)
    .input(Job.extend({ printer: PrinterId.nullable() }))
    .output(PrintJobRow),
  cancel: refusable(PrintRefusal).input(Job).output(PrintJobRow),
  /** A person has looked at the printer and says whether the paper came out whole. */
  settle: refusable(PrintRefusal)
    .input(Job.extend({ cameOut: z.boolean() }))
    .output(PrintJobRow)
}
