import Fastify from 'fastify'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SIGNATURE_HEADERS } from '../../journal/protocol.ts'
import { readPrivateKey, signRequest } from '../../journal/signature.ts'
import { openDatabase } from '../database.ts'
import { ensureIdentity } from '../facts/identity.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { UNMETERED } from '../office.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import type { CursorWatch } from './cursor-watch.ts'
import { nudgeRoutes } from './routes.ts'

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

/** Cursors as the stream tells them, one at a time; null when the stream has ended. */
const nudges = async (desk: TestDesk, url: string): Promise<{ next(): Promise<number | null> }> => {
  const time = new Date().toISOString()
  const signature = signRequest(readPrivateKey(desk.keys.privateKey), {
    method: 'GET',
    path: '/v1/nudge',
    time,
    body: new Uint8Array()
  })
  const headers = {
    [SIGNATURE_HEADERS.device]: desk.id,
    [SIGNATURE_HEADERS.time]: time,
    [SIGNATURE_HEADERS.signature]: signature
  }
  const response = await fetch(new URL('/v1/nudge', url), { headers })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    next: async () => {
      for (;;) {
        const event = /^data: (\d+)\n\n/m.exec(text)
        if (event !== null) {
          text = text.slice(event.index + event[0].length)
          return Number(event[1])
        }
        const chunk = await reader?.read()
        if (chunk === undefined || chunk.done) return null
        text += chunk.value
      }
    }
  }
}

describe('the nudge', () => {
  it('tells a waiting desk how far the facts go, also when another process took them', async () => {
    const second = await office.again()
    const [desk, waiting] = [await enrolled(), await enrolled()]
    const stream = await nudges(waiting, second.url)
    const before = await stream.next()
    await desk.push(desk.record(3))
    expect(await stream.next()).toBe((before ?? 0) + 3)
    await second.close()
    expect(await stream.next()).toBeNull()
  })

  it('is a stream of events also when a push comes in the moment in which it opens', async () => {
    const desk = await enrolled()
    const database = openDatabase(office.databaseUrl, () => undefined)
    const app = Fastify()
    const cursorWatch: CursorWatch = {
      listen: (listener) => {
        listener(7)
        return () => undefined
      },
      close: async () => undefined
    }
    const identity = await ensureIdentity(database, Date.now())
    nudgeRoutes(app, { database, identity, now: Date.now, cursorWatch, meter: UNMETERED })
    const stream = await nudges(desk, await app.listen({ port: 0, host: '127.0.0.1' }))
    expect(await stream.next()).toBe(7)
    await app.close()
    await database.close()
  })

  it('leaves nothing behind when the desk goes, or head office ends, while it opens', async () => {
    const desk = await enrolled()
    const database = openDatabase(office.databaseUrl, () => undefined)
    const identity = await ensureIdentity(database, Date.now())
    const cursorWatch: CursorWatch = { listen: () => () => undefined, close: async () => undefined }
    const beats = vi.spyOn(globalThis, 'setTimeout')
    const heart = (): number => beats.mock.calls.filter(([, after]) => after === 20_000).length
    // The moments in which it waits for the database: who asks, and how far the facts are.
    for (const moment of ['FROM chain JOIN device', 'scope_cursor']) {
      const [reached, goOn, over] = [
        Promise.withResolvers<void>(),
        Promise.withResolvers<void>(),
        Promise.withResolvers<void>()
      ]
      const slow: typeof database = {
        ...database,
        query: async <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => {
          if (!text.includes(moment)) return database.query<Row>(text, values)
          reached.resolve()
          await goOn.promise
          const rows = await database.query<Row>(text, values)
          setImmediate(() => setImmediate(() => over.resolve()))
          return rows
        }
      }
      const app = Fastify()
      nudgeRoutes(app, { database: slow, identity, now: Date.now, cursorWatch, meter: UNMETERED })
      const url = await app.listen({ port: 0, host: '127.0.0.1' })
      const asked = nudges(desk, url).catch(() => null)
      await reached.promise
      const ended = app.close()
      app.server.closeAllConnections()
      goOn.resolve()
      await Promise.all([over.promise, ended, asked])
      expect(heart(), moment).toBe(0)
    }
    beats.mockRestore()
    await database.close()
  })

  it('is refused to strangers', async () => {
    expect(problem(await new TestDesk(office.url).send('GET', '/v1/nudge')).code).toBe('UNAUTHENTICATED')
  })
})
