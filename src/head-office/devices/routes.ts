/** How a device comes and says who it is: enrolment, hello, and what a cloned or restored PC asks for to begin a new epoch. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  EnrolRequest,
  EpochRequest,
  MAX_BATCH_FACTS,
  PROTOCOL_VERSION,
  type ChainAnswer,
  type EnrolAnswer,
  type EpochAnswer,
  type HelloAnswer
} from '../../journal/protocol.ts'
import { told } from '../facts/identity.ts'
import { restoreMarks } from '../facts/mark-restore.ts'
import { lastCursor } from '../facts/read-page.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { answerJson, Count, readJson, readQuery } from '../wire.ts'
import { identify, refuseWithdrawn } from './authenticate.ts'
import { scopesOf } from './scopes.ts'
import { openEpoch, readHashes, sayHello, TooManyEpochs } from './chains.ts'
import { enrol } from './enrol.ts'

const ENROL_BYTES = 8 * 1024
/** From one address: enough for a clinic that sets up its desks, hopeless for guessing among 10¹² codes. */
const ATTEMPTS_A_MINUTE = 60

/** How long a desk that may not begin another epoch waits before it asks again: a person has to look first. */
const LOOK_SECONDS = 600

/** What PostgreSQL keeps in an `int`; a desk of two centuries does not come near. */
const LAST_SEQUENCE = 2 ** 31 - 1

const HelloQuery = z.object({
  /** Sequence number of the device's last fact, so that head office can show what still waits at the desk. */
  recorded: z.coerce.number().int().min(0).max(LAST_SEQUENCE).optional()
})
const ChainQuery = z.object({
  after: Count.default(0),
  limit: z.coerce.number().int().min(1).max(MAX_BATCH_FACTS).default(MAX_BATCH_FACTS)
})

/** The only request that no device signs, hence the slow-down for whoever guesses codes. */
export const enrolRoutes = (app: FastifyInstance, { database, identity, now }: Office): void => {
  const limited = { rateLimit: { max: ATTEMPTS_A_MINUTE, timeWindow: 60_000 } }
  app.post('/v1/enrol', { bodyLimit: ENROL_BYTES, config: limited }, async (request): Promise<EnrolAnswer> => {
    const body = EnrolRequest.safeParse(await readJson(request, ENROL_BYTES))
    if (!body.success) throw new Problem('BAD_REQUEST', 'expected code, device, name and publicKey')
    // PostgreSQL takes an id in capitals for the same; what compares texts must too.
    return enrol(database, identity, { ...body.data, device: body.data.device.toLowerCase() }, now())
  })
}

/** A withdrawn device too learns where its chain stands and may begin an epoch: without it a cloned one could not send its tail. */
export const deviceRoutes = (app: FastifyInstance, { database, identity, now }: Office): void => {
  app.get('/v1/hello', async (request): Promise<HelloAnswer> => {
    const device = await identify(database, request, now())
    const { recorded } = readQuery(HelloQuery, request)
    const held = await sayHello(database, device, recorded ?? null, now())
    // After it was noted what still waits there: the page shows whether a withdrawn desk has sent everything.
    refuseWithdrawn(identity, device)
    const restores = await restoreMarks(database, identity)
    return {
      protocol: PROTOCOL_VERSION,
      epoch: device.epoch,
      ...held,
      cursor: await lastCursor(database),
      time: new Date(now()).toISOString(),
      headOffice: told(identity),
      scopes: [...scopesOf(device)],
      ...(restores.length === 0 ? {} : { restores: [...restores] })
    }
  })

  app.get('/v1/chain', async (request, reply) => {
    const device = await identify(database, request, now())
    const { after, limit } = readQuery(ChainQuery, request)
    const answer: ChainAnswer = { hashes: [...(await readHashes(database, device, after, limit))] }
    return answerJson(identity, request, reply, JSON.stringify(answer))
  })

  app.post('/v1/epochs', { bodyLimit: ENROL_BYTES }, async (request, reply): Promise<EpochAnswer> => {
    const device = await identify(database, request, now())
    const body = EpochRequest.safeParse(await readJson(request, ENROL_BYTES))
    if (!body.success) throw new Problem('BAD_REQUEST', 'expected publicKey')
    try {
      return { epoch: await openEpoch(database, device, body.data, now()) }
    } catch (error) {
      if (!(error instanceof TooManyEpochs)) throw error
      reply.header('retry-after', LOOK_SECONDS)
      throw new Problem('BUSY', 'too many epochs were begun: an operator must look first')
    }
  })
}
