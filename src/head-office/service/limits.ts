/** What one desk, one address and the whole process may ask for in a minute; above it the answer is «come back later». */
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SIGNATURE_HEADERS } from '../../journal/protocol.ts'
import type { Database } from '../database.ts'
import { Problem } from '../problem.ts'

export interface Limits {
  readonly devicePerMinute: number
  readonly addressPerMinute: number
  /** Mean delay of the event loop above which a process only answers BUSY; 0 never does. */
  readonly eventLoopDelayMs: number
}

/**
 * A desk that works all day in a network of a hundred asks about 300 times a minute at its peak (each nudge is a pull); one
 * that fetches everything from the beginning some 2,500 times. Only a program in a loop gets to 6,000. An address may be
 * that of a hundred desks behind one gateway.
 */
export const DEFAULT_LIMITS: Limits = { devicePerMinute: 6_000, addressPerMinute: 60_000, eventLoopDelayMs: 2_000 }

const MINUTE_MS = 60_000
const KEYS = 20_000
/** Requests that wait for a connection to the database: beyond, one that comes now would wait longer than a desk does. */
const MAX_WAITING = 256
const PRESSURE_RETRY_SECONDS = 5
/** Whoever looks after the server must get an answer exactly when it is overloaded. */
const UNLIMITED = new Set(['/health', '/ready'])

export const addLimits = async (app: FastifyInstance, database: Database, limits: Limits): Promise<void> => {
  // Routes that are worth guessing at (enrolment, sign-in) name narrower limits of their own.
  await app.register(rateLimit, {
    global: false,
    cache: KEYS,
    errorResponseBuilder: () => new Problem('BUSY', 'too many attempts, try again in a minute')
  })
  const perAddress = app.createRateLimit({ max: limits.addressPerMinute, timeWindow: MINUTE_MS })
  const perDevice = app.createRateLimit({
    max: limits.devicePerMinute,
    timeWindow: MINUTE_MS,
    // With the address: a stranger who names somebody's device must not use up that desk's minute.
    keyGenerator: (request: FastifyRequest) => `${request.ip} ${namedDevice(request) ?? ''}`
  })
  app.addHook('onRequest', async (request, reply) => {
    if (UNLIMITED.has(request.url)) return
    for (const limit of namedDevice(request) === null ? [perAddress] : [perAddress, perDevice]) {
      const verdict = await limit(request)
      if (verdict.isAllowed || !verdict.isExceeded) continue
      reply.header('retry-after', verdict.ttlInSeconds)
      throw new Problem('BUSY', 'too many requests, try again later')
    }
    if (database.load().waiting > MAX_WAITING) throw pressed(reply)
  })
  if (limits.eventLoopDelayMs === 0) return
  await app.register(underPressure, {
    maxEventLoopDelay: limits.eventLoopDelayMs,
    pressureHandler: (request, reply) => {
      if (!UNLIMITED.has(request.url)) throw pressed(reply)
    }
  })
}

const namedDevice = (request: FastifyRequest): string | null => {
  const device = request.headers[SIGNATURE_HEADERS.device]
  return typeof device === 'string' && device.length <= 64 ? device : null
}

const pressed = (reply: { header(name: string, value: number): unknown }): Problem => {
  reply.header('retry-after', PRESSURE_RETRY_SECONDS)
  return new Problem('BUSY', 'the server is overloaded, try again later')
}
