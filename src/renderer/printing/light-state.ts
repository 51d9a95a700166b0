/** What the bottom line says of the printers: one light for each kind of paper, showing the worst that a person can mend. */
import type { PrinterRow, PrintJobRow } from '../../contract/printing.ts'
import type { PrinterId, PrinterKind, PrinterProblem, UnreachableCause } from '../../domain/printing/printer.ts'
import { assertNever } from '../../domain/values/assert-never.ts'

export const LIGHT_GROUPS = ['receipts', 'cards', 'pages'] as const
export type LightGroup = (typeof LIGHT_GROUPS)[number]

const GROUP_OF: Readonly<Record<PrinterKind, LightGroup>> = {
  'receipt-80': 'receipts',
  'receipt-58': 'receipts',
  card: 'cards',
  a4: 'pages'
}

export type LightState =
  /** Nobody knows whether a paper came out: only a person can look. */
  | { readonly state: 'question' }
  | { readonly state: 'trouble'; readonly problem: PrinterProblem }
  | { readonly state: 'unreachable'; readonly cause: UnreachableCause }
  | { readonly state: 'printing'; readonly no: number; readonly of: number }
  | { readonly state: 'paper-low' }
  | { readonly state: 'silent' }
  | { readonly state: 'unasked' }
  | { readonly state: 'ready' }

export interface Light {
  readonly group: LightGroup
  /** The printer that is meant, where the kind has several; null where there is only one. */
  readonly printer: string | null
  readonly light: LightState
  /** Papers that wait for it. */
  readonly waiting: number
}

/** Worst first. */
const ORDER: readonly LightState['state'][] = [
  'question',
  'trouble',
  'unreachable',
  'printing',
  'paper-low',
  'unasked',
  'silent',
  'ready'
]

/** What stops a printer, in the order in which a person would put it right. */
const PROBLEMS: readonly PrinterProblem[] = ['cover-open', 'paper-out', 'cutter-jammed', 'offline', 'error']
export const firstProblem = (problems: readonly PrinterProblem[]): PrinterProblem =>
  PROBLEMS.find((problem) => problems.includes(problem)) ?? 'error'

/**
 * Which of how many is being printed: those that ended since the oldest unfinished one was asked for were in the queue
 * together with it. Null when nothing is on its way.
 */
export const printingNow = (
  printer: PrinterId,
  waiting: number,
  jobs: readonly PrintJobRow[]
): { readonly no: number; readonly of: number } | null => {
  const own = jobs.filter((job) => job.printer === printer)
  if (!own.some((job) => job.state === 'sending')) return null
  const unfinished = own.filter((job) => job.state === 'queued' || job.state === 'sending')
  const since = unfinished
    .map((job) => Date.parse(job.queuedAt))
    .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const ended = own.filter(
    (job) =>
      (job.state === 'printed' || job.state === 'sent' || job.state === 'unknown') &&
      // A person's word on an old paper is no news of the queue.
      job.settled === null &&
      Date.parse(job.changedAt) > since
  ).length
  return { no: ended + 1, of: ended + Math.max(waiting, unfinished.length) }
}

/** How one printer is. */
export const lightOf = (row: PrinterRow, jobs: readonly PrintJobRow[]): LightState => {
  if (row.doubtful > 0) return { state: 'question' }
  const { status } = row
  if (status.state === 'trouble') return { state: 'trouble', problem: firstProblem(status.problems) }
  if (status.state === 'unreachable') return { state: 'unreachable', cause: status.cause }
  const printing = printingNow(row.printer.id, row.waiting, jobs)
  if (printing !== null) return { state: 'printing', ...printing }
  switch (status.state) {
    case 'ready':
      return { state: status.paperLow ? 'paper-low' : 'ready' }
    case 'silent':
    case 'unasked':
      return { state: status.state }
    default:
      return assertNever(status, 'status of a printer')
  }
}

/** The lights of all kinds for which a printer is set up and switched on. */
export const lights = (rows: readonly PrinterRow[], jobs: readonly PrintJobRow[]): readonly Light[] =>
  LIGHT_GROUPS.flatMap((group): readonly Light[] => {
    const own = rows
      .filter(({ printer }) => printer.enabled && GROUP_OF[printer.kind] === group)
      .map((row) => ({ row, light: lightOf(row, jobs) }))
      .toSorted((a, b) => ORDER.indexOf(a.light.state) - ORDER.indexOf(b.light.state))
    const [worst] = own
    if (worst === undefined) return []
    const named = own.length > 1 && worst.light.state !== 'ready'
    return [{ group, printer: named ? worst.row.printer.name : null, light: worst.light, waiting: worst.row.waiting }]
  })

/** Whether the light may draw the eye: papers lie because of something that only a person can mend. */
export const needsPerson = ({ light, waiting }: Light): boolean =>
  light.state === 'question' || ((light.state === 'trouble' || light.state === 'unreachable') && waiting > 0)
