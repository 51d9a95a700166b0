/** A real head office for tests: its own process on its own embedded PostgreSQL, which may be killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const MAIN = fileURLToPath(new URL('../../../head-office/main.ts', import.meta.url))
export const TEST_CLINIC = '018f0000-0000-7000-8000-0000000000c1'

const Ready = z.object({
  ready: z.object({ url: z.url(), codes: z.array(z.object({ clinic: z.uuid(), code: z.string() })) })
})

export interface HeadOfficeProcess {
  readonly url: string
  /** An enrolment code that no desk has used yet. */
  code(): string
  kill(): Promise<void>
  /** After `kill`: the same data, another port, new codes. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export const startHeadOffice = async (codes: number): Promise<HeadOfficeProcess> => {
  const folder = await mkdtemp(join(tmpdir(), 'stoika-sync-'))
  // PostgreSQL runs under another account when the tests run as root, and must get into the folder.
  await chmod(folder, 0o755)
  let child: ChildProcess
  let url = ''
  let left: string[] = []
  const start = async (): Promise<void> => {
    const clinics = Array.from({ length: codes }, () => ['--clinic', `${TEST_CLINIC}=Клиника на Пробной`]).flat()
    child = spawn(process.execPath, [MAIN, '--data', folder, '--port', '0', ...clinics], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    const { ready } = await readyLine(child)
    url = ready.url
    left = ready.codes.map((one) => one.code)
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
    kill: () => end('SIGKILL'),
    restart: start,
    stop: async () => {
      // A killed one has left its PostgreSQL running: only a head office ends it.
      if (child.exitCode === null && child.signalCode !== null) await start()
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    }
  }
}

const readyLine = async (child: ChildProcess): Promise<z.infer<typeof Ready>> => {
  if (child.stdout === null) throw new Error('the head office has no output')
  for await (const line of createInterface({ input: child.stdout })) return Ready.parse(JSON.parse(line))
  throw new Error('the head office ended before it was ready')
}
