/** A line between a desk and head office that can go bad in chosen ways: a real HTTP proxy on a port of its own. */
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

export type Fault =
  /** Passes the request on, then breaks the connection instead of answering. */
  | 'lose-answer'
  /** Breaks the connection before anything reaches head office. */
  | 'lose-request'
  /** A login page of somebody's network. */
  | 'portal-page'
  /** JSON, but of something else. */
  | 'other-json'
  /** Starts an answer of the right kind and stops in the middle. */
  | 'half-answer'
  | 'unavailable'
  | 'redirect'
  /** Head office's answer to a desk that it has withdrawn. */
  | 'revoked'

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
  const server = createServer((incoming, answer) => {
    const asked = { method: incoming.method ?? '', path: incoming.url ?? '' }
    seen.push(`${asked.method} ${asked.path.split('?')[0]}`)
    carry(line.target, line.fault(asked), incoming, answer)
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

const carry = (target: string, fault: Fault | null, incoming: IncomingMessage, answer: ServerResponse): void => {
  switch (fault) {
    case 'lose-request':
      incoming.socket.destroy()
      return
    case 'portal-page':
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>Войдите в сеть «Кафе»</html>')
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
    case 'lose-answer':
    case null:
      forward(target, fault === 'lose-answer', incoming, answer)
  }
}

const forward = (target: string, loseAnswer: boolean, incoming: IncomingMessage, answer: ServerResponse): void => {
  const { hostname, port } = new URL(target)
  const onward = request(
    { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
    (response) => {
      if (loseAnswer) {
        response.resume()
        response.on('end', () => incoming.socket.destroy())
        return
      }
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
      response.on('error', () => incoming.socket.destroy())
    }
  )
  onward.on('error', () => incoming.socket.destroy())
  answer.on('close', () => onward.destroy())
  incoming.pipe(onward)
}
