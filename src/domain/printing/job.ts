/** The rules of the print queue: what a sending's result means, what may repeat by itself and what only a person may repeat. */
import { z } from 'zod'
import { assertNever } from '../values/assert-never.ts'
import { Instant } from '../values/dates.ts'
import { StaffId } from '../values/ids.ts'
import { PrinterId, PrinterKind, PrinterProblem, UnreachableCause } from './printer.ts'

export const PrintJobId = z.uuid().brand<'PrintJobId'>()
export type PrintJobId = z.infer<typeof PrintJobId>

/**
 * queued → sending → printed (the printer proved it), sent (it took all and proves nothing), unknown (bytes left us,
 * no proof), failed (no byte left us and we no longer try), cancelled (no byte left us, a person called it off).
 */
export const PrintJobState = z.enum(['queued', 'sending', 'printed', 'sent', 'unknown', 'failed', 'cancelled'])
export type PrintJobState = z.infer<typeof PrintJobState>

/** Why not a single byte of the job left this workstation. Trying again cannot print it twice. */
export const NotSentReason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('unreachable'), cause: UnreachableCause }),
  z.object({ code: z.literal('trouble'), problems: z.array(PrinterProblem).min(1) }),
  z.object({ code: z.literal('cancelled') }),
  /** Lay in the queue too long to come out unasked. */
  z.object({ code: z.literal('too-old') })
])
export type NotSentReason = z.infer<typeof NotSentReason>

/** Why it is not known whether the paper came out. */
export const DoubtReason = z.enum([
  'connection-lost',
  'stalled',
  'no-confirmation',
  'paper-out',
  'trouble',
  'interrupted',
  'program-stopped',
  'queue-stuck'
])
export type DoubtReason = z.infer<typeof DoubtReason>

export const SendResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('not-sent'), reason: NotSentReason }),
  z.object({ outcome: z.literal('printed'), bytesSent: z.int() }),
  z.object({ outcome: z.literal('sent-unconfirmed'), bytesSent: z.int() }),
  z.object({ outcome: z.literal('unknown'), reason: DoubtReason, bytesSent: z.int() })
])
export type SendResult = z.infer<typeof SendResult>

/** Longer than this after it was asked for, a paper must not come out by itself: the patient has gone. */
export const PRINTS_BY_ITSELF_MS = 15 * 60_000

export const isTooOld = (queuedAt: Instant, now: Instant): boolean =>
  Date.parse(now) - Date.parse(queuedAt) > PRINTS_BY_ITSELF_MS

/** The state after an attempt. Only what provably did not leave goes back into the queue by itself. */
export const stateAfter = (result: SendResult): PrintJobState => {
  switch (result.outcome) {
    case 'printed':
      return 'printed'
    case 'sent-unconfirmed':
      return 'sent'
    case 'unknown':
      return 'unknown'
    case 'not-sent':
      return stateAfterNotSent(result.reason)
    default:
      return assertNever(result, 'result of sending')
  }
}

const stateAfterNotSent = (reason: NotSentReason): PrintJobState => {
  switch (reason.code) {
    case 'unreachable':
    case 'trouble':
      return 'queued'
    case 'cancelled':
      return 'cancelled'
    case 'too-old':
      return 'failed'
    default:
      return assertNever(reason, 'reason for not sending')
  }
}

/** Nothing of it is on paper, so that it may be sent again as the original. */
export const mayRetry = (state: PrintJobState): boolean => state === 'failed' || state === 'queued'
/** It is on paper or may be: only a marked copy may follow. */
export const mayRepeat = (state: PrintJobState): boolean =>
  state === 'printed' || state === 'sent' || state === 'unknown'
export const mayCancel = (state: PrintJobState): boolean =>
  state === 'queued' || state === 'failed' || state === 'sending'
/** A person looks at the tray and says what came out. */
export const maySettle = (state: PrintJobState): boolean => state === 'unknown' || state === 'sent'

/** What is printed: which paper, of which version. One original of each kind, ever. */
export const PrintedPaper = z.object({
  document: z.uuid(),
  version: z.int().min(1)
})
export type PrintedPaper = z.infer<typeof PrintedPaper>

/** Why a job waits, or why it ended as it did. */
export const JobReason = z.union([NotSentReason, z.object({ code: z.literal('doubt'), doubt: DoubtReason })])
export type JobReason = z.infer<typeof JobReason>

export const PrintJob = z.object({
  id: PrintJobId,
  paper: PrintedPaper,
  kind: PrinterKind,
  /** What the queue shows: «Акт 12-000345», never a name of a patient. */
  title: z.string(),
  printer: PrinterId,
  /** As the printer was called then; it may since have been renamed or removed. */
  printerName: z.string(),
  /** 0 is the original; copies count from 1. */
  copy: z.int().min(0),
  state: PrintJobState,
  /** How often bytes left this workstation for it. */
  attempts: z.int(),
  bytesTotal: z.int(),
  bytesSent: z.int(),
  reason: JobReason.nullable(),
  queuedAt: Instant,
  changedAt: Instant,
  /** A person's word on a job that nothing else could settle. */
  settled: z.enum(['came-out', 'did-not']).nullable(),
  askedBy: StaffId.nullable(),
  /** What was printed is still kept, so that it can be shown and repeated. */
  kept: z.boolean()
})
export type PrintJob = z.infer<typeof PrintJob>

/** Why the queue does not do what a person asks of it. */
export const PrintRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('NO_PRINTER'), kind: PrinterKind }),
  z.object({ code: z.literal('UNKNOWN_JOB') }),
  /** The job has moved on: what was asked no longer makes sense in this state. */
  z.object({ code: z.literal('WRONG_STATE'), state: PrintJobState }),
  /** What was printed is no longer kept; print the document anew from where it lives. */
  z.object({ code: z.literal('CONTENT_GONE') }),
  /** A page of A4 cannot be marked afterwards: its copy is made where the document lives. */
  z.object({ code: z.literal('NEEDS_MARKED_COPY') }),
  z.object({ code: z.literal('UNKNOWN_PRINTER') }),
  z.object({ code: z.literal('PRINTER_BUSY') }),
  z.object({ code: z.literal('WRONG_KIND'), kind: PrinterKind })
])
export type PrintRefusal = z.infer<typeof PrintRefusal>

/** One line of a job's history: every attempt and every word of a person. */
export const PrintEvent = z.object({
  at: Instant,
  by: StaffId.nullable(),
  what: z.enum([
    'asked',
    'left',
    'held',
    'ended',
    'cancelled',
    'retried',
    'repeated',
    'settled',
    'found-after-crash',
    'forgotten'
  ]),
  state: PrintJobState,
  reason: JobReason.nullable(),
  bytesSent: z.int()
})
export type PrintEvent = z.infer<typeof PrintEvent>
