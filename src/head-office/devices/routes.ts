/** Enrolment over HTTP: the only request that no device signs, hence the slow-down for whoever guesses codes. */
import type { FastifyInstance } from 'fastify'
import { EnrolRequest, type EnrolAnswer } from '../../journal/protocol.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { readJson } from '../wire.ts'
import { enrol } from './enrol.ts'

const ENROL_BYTES = 8 * 1024
/** From one address: enough for a clinic that sets up its desks, hopeless for guessing among 10¹² codes. */
const ATTEMPTS_A_MINUTE = 60

export const enrolRoutes = (app: FastifyInstance, { database, identity, now }: Office): void => {
  const limited = { rateLimit: { max: ATTEMPTS_A_MINUTE, timeWindow: 60_000 } }
  app.post('/v1/enrol', { bodyLimit: ENROL_BYTES, config: limited }, async (request): Promise<EnrolAnswer> => {
    const body = EnrolRequest.safeParse(await readJson(request, ENROL_BYTES))
    if (!body.success) throw new Problem('BAD_REQUEST', 'expected code, device, name and publicKey')
    return enrol(database, identity, body.data, now())
  })
}
