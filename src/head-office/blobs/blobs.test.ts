import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../journal/signature.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
let cluster: TestCluster
let office: TestOffice
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office()
}, 60_000)
afterAll(async () => {
  await office.close()
  await cluster.stop()
})

const enrolled = async (): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code)
  return desk
}

describe('a blob', () => {
  const put = (desk: TestDesk, bytes: Buffer, name = sha256Hex(bytes)): ReturnType<TestDesk['send']> =>
    desk.send('PUT', `/v1/blobs/${name}`, { bytes, headers: { 'content-type': 'application/octet-stream' } })

  it('is stored once by its hash and read by other desks', async () => {
    const [desk, other] = [await enrolled(), await enrolled()]
    const bytes = Buffer.from('%PDF-1.7 проба \u0000 согласие', 'utf8')
    const path = `/v1/blobs/${sha256Hex(bytes)}`
    expect((await other.send('HEAD', path)).status).toBe(404)
    expect([(await put(desk, bytes)).status, (await put(desk, bytes)).status]).toEqual([201, 204])
    const head = await other.send('HEAD', path)
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
    expect((await other.send('GET', path)).body).toBe(bytes.toString('utf8'))
  })

  it('is not stored under a name that is not its hash, nor above eight mebibytes', async () => {
    const desk = await enrolled()
    const bytes = Buffer.from('подпись')
    expect(problem(await put(desk, bytes, 'ab'.repeat(32))).code).toBe('BAD_REQUEST')
    expect(problem(await put(desk, bytes, 'short')).code).toBe('BAD_REQUEST')
    expect(problem(await put(desk, Buffer.alloc(8 * 1024 * 1024 + 1))).code).toBe('TOO_LARGE')
    expect((await put(desk, Buffer.alloc(8 * 1024 * 1024, 7))).status).toBe(201)
  })
})
