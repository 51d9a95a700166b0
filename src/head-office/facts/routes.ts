/** Push and pull of facts. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Refusal } from '../../journal/continuation.ts'
import { Digest } from '../../journal/envelope.ts'
import { MAX_BATCH_BYTES, MAX_BATCH_FACTS, SIGNATURE_HEADERS, type PushAnswer } from '../../journal/protocol.ts'
import { authenticate, identify, type Device } from '../devices/authenticate.ts'
import type { Sql } from '../database.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { answerJson, Count, readJson, readQuery } from '../wire.ts'
import { appendFacts } from './append.ts'
import { readBatch, type ReadBatch } from './read-batch.ts'
import { readPage } from './read-page.ts'
import { isVouchedFor } from './receipts.ts'
import { openTurns } from './turns.ts'

const PullQuery = z.object({
  after: Count,
  anchor: Digest.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_BATCH_FACTS).default(500)
})

export const factRoutes = (app: FastifyInstance, office: Office): void => {
  const { database, identity, meter, now } = office

  const turns = office.turns ?? openTurns()

  app.post('/v1/facts', { bodyLimit: MAX_BATCH_BYTES }, async (request): Promise<PushAnswer> => {
    // By the names that the request gives itself: the turn of whoever lies about them ends as soon as he is refused.
    const { [SIGNATURE_HEADERS.device]: named, [SIGNATURE_HEADERS.epoch]: epoch } = request.headers
    const turn = turns(`${String(named)} ${String(epoch)}`)
    try {
      const device = await identify(database, request, now())
      const batch = readBatch(device.id, await readJson(request, MAX_BATCH_BYTES))
      await turn.come()
      return await take(device, batch)
    } finally {
      turn.end()
    }
  })

  const take = async (device: Device, batch: ReadBatch): Promise<PushAnswer> => {
    const receivedAt = now()
    if (!isHeadOf(device, batch))
      throw new Problem('BAD_SEAL', 'the head is not signed by this device for the last fact', {
        acked: await ackedOf(database, device),
        at: batch.head.seq
      })
    const { acked, stored, clamped, refusal, receipt, quarantined } = await appendFacts(
      database,
      identity,
      { chain: { device: device.id, epoch: device.epoch }, facts: batch.facts, head: batch.head },
      receivedAt
    )
    meter.received(stored)
    if (refusal !== null)
      throw new Problem(refusal.code, `fact ${refusal.at} ${WRONG[refusal.code]}`, { acked, at: refusal.at })
    if (batch.refusal !== null) throw new Problem(batch.refusal.code, batch.refusal.message, { acked, at: acked + 1 })
    return { acked, clamped: [...clamped], receivedAt: new Date(receivedAt).toISOString(), receipt, quarantined }
  }

  app.get('/v1/facts', async (request, reply) => {
    const device = await authenticate(office, request)
    const { after, anchor = null, limit } = readQuery(PullQuery, request)
    const page = await readPage(database, device, { after, anchor, limit })
    meter.served(page.count)
    // What was handed out, for the page; a lost answer is put right by the desk's next request.
    await database.query('UPDATE chain SET pulled = $3 WHERE device = $1 AND epoch = $2 AND pulled <> $3', [
      device.id,
      device.epoch,
      page.cursor
    ])
    return answerJson(office.identity, request, reply, page.json)
  })
}

const WRONG: Readonly<Record<Refusal['code'], string>> = {
  GAP: 'does not follow the last one of the chain',
  FORK: 'continues another chain than the one held here',
  BAD_SEAL: 'does not agree with its own hash or digest'
}

/** Of a batch that could be read only in part the last fact is not known: then the signature alone is checked. */
const isHeadOf = ({ id, epoch, key }: Device, { facts, head, refusal }: ReadBatch): boolean => {
  const last = facts.at(-1)
  const names = last === undefined || refusal !== null || (last.header.seq === head.seq && last.hash === head.hash)
  return names && isVouchedFor(key, { device: id, epoch }, head)
}

const ackedOf = async (sql: Sql, { id, epoch }: Device): Promise<number> => {
  const [row] = await sql.query<{ acked: number }>('SELECT acked FROM chain WHERE device = $1 AND epoch = $2', [
    id,
    epoch
  ])
  return row?.acked ?? 0
}
