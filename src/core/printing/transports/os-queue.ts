/**
 * A print queue of the operating system. It accepts at once and prints later, also long after everybody has forgotten, so
 * that a job which does not come through is taken out of the queue before anybody prints it again.
 */
import type { PrinterStatus } from '../../../domain/printing/printer.ts'
import type { Patience, Payload, Transport } from './transport.ts'

/** How the system sees a job that it has accepted. `ended-badly`: it gave up or somebody removed it. */
export type QueueJobState = 'waiting' | 'printing' | 'done' | 'ended-badly'

export type Accepted =
  | { readonly ok: true; readonly id: string }
  /** Refused before a byte was spooled. */
  | { readonly ok: false; readonly cause: 'no-such-device' | 'offline' | 'unsupported' }

/** What a system's spooler must be able to do; CUPS and the Windows spooler are behind it. */
export interface OsSpooler {
  /** Names of the queues that are set up. */
  queues(): Promise<readonly string[]>
  status(queue: string): Promise<PrinterStatus>
  submit(queue: string, payload: Payload, options: Readonly<Record<string, string>>): Promise<Accepted>
  state(queue: string, id: string): Promise<QueueJobState>
  cancel(queue: string, id: string): Promise<void>
}

export interface QueueOptions {
  readonly queue: string
  readonly options: Readonly<Record<string, string>>
}

const POLL_MS = 500

export const osQueueTransport = (
  spooler: OsSpooler,
  { queue, options }: QueueOptions,
  patience: Patience
): Transport => ({
  status: () => spooler.status(queue),
  send: async (payload, sending) => {
    const status = await spooler.status(queue)
    if (status.state === 'unreachable')
      return { outcome: 'not-sent', reason: { code: 'unreachable', cause: status.cause } }
    if (status.state === 'trouble')
      return { outcome: 'not-sent', reason: { code: 'trouble', problems: status.problems } }
    if (sending.signal.aborted || !sending.leave()) return { outcome: 'not-sent', reason: { code: 'cancelled' } }
    const accepted = await spooler.submit(queue, payload, options)
    if (!accepted.ok) {
      return accepted.cause === 'offline'
        ? { outcome: 'not-sent', reason: { code: 'trouble', problems: ['offline'] } }
        : { outcome: 'not-sent', reason: { code: 'unreachable', cause: accepted.cause } }
    }
    const bytesSent = payload.bytes.length
    for (let waited = 0; ; waited += POLL_MS) {
      const state = await spooler.state(queue, accepted.id)
      // The system has passed everything on; whether it came out is not for it to say.
      if (state === 'done') return { outcome: 'sent-unconfirmed', bytesSent }
      if (state === 'ended-badly') return { outcome: 'unknown', reason: 'queue-stuck', bytesSent }
      if (sending.signal.aborted || waited >= patience.giveUp) {
        await spooler.cancel(queue, accepted.id)
        return { outcome: 'unknown', reason: sending.signal.aborted ? 'interrupted' : 'queue-stuck', bytesSent }
      }
      sending.progress({ bytesSent, stalled: waited >= patience.stall, problems: [] })
      await new Promise((resolve) => setTimeout(resolve, Math.min(POLL_MS, patience.giveUp)))
    }
  }
})
