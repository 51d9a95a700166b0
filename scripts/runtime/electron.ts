/** Which Electron runs the workstation here: its own, or where that cannot be had the stand-in of fallback.ts. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder } from './cache-folder.ts'
import { fallbackIsPossible, fallbackVersion, preparedFallback, prepareFallback } from './fallback.ts'

const run = promisify(execFile)

export interface ElectronRuntime {
  readonly executable: string
  readonly version: string
  /** True for the stand-in: fine for development and tests, never to be shipped. */
  readonly isFallback: boolean
  /** Arguments this runtime needs on this machine, before the application's folder. */
  readonly args: readonly string[]
  /** Environment by which the workstation finds a Node for its core where Electron itself cannot host it. */
  readonly env: Readonly<Record<string, string>>
}

/** How long the real download may take before the stand-in is taken. STOIKA_ELECTRON_WAIT (seconds) overrides it. */
const downloadSeconds = 120
/** How long a failed download is remembered, so that a machine without it does not wait at each start. */
const retryAfterHours = 12

const packageFolder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const ownVersion = (JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string })
  .version

export const electronRuntime = async (): Promise<ElectronRuntime> => {
  const own = ownExecutable() ?? (await downloadOwn())
  if (own !== undefined) return describe(own, ownVersion, false)
  if (!fallbackIsPossible) {
    throw new Error(`Electron ${ownVersion} could not be downloaded. Run "npx install-electron --no" to see why.`)
  }
  return describe(await prepareFallback(), fallbackVersion, true)
}

/** One line for the person at the terminal, or nothing when the runtime is the real one. */
export const runtimeNotice = (runtime: ElectronRuntime): string | undefined =>
  runtime.isFallback
    ? `Electron ${ownVersion} cannot be downloaded here; Electron ${runtime.version} stands in, for development and tests only.`
    : undefined

const describe = (executable: string, version: string, isFallback: boolean): ElectronRuntime => ({
  executable,
  version,
  isFallback,
  args: canSandbox(isFallback) ? [] : ['--no-sandbox'],
  env: { STOIKA_NODE: process.execPath }
})

const ownExecutable = (): string | undefined => {
  const note = path.join(packageFolder, 'path.txt')
  if (!existsSync(note)) return undefined
  const executable = path.join(packageFolder, 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(executable) ? executable : undefined
}

const downloadOwn = async (): Promise<string | undefined> => {
  const failure = path.join(cacheFolder(), `electron-${ownVersion}-not-available`)
  if (preparedFallback() !== undefined && (await isFresh(failure))) return undefined
  const seconds = Number(process.env['STOIKA_ELECTRON_WAIT'] ?? downloadSeconds)
  try {
    await run(process.execPath, [path.join(packageFolder, 'install.js')], { timeout: seconds * 1000 })
  } catch (error) {
    await mkdir(cacheFolder(), { recursive: true })
    await writeFile(failure, error instanceof Error ? error.message : String(error))
    return undefined
  }
  await rm(failure, { force: true })
  return ownExecutable()
}

const isFresh = async (file: string): Promise<boolean> => {
  if (!existsSync(file)) return false
  const { mtimeMs } = await stat(file)
  return Date.now() - mtimeMs < retryAfterHours * 3_600_000
}

/** Chromium's own sandbox refuses to run as root, and as a user where the system forbids user namespaces. */
const canSandbox = (isFallback: boolean): boolean => {
  if (process.platform !== 'linux') return true
  if (isFallback || process.getuid?.() === 0) return false
  return (
    readSwitch('/proc/sys/kernel/unprivileged_userns_clone') !== '0' &&
    readSwitch('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') !== '1'
  )
}

const readSwitch = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
