import { createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ANSWER_HEADER, answerText, PROBLEM_HEADER } from '../../journal/protocol.ts'
import { generateDeviceKeys, readPrivateKey, sha256Hex, signText } from '../../journal/signature.ts'
import { introducedIn, isBelieved, type AnswerToCheck, type Asked } from './signed-answer.ts'

const keys = generateDeviceKeys()
const key = readPrivateKey(keys.privateKey)
const headOffice = {
  device: '018f0000-0000-7000-8000-0000000000f0',
  publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
}
const asked: Asked = { method: 'GET', path: '/v1/facts?after=7', signature: 'c2lnbmVk' }

interface Said {
  readonly status?: number
  readonly type?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const said = ({ status = 200, type = 'application/json', body = '', headers = {} }: Said): AnswerToCheck => ({
  status,
  headers,
  type,
  plain: Buffer.from(body),
  json: body.startsWith('{') ? JSON.parse(body) : undefined
})

/** As head office signs it. */
const signed = (told: Said, request: Asked = asked): Said => {
  const { status = 200, body = '', headers = {} } = told
  const text = answerText({ request, status, headers, bodySha256: sha256Hex(Buffer.from(body)) })
  return { ...told, headers: { ...headers, [ANSWER_HEADER]: signText(key, text) } }
}

const problem = (code: string): string => JSON.stringify({ code, message: 'no' })
const believes = (told: Said, request: Asked = asked): boolean => isBelieved(headOffice, request, said(told))

describe('a desk believes', () => {
  it('what head office has signed over this very request', () => {
    const facts = signed({ body: '{"facts":[]}' })
    expect(believes(facts)).toBe(true)
    expect(believes({ ...facts, body: '{"facts":[1]}' })).toBe(false)
    expect(believes({ ...facts, status: 201 })).toBe(false)
    for (const other of [{ method: 'PUT' }, { path: '/v1/facts?after=8' }, { signature: 'b3RoZXI=' }])
      expect(believes(facts, { ...asked, ...other })).toBe(false)
  })

  it('nothing that somebody else has signed, or nobody', () => {
    const stranger = { ...headOffice, publicKey: generateDeviceKeys().publicKey }
    expect(isBelieved(stranger, asked, said(signed({ body: '{"facts":[]}' })))).toBe(false)
    expect(believes({ body: '{"facts":[]}' })).toBe(false)
    expect(believes({ status: 204, body: '' }, { ...asked, method: 'PUT' })).toBe(false)
    expect(believes({ status: 200, type: 'application/octet-stream' }, { ...asked, method: 'PUT' })).toBe(false)
  })

  it('how far an upload has come, and where it goes on, only as it was signed', () => {
    const patch = { ...asked, method: 'PATCH', path: '/v1/uploads/1' }
    const piece = signed({ status: 204, headers: { 'upload-offset': '262144' } }, patch)
    expect(believes(piece, patch)).toBe(true)
    expect(believes({ ...piece, headers: { ...piece.headers, 'upload-offset': '99' } }, patch)).toBe(false)
    expect(believes({ ...piece, headers: { ...piece.headers, location: '/v1/uploads/2' } }, patch)).toBe(false)
  })

  it('bytes that it has asked for by their hash', () => {
    expect(believes({ type: 'application/octet-stream', body: 'a paper' })).toBe(true)
  })

  it('to be put off by anybody, and to be refused only by head office', () => {
    for (const code of ['BUSY', 'INTERNAL', 'TOO_LARGE'])
      expect(believes({ status: 413, body: problem(code) })).toBe(true)
    expect(believes({ status: 503, body: '<html>' })).toBe(true)
    for (const code of ['REVOKED', 'UNAUTHENTICATED', 'NOT_FOUND', 'FORK', 'GAP', 'RESTORED', 'BAD_SEAL', 'UPGRADE']) {
      expect(believes({ status: 409, body: problem(code) })).toBe(false)
      expect(believes(signed({ status: 409, body: problem(code) }))).toBe(true)
    }
  })

  it('that a paper is not there only by a signature, though the answer to HEAD has no words', () => {
    const head = { ...asked, method: 'HEAD', path: `/v1/blobs/${'ab'.repeat(32)}` }
    const lost = { status: 404, headers: { [PROBLEM_HEADER]: 'NOT_FOUND' } }
    expect(believes(lost, head)).toBe(false)
    expect(believes(signed(lost, head), head)).toBe(true)
    expect(believes({ status: 200 }, head)).toBe(false)
  })
})

it('whose greeting an answer is, is told by a greeting only', () => {
  const body = JSON.stringify({ headOffice })
  expect(introducedIn(said({ body }))).toEqual(headOffice)
  expect(introducedIn(said({ status: 403, body }))).toBeNull()
  expect(introducedIn(said({ body: '{"cursor":1}' }))).toBeNull()
})
