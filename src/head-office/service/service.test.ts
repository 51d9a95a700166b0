import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { DEFAULT_LIMITS } from './limits.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const certificates = new URL('../testing/certificates/', import.meta.url)
const WATCH = { port: 0, host: '127.0.0.1' }

let cluster: TestCluster
const open: TestOffice[] = []
const folders: string[] = []
beforeAll(async () => {
  cluster = await testCluster()
}, 60_000)
afterEach(async () => {
  for (const office of open.splice(0)) await office.close()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})
afterAll(() => cluster.stop())

const office = async (options: Parameters<TestCluster['office']>[0] = {}): Promise<TestOffice> => {
  const made = await cluster.office(options)
  open.push(made)
  return made
}

const enrolled = async (at: TestOffice): Promise<TestDesk> => {
  const desk = new TestDesk(at.url)
  await desk.enrol((await at.issueCode(CLINIC)).code)
  return desk
}

const told = async (url: string | null, path: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(new URL(path, url ?? ''))
  return { status: response.status, text: await response.text() }
}

describe('a head office with a certificate of its own', () => {
  /** Whose certificate is shown to a new connection. */
  const shown = (url: string): Promise<{ status: number | undefined; name: string | string[] | undefined }> =>
    new Promise((resolve, reject) => {
      const asked = get(new URL('/ready', url), { ca: readFileSync(new URL('ca.pem', certificates)), agent: false })
      asked.on('error', reject)
      asked.on('response', (response) => {
        const socket = response.socket as TLSSocket
        const name = socket.getPeerCertificate().subject.CN
        response.resume().on('end', () => resolve({ status: response.statusCode, name }))
      })
    })
  const take = async (folder: string, name: string): Promise<void> => {
    await copyFile(new URL(`${name}.pem`, certificates), join(folder, 'cert.pem'))
    await copyFile(new URL(`${name}.key`, certificates), join(folder, 'key.pem'))
  }

  it('serves over TLS, and goes over to a renewed certificate without a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stoika-certificate-'))
    folders.push(folder)
    await take(folder, 'first')
    const lines: string[] = []
    const serving = await office({
      certificate: { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') },
      log: { level: 'info', stream: { write: (line) => lines.push(line) } }
    })
    expect(serving.url).toMatch(/^https:/)
    expect(await shown(serving.url)).toEqual({ status: 200, name: 'first' })

    await writeFile(join(folder, 'cert.pem'), 'half a certif')
    await serving.renewCertificate()
    expect(await shown(serving.url)).toEqual({ status: 200, name: 'first' })
    expect(lines.filter((line) => line.includes('the new certificate cannot be used'))).toHaveLength(1)

    await take(folder, 'second')
    await serving.renewCertificate()
    expect(await shown(serving.url)).toEqual({ status: 200, name: 'second' })
  })
})

describe('limits', () => {
  it('are met by a desk in a loop, which is told when to come back, and by nobody else', async () => {
    const serving = await office({ limits: { ...DEFAULT_LIMITS, devicePerMinute: 30, eventLoopDelayMs: 0 } })
    const [runaway, other] = [await enrolled(serving), await enrolled(serving)]
    const answers = []
    for (let turn = 0; turn < 40; turn++) answers.push(await runaway.send('GET', '/v1/hello'))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(30)
    const refused = answers.filter((answer) => answer.status !== 200)
    for (const answer of refused) {
      expect(problem(answer)).toMatchObject({ code: 'BUSY', status: 503 })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await other.send('GET', '/v1/hello')).status).toBe(200)
    const stranger = new TestDesk(serving.url)
    expect(problem(await stranger.send('GET', '/v1/hello')).code).toBe('UNAUTHENTICATED')
  })

  it('of an address stop whoever names a new device each time, but not those who look after the server', async () => {
    const serving = await office({ limits: { ...DEFAULT_LIMITS, addressPerMinute: 20, eventLoopDelayMs: 0 } })
    const codes = []
    for (let turn = 0; turn < 25; turn++)
      codes.push(problem(await new TestDesk(serving.url).send('GET', '/v1/hello')).code)
    expect(codes.filter((code) => code === 'BUSY')).toHaveLength(5)
    expect((await told(serving.url, '/ready')).status).toBe(200)
    expect((await told(serving.url, '/health')).status).toBe(200)
  })

  it('are far above what a hundred desks do when a morning begins, all behind one gateway', async () => {
    const serving = await office({ limits: { ...DEFAULT_LIMITS, eventLoopDelayMs: 0 } })
    const desks: TestDesk[] = []
    for (let number = 0; number < 100; number++) {
      const desk = new TestDesk(serving.url)
      const { code } = await serving.issueCode(CLINIC)
      // Enrolled from many addresses on other days: the limit of that request is not the matter here.
      const body = { code, device: desk.id, name: `Стойка ${number}`, publicKey: desk.keys.publicKey }
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${number}` }
      const url = new URL('/v1/enrol', serving.url)
      expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status).toBe(200)
      desks.push(desk)
    }
    const statuses = await Promise.all(
      desks.map(async (desk) => {
        const answers = [await desk.send('GET', '/v1/hello'), await desk.tryPush(desk.record(5))]
        for (let pull = 0; pull < 4; pull++) answers.push(await desk.tryPull(0, 20))
        return answers.map((answer) => answer.status)
      })
    )
    expect(statuses.flat().filter((status) => status !== 200)).toEqual([])
  })

  it('put new requests off while the database has no connection left for those that wait already', async () => {
    const serving = await office()
    const hold = new pg.Client({ connectionString: serving.databaseUrl })
    await hold.connect()
    await hold.query('BEGIN; LOCK TABLE device IN ACCESS EXCLUSIVE MODE')
    const strangers = Array.from({ length: 400 }, () => new TestDesk(serving.url))
    let putOff = 0
    const answers = strangers.map(async (desk) => {
      const answer = await desk.send('GET', '/v1/hello')
      const { code } = problem(answer)
      if (code === 'BUSY' && ++putOff === 1) await hold.query('ROLLBACK')
      return { code, retryAfter: answer.headers.get('retry-after') }
    })
    const codes = await Promise.all(answers)
    await hold.end()
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['BUSY', 'UNAUTHENTICATED']))
    for (const { code, retryAfter } of codes) if (code === 'BUSY') expect(Number(retryAfter)).toBeGreaterThan(0)
  })
})

describe('those who watch the server', () => {
  it('read how much goes through it and how long it takes, and nothing about anybody', async () => {
    const serving = await office({ watch: WATCH })
    const [desk, reader] = [await enrolled(serving), await enrolled(serving)]
    await desk.push(desk.record(7, { name: 'Пробная Анна Ивановна', phone: '+79990000000' }))
    await desk.push(desk.facts)
    await reader.pullAll(3)
    await reader.send('GET', `/v1/blobs/${'a'.repeat(64)}`)
    const { status, text } = await told(serving.watchUrl, '/metrics')
    expect(status).toBe(200)
    for (const line of [
      'stoika_facts_total{direction="received"} 7',
      'stoika_facts_total{direction="served"} 7',
      'stoika_cursor{scope="network"} 7',
      'stoika_desks 2',
      'stoika_facts_waiting_at_desks 0',
      'stoika_facts_quarantined 0',
      'stoika_database_up 1',
      'stoika_nudge_streams 0',
      'stoika_request_seconds_count{method="POST",route="/v1/facts",status="200"} 2',
      'stoika_request_seconds_count{method="GET",route="/v1/facts",status="200"} 3',
      'stoika_request_seconds_count{method="GET",route="/v1/blobs/:sha256",status="404"} 1'
    ])
      expect(text).toContain(line)
    for (const secret of [desk.id, reader.id, CLINIC.id, 'Пробная', '79990000000', 'aaaa'])
      expect(text).not.toContain(secret)
    expect((await told(serving.url, '/metrics')).status).toBe(404)
  })

  it('learn that a newer head office has changed the schema, and send desks elsewhere', async () => {
    const serving = await office({ watch: WATCH })
    expect(await told(serving.watchUrl, '/ready')).toEqual({ status: 200, text: '{"state":"ready"}' })
    const newer = new pg.Client({ connectionString: serving.databaseUrl })
    await newer.connect()
    await newer.query(`INSERT INTO schema_migration VALUES ('9999-of-a-newer-program', now())`)
    await newer.end()
    expect(await told(serving.watchUrl, '/ready')).toEqual({ status: 503, text: '{"state":"other-schema"}' })
  })

  it('learn that the database is away, from a process that is alive', async () => {
    const other = await testCluster()
    const serving = await other.office({ watch: WATCH })
    await other.stop()
    expect(await told(serving.watchUrl, '/ready')).toEqual({ status: 503, text: '{"state":"no-database"}' })
    expect((await told(serving.url, '/health')).status).toBe(200)
    expect((await told(serving.watchUrl, '/metrics')).text).toContain('stoika_database_up 0')
    await serving.close()
  })
})
