import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '../database.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { backUp } from './back-up.ts'
import { MANIFEST } from './manifest.ts'
import { restore } from './restore.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const SAID = { name: 'Пробная «Ёлка»\t\\N\n', sum: 12.5, none: null }

let cluster: TestCluster
const ends: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  cluster = await testCluster()
}, 60_000)
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})
afterAll(() => cluster.stop())

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'stoika-backup-'))
  await chmod(path, 0o755)
  ends.push(() => rm(path, { recursive: true, force: true }))
  return path
}

const serving = async (office: Promise<TestOffice>): Promise<TestOffice> => {
  const made = await office
  ends.push(() => made.close())
  return made
}

const enrolled = async (office: TestOffice): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code)
  return desk
}

/** Every row of every table that is not made again, as PostgreSQL writes it. */
const dump = async (url: string): Promise<Record<string, unknown>> => {
  const database = openDatabase(url, () => undefined)
  const read = async (table: string): Promise<readonly string[]> =>
    (await database.query<{ row: string }>(`SELECT t::text AS row FROM ${table} AS t ORDER BY 1`)).map(({ row }) => row)
  const tables: Record<string, unknown> = {}
  for (const name of ['clinic', 'enrolment_code', 'fact', 'receipt', 'blob', 'scope_cursor'])
    tables[name] = await read(name)
  await database.close()
  return tables
}

describe('a backup', () => {
  it('is one moment of the database while desks push, and comes back to the letter', async () => {
    const office = await serving(cluster.office())
    const desk = await enrolled(office)
    await desk.push(desk.record(50, SAID))
    const paper = Buffer.from('%PDF-1.7 проба')
    const sha256 = 'd'.repeat(64)
    await desk.send('PUT', `/v1/blobs/${sha256}`, { bytes: paper, headers: {} })
    const before = await dump(office.databaseUrl)

    const to = join(await folder(), 'night')
    const copied = new AbortController()
    const pushing = (async () => {
      while (!copied.signal.aborted) await desk.push(desk.record(20, SAID))
    })()
    const manifest = await backUp(office.databaseUrl, to, Date.now())
    copied.abort()
    await pushing
    const [held] = manifest.scopes
    expect(manifest.tables.find(({ name }) => name === 'fact')?.rows).toBe(held?.cursor)
    expect(held?.cursor).toBeGreaterThanOrEqual(50)

    const url = await cluster.database()
    await restore(url, to, { replace: false, now: Date.now() })
    const after = await dump(url)
    for (const table of ['clinic', 'enrolment_code', 'blob']) expect(after[table]).toEqual(before[table])
    expect(z.array(z.string()).parse(after.fact)).toHaveLength(held?.cursor ?? 0)
    expect(after.fact).toEqual(expect.arrayContaining(z.array(z.string()).parse(before.fact)))
  })

  it('never overwrites another, and is not there before it is whole', async () => {
    const office = await serving(cluster.office())
    const to = join(await folder(), 'night')
    await backUp(office.databaseUrl, to, Date.now())
    const first = await stat(join(to, MANIFEST))
    expect(first.mode & 0o077).toBe(0)
    await expect(backUp(office.databaseUrl, to, Date.now())).rejects.toThrow('never overwrites')
    const away = join(await folder(), 'day')
    const gone = new URL(office.databaseUrl)
    gone.pathname = '/nowhere'
    await expect(backUp(gone.href, away, Date.now())).rejects.toThrow('does not exist')
    await expect(backUp(await cluster.database(), away, Date.now())).rejects.toThrow('there is no head office')
    await expect(readdir(away)).rejects.toThrow('ENOENT')
  })

  it('is not restored over a database with something in it, under a serving head office, or when a byte of it changed', async () => {
    const office = await serving(cluster.office())
    const desk = await enrolled(office)
    await desk.push(desk.record(5))
    const to = join(await folder(), 'night')
    await backUp(office.databaseUrl, to, Date.now())
    const options = { replace: true, now: Date.now() }
    await expect(restore(office.databaseUrl, to, options)).rejects.toThrow('works on this database')

    const url = await cluster.database()
    await restore(url, to, { ...options, replace: false })
    await expect(restore(url, to, { ...options, replace: false })).rejects.toThrow('--replace')
    const before = await dump(url)
    await restore(url, to, options)
    expect(await dump(url)).toEqual(before)

    const manifest = await readFile(join(to, MANIFEST), 'utf8')
    await writeFile(join(to, MANIFEST), manifest.replace('0001-facts-and-devices', '9999-of-a-newer-program'))
    await expect(restore(url, to, options)).rejects.toThrow('unknown migration')
    await writeFile(join(to, MANIFEST), manifest)
    await appendFile(join(to, 'fact.copy.zst'), 'x')
    await expect(restore(url, to, options)).rejects.toThrow('fact.copy.zst is damaged')
    expect(await dump(url)).toEqual(before)
  })

  it('brought back, never lets a new desk number papers as one did that was enrolled behind the copy', async () => {
    const office = await serving(cluster.office())
    await enrolled(office)
    const to = join(await folder(), 'night')
    const takenAt = Date.parse((await backUp(office.databaseUrl, to, Date.now())).takenAt)
    const given: number[] = []
    const enrolAt = async (at: TestOffice): Promise<void> => {
      const desk = new TestDesk(at.url)
      given.push((await desk.enrol((await at.issueCode(CLINIC)).code)).series)
    }
    for (let desk = 0; desk < 3; desk++) await enrolAt(office)
    for (const hours of [1, 9]) {
      const url = await cluster.database()
      await restore(url, to, { replace: false, now: takenAt + hours * 3600_000 })
      const restored = await serving(cluster.officeOn(url))
      for (let desk = 0; desk < 3; desk++) await enrolAt(restored)
    }
    expect(new Set(given).size).toBe(9)
    expect(given).toEqual(given.toSorted((a, b) => a - b))
  })

  it('brought back, gives a desk that was ahead everything anew, with the verdicts on clocks that hold now', async () => {
    let now = Date.parse('2026-11-28T12:00:00Z')
    const hour = 3600_000
    const office = await serving(cluster.office({ now: () => now }))
    const to = join(await folder(), 'night')
    await backUp(office.databaseUrl, to, now)
    const [liar, reader] = [await enrolled(office), await enrolled(office)]
    liar.now = () => now
    reader.now = () => now
    const ahead = liar.now
    liar.now = () => ahead() + 2 * hour
    const facts = liar.record(1)
    liar.now = ahead
    await liar.push(facts)
    const before = await reader.pull(0)
    now += hour
    const url = await cluster.database()
    await restore(url, to, { replace: false, now })
    const restored = await serving(cluster.officeOn(url, { now: () => now }))
    for (const desk of [liar, reader]) {
      desk.url = restored.url
      await desk.enrol((await restored.issueCode(CLINIC)).code)
    }
    await liar.push(facts)
    const again = await reader.send('GET', `/v1/facts?after=${before.cursor}&anchor=${before.anchor ?? ''}`)
    expect(problem(again).code).toBe('RESTORED')
    const told = (await reader.pullAll()).find(({ fact }) => fact.header.device === liar.id)
    expect(told?.fact.hash).toBe(before.facts.at(-1)?.fact.hash)
    expect(told?.effective).not.toBe(before.facts.at(-1)?.effective)
  })

  it('brought back, says so also to a desk at whose place the same fact stands again', async () => {
    let now = Date.parse('2026-11-28T12:00:00Z')
    const office = await serving(cluster.office({ now: () => now }))
    const to = join(await folder(), 'night')
    await backUp(office.databaseUrl, to, now)
    const [first, second, reader] = [await enrolled(office), await enrolled(office), await enrolled(office)]
    for (const desk of [first, second, reader]) desk.now = () => now
    for (const desk of [first, second]) await desk.push(desk.record(1))
    const before = await reader.pull(0)
    expect((await reader.hello()).restores).toBeUndefined()
    now += 3600_000
    const url = await cluster.database()
    await restore(url, to, { replace: false, now })
    const restored = await serving(cluster.officeOn(url, { now: () => now }))
    for (const desk of [first, second, reader]) {
      desk.url = restored.url
      await desk.enrol((await restored.issueCode(CLINIC)).code)
    }
    // The mark of the restore has taken the place of the first one's fact; the second one's stands where it stood.
    await second.push(second.facts)
    expect((await reader.pull(before.cursor)).facts).toEqual([])
    const { restores = [] } = await reader.hello()
    expect(restores).toMatchObject([{ cursor: before.cursor - 1 }])
    const mark = (await reader.pullAll()).find(({ fact }) => fact.hash === restores[0]?.hash)
    expect(mark).toMatchObject({ cursor: restores[0]?.cursor, fact: { header: { type: 'network.restored', seq: 1 } } })
  })

  it('restored twice, never lets head office write two facts under one place of its own chain', async () => {
    let now = Date.parse('2026-11-28T12:00:00Z')
    const author = { staff: null, clinic: null }
    const note = (id: string) => ({
      author,
      at: now,
      fact: { type: 'service.noted', v: 1, aggregate: { kind: 'service', id }, payload: {} }
    })
    const office = await serving(cluster.office({ now: () => now }))
    await office.record([note('before')])
    const to = join(await folder(), 'night')
    await backUp(office.databaseUrl, to, now)
    await office.record([note('lost')])

    const places = new Set<string>()
    for (const id of ['first', 'second']) {
      now += 3600_000
      const url = await cluster.database()
      await restore(url, to, { replace: false, now })
      const restored = await serving(cluster.officeOn(url, { now: () => now }))
      await restored.record([note(id)])
      const reader = new TestDesk(restored.url)
      reader.now = () => now
      const answer = await reader.enrol((await restored.issueCode(CLINIC)).code)
      const facts = await reader.pullAll()
      expect(facts.map(({ fact }) => fact.header.aggregate)).toEqual(['before', 'network', id])
      for (const { fact } of facts) expect(fact.header.device).toBe(answer.headOffice.device)
      const { epoch, seq } = facts.at(-1)?.fact.header ?? { epoch: 0, seq: 0 }
      places.add(`${epoch} ${seq}`)
    }
    expect(places.size).toBe(2)
    expect(places.has('0 2')).toBe(false)
  })
})

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const COPY = fileURLToPath(new URL('main.ts', import.meta.url))
const Ready = z.object({ ready: z.object({ url: z.url(), codes: z.array(z.object({ code: z.string() })) }) })

describe('a head office whose disk died', () => {
  const serve = async (...args: readonly string[]): Promise<{ url: string; code: string; kill(): Promise<void> }> => {
    const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const kill = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    ends.push(kill)
    for await (const line of createInterface({ input: child.stdout })) {
      const { ready } = Ready.parse(JSON.parse(line))
      return { url: ready.url, code: ready.codes[0]?.code ?? '', kill }
    }
    throw new Error('the head office ended before it was ready')
  }
  const copy = async (...args: readonly string[]): Promise<{ code: number | null; said: string }> => {
    const child = spawn(process.execPath, [COPY, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await once(child, 'close')
    return { code: child.exitCode, said }
  }

  it('is set up from last night’s backup, and the desks fill in what came after', async () => {
    const [data, kept] = [await folder(), await folder()]
    const first = await serve(
      '--data',
      data,
      '--clinic',
      `${CLINIC.id}=${CLINIC.name}`,
      '--clinic',
      `${CLINIC.id}=${CLINIC.name}`
    )
    const desk = new TestDesk(first.url)
    await desk.enrol(first.code)
    await desk.push(desk.record(200, SAID))
    const night = join(kept, 'night')
    const backup = await copy('backup', '--to', night, '--data', data)
    expect(backup).toMatchObject({ code: 0 })
    expect(backup.said).toContain('"fact":200')
    await desk.push(desk.record(100, SAID))
    await first.kill()
    await rm(data, { recursive: true, force: true })

    const fresh = await folder()
    expect(await copy('restore', '--from', night, '--data', fresh)).toMatchObject({ code: 0 })
    expect((await copy('restore', '--from', night, '--data', fresh)).said).toContain('--replace')
    const second = await serve('--data', fresh, '--clinic', `${CLINIC.id}=${CLINIC.name}`)
    desk.url = second.url
    const { acked } = await desk.hello()
    expect(acked).toBe(200)
    expect(problem(await desk.tryPull(300)).code).toBe('RESTORED')
    expect((await desk.push(desk.facts.slice(acked))).acked).toBe(300)
    const other = new TestDesk(second.url)
    await other.enrol(second.code)
    const pulled = (await other.pullAll()).map(({ fact }) => fact)
    // Head office’s own first fact after a restore aside.
    expect(pulled.filter((fact) => fact.header.device === desk.id)).toEqual(desk.facts)
  })

  it('is told how to ask', async () => {
    for (const args of [[], ['backup'], ['restore', '--to', 'x'], ['backup', '--to', 'x', '--from', 'y']])
      expect(await copy(...args)).toMatchObject({ code: 2 })
  })
})
