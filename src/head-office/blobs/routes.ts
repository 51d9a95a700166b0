/** Blobs (PDF, scans, strokes of signatures) by their content hash: put as often as one likes, stored once, never changed. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MAX_PUT_BYTES } from '../../journal/protocol.ts'
import { sha256Hex } from '../../journal/signature.ts'
import { authenticate, identify } from '../devices/authenticate.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { storeBlob } from './store.ts'

const Params = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const PATH = '/v1/blobs/:sha256'

/** A withdrawn device may still send papers: those that the facts it sends speak of. */
export const blobRoutes = (app: FastifyInstance, office: Office): void => {
  const { database, now } = office
  app.put(PATH, { bodyLimit: MAX_PUT_BYTES }, async (request, reply) => {
    const device = await identify(database, request, now())
    const { sha256 } = params(request.params)
    if (!(request.body instanceof Buffer)) throw new Problem('BAD_REQUEST', 'the bytes of the blob are expected')
    // Hashed here whatever the sender says: a blob is what its name promises or it is not stored.
    if (sha256Hex(request.body) !== sha256) throw new Problem('BAD_REQUEST', 'the bytes do not have this hash')
    const stored = await storeBlob(database, { sha256, bytes: request.body, device: device.id }, now())
    return reply.code(stored ? 201 : 204).send()
  })

  app.head(PATH, async (request, reply) => {
    await identify(database, request, now())
    const { sha256 } = params(request.params)
    // What was destroyed need not be sent again: to whoever made it, head office has it.
    const [row] = await database.query<{ size: number }>(
      `SELECT length(bytes) AS size FROM blob WHERE sha256 = $1 UNION ALL SELECT 0 FROM erased_blob WHERE sha256 = $1`,
      [sha256]
    )
    if (row === undefined) throw new Problem('NOT_FOUND', 'no such blob')
    return reply.header('content-length', row.size).send()
  })

  app.get(PATH, async (request, reply) => {
    await authenticate(office, request)
    const { sha256 } = params(request.params)
    const [row] = await database.query<{ bytes: Buffer }>('SELECT bytes FROM blob WHERE sha256 = $1', [sha256])
    if (row === undefined) throw new Problem('NOT_FOUND', 'no such blob')
    return reply.type('application/octet-stream').send(row.bytes)
  })
}

const params = (raw: unknown): z.infer<typeof Params> => {
  const parsed = Params.safeParse(raw)
  if (!parsed.success) throw new Problem('BAD_REQUEST', 'a blob is named by its SHA-256 in lower-case hex')
  return parsed.data
}
