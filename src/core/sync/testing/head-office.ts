/** A real head office for tests: its own process on its own embedded PostgreSQL, which may be killed and started again. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)
const MAIN = fileURLToPath(new URL('../../../head-office/main.ts', import.meta.url))
export const TEST_CLINIC = '018f0000-0000-7000-8000-0000000000c1'

const Ready = z.object({
  ready: z.object({
    url: z.url(),
    operatorPassword: z.string().nullable(),
    codes: z.array(z.object({ clinic: z.uuid(), code: z.string() }))
  })
})

export interface HeadOfficeProcess {
  readonly url: string
  /** An enrolment code that no desk has used yet. */
  code(): string
  /** As the operator withdraws a workstation on the page. */
  withdraw(device: string, wipe: boolean): Promise<void>
  kill(): Promise<void>
  /** Kills every process of its PostgreSQL, as when the machine has no memory left. */
  killDatabase(): Promise<void>
  /** Copies its data while it rests for a moment; the result sets it back to this copy. Both times it comes on another port. */
  keepCopy(): Promise<() => Promise<void>>
  /** After `kill`: the same data, another port, new codes. */
  restart(): Promise<void>
  stop(): Promise<void>
}

interface Prepared {
  /** A data folder that somebody has filled, and that stays. */
  readonly folder: string
  readonly clinic: string
  /** What its clock shows at a start, milliseconds. */
  readonly startsAt: () => number
  /** `fatal` where trouble is what the test is about. */
  readonly logLevel: 'warn' | 'fatal'
}

export const startHeadOffice = async (codes: number, prepared: Prepared | null = null): Promise<HeadOfficeProcess> => {
  const folder = prepared?.folder ?? (await mkdtemp(join(tmpdir(), 'stoika-sync-')))
  // PostgreSQL runs under another account when the tests run as root, and must get into the folder.
  await chmod(folder, 0o755)
  let child: ChildProcess
  let url = ''
  let left: string[] = []
  let password: string | null = null
  const start = async (): Promise<void> => {
    const clinic = `${prepared?.clinic ?? TEST_CLINIC}=Клиника на Пробной`
    const clinics = Array.from({ length: codes }, () => ['--clinic', clinic]).flat()
    const logLevel = prepared?.logLevel ?? 'warn'
    const clock = prepared === null ? [] : ['--starts-at', String(prepared.startsAt())]
    child = spawn(process.execPath, [MAIN, '--data', folder, '--port', '0', ...clinics, ...clock], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LOG_LEVEL: logLevel }
    })
    const { ready } = await readyLine(child)
    url = ready.url
    left = ready.codes.map((one) => one.code)
    password ??= ready.operatorPassword
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  await start()
  return {
    get url() {
      return url
    },
    code: () => {
      const code = left.pop()
      if (code === undefined) throw new Error('start this head office with more codes')
      return code
    },
    withdraw: async (device, wipe) => {
      const cookie = (await send(url, '/sign-in', '', { password: password ?? '' })).headers.get('set-cookie')
      const answer = await send(
        url,
        `/devices/${device}/revoke`,
        cookie?.split(';')[0] ?? '',
        wipe ? { wipe: 'yes' } : {}
      )
      if (answer.status >= 400) throw new Error(`the operator was answered ${answer.status}`)
    },
    kill: () => end('SIGKILL'),
    killDatabase: async () => {
      const postmaster = Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
      const processes = [postmaster, ...(await childrenOf(postmaster))]
      for (const id of processes) killOne(id)
    },
    restart: start,
    keepCopy: async () => {
      // Beside it, for PostgreSQL is particular about who owns its files.
      const copy = `${folder}-copy`
      await end('SIGTERM')
      await run('cp', ['-a', folder, copy])
      await start()
      return async () => {
        await end('SIGTERM')
        await rm(folder, { recursive: true })
        await rename(copy, folder)
        await start()
      }
    },
    stop: async () => {
      // A killed one has left its PostgreSQL running: only a head office ends it.
      if (child.exitCode === null && child.signalCode !== null) await start()
      await end('SIGTERM')
      if (prepared === null) await rm(folder, { recursive: true, force: true })
    }
  }
}

const send = (url: string, at: string, cookie: string, form: Record<string, string>): Promise<Response> =>
  fetch(new URL(at, url), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(form)
  })

/** By the list of processes that Linux keeps; none elsewhere, where they end by themselves once their parent is gone. */
const childrenOf = async (parent: number): Promise<readonly number[]> => {
  const listed = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '')
  return listed.split(' ').filter(Boolean).map(Number)
}

const killOne = (id: number): void => {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // Gone meanwhile: a backend whose connection had ended.
  }
}

const readyLine = async (child: ChildProcess): Promise<z.infer<typeof Ready>> => {
  if (child.stdout === null) throw new Error('the head office has no output')
  for await (const line of createInterface({ input: child.stdout })) return Ready.parse(JSON.parse(line))
  throw new Error('the head office ended before it was ready')
}
