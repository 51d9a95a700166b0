/** Whether this process should be sent requests: it is not ending, reaches its database, and knows the schema it finds there. */
import type { FastifyInstance } from 'fastify'
import type { Database } from '../database.ts'
import { schemaIsCurrent } from '../migrations.ts'

export interface Readiness {
  /** The port is open. */
  begin(): void
  /** From here on the answer is no, for good: a balancer sends new requests elsewhere. */
  end(): void
  check(): Promise<'ready' | 'starting' | 'ending' | 'no-database' | 'other-schema'>
}

export const watchReadiness = (database: Database): Readiness => {
  let phase: 'starting' | 'serving' | 'ending' = 'starting'
  return {
    begin: () => {
      phase = 'serving'
    },
    end: () => {
      phase = 'ending'
    },
    check: async () => {
      if (phase !== 'serving') return phase
      try {
        return (await schemaIsCurrent(database)) ? 'ready' : 'other-schema'
      } catch {
        // Why the database does not answer is in the log of whoever needed it; here the answer is enough.
        return 'no-database'
      }
    }
  }
}

/** `/health`: the process answers. `/ready`: it can serve. Neither is signed, and neither tells anything else. */
export const readinessRoutes = (app: FastifyInstance, readiness: Readiness): void => {
  app.get('/health', async () => ({ ok: true }))
  app.get('/ready', async (_request, reply) => {
    const state = await readiness.check()
    return reply.code(state === 'ready' ? 200 : 503).send({ state })
  })
}
