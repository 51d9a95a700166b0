import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request, type ClientRequest } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PushAnswer } from '../journal/protocol.ts'
import { TestDesk } from './testing/desk.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const CLINIC = '018f0000-0000-7000-8000-0000000000c1'
const Ready = z.object({
  ready: z.object({
    url: z.url(),
    metrics: z.url().nullable(),
    enrolmentCode: z.string().nullable(),
    operatorPassword: z.string().nullable()
  })
})

const started: ChildProcess[] = []
const folders: string[] = []
afterEach(async () => {
  for (const child of started.splice(0)) await end(child, 'SIGTERM')
  for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true })
})

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'stoika-main-'))
  await chmod(path, 0o755)
  folders.push(path)
  return path
}

const run = (...args: readonly string[]): ChildProcess => {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  return child
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

const ready = async (child: ChildProcess): Promise<z.infer<typeof Ready>['ready']> => {
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) return Ready.parse(JSON.parse(line)).ready
  throw new Error('the head office ended before it was ready')
}

const failure = async (child: ChildProcess): Promise<{ code: number | null; said: string }> => {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, said }
}

/** Null when nobody listens there any more. */
const statusOf = async (url: string | null, path: string): Promise<number | null> => {
  try {
    const response = await fetch(new URL(path, url ?? ''), { headers: { connection: 'close' } })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}

const until = async (happened: () => Promise<boolean>): Promise<void> => {
  while (!(await happened())) await new Promise(setImmediate)
}

const bodyOf = (asked: ClientRequest): Promise<string> =>
  new Promise((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve(text))
    })
  })

describe('the head office as a program', () => {
  it('ends in order when asked, and has everything when it comes back', async () => {
    const data = await folder()
    const first = run('--data', data, '--clinic', `${CLINIC}=Клиника на Пробной`)
    const told = await ready(first)
    expect(told.operatorPassword).not.toBeNull()
    const desk = new TestDesk(told.url)
    await desk.enrol(told.enrolmentCode ?? '')
    await desk.push(desk.record(20))
    await end(first, 'SIGTERM')
    expect(first.exitCode).toBe(0)
    await expect(readFile(join(data, 'postgres/postmaster.pid'))).rejects.toThrow('ENOENT')

    const again = await ready(run('--data', data))
    expect(again).toMatchObject({ enrolmentCode: null, operatorPassword: null })
    desk.url = again.url
    expect(await desk.hello()).toMatchObject({ acked: 20 })
  })

  it('killed while desks push, loses nothing it confirmed and comes back on the same data', async () => {
    const data = await folder()
    const first = run('--data', data, '--clinic', `${CLINIC}=Клиника на Пробной`)
    const told = await ready(first)
    const desk = new TestDesk(told.url)
    await desk.enrol(told.enrolmentCode ?? '')
    desk.record(2000)
    let acked = 0
    const pushing = (async () => {
      for (let from = 0; from < 2000; from += 50) {
        if (from === 400) first.kill('SIGKILL')
        acked = (await desk.push(desk.facts.slice(from, from + 50))).acked
      }
    })()
    await expect(pushing).rejects.toThrow('fetch failed')

    const again = await ready(run('--data', data))
    desk.url = again.url
    const held = (await desk.hello()).acked
    expect(held).toBeGreaterThanOrEqual(acked)
    expect((await desk.push(desk.facts.slice(held, held + 2000))).acked).toBe(2000)
  })

  it('asked to end, is first no longer ready, then answers what is under way, and ends its nudges', async () => {
    const data = await folder()
    const clinic = ['--clinic', `${CLINIC}=Клиника на Пробной`]
    const child = run('--data', data, '--metrics-port', '0', '--drain-seconds', '1', ...clinic)
    const told = await ready(child)
    const desk = new TestDesk(told.url)
    await desk.enrol(told.enrolmentCode ?? '')
    const nudge = await fetch(new URL('/v1/nudge', told.url), { headers: desk.signed('GET', '/v1/nudge') })
    const facts = desk.record(200)
    const body = Buffer.from(JSON.stringify(desk.batch(facts)), 'utf8')
    const push = request(new URL('/v1/facts', told.url), {
      method: 'POST',
      headers: {
        ...desk.signed('POST', '/v1/facts', body),
        'content-type': 'application/json',
        'content-length': body.length,
        expect: '100-continue'
      }
    })
    push.flushHeaders()
    // Answered by the server when it has the head of the request: from here on the push is under way.
    await once(push, 'continue')
    push.write(body.subarray(0, 1000))

    child.kill('SIGTERM')
    await until(async () => (await statusOf(told.metrics, '/ready')) === 503)
    // The port is still open for whoever has not noticed; then it closes, and the push is still under way.
    await until(async () => (await statusOf(told.url, '/health')) === null)
    expect(child.exitCode).toBeNull()
    const answer = bodyOf(push)
    push.end(body.subarray(1000))
    expect(PushAnswer.parse(JSON.parse(await answer))).toMatchObject({ acked: 200 })
    for await (const chunk of nudge.body ?? []) expect(Buffer.from(chunk).toString()).toMatch(/^id: /)
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)

    const again = await ready(run('--data', data))
    desk.url = again.url
    expect(await desk.hello()).toMatchObject({ acked: 200 })
  })

  it('refuses a data folder that another one works on, and says so', async () => {
    const data = await folder()
    await ready(run('--data', data))
    const { code, said } = await failure(run('--data', data))
    expect([code, said.includes('another head office is running on this data folder')]).toEqual([1, true])
  })

  it('explains flags it does not understand', async () => {
    const { code, said } = await failure(run('--dta', '/nowhere'))
    expect([code, said.includes('--data DIR')]).toEqual([2, true])
    expect((await failure(run('--data', '/nowhere', '--clinic', 'x=y'))).code).toBe(2)
  })
})
