import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { DeviceId } from '../../domain/values/ids.ts'
import { SNAPSHOT_FORMAT } from '../../journal/snapshot.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { openHttpLink, type HttpLink } from './http-link.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A link to a server that answers everything with this. */
const answeredWith = async (
  answer: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {}
): Promise<HttpLink> => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => server.close())
  const place = server.address()
  if (place === null || typeof place === 'string') throw new Error('a port was asked for')
  const key = { device: DeviceId.parse(randomUUID()), epoch: 0, before: [], ...generateDeviceKeys() }
  const link = openHttpLink({
    url: `http://127.0.0.1:${place.port}`,
    key: () => key,
    headOffice: () => null,
    now: Date.now
  })
  closing.push(() => link.close())
  return link
}

const DIGEST = 'ab'.repeat(32)
const offered = (bytes: number): object => ({
  manifest: {
    format: SNAPSHOT_FORMAT,
    id: randomUUID(),
    cursor: 1,
    anchor: DIGEST,
    createdAt: '2026-11-24T08:00:00.000Z',
    derivation: DIGEST,
    heads: [],
    parts: [{ kind: 'states', sha256: DIGEST, bytes, items: 1 }]
  },
  signature: 'x'.repeat(88)
})

describe('a snapshot that head office offers', () => {
  it('counts as none when a desk cannot use it, so that the desk pulls instead of asking for ever', async () => {
    expect(await (await answeredWith(offered(2 * 1024 * 1024))).snapshot()).toBeNull()
    expect((await (await answeredWith(offered(1000))).snapshot())?.manifest.parts).toHaveLength(1)
  })

  it('is no snapshot at all when it is not of head office', async () => {
    await expect((await answeredWith({ welcome: 'to the café' })).snapshot()).rejects.toMatchObject({ code: 'RUBBISH' })
  })
})

it.each([
  ['7', 7_000],
  ['2000000', 900_000],
  ['1e300', 900_000],
  ['-5', 0],
  ['Wed, 21 Oct 2026 07:28:00 GMT', null]
])('is put off by %s for a quarter of an hour at most, whoever says so', async (retryAfter, retryAfterMs) => {
  const link = await answeredWith({}, 503, { 'retry-after': retryAfter })
  await expect(link.hello(0)).rejects.toMatchObject({ code: 'BUSY', retryAfterMs })
})
