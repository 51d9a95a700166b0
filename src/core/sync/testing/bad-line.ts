/** A line between a desk and head office that can go bad in chosen ways: a real HTTP proxy on a port of its own. */
import { once } from 'node:events'
import { createServer, request, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'

export type Fault =
  /** Passes the request on, then breaks the connection instead of answering. */
  | 'lose-answer'
  /** Breaks the connection before anything reaches head office. */
  | 'lose-request'
  /** A login page of somebody's network. */
  | 'portal-page'
  /** Some other server of somebody's network. */
  | 'not-found'
  /** JSON, but of something else. */
  | 'other-json'
  /** Starts an answer of the right kind and stops in the middle. */
  | 'half-answer'
  | 'unavailable'
  | 'redirect'
  /** Head office's answer to a desk that it has withdrawn. */
  | 'revoked'
  /** Head office's answer to a desk with a wrong clock, from a stranger. */
  | 'false-time'
  /** What a head office answers that does not know this address yet. */
  | 'unknown-address'
  /** Whoever asks is to wait a second. */
  | 'busy'
  | 'too-many'
  /** The request arrives twice, one right after the other; the second is answered. */
  | 'twice'
  /** The answer comes in pieces of a few bytes. */
  | 'crumbs'
  /** The true answer with something put in: what it says is another thing. */
  | 'tampered'
  /** The true answer to the last request to the same path. */
  | 'replayed'
  /** So many bytes of the request's body go on, then both ends are broken. */
  | { readonly cutRequestAfter: number }
  /** So many bytes of the true answer come back, then the connection breaks. */
  | { readonly cutAnswerAfter: number }

export interface BadLine {
  readonly url: string
  /** Where requests go; head office may move to another port. */
  target: string
  /** Asked about every request; null lets it through. */
  fault: (request: { readonly method: string; readonly path: string }) => Fault | null
  /** Requests as they came, oldest first. */
  readonly seen: readonly string[]
  close(): Promise<void>
}

export const openBadLine = async (target: string): Promise<BadLine> => {
  const seen: string[] = []
  const before = new Map<string, TrueAnswer>()
  const server = createServer((incoming, answer) => {
    const asked = { method: incoming.method ?? '', path: incoming.url ?? '' }
    seen.push(`${asked.method} ${asked.path.split('?')[0]}`)
    carry(line.target, line.fault(asked), before, incoming, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the line has no port')
  const line: BadLine = {
    url: `http://127.0.0.1:${address.port}`,
    target,
    fault: () => null,
    seen,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
  return line
}

const carry = (
  target: string,
  fault: Fault | null,
  before: Map<string, TrueAnswer>,
  incoming: IncomingMessage,
  answer: ServerResponse
): void => {
  if (typeof fault === 'object' && fault !== null) return forward(target, fault, incoming, answer)
  switch (fault) {
    case 'lose-request':
      incoming.socket.destroy()
      return
    case 'portal-page':
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>Войдите в сеть «Кафе»</html>')
      return
    case 'not-found':
      answer.writeHead(404, { 'content-type': 'text/html' }).end()
      return
    case 'other-json':
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{"facts":"нет","acked":-1,"protocol":1}')
      return
    case 'half-answer':
      answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
      answer.write('{"facts":[', () => incoming.socket.destroy())
      return
    case 'unavailable':
      answer.writeHead(503, { 'content-type': 'text/html', 'retry-after': '7' }).end('<html>обслуживание</html>')
      return
    case 'redirect':
      answer.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end()
      return
    case 'revoked':
      answer
        .writeHead(403, { 'content-type': 'application/json' })
        .end('{"code":"REVOKED","message":"this device was revoked"}')
      return
    case 'false-time':
      answer
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"code":"UNAUTHENTICATED","message":"your clock is wrong","time":"2031-01-01T00:00:00.000Z"}')
      return
    case 'unknown-address':
      answer
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"code":"NOT_FOUND","message":"there is nothing at this address"}')
      return
    case 'busy':
      answer.writeHead(503, { 'retry-after': '1' }).end('{"code":"BUSY","message":"not now"}')
      return
    case 'too-many':
      answer.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '1' }).end('slower')
      return
    case 'twice':
      forwardTwice(target, incoming, answer)
      return
    case 'tampered':
    case 'replayed':
      misrepresent(target, fault, before, incoming, answer).catch(() => incoming.socket.destroy())
      return
    case 'lose-answer':
    case 'crumbs':
    case null:
      forward(target, fault, incoming, answer)
  }
}

type OnTheWay = 'lose-answer' | 'crumbs' | Extract<Fault, object> | null

const forward = (target: string, fault: OnTheWay, incoming: IncomingMessage, answer: ServerResponse): void => {
  const onward = onwards(target, incoming, (response) => {
    if (fault === 'lose-answer') {
      response.resume()
      response.on('end', () => incoming.socket.destroy())
      return
    }
    answer.writeHead(response.statusCode ?? 502, response.headers)
    response.on('error', () => incoming.socket.destroy())
    if (fault === 'crumbs') void crumble(response, answer)
    else if (fault !== null && 'cutAnswerAfter' in fault)
      passThen(response, answer, fault.cutAnswerAfter, () => incoming.socket.destroy())
    else response.pipe(answer)
  })
  onward.on('error', () => incoming.socket.destroy())
  answer.on('close', () => onward.destroy())
  if (fault === null || typeof fault === 'string' || 'cutAnswerAfter' in fault) incoming.pipe(onward)
  else
    passThen(incoming, onward, fault.cutRequestAfter, () => {
      onward.destroy()
      incoming.socket.destroy()
    })
}

const onwards = (
  target: string,
  { method, url, headers }: IncomingMessage,
  answered: (response: IncomingMessage) => void
): ClientRequest => {
  const { hostname, port } = new URL(target)
  return request({ hostname, port, method, path: url, headers }, answered)
}

/** What is behind so many bytes never comes; the cut falls at the end when there are fewer. */
const passThen = (from: IncomingMessage, to: Writable, bytes: number, cut: () => void): void => {
  let left = bytes
  from.on('data', (chunk: Buffer) => {
    if (left < 0) return
    const piece = chunk.subarray(0, left)
    left -= chunk.length
    to.write(piece, () => {
      if (left <= 0) cut()
    })
  })
  from.on('end', cut)
}

const crumble = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
  try {
    let size = 1
    for await (const chunk of from.iterator() as AsyncIterable<Buffer>)
      for (let at = 0; at < chunk.length; at += size) {
        size = (size * 7) % 97
        to.write(chunk.subarray(at, at + size))
        await setImmediate()
      }
    to.end()
  } catch {
    // Head office broke off; the desk sees it too.
    to.destroy()
  }
}

/** The second sending waits for the first to be answered, as when a proxy on the way tries again by itself. */
const forwardTwice = (target: string, incoming: IncomingMessage, answer: ServerResponse): void => {
  const broken = (): void => void incoming.socket.destroy()
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    const body = Buffer.concat(chunks)
    const first = onwards(target, incoming, (response) => {
      response.resume()
      response.on('error', broken)
      response.on('end', () => {
        const second = onwards(target, incoming, (again) => {
          answer.writeHead(again.statusCode ?? 502, again.headers)
          again.on('error', broken)
          again.pipe(answer)
        })
        second.on('error', broken).end(body)
      })
    })
    first.on('error', broken).end(body)
  })
}

interface TrueAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** What somebody between a desk and its head office can do who has no key of either. */
const misrepresent = async (
  target: string,
  fault: 'tampered' | 'replayed',
  before: Map<string, TrueAnswer>,
  incoming: IncomingMessage,
  answer: ServerResponse
): Promise<void> => {
  const { 'accept-encoding': _compressed, ...headers } = incoming.headers
  const { hostname, port } = new URL(target)
  const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers })
  incoming.pipe(onward)
  const [response] = (await once(onward, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response.iterator() as AsyncIterable<Buffer>) chunks.push(chunk)
  const told: TrueAnswer = {
    status: response.statusCode ?? 502,
    headers: response.headers,
    body: Buffer.concat(chunks)
  }
  const name = `${incoming.method} ${incoming.url}`
  const shown =
    fault === 'replayed'
      ? (before.get(name) ?? told)
      : { ...told, body: Buffer.from(told.body.toString('utf8').replace(/^\{/, '{"and":"more",')) }
  before.set(name, told)
  answer.writeHead(shown.status, { ...shown.headers, 'content-length': shown.body.length }).end(shown.body)
}
