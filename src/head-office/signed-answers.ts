/** Signs what head office answers to desks, so that nobody on an unencrypted line can answer in its place. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ANSWER_HEADER, answerText, PROBLEM_HEADER, SIGNATURE_HEADERS } from '../journal/protocol.ts'
import { sha256Hex, signText } from '../journal/signature.ts'
import { isVerified } from './devices/authenticate.ts'
import type { Identity } from './facts/identity.ts'

const NOTHING = new Uint8Array()

/** Every answer to a request whose signature is true, but papers and chunks, which are named by their hash, and streams. */
export const signAnswers = (app: FastifyInstance, identity: Identity): void => {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!reply.hasHeader(ANSWER_HEADER)) {
      const type = String(reply.getHeader('content-type') ?? '')
      const body = payload === null || payload === undefined ? NOTHING : payload
      if (!type.startsWith('application/octet-stream') && (typeof body === 'string' || body instanceof Uint8Array))
        signAnswer(identity, request, reply, body)
    }
    done()
  })
}

/** Before compression: what the body says, not how it travels. */
export const signAnswer = (
  { key }: Identity,
  request: FastifyRequest,
  reply: FastifyReply,
  body: string | Uint8Array
): void => {
  const signature = request.headers[SIGNATURE_HEADERS.signature]
  // Signed for anybody who shows a signature, an answer could be fetched by one and given to another. To be refused must be
  // provable all the same: by the time in it the desk signs again.
  const isRefused = reply.getHeader(PROBLEM_HEADER) === 'UNAUTHENTICATED'
  if (typeof signature !== 'string' || !(isVerified(request) || isRefused)) return
  // The answer to HEAD leaves without its body.
  const said = request.method === 'HEAD' ? NOTHING : typeof body === 'string' ? Buffer.from(body, 'utf8') : body
  const text = answerText({
    request: { method: request.method, path: request.url, signature },
    status: reply.statusCode,
    headers: reply.getHeaders(),
    bodySha256: sha256Hex(said)
  })
  reply.header(ANSWER_HEADER, signText(key, text))
}
