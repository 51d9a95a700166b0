/** What the head office writes down of itself: structured lines with codes and places, never what facts or people said. */
import type { FastifyServerOptions } from 'fastify'
import pg from 'pg'

export interface LogPlace {
  readonly level: string
  readonly stream: { write(line: string): void }
}

interface Sayable {
  readonly [key: string]: unknown
  readonly type: string
  readonly message: string
  readonly stack: string
}

/** PostgreSQL quotes values in its messages; of its errors only the code and the place are kept. */
const sayError = (error: Error): Sayable => {
  const fromDatabase = error instanceof pg.DatabaseError
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    message: fromDatabase ? `PostgreSQL ${error.code ?? ''} in ${error.routine ?? 'unknown'}` : error.message,
    stack: frames.slice(0, 8).join('\n'),
    ...('code' in error ? { code: error.code } : {})
  }
}

export const loggerOf = (place: LogPlace | undefined): NonNullable<FastifyServerOptions['logger']> =>
  place === undefined
    ? false
    : {
        level: place.level,
        stream: place.stream,
        serializers: {
          err: sayError,
          // Neither what was asked for, nor headers, nor address: what is needed to follow a request is its id.
          req: (request) => ({ method: request.method, route: request.routeOptions.url ?? 'none' })
        }
      }
