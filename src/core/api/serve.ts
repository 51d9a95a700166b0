/** Answers the calls of one window over its port, whatever carries the port. */
import { onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { storageFault, type Connection, type Workstation } from './context.ts'
import { router } from './router.ts'

/** The little that a port must be able to do: Electron's MessagePortMain, a worker's port and our relay all can. */
export interface CorePort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  start?(): void
}

/** Codes of failures that the contract knows; everything else is a fault of the program and is written down. */
const EXPECTED = new Set(['LOCKED', 'FORBIDDEN', 'NOT_ENROLLED', 'STORAGE', 'REFUSED', 'BAD_REQUEST'])

export const serveWindow = (workstation: Workstation, port: CorePort, log: (line: object) => void): void => {
  const connection: Connection = { actor: null, lastActivity: workstation.now() }
  const handler = new RPCHandler(router, {
    interceptors: [
      async (call) => {
        try {
          return await call.next()
        } catch (error) {
          throw storageFault(error)
        }
      },
      onError((error) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL'
        // Names and stack only: a message may quote what a person typed.
        if (!EXPECTED.has(code) && !(error instanceof Error && error.name === 'AbortError')) {
          log({
            level: 'error',
            event: 'call-failed',
            code,
            name: error instanceof Error ? error.name : typeof error,
            stack: stackOf(error)
          })
        }
      })
    ]
  })
  handler.upgrade(port, { context: { workstation, connection } })
  port.start?.()
}

/** Where it happened, without the message. */
const stackOf = (error: unknown): readonly string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 8)
        .map((line) => line.trim())
    : []
