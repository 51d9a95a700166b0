import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { DeviceId } from '../../domain/values/ids.ts'
import { packClock } from '../../journal/clock.ts'
import { CHAIN_START, sealFact, type SealedFact } from '../../journal/envelope.ts'
import { SNAPSHOT_FORMAT } from '../../journal/snapshot.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { openHttpLink, type HttpLink } from './http-link.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A link to a server that answers everything with this; `came` is told how many bytes each request says it has. */
const answeredWith = async (
  answer: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
  came: (bytes: number) => void = () => undefined
): Promise<HttpLink> => {
  const server = createServer((request, response) => {
    came(Number(request.headers['content-length'] ?? 0))
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

it('lets batches leave in their order, though a small one is packed sooner than a large one', async () => {
  const sizes: number[] = []
  const link = await answeredWith({}, 200, {}, (bytes) => sizes.push(bytes))
  const fact = (text: string): SealedFact =>
    sealFact(
      {
        id: randomUUID(),
        device: randomUUID(),
        epoch: 0,
        seq: 1,
        type: 'service.noted',
        v: 1,
        kind: 'service',
        aggregate: 'one',
        scope: 'network',
        clinic: null,
        staff: null,
        clock: packClock(1_700_000_000_000, 0),
        prev: CHAIN_START
      },
      { text },
      'ab'.repeat(16)
    )
  const large = Array.from({ length: 40 }, () => fact(randomBytes(50_000).toString('base64')))
  await Promise.allSettled([link.push(large), link.push([fact('')])])
  expect(sizes).toHaveLength(2)
  expect(sizes[0]).toBeGreaterThan(1_000_000)
  expect(sizes[1]).toBeLessThan(2_000)
})
