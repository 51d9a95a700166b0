/** Bodies and queries on the wire: reads compressed JSON within bounds, and answers JSON compressed the way the asker understands best. */
import { promisify } from 'node:util'
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Identity } from './facts/identity.ts'
import { Problem } from './problem.ts'
import { signAnswer } from './signed-answers.ts'

const [unzip, zip, unzstd, zstd] = [
  promisify(gunzip),
  promisify(gzip),
  promisify(zstdDecompress),
  promisify(zstdCompress)
]

/** Below this an answer is not worth compressing. */
const MIN_COMPRESSED_BYTES = 1024

/**
 * The JSON of a request whose body was kept as bytes (the signature covers them as sent).
 * @throws {Problem} BAD_REQUEST, TOO_LARGE
 */
export const readJson = async (request: FastifyRequest, maxBytes: number): Promise<unknown> => {
  if (!(request.body instanceof Buffer)) throw new Problem('BAD_REQUEST', 'a JSON body is expected')
  const bytes = await decoded(request.body, request.headers['content-encoding'] ?? 'identity', maxBytes)
  if (bytes.length > maxBytes) throw new Problem('TOO_LARGE', `the body is larger than ${maxBytes} bytes`)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new Problem('BAD_REQUEST', 'the body is not JSON')
  }
}

const decoded = async (bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> => {
  try {
    switch (encoding) {
      case 'identity':
        return bytes
      case 'gzip':
        return await unzip(bytes, { maxOutputLength: maxBytes })
      case 'zstd':
        return await unzstd(bytes, { maxOutputLength: maxBytes })
      default:
        throw new Problem('BAD_REQUEST', 'content-encoding must be zstd, gzip or identity')
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw tooLarge
      ? new Problem('TOO_LARGE', `the body is larger than ${maxBytes} bytes`)
      : new Problem('BAD_REQUEST', `the body is not ${encoding}`)
  }
}

/** A number of facts or a place among them, in a query. */
export const Count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** @throws {Problem} BAD_REQUEST */
export const readQuery = <Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.infer<Schema> => {
  const parsed = schema.safeParse(request.query)
  if (!parsed.success) throw new Problem('BAD_REQUEST', 'the query is not understood')
  return parsed.data
}

/** Signed here, because the hook that signs all other answers would see it compressed. */
export const answerJson = async (
  identity: Identity,
  request: FastifyRequest,
  reply: FastifyReply,
  json: string
): Promise<FastifyReply> => {
  const accepted = request.headers['accept-encoding'] ?? ''
  const bytes = Buffer.from(json, 'utf8')
  signAnswer(identity, request, reply, bytes)
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
  if (bytes.length < MIN_COMPRESSED_BYTES) return reply.send(bytes)
  if (/\bzstd\b/.test(accepted)) return reply.header('content-encoding', 'zstd').send(await zstd(bytes))
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(await zip(bytes))
  return reply.send(bytes)
}
