/**
 * What every way to a printer has in common. A transport never repeats anything by itself and never calls a job printed
 * without the printer's own word; between «nothing left» and «proved» it says that it does not know.
 */
import type { SendResult } from '../../../domain/printing/job.ts'
import type { PrinterProblem, PrinterStatus } from '../../../domain/printing/printer.ts'

export interface Payload {
  /** Names the job to the operating system and as a file; one job, one name, so that a repeat replaces and does not add. */
  readonly job: string
  readonly title: string
  readonly format: 'escpos' | 'pdf'
  readonly bytes: Uint8Array
}

export interface Progress {
  readonly bytesSent: number
  /** The printer has taken nothing for a while: paper, cover or cable. It may still go on. */
  readonly stalled: boolean
  readonly problems: readonly PrinterProblem[]
}

export interface Sending {
  /**
   * Asked right before the first byte leaves, and must write down that it does; false calls the job off. A crash before
   * it means that nothing left, a crash after it that something may have.
   */
  readonly leave: () => boolean
  readonly progress: (progress: Progress) => void
  /** A person calls the job off; what has left by then stays in doubt. */
  readonly signal: AbortSignal
}

export interface Transport {
  status(): Promise<PrinterStatus>
  send(payload: Payload, sending: Sending): Promise<SendResult>
}

/** How long to wait for what, in milliseconds. */
export interface Patience {
  readonly connect: number
  /** For an answer that a printer gives at once or never. */
  readonly answer: number
  /** Without a byte moving, until people are told. */
  readonly stall: number
  /** Without a byte moving or a sign of life, until the outcome is called unknown. */
  readonly giveUp: number
  /** Between questions about state while the proof is awaited. */
  readonly heartbeat: number
  /** For the proof, while the printer says that nothing is wrong. */
  readonly proof: number
  /** For the peer to hang up after us. */
  readonly farewell: number
}

export const PATIENCE: Patience = {
  connect: 3_000,
  answer: 1_000,
  stall: 5_000,
  giveUp: 120_000,
  heartbeat: 2_000,
  proof: 15_000,
  farewell: 5_000
}
