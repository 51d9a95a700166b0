import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANSWER_HEADER, SIGNATURE_HEADERS } from '../journal/protocol.ts'
import { generateDeviceKeys, readPrivateKey, signRequest } from '../journal/signature.ts'
import { TestDesk } from './testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from './testing/office.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
let cluster: TestCluster
let office: TestOffice
let desk: TestDesk
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office()
  desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code)
}, 60_000)
afterAll(async () => {
  await office.close()
  await cluster.stop()
})

const answered = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Response> =>
  fetch(new URL(path, office.url), { method, headers, ...(body === undefined ? {} : { body }) })

const signatureOf = (method: string, path: string, privateKey: string): Record<string, string> => {
  const time = new Date().toISOString()
  const request = { method, path, time, body: new Uint8Array() }
  return {
    [SIGNATURE_HEADERS.device]: desk.id,
    [SIGNATURE_HEADERS.time]: time,
    [SIGNATURE_HEADERS.signature]: signRequest(readPrivateKey(privateKey), request)
  }
}

describe('head office signs its answer', () => {
  it('to whoever has signed the request, be it found or not', async () => {
    for (const path of ['/v1/hello', `/v1/blobs/${'ab'.repeat(32)}`, '/v1/something-of-a-later-version']) {
      const answer = await answered('GET', path, signatureOf('GET', path, desk.keys.privateKey))
      expect(answer.headers.get(ANSWER_HEADER)).toMatch(/^.{80,100}$/)
    }
  })

  it('to nobody who only shows a signature, which may be another one’s', async () => {
    const shown = { [SIGNATURE_HEADERS.signature]: 'c29tZWJvZHkgZWxzZeKAmXM=' }
    const answers = [
      await answered('OPTIONS', '/v1/uploads', shown),
      await answered('POST', '/v1/uploads', shown),
      await answered('POST', '/v1/enrol', { ...shown, 'content-type': 'application/json' }, '{}'),
      await answered('POST', '/v1/facts', { ...shown, 'content-type': 'text/plain' }, '{}'),
      await answered('GET', '/health', shown)
    ]
    expect(answers.map((answer) => answer.headers.get(ANSWER_HEADER))).toEqual(answers.map(() => null))
  })

  it('that a request was not signed rightly, so that its word for the time can be believed', async () => {
    const answer = await answered('GET', '/v1/hello', signatureOf('GET', '/v1/hello', generateDeviceKeys().privateKey))
    expect(answer.status).toBe(401)
    expect(answer.headers.get(ANSWER_HEADER)).not.toBeNull()
  })
})
