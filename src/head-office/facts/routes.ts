/** Hello, push and pull of facts. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  MAX_BATCH_BYTES,
  MAX_BATCH_FACTS,
  PROTOCOL_VERSION,
  type HelloAnswer,
  type PushAnswer
} from '../../journal/protocol.ts'
import { authenticate } from '../devices/authenticate.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { answerJson, readJson } from '../wire.ts'
import { appendFacts } from './append.ts'
import { readBatch } from './read-batch.ts'
import { lastCursor, readPage } from './read-page.ts'

const Count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const HelloQuery = z.object({
  /** Sequence number of the device's last fact, so that head office can show what still waits at the desk. */
  recorded: Count.optional()
})
const PullQuery = z.object({ after: Count, limit: z.coerce.number().int().min(1).max(MAX_BATCH_FACTS).default(500) })

export const factRoutes = (app: FastifyInstance, office: Office): void => {
  const { database, now } = office

  app.get('/v1/hello', async (request): Promise<HelloAnswer> => {
    const device = await authenticate(database, request, now())
    const { recorded } = parse(HelloQuery, request.query)
    const [row] = await database.query<{ epoch: number; acked: number; head: string }>(
      'UPDATE device SET recorded = coalesce($2, recorded), last_contact = $3 WHERE id = $1 RETURNING epoch, acked, head',
      [device.id, recorded ?? null, new Date(now())]
    )
    if (row === undefined) throw new Problem('REVOKED', 'this device was removed')
    return {
      protocol: PROTOCOL_VERSION,
      ...row,
      cursor: await lastCursor(database),
      time: new Date(now()).toISOString()
    }
  })

  app.post('/v1/facts', { bodyLimit: MAX_BATCH_BYTES }, async (request): Promise<PushAnswer> => {
    const device = await authenticate(database, request, now())
    const batch = readBatch(device.id, await readJson(request, MAX_BATCH_BYTES))
    const receivedAt = now()
    const { acked, clamped, refusal } = await appendFacts(database, device.id, batch.facts, receivedAt)
    if (refusal !== null)
      throw new Problem(refusal.code, `fact ${refusal.at} does not continue the chain`, { acked, at: refusal.at })
    if (batch.refusal !== null) throw new Problem(batch.refusal.code, batch.refusal.message, { acked, at: acked + 1 })
    return { acked, clamped: [...clamped], receivedAt: new Date(receivedAt).toISOString() }
  })

  app.get('/v1/facts', async (request, reply) => {
    const device = await authenticate(database, request, now())
    const { after, limit } = parse(PullQuery, request.query)
    const page = await readPage(database, device.id, after, limit)
    // What was handed out, for the page; a lost answer is put right by the desk's next request.
    await database.query('UPDATE device SET pulled = $2 WHERE id = $1 AND pulled <> $2', [device.id, page.cursor])
    return answerJson(request, reply, page.json)
  })
}

const parse = <Schema extends z.ZodType>(schema: Schema, query: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(query)
  if (!parsed.success) throw new Problem('BAD_REQUEST', 'the query is not understood')
  return parsed.data
}
