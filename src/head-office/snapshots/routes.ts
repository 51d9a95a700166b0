/** The snapshot from which a new desk begins, and its chunks by content hash. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { authenticate, type Device } from '../devices/authenticate.ts'
import { withholds } from '../devices/scopes.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { answerJson } from '../wire.ts'
import { DEFAULT_SNAPSHOTS, openSnapshots } from './service.ts'
import { chunkBytes } from './store.ts'

const Params = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const BUILDING_SECONDS = 2

export const snapshotRoutes = (app: FastifyInstance, office: Office): void => {
  const { database, now } = office
  const snapshots = openSnapshots(office, office.snapshots ?? DEFAULT_SNAPSHOTS, (error) =>
    app.log.error({ err: error }, 'the snapshot was not built')
  )
  app.addHook('onClose', () => snapshots.stop())

  app.get('/v1/snapshot', async (request, reply) => {
    allowed(await authenticate(office, request))
    const found = await snapshots.current()
    if (found === null) throw new Problem('NOT_FOUND', 'there are too few facts for a snapshot: pull them')
    if (found === 'building') {
      void reply.header('retry-after', BUILDING_SECONDS)
      throw new Problem('BUSY', 'the snapshot is being built')
    }
    return answerJson(office.identity, request, reply, found.signed)
  })

  app.get('/v1/snapshot/chunks/:sha256', async (request, reply) => {
    allowed(await authenticate(office, request))
    const params = Params.safeParse(request.params)
    if (!params.success) throw new Problem('BAD_REQUEST', 'a chunk is named by its SHA-256 in lower-case hex')
    const bytes = await chunkBytes(database, params.data.sha256, now())
    if (bytes === null) throw new Problem('NOT_FOUND', 'no such chunk: its snapshot is gone')
    return reply.type('application/octet-stream').send(bytes)
  })
}

/** Its states and facts are the whole network's. */
const allowed = (device: Device): void => {
  if (withholds(device) !== null) throw new Problem('NOT_FOUND', 'there is no snapshot of this device’s scopes: pull')
}
