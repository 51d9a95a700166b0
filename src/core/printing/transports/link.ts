/** A two-way stream of bytes to a printer, whatever carries it: a socket, a serial port, a character device. */
import type { UnreachableCause } from '../../../domain/printing/printer.ts'

export interface Link {
  /** Hands bytes over; settles when the system below has taken them, however long that is. Rejects when the link is gone. */
  write(bytes: Uint8Array): Promise<void>
  /** Bytes from the printer, from the first on; one listener. */
  listen(listener: (bytes: Uint8Array) => void): void
  /** Settles when the other side is gone, for whatever reason. */
  readonly gone: Promise<void>
  /**
   * Hangs up after what was handed over has left; it never cuts off bytes on their way, since a reset connection makes
   * the printer throw away what it had not read. False when the other side went away before it had taken everything.
   */
  close(): Promise<boolean>
}

/** There is no way to the printer now; nothing was sent. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
  readonly reason: UnreachableCause
  constructor(reason: UnreachableCause, cause: unknown) {
    super(`printer cannot be reached: ${reason}`, { cause })
    this.reason = reason
  }
}

export type OpenLink = () => Promise<Link>

/** What the system's error codes mean for a person at the desk. */
export const unreachableCause = (error: unknown): UnreachableCause => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const message = error instanceof Error ? error.message : ''
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE') return 'refused'
  if (
    code === 'ENOENT' ||
    code === 'ENODEV' ||
    code === 'ENXIO' ||
    /no such file|cannot find|file not found/iu.test(message)
  )
    return 'no-such-device'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || /access( is)? denied|permission/iu.test(message))
    return 'no-access'
  if (code === 'EBUSY' || /cannot lock|resource busy/iu.test(message)) return 'busy'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'no-space'
  return 'timeout'
}
