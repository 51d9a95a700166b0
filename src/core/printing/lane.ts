/** One printer's worker: sends its papers one after the other, waits while it cannot, and knows how the printer is. */
import type { NotSentReason, PrintJobId, SendResult } from '../../domain/printing/job.ts'
import type { PrinterStatus } from '../../domain/printing/printer.ts'
import type { Payload, Progress, Transport } from './transports/transport.ts'

export interface LaneTiming {
  /** Between attempts while a paper waits for a printer in trouble. */
  readonly retry: number
  /** Between questions about state while nothing is printed. */
  readonly ask: number
}

export const LANE_TIMING: LaneTiming = { retry: 2_000, ask: 30_000 }

/** What the lane asks of the queue; each answer is on disk before it is given. */
export interface LaneWork {
  /** The next paper for this printer, if any. */
  take(): { readonly job: PrintJobId; readonly payload: Payload } | null
  /** Writes down that bytes leave; false when the paper was called off meanwhile. */
  leave(job: PrintJobId): boolean
  ended(job: PrintJobId, result: SendResult): void
  /** Something about printer or progress is new. */
  changed(): void
  /** A fault of the program, to be written down. */
  fault(error: unknown): void
}

export interface Lane {
  /** There may be work. */
  wake(): void
  /** Asks the printer, or tells what is known while a paper is on its way to it. */
  ask(): Promise<PrinterStatus>
  status(): PrinterStatus
  /** Of the paper that is on its way now. */
  progress(job: PrintJobId): Progress | null
  /** A paper is on its way, or about to be. */
  busy(): boolean
  /** A person calls off the paper that is on its way; false when it is not this one. */
  abort(job: PrintJobId): boolean
  /** Takes no more work and waits a while for what is on its way; what is not settled by then stays in doubt. */
  stop(waitMilliseconds: number): Promise<void>
}

const statusAfter = (reason: NotSentReason, before: PrinterStatus): PrinterStatus => {
  if (reason.code === 'unreachable') return { state: 'unreachable', cause: reason.cause }
  if (reason.code !== 'trouble') return before
  return { state: 'trouble', problems: reason.problems, paperLow: before.state === 'ready' && before.paperLow }
}

export const createLane = (transport: Transport, work: LaneWork, timing: LaneTiming = LANE_TIMING): Lane => {
  let status: PrinterStatus = { state: 'unasked' }
  let current: { readonly job: PrintJobId; readonly controller: AbortController; progress: Progress | null } | null =
    null
  let tail: Promise<unknown> = Promise.resolve()
  let queuedWork = false
  let timer: NodeJS.Timeout | null = null
  // Set by `stop`: first no new work, then not a word to the database, which may be closed by then.
  let stopping = false
  let over = false

  const setStatus = (next: PrinterStatus): void => {
    const isNew = JSON.stringify(next) !== JSON.stringify(status)
    status = next
    if (isNew && !over) work.changed()
  }

  const learn = async (): Promise<PrinterStatus> => {
    try {
      setStatus(await transport.status())
    } catch (error) {
      work.fault(error)
      setStatus({ state: 'unreachable', cause: 'timeout' })
    }
    return status
  }

  const send = async (job: PrintJobId, payload: Payload): Promise<SendResult> => {
    const sending = { job, controller: new AbortController(), progress: null as Progress | null }
    current = sending
    let left = false
    try {
      return await transport.send(payload, {
        signal: sending.controller.signal,
        leave: () => {
          left = !over && work.leave(job)
          return left
        },
        progress: (progress) => {
          sending.progress = progress
          if (progress.problems.length > 0)
            setStatus({ state: 'trouble', problems: [...progress.problems], paperLow: false })
          if (!over) work.changed()
        }
      })
    } catch (error) {
      work.fault(error)
      return left
        ? { outcome: 'unknown', reason: 'interrupted', bytesSent: sending.progress?.bytesSent ?? 0 }
        : { outcome: 'not-sent', reason: { code: 'unreachable', cause: 'timeout' } }
    } finally {
      current = null
    }
  }

  const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

  /** A full disk must not make a result forgotten: it is tried again until it is written. */
  const record = async (job: PrintJobId, result: SendResult): Promise<void> => {
    for (;;) {
      if (over) return
      try {
        work.ended(job, result)
        return
      } catch (error) {
        work.fault(error)
        await pause(timing.retry)
      }
    }
  }

  /** True when the printer is free for more, false when it has to be waited for. */
  const workThrough = async (): Promise<boolean> => {
    for (;;) {
      const next = stopping ? null : work.take()
      if (next === null) return true
      const result = await send(next.job, next.payload)
      await record(next.job, result)
      if (result.outcome === 'not-sent' && result.reason.code !== 'cancelled') {
        setStatus(statusAfter(result.reason, status))
        return false
      }
    }
  }

  const plan = (milliseconds: number): void => {
    if (timer !== null) clearTimeout(timer)
    if (stopping) return
    timer = setTimeout(wake, milliseconds)
    // Watching an idle printer must not keep the program from ending.
    timer.unref()
  }

  const round = async (): Promise<void> => {
    queuedWork = false
    if (stopping) return
    try {
      const free = await workThrough()
      if (free && !stopping) await learn()
      plan(free ? timing.ask : timing.retry)
    } catch (error) {
      work.fault(error)
      plan(timing.retry)
    }
  }

  const wake = (): void => {
    if (queuedWork || stopping) return
    queuedWork = true
    tail = tail.then(round)
  }

  return {
    wake,
    ask: () => {
      if (current !== null) return Promise.resolve(status)
      const asked = tail.then(learn)
      tail = asked
      return asked
    },
    status: () => status,
    progress: (job) => (current?.job === job ? current.progress : null),
    busy: () => current !== null,
    abort: (job) => {
      if (current?.job !== job) return false
      current.controller.abort()
      return true
    },
    stop: async (waitMilliseconds) => {
      stopping = true
      if (timer !== null) clearTimeout(timer)
      let limit: NodeJS.Timeout | undefined
      await Promise.race([tail, new Promise((resolve) => (limit = setTimeout(resolve, waitMilliseconds)))])
      clearTimeout(limit)
      over = true
    }
  }
}
