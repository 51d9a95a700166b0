/** The print queue as a person reads it: what asks for an answer, what is on its way, what was printed today. */
import type { PrintJobRow } from '../../contract/printing.ts'
import { localDate, type IsoDate, type TimeZone } from '../../domain/values/dates.ts'

export const QUEUE_PARTS = ['questions', 'waiting', 'today'] as const
export type QueuePart = (typeof QUEUE_PARTS)[number]

/** Nobody knows whether it came out, and nobody has said so yet. */
export const isQuestion = (job: PrintJobRow): boolean => job.state === 'unknown' && job.settled === null

const isUnfinished = (job: PrintJobRow): boolean =>
  job.state === 'queued' || job.state === 'sending' || job.state === 'failed'

const partOf = (job: PrintJobRow, today: IsoDate, zone: TimeZone): QueuePart | null => {
  if (isQuestion(job)) return 'questions'
  if (isUnfinished(job)) return 'waiting'
  return localDate(job.changedAt, zone) === today ? 'today' : null
}

/** What is unfinished stays until it is settled, whatever day it is from; the rest is today's. Newest first, but the queue in its order. */
export const queueParts = (
  jobs: readonly PrintJobRow[],
  today: IsoDate,
  zone: TimeZone
): Readonly<Record<QueuePart, readonly PrintJobRow[]>> => {
  const parts: Record<QueuePart, PrintJobRow[]> = { questions: [], waiting: [], today: [] }
  const seen = new Set<string>()
  for (const job of jobs) {
    const part = seen.has(job.id) ? null : partOf(job, today, zone)
    seen.add(job.id)
    if (part !== null) parts[part].push(job)
  }
  return { ...parts, waiting: parts.waiting.toReversed() }
}

/** The job that stays selected: the one chosen while it is there, else the first that asks for something. */
export const selectedJob = (
  parts: Readonly<Record<QueuePart, readonly PrintJobRow[]>>,
  chosen: PrintJobRow['id'] | null
): PrintJobRow | null => {
  const all = QUEUE_PARTS.flatMap((part) => parts[part])
  return all.find((job) => job.id === chosen) ?? all[0] ?? null
}
