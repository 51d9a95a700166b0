/**
 * Starts a packaged application and reaches its window through Chromium's own door: the one by which tests drive the
 * workstation otherwise, Node's inspector, is nailed up in a package.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { dyingWithUs } from '../runtime/die-with-us.ts'

export interface Packaged {
  readonly page: Page
  /** What its processes wrote so far. */
  readonly output: () => string
  /** Closes the window as a person does, and answers the exit code of the application. */
  readonly closeWindow: () => Promise<number | null>
  readonly kill: () => Promise<void>
}

export interface PackagedPlan {
  readonly executable: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const startMs = 60_000
const endMs = 30_000

export const startPackaged = async (plan: PackagedPlan): Promise<Packaged> => {
  const [command, args] = dyingWithUs(plan.executable, [...plan.args, '--disable-gpu', '--remote-debugging-port=0'])
  const child = spawn(command, args, { env: { ...process.env, ...plan.env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  try {
    const opening = announced(child.stderr, ended).then((address) => untilThePageIsThere(address))
    const address = await within(startMs, 'The application did not open its window', opening)
    const browser = await attached(address)
    const page = browser.contexts().flatMap((context) => context.pages())[0]
    if (page === undefined) throw new Error('The application has no window.')
    const closeWindow = async (): Promise<number | null> => {
      // The answer is lost with the window.
      await page.evaluate(() => window.close()).catch(() => undefined)
      return within(endMs, 'The application did not end after its window was closed', ended)
    }
    return { page, output: () => output, closeWindow, kill }
  } catch (error) {
    await kill()
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`, { cause: error })
  }
}

/** The address that Chromium writes when its door is open. */
const announced = (stderr: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> =>
  new Promise((resolve, reject) => {
    createInterface({ input: stderr }).on('line', (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
    void ended.then((code) => reject(new Error(`The application ended with ${String(code)} before it had a window.`)))
  })

const attempts = 3

/** Under load the first handshake may be lost; the application is there, so the door is knocked at again. */
const attached = async (address: string, attempt = 1): Promise<Browser> => {
  try {
    return await chromium.connectOverCDP(address, { noDefaults: true })
  } catch (error) {
    if (attempt < attempts) return attached(address, attempt + 1)
    throw new Error(`The application shows its window, and its door for tests did not open ${attempts} times.`, {
      cause: error
    })
  }
}

const Targets = z.array(z.object({ type: z.string(), url: z.string() }))

/** A driver that attaches while the window is still being made sometimes waits for ever. */
const untilThePageIsThere = async (address: string): Promise<string> => {
  for (;;) {
    const list = await fetch(`http://${new URL(address).host}/json/list`)
    const targets = Targets.parse(await list.json())
    if (targets.some((target) => target.type === 'page' && target.url.startsWith('app://'))) return address
    await setTimeout(50)
  }
}

const within = async <Value>(ms: number, otherwise: string, work: Promise<Value>): Promise<Value> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = globalThis.setTimeout(() => reject(new Error(`${otherwise} within ${ms / 1000} s.`)), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(late)
  }
}
