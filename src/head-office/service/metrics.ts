/** What is counted for those who watch the server, in Prometheus' words: routes, sizes and sums, never who or about whom. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database.ts'
import { NETWORK_SCOPE } from '../facts/store.ts'
import { lastCursor } from '../facts/read-page.ts'
import type { Meter } from '../office.ts'

export interface Metrics extends Meter {
  /** Counts every request of this server. */
  watch(app: FastifyInstance): void
  /** The text that Prometheus reads; also when the database is away. */
  text(): Promise<{ readonly type: string; readonly body: string }>
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const STREAM = '/v1/nudge'

export const countMetrics = (database: Database, now: () => number): Metrics => {
  const registers = [new Registry()]
  const [register = new Registry()] = registers
  const requests = new Histogram({
    name: 'stoika_request_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers
  })
  const bytes = new Counter({
    name: 'stoika_body_bytes_total',
    help: 'Bytes of bodies as they travel, compressed',
    labelNames: ['direction'] as const,
    registers
  })
  const facts = new Counter({
    name: 'stoika_facts_total',
    help: 'Facts stored for the first time (received) and handed out to desks (served) by this process',
    labelNames: ['direction'] as const,
    registers
  })
  const streams = new Gauge({ name: 'stoika_nudge_streams', help: 'Open nudge streams', registers })
  const up = new Gauge({ name: 'stoika_database_up', help: '1 when the database answered this scrape', registers })
  const connections = new Gauge({
    name: 'stoika_database_connections',
    help: 'Connections of this process by what they do, and requests that wait for one',
    labelNames: ['state'] as const,
    registers
  })
  const cursor = new Gauge({
    name: 'stoika_cursor',
    help: 'Facts of the scope so far: its growth is what all processes receive',
    labelNames: ['scope'] as const,
    registers
  })
  const desks = new Gauge({ name: 'stoika_desks', help: 'Desks that are enrolled and not withdrawn', registers })
  const silence = new Gauge({
    name: 'stoika_longest_silence_seconds',
    help: 'How long ago the desk that is silent longest made contact',
    registers
  })
  const quarantined = new Gauge({
    name: 'stoika_facts_quarantined',
    help: 'Facts of withdrawn desks that are kept apart until somebody decides',
    registers
  })
  const waiting = new Gauge({
    name: 'stoika_facts_waiting_at_desks',
    help: 'Facts that desks told they have and that have not come yet',
    registers
  })
  for (const direction of ['received', 'served']) facts.inc({ direction }, 0)

  const look = async (): Promise<void> => {
    const load = database.load()
    connections.set({ state: 'busy' }, load.total - load.idle)
    connections.set({ state: 'idle' }, load.idle)
    connections.set({ state: 'waited-for' }, load.waiting)
    try {
      cursor.set({ scope: NETWORK_SCOPE }, await lastCursor(database))
      const [row] = await database.query<{ desks: number; oldest: Date | null; waiting: number; quarantined: number }>(
        `SELECT count(*) AS desks, min(last_contact) AS oldest,
           coalesce(sum(greatest(recorded - acked, 0)), 0)::bigint AS waiting,
           (SELECT count(*) FROM quarantined_fact) AS quarantined
         FROM desk WHERE revoked_at IS NULL`
      )
      desks.set(row?.desks ?? 0)
      silence.set(row?.oldest == null ? 0 : Math.max(0, now() - row.oldest.getTime()) / 1000)
      waiting.set(row?.waiting ?? 0)
      quarantined.set(row?.quarantined ?? 0)
      up.set(1)
    } catch {
      // That is what `up` tells; the log has the reason from whoever needed an answer.
      up.set(0)
    }
  }

  return {
    received: (count) => facts.inc({ direction: 'received' }, count),
    served: (count) => facts.inc({ direction: 'served' }, count),
    watch: (app) => {
      collectDefaultMetrics({ register })
      app.addHook('onRequest', async (request, reply) => {
        bytes.inc({ direction: 'received' }, Number(request.headers['content-length'] ?? 0))
        if (routeOf(request) !== STREAM) return
        streams.inc()
        reply.raw.once('close', () => streams.dec())
      })
      app.addHook('onResponse', async (request, reply) => {
        bytes.inc({ direction: 'served' }, Number(reply.getHeader('content-length') ?? 0))
        requests.observe(
          { method: request.method, route: routeOf(request), status: reply.statusCode },
          reply.elapsedTime / 1000
        )
      })
    },
    text: async () => {
      await look()
      return { type: register.contentType, body: await register.metrics() }
    }
  }
}

/** The pattern of the route: the address itself may name a paper. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none'
