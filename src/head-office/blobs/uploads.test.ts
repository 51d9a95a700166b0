/** Large papers as another vendor would send them: by docs/sync-protocol.md alone, and by a tus client that knows nothing of us. */
import { randomBytes } from 'node:crypto'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_BLOB_BYTES } from '../../journal/protocol.ts'
import { sha256Hex } from '../../journal/signature.ts'
import { openDatabase, type Database } from '../database.ts'
import { withdraw } from '../devices/supervise.ts'
import { problem, TestDesk, type Answer } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const DAY = 24 * 3600_000
const PIECE = 512 * 1024

let cluster: TestCluster
let office: TestOffice
/** Another process of the same head office, behind the same balancer. */
let second: TestOffice
let database: Database
let later = 0
const now = (): number => Date.now() + later

beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ now })
  second = await office.again()
  database = openDatabase(office.databaseUrl, () => undefined)
})
afterAll(async () => {
  await database.close()
  await second.close()
  await office.close()
  await cluster.stop()
})

const enrolled = async (): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  desk.now = now
  await desk.enrol((await office.issueCode(CLINIC)).code)
  return desk
}

const TUS = { 'tus-resumable': '1.0.0' }
const NOTHING = new Uint8Array()
const encoded = (text: string): string => Buffer.from(text).toString('base64')

const begin = (desk: TestDesk, bytes: Buffer, name = sha256Hex(bytes), length = bytes.length): Promise<Answer> =>
  desk.send('POST', '/v1/uploads', {
    bytes: NOTHING,
    headers: { ...TUS, 'upload-length': String(length), 'upload-metadata': `filename eA==,sha256 ${encoded(name)}` }
  })
const placeOf = (answer: Answer): string => answer.headers.get('location') ?? ''
const offsetOf = (answer: Answer): number => Number(answer.headers.get('upload-offset') ?? Number.NaN)

const send = (desk: TestDesk, place: string, offset: number, piece: Buffer): Promise<Answer> =>
  desk.send('PATCH', place, {
    bytes: piece,
    headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }
  })
const head = (desk: TestDesk, place: string): Promise<Answer> =>
  desk.send('HEAD', place, { bytes: NOTHING, headers: TUS })

/** Sends what is missing, and answers how the last piece was taken. */
const finish = async (desk: TestDesk, place: string, from: number, bytes: Buffer): Promise<Answer> => {
  let answer: Answer | null = null
  for (let at = from; at < bytes.length; at += PIECE)
    answer = await send(desk, place, at, bytes.subarray(at, at + PIECE))
  if (answer === null) throw new Error('nothing was missing')
  return answer
}

const piecesKept = async (): Promise<number> =>
  (await database.query<{ n: number }>('SELECT count(*) AS n FROM upload_piece'))[0]?.n ?? 0

describe('a large paper', () => {
  it('comes in pieces through any process of head office, and is one blob when the last piece has come', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    const bytes = randomBytes(3 * 1024 * 1024 + 17)
    const answer = await begin(desk, bytes)
    expect([answer.status, offsetOf(answer)]).toEqual([201, 0])
    const place = placeOf(answer)
    for (let at = 0; at < bytes.length; at += PIECE) {
      expect((await other.send('HEAD', `/v1/blobs/${sha256Hex(bytes)}`)).status).toBe(404)
      desk.url = at % (2 * PIECE) === 0 ? office.url : second.url
      const taken = await send(desk, place, at, bytes.subarray(at, at + PIECE))
      expect([taken.status, offsetOf(taken)]).toEqual([204, Math.min(at + PIECE, bytes.length)])
    }
    const held = await other.send('HEAD', `/v1/blobs/${sha256Hex(bytes)}`)
    expect([held.status, held.headers.get('content-length')]).toEqual([200, String(bytes.length)])
    expect(await piecesKept()).toBe(0)
    // An answer was lost: whoever asks again is told that everything is there.
    expect(offsetOf(await begin(desk, bytes))).toBe(bytes.length)
    expect(offsetOf(await head(desk, place))).toBe(bytes.length)
  })

  it('goes on where it stands when it is begun again, and refuses a piece for another place', async () => {
    const desk = await enrolled()
    const bytes = randomBytes(2 * 1024 * 1024)
    const place = placeOf(await begin(desk, bytes))
    await send(desk, place, 0, bytes.subarray(0, PIECE))
    const again = await begin(desk, bytes)
    expect([placeOf(again), offsetOf(again)]).toEqual([place, PIECE])
    for (const wrong of [0, PIECE + 1])
      expect(problem(await send(desk, place, wrong, bytes.subarray(0, PIECE)))).toMatchObject({
        status: 409,
        code: 'OFFSET',
        at: PIECE
      })
    expect((await finish(desk, place, PIECE, bytes)).status).toBe(204)
  })

  it('is thrown away whole when its bytes do not have its name', async () => {
    const desk = await enrolled()
    const bytes = randomBytes(PIECE + 1)
    const name = 'ab'.repeat(32)
    const place = placeOf(await begin(desk, bytes, name))
    expect(problem(await finish(desk, place, 0, bytes)).code).toBe('BAD_REQUEST')
    expect((await head(desk, place)).status).toBe(404)
    expect((await desk.send('HEAD', `/v1/blobs/${name}`)).status).toBe(404)
    expect(await piecesKept()).toBe(0)
  })

  it('is taken once when two desks send it, and when one piece is sent twice at the same time', async () => {
    const [one, two] = [await enrolled(), await enrolled()]
    const bytes = randomBytes(2 * PIECE)
    const [first, other] = [placeOf(await begin(one, bytes)), placeOf(await begin(two, bytes))]
    expect(first).not.toBe(other)
    const twin = one.copy()
    twin.url = second.url
    const half = bytes.subarray(0, PIECE)
    const race = await Promise.all([send(one, first, 0, half), send(twin, first, 0, half)])
    expect(new Set(race.map((answer) => answer.status))).toEqual(new Set([204, 409]))
    await Promise.all([finish(one, first, PIECE, bytes), finish(two, other, 0, bytes)])
    expect(offsetOf(await begin(one, bytes))).toBe(bytes.length)
    const stored = await database.query('SELECT 1 FROM blob WHERE sha256 = $1', [sha256Hex(bytes)])
    expect(stored).toHaveLength(1)
    const third = await enrolled()
    expect(offsetOf(await begin(third, bytes))).toBe(bytes.length)
  })

  it('is forgotten when its desk does not come back for more than a week, and begins anew then', async () => {
    const desk = await enrolled()
    const bytes = randomBytes(2 * PIECE)
    const place = placeOf(await begin(desk, bytes))
    await send(desk, place, 0, bytes.subarray(0, PIECE))
    later = 6 * DAY
    expect(offsetOf(await head(desk, place))).toBe(PIECE)
    later = 8 * DAY
    expect((await head(desk, place)).status).toBe(404)
    expect(problem(await send(desk, place, PIECE, bytes.subarray(PIECE))).code).toBe('NOT_FOUND')
    const anew = await begin(desk, bytes)
    expect([offsetOf(anew), await piecesKept()]).toEqual([0, 0])
    expect((await finish(desk, placeOf(anew), 0, bytes)).status).toBe(204)
    later = 0
  })

  it('is one’s own affair: no other desk can see, end or feed it', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    const bytes = randomBytes(PIECE + 1)
    const place = placeOf(await begin(desk, bytes))
    expect((await head(other, place)).status).toBe(404)
    expect(problem(await send(other, place, 0, bytes)).code).toBe('NOT_FOUND')
    const end = { bytes: NOTHING, headers: TUS }
    await other.send('DELETE', place, end)
    expect((await head(desk, place)).status).toBe(200)
    expect((await desk.send('DELETE', place, end)).status).toBe(204)
    expect((await head(desk, place)).status).toBe(404)
  })

  it('comes from a withdrawn desk too: it belongs to facts that are still taken', async () => {
    const desk = await enrolled()
    await withdraw(database, desk.id, true, now())
    const bytes = randomBytes(PIECE + 1)
    expect((await finish(desk, placeOf(await begin(desk, bytes)), 0, bytes)).status).toBe(204)
    expect((await desk.send('HEAD', `/v1/blobs/${sha256Hex(bytes)}`)).status).toBe(200)
    expect(problem(await desk.send('GET', `/v1/blobs/${sha256Hex(bytes)}`)).code).toBe('REVOKED')
  })

  it('is bounded, named and signed, and spoken of in one version of tus', async () => {
    const desk = await enrolled()
    const bytes = randomBytes(10)
    expect(problem(await begin(desk, bytes, sha256Hex(bytes), MAX_BLOB_BYTES + 1)).code).toBe('TOO_LARGE')
    expect(problem(await begin(desk, bytes, 'no hash')).code).toBe('BAD_REQUEST')
    const place = placeOf(await begin(desk, bytes))
    expect(problem(await send(desk, place, 0, randomBytes(11))).code).toBe('TOO_LARGE')
    const unversioned = await desk.send('HEAD', place)
    expect([unversioned.status, unversioned.headers.get('stoika-problem')]).toEqual([412, 'BAD_REQUEST'])
    expect((await fetch(new URL(place, office.url), { method: 'HEAD', headers: TUS })).status).toBe(401)
    const told = await fetch(new URL('/v1/uploads', office.url), { method: 'OPTIONS' })
    expect([told.status, told.headers.get('tus-extension')]).toEqual([204, 'creation,termination,expiration'])
    expect(told.headers.get('tus-max-size')).toBe(String(MAX_BLOB_BYTES))
  })
})

describe('a tus client of somebody else', () => {
  /** It signs as every request must be signed, and otherwise does what tus says. */
  const upload = (desk: TestDesk, bytes: Buffer, stopAfter: number): Promise<'whole' | 'stopped'> =>
    new Promise((resolve, reject) => {
      const client = new Upload(bytes, {
        endpoint: `${office.url}/v1/uploads`,
        chunkSize: PIECE,
        metadata: { sha256: sha256Hex(bytes) },
        retryDelays: [0, 0, 0],
        storeFingerprintForResuming: false,
        onBeforeRequest: (request) => {
          const at = Number(request.getHeader('Upload-Offset'))
          const body = request.getMethod() === 'PATCH' ? bytes.subarray(at, at + PIECE) : NOTHING
          const path = new URL(request.getURL()).pathname
          for (const [name, value] of Object.entries(desk.signed(request.getMethod(), path, body)))
            request.setHeader(name, value)
        },
        onChunkComplete: (_size, taken) => {
          if (taken >= stopAfter && taken < bytes.length) void client.abort().then(() => resolve('stopped'))
        },
        onSuccess: () => resolve('whole'),
        onError: reject
      })
      client.start()
    })

  it('sends a paper, and goes on with one that it left unfinished', async () => {
    const desk = await enrolled()
    const bytes = randomBytes(3 * PIECE + 5)
    expect(await upload(desk, bytes, PIECE)).toBe('stopped')
    expect(await upload(desk, bytes, Infinity)).toBe('whole')
    expect((await desk.send('HEAD', `/v1/blobs/${sha256Hex(bytes)}`)).status).toBe(200)
  })
})
