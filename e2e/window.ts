/** Opens the real workstation for a test, on a data folder of its own, and hands over its page. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { electronRuntime } from '../scripts/runtime/electron.ts'

const root = path.resolve(import.meta.dirname, '..')

/**
 * Holds the application back until the driver has attached; without it about one start in fifteen hangs. The driver adds
 * it by itself only to an Electron that it has found by itself.
 */
const driverPreload = path.join(
  path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js'
)

const failAloud = path.join(import.meta.dirname, 'launch/fail-aloud.cjs')

export interface Workstation extends AsyncDisposable {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataDir: string
  /** What the processes of the workstation wrote so far: for tests about the log. */
  readonly output: () => string
  /** Closes as a person does. A data folder that was made for this workstation goes with it. */
  readonly close: () => Promise<void>
  /** Ends the whole application at once, as a power failure would. Its data folder stays. */
  readonly kill: () => Promise<void>
}

export interface LaunchOptions {
  /** A folder to go on with; a fresh one when left out. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  /** Further arguments for the application. */
  readonly args?: readonly string[]
}

/** Starts the workstation and waits for its window. */
export const launchWorkstation = async (options: LaunchOptions = {}): Promise<Workstation> => {
  const runtime = await electronRuntime()
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'stoika-e2e-')))
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: ['-r', driverPreload, '-r', failAloud, ...runtime.args, '--disable-gpu', root, ...(options.args ?? [])],
    env: { ...environment(), ...runtime.env, STOIKA_DATA: dataDir, ...options.env },
    cwd: root,
    timeout: 60_000
  })
  let output = ''
  const process = app.process()
  process.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  process.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<void>((resolve) => process.once('close', () => resolve()))

  const close = async (): Promise<void> => {
    await app.close()
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
  }
  const kill = async (): Promise<void> => {
    process.kill('SIGKILL')
    await ended
  }
  try {
    const page = await app.firstWindow()
    return { app, page, dataDir, output: () => output, close, kill, [Symbol.asyncDispose]: close }
  } catch (error) {
    await kill()
    throw new Error(`The workstation showed no window.\n${output}`, { cause: error })
  }
}

/** This process's environment without the holes that `process.env` may have by its type. */
const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
