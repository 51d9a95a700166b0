/**
 * The line between a desk and head office: a carrier of the desk's own HTTP link that loses, repeats, delays and cuts
 * requests and answers, or answers in head office's place, as chance has it.
 */
import type { CarriedAnswer } from '../src/core/sync/http-answer.ts'
import type { CarriedRequest, Carrier } from '../src/core/sync/http-link.ts'
import type { Answer } from './office/office.ts'
import type { Walker } from './turns.ts'

export const LINE_FAULTS = [
  'request lost',
  'answer lost',
  'answer cut in the middle',
  'request delayed, the desk gives up',
  'request repeated by the line',
  'login page of another network',
  'JSON of something else',
  'redirect elsewhere',
  'proxy answers 503',
  'proxy answers 429',
  'proxy refuses the size',
  'foreign proxy refuses the size'
] as const
export type LineFault = (typeof LINE_FAULTS)[number]

export interface LineOptions {
  /** Names the next request, for gates and faults. */
  readonly nameOf: (method: string, path: string) => string
  readonly fault: (name: string, method: string) => LineFault | null
  /** Waits for the next turn of this line. */
  readonly gate: (walker: Walker, name: string, delay?: number) => Promise<void>
  /** The desk waits while the line carries. */
  readonly waiting: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** How many steps a delayed request is late. */
  readonly lateness: (name: string) => number
  /** Lets a process of head office work on it; null when that process ended. */
  readonly serve: (name: string, url: URL, request: CarriedRequest) => Promise<Answer | null>
  /** The desk's end of the line: dead when its program ended. */
  readonly desk: Walker
}

class LineBroken extends Error {
  override readonly name = 'LineBroken'
}

export const openLine = (options: LineOptions): Carrier => ({
  request: (url, request) =>
    options.waiting(
      () =>
        new Promise((resolve, reject) => {
          const name = options.nameOf(request.method, url.pathname)
          const fault = options.fault(name, request.method)
          const fail = (): void => reject(new LineBroken(fault ?? 'head office ended'))
          // The line outlives the desk's program: what was sent arrives.
          const line: Walker = { name, dead: false }
          const arrive = async (which: string, delay: number): Promise<Answer | null> => {
            await options.gate(line, `${name}${which} arrives`, delay)
            return options.serve(`${name}${which}`, url, request)
          }
          const carry = async (): Promise<void> => {
            const foreign = fault === null ? null : foreignAnswer(fault)
            if (fault === 'request lost' || foreign !== null) {
              await options.gate(options.desk, `${name} fails`)
              if (foreign === null) return fail()
              return resolve(carried(foreign))
            }
            if (fault === 'request delayed, the desk gives up') {
              const late = arrive('', options.lateness(name))
              await options.gate(options.desk, `${name} is given up`)
              fail()
              await late
              return
            }
            const answer = await arrive('', 0)
            if (fault === 'request repeated by the line') void arrive(' again', options.lateness(name))
            await options.gate(options.desk, `${name} is answered`)
            if (answer === null || fault === 'answer lost' || options.desk.dead) return fail()
            if (fault === 'answer cut in the middle') return resolve(cutShort(answer))
            resolve(carried(answer))
          }
          carry().catch(reject)
        })
    ),
  close: () => Promise.resolve()
})

const page = (status: number, type: string, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': type, ...headers },
  body: Buffer.from(body)
})

const foreignAnswer = (fault: LineFault): Answer | null => {
  switch (fault) {
    case 'login page of another network':
      return page(200, 'text/html', '<html>Войдите в сеть «Кафе»</html>')
    case 'JSON of something else':
      return page(200, 'application/json', '{"facts":"нет","acked":-1,"protocol":1}')
    case 'redirect elsewhere':
      return page(302, 'text/html', '', { location: 'http://127.0.0.1:9/elsewhere' })
    case 'proxy answers 503':
      return page(503, 'text/html', '<html>обслуживание</html>', { 'retry-after': '7' })
    case 'proxy answers 429':
      return page(429, 'text/plain', 'slow down', { 'retry-after': '30' })
    case 'proxy refuses the size':
      return page(413, 'application/json', '{"code":"TOO_LARGE","message":"the body is too large"}')
    case 'foreign proxy refuses the size':
      return page(413, 'text/html', '<html>413 Request Entity Too Large</html>')
    default:
      return null
  }
}

const carried = ({ status, headers, body }: Answer): CarriedAnswer => ({
  statusCode: status,
  headers,
  body: (async function* whole() {
    yield body
  })()
})

const cutShort = ({ status, headers, body }: Answer): CarriedAnswer => ({
  statusCode: status,
  headers,
  body: (async function* half() {
    yield body.subarray(0, Math.floor(body.length / 2))
    throw new LineBroken('the connection ended in the middle')
  })()
})
