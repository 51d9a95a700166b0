/**
 * Resumable upload of large papers by tus 1.0: creation, termination and expiration. Bodies are signed like those of every
 * request, so a damaged piece never gets as far as the upload, and a piece counts whole or not at all.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MAX_BLOB_BYTES, MAX_PIECE_BYTES, PROBLEM_HEADER, TUS_VERSION, UPLOADS_PATH } from '../../journal/protocol.ts'
import { identify } from '../devices/authenticate.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'
import { beginUpload, endUpload, findUpload, takePiece, type Upload } from './uploads.ts'

const PIECE_TYPE = 'application/offset+octet-stream'
const ONE = `${UPLOADS_PATH}/:id`

const Count = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number)
const Creation = z.object({ 'upload-length': Count, 'upload-metadata': z.string().max(1000) })
const Piece = z.object({ 'upload-offset': Count, 'content-type': z.literal(PIECE_TYPE) })
const Params = z.object({ id: z.uuid() })
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** A withdrawn device may still send papers: those that the facts it sends speak of. */
export const uploadRoutes = (office: FastifyInstance, { database, now }: Office): void => {
  void office.register(async (app) => {
    app.addContentTypeParser(PIECE_TYPE, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    app.addHook('onRequest', async (request, reply) => {
      reply.header('tus-resumable', TUS_VERSION)
      if (request.method === 'OPTIONS' || request.headers['tus-resumable'] === TUS_VERSION) return
      reply.header('tus-version', TUS_VERSION)
      const problem = new Problem('BAD_REQUEST', `only tus ${TUS_VERSION} is spoken here`)
      await reply.code(412).header(PROBLEM_HEADER, problem.code).send(problem.answer)
    })

    app.options(UPLOADS_PATH, (_request, reply) =>
      reply
        .code(204)
        .header('tus-version', TUS_VERSION)
        .header('tus-extension', 'creation,termination,expiration')
        .header('tus-max-size', MAX_BLOB_BYTES)
        .send()
    )

    app.post(UPLOADS_PATH, async (request, reply) => {
      const device = await identify(database, request, now())
      const { 'upload-length': length, 'upload-metadata': metadata } = headers(Creation, request)
      if (length > MAX_BLOB_BYTES) throw new Problem('TOO_LARGE', `a paper has at most ${MAX_BLOB_BYTES} bytes`)
      if (length === 0) throw new Problem('BAD_REQUEST', 'there are no papers without a byte')
      const upload = await beginUpload(database, device.id, { sha256: hashIn(metadata), length }, now())
      return standing(reply, upload).code(201).header('location', `${UPLOADS_PATH}/${upload.id}`).send()
    })

    app.head(ONE, async (request, reply) => {
      const device = await identify(database, request, now())
      const upload = await findUpload(database, device.id, idOf(request), now())
      return standing(reply, upload).header('upload-length', upload.length).header('cache-control', 'no-store').send()
    })

    app.patch(ONE, { bodyLimit: MAX_PIECE_BYTES }, async (request, reply) => {
      const device = await identify(database, request, now())
      const { 'upload-offset': offset } = headers(Piece, request)
      if (!(request.body instanceof Buffer)) throw new Problem('BAD_REQUEST', 'the bytes of a piece are expected')
      const place = { device: device.id, id: idOf(request), offset }
      return standing(reply, await takePiece(database, place, request.body, now()))
        .code(204)
        .send()
    })

    app.delete(ONE, async (request, reply) => {
      const device = await identify(database, request, now())
      await endUpload(database, device.id, idOf(request))
      return reply.code(204).send()
    })
  })
}

const standing = (reply: FastifyReply, { received, expiresAt }: Upload): FastifyReply =>
  reply.header('upload-offset', received).header('upload-expires', expiresAt.toUTCString())

const headers = <Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.infer<Schema> => {
  const parsed = schema.safeParse(request.headers)
  if (!parsed.success) throw new Problem('BAD_REQUEST', 'headers of tus are missing or not understood')
  return parsed.data
}

const idOf = (request: FastifyRequest): string => {
  const parsed = Params.safeParse(request.params)
  if (!parsed.success) throw new Problem('NOT_FOUND', 'no such upload')
  return parsed.data.id
}

/** `sha256 <base64 of the 64 hex digits>`, among whatever else a sender tells. */
const hashIn = (metadata: string): string => {
  const [, encoded = ''] =
    metadata
      .split(',')
      .map((pair) => pair.trim().split(' '))
      .find(([name]) => name === 'sha256') ?? []
  const parsed = Hash.safeParse(Buffer.from(encoded, 'base64').toString('latin1'))
  if (!parsed.success) throw new Problem('BAD_REQUEST', 'the metadata must tell the SHA-256 of the paper as sha256')
  return parsed.data
}
