/** Guards the protocol: what both sides said in version 1 is understood to the letter by the schemas of today. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sealFault } from '../envelope.ts'
import {
  ChainAnswer,
  EnrolAnswer,
  EnrolRequest,
  EpochAnswer,
  EpochRequest,
  headText,
  HelloAnswer,
  ProblemAnswer,
  PullAnswer,
  PushAnswer,
  PushRequest,
  receiptText,
  SIGNATURE_HEADERS
} from '../protocol.ts'
import { isSignedBy, isTextSignedBy, readPublicKey } from '../signature.ts'

const Recording = z.object({
  keys: z.record(z.uuid(), z.array(z.string())),
  exchanges: z.array(
    z.object({
      about: z.string(),
      request: z.object({
        method: z.string(),
        path: z.string(),
        headers: z.record(z.string(), z.string()),
        body: z.json()
      }),
      answer: z.object({ status: z.int(), body: z.json() })
    })
  )
})
const { keys, exchanges } = Recording.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'wire/protocol-1.json'), 'utf8'))
)
type Exchange = (typeof exchanges)[number]

const schemas: Readonly<Record<string, { readonly request: z.ZodType; readonly answer: z.ZodType }>> = {
  'POST /v1/enrol': { request: EnrolRequest, answer: EnrolAnswer },
  'GET /v1/hello': { request: z.null(), answer: HelloAnswer },
  'GET /v1/chain': { request: z.null(), answer: ChainAnswer },
  'POST /v1/epochs': { request: EpochRequest, answer: EpochAnswer },
  'POST /v1/facts': { request: PushRequest, answer: PushAnswer },
  'GET /v1/facts': { request: z.null(), answer: PullAnswer },
  'GET /v1/blobs': { request: z.null(), answer: z.never() }
}
const schemasOf = ({ request, answer }: Exchange) => {
  const route = `${request.method} /v1/${/^\/v1\/(\w+)/.exec(request.path)?.[1] ?? ''}`
  const found = schemas[route]
  if (found === undefined) throw new Error(`no schema for ${route}`)
  return { request: found.request, answer: answer.status < 300 ? found.answer : ProblemAnswer }
}
const keyOf = (device: string, epoch = 0) => {
  const key = readPublicKey(keys[device]?.[epoch] ?? '')
  if (key === null) throw new Error('the recording names the key')
  return key
}
const named = (about: string): Exchange => {
  const found = exchanges.find((one) => one.about === about)
  if (found === undefined) throw new Error(`nothing about ${about}`)
  return found
}

describe('protocol 1 as it was spoken', () => {
  it.each(exchanges)('is read to the letter by both sides: $about', (exchange) => {
    const { request, answer } = schemasOf(exchange)
    expect(request.parse(exchange.request.body)).toEqual(exchange.request.body)
    expect(answer.parse(exchange.answer.body)).toEqual(exchange.answer.body)
  })

  it('knows every problem that it shows', () => {
    const codes = exchanges
      .filter(({ answer }) => answer.status >= 300)
      .map(({ answer }) => ProblemAnswer.parse(answer.body).code)
    expect(codes).toEqual([
      'BAD_CODE',
      'RESTORED',
      'NOT_FOUND',
      'BAD_REQUEST',
      'GAP',
      'BAD_SEAL',
      'FORK',
      'UNAUTHENTICATED',
      'REVOKED'
    ])
  })

  it('is signed as requests are signed today', () => {
    const signed = exchanges.filter(({ request }) => request.path !== '/v1/enrol')
    for (const { request } of signed) {
      const { method, path, headers, body } = request
      const text = body === null ? '' : JSON.stringify(body)
      const key = keyOf(headers[SIGNATURE_HEADERS.device] ?? '')
      const time = headers[SIGNATURE_HEADERS.time] ?? ''
      const signature = headers[SIGNATURE_HEADERS.signature] ?? ''
      expect(isSignedBy(key, { method, path, time, body: Buffer.from(text) }, signature)).toBe(true)
    }
  })

  it('vouches for a chain, receipts it and clamps its clocks as today', () => {
    const { request, answer } = named('a push')
    const { facts, head } = PushRequest.parse(request.body)
    const { acked, clamped, receipt } = PushAnswer.parse(answer.body)
    const { headOffice } = EnrolAnswer.parse(named('enrolment').answer.body)
    const office = readPublicKey(headOffice.publicKey)
    const device = facts[0]?.header.device ?? ''
    if (receipt === null || office === null) throw new Error('a receipt and a key were expected')
    expect(facts.map(sealFault)).toEqual([null, null, null, null])
    expect(isTextSignedBy(keyOf(device), headText({ device, epoch: 0, ...head }), head.signature)).toBe(true)
    expect(isTextSignedBy(office, receiptText(receipt), receipt.signature)).toBe(true)
    expect([acked, receipt.seq, clamped.map(({ seq }) => seq)]).toEqual([4, 4, [4]])
    expect(named('the same push again').answer).toEqual(named('a push').answer)
  })

  it.each(exchanges)('is understood also when a newer side says more: $about', (exchange) => {
    const { request, answer } = schemasOf(exchange)
    const more = (body: Exchange['answer']['body']) =>
      typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, tomorrow: { news: 1 } } : body
    expect(request.parse(more(exchange.request.body))).toEqual(exchange.request.body)
    expect(answer.parse(more(exchange.answer.body))).toEqual(exchange.answer.body)
  })
})
