/** A port of its own for those who watch the server, on loopback unless told otherwise: what is counted is not for everybody. */
import Fastify from 'fastify'
import type { Metrics } from './metrics.ts'
import { readinessRoutes, type Readiness } from './readiness.ts'

export interface WatchPort {
  readonly url: string
  close(): Promise<void>
}

export interface WatchPlace {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
}

export const openWatchPort = async (place: WatchPlace, metrics: Metrics, readiness: Readiness): Promise<WatchPort> => {
  const app = Fastify({ logger: false, forceCloseConnections: true })
  readinessRoutes(app, readiness)
  app.get('/metrics', async (_request, reply) => {
    const { type, body } = await metrics.text()
    return reply.header('content-type', type).send(body)
  })
  const url = await app.listen({ ...place })
  return { url, close: () => app.close() }
}
