import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TestDesk } from './testing/desk.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const CLINIC = '018f0000-0000-7000-8000-0000000000c1'
const Ready = z.object({
  ready: z.object({ url: z.url(), enrolmentCode: z.string().nullable(), operatorPassword: z.string().nullable() })
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
