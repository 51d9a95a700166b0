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
import { Digest } from '../../journal/envelope.ts'
import { authenticate, type Device } from '../devices/authenticate.ts'
import type { Sql } from '../database.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { answerJson, readJson } from '../wire.ts'
import { appendFacts } from './append.ts'
import { told } from './identity.ts'
import { readBatch, type ReadBatch } from './read-batch.ts'
import { lastCursor, readPage } from './read-page.ts'
import { isVouchedFor } from './receipts.ts'

const Count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const HelloQuery = z.object({
  /** Sequence number of the device's last fact, so that head office can show what still waits at the desk. */
  recorded: Count.optional()
})
const PullQuery = z.object({
  after: Count,
  anchor: Digest.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_BATCH_FACTS).default(500)
})

export const factRoutes = (app: FastifyInstance, office: Office): void => {
  const { database, identity, meter, now } = office

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
      time: new Date(now()).toISOString(),
      headOffice: told(identity),
      scopes: ['*']
    }
  })

  app.post('/v1/facts', { bodyLimit: MAX_BATCH_BYTES }, async (request): Promise<PushAnswer> => {
    const device = await authenticate(database, request, now())
    const batch = readBatch(device.id, await readJson(request, MAX_BATCH_BYTES))
    const receivedAt = now()
    if (!isHeadOf(device, batch))
      throw new Problem('BAD_SEAL', 'the head is not signed by this device for the last fact', {
        acked: await ackedOf(database, device.id),
        at: batch.head.seq
      })
    const { acked, stored, clamped, refusal, receipt } = await appendFacts(
      database,
      identity,
      { device: device.id, facts: batch.facts, head: batch.head },
      receivedAt
    )
    meter.received(stored)
    if (refusal !== null)
      throw new Problem(refusal.code, `fact ${refusal.at} does not continue the chain`, { acked, at: refusal.at })
    if (batch.refusal !== null) throw new Problem(batch.refusal.code, batch.refusal.message, { acked, at: acked + 1 })
    return { acked, clamped: [...clamped], receivedAt: new Date(receivedAt).toISOString(), receipt, quarantined: false }
  })

  app.get('/v1/facts', async (request, reply) => {
    const device = await authenticate(database, request, now())
    const { after, anchor = null, limit } = parse(PullQuery, request.query)
    const page = await readPage(database, device.id, { after, anchor, limit })
    meter.served(page.count)
    // What was handed out, for the page; a lost answer is put right by the desk's next request.
    await database.query('UPDATE device SET pulled = $2 WHERE id = $1 AND pulled <> $2', [device.id, page.cursor])
    return answerJson(request, reply, page.json)
  })
}

/** Of a batch that could be read only in part the last fact is not known: then the signature alone is checked. */
const isHeadOf = ({ id, key }: Device, { facts, head, refusal }: ReadBatch): boolean => {
  const last = facts.at(-1)
  const names = last === undefined || refusal !== null || (last.header.seq === head.seq && last.hash === head.hash)
  return names && isVouchedFor(key, { device: id, epoch: last?.header.epoch ?? 0 }, head)
}

const ackedOf = async (sql: Sql, device: string): Promise<number> => {
  const [row] = await sql.query<{ acked: number }>('SELECT acked FROM device WHERE id = $1', [device])
  return row?.acked ?? 0
}

const parse = <Schema extends z.ZodType>(schema: Schema, query: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(query)
  if (!parsed.success) throw new Problem('BAD_REQUEST', 'the query is not understood')
  return parsed.data
}
