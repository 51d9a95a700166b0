/** Builds the workstation into out/ when something it is built from has changed since. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')

export const builtMain = path.join(root, 'out/main/index.cjs')
const stamp = path.join(root, 'out/built-from')

/** What the build reads. Tests and the head office are not in it, but telling them apart is not worth a rule. */
const inputs = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'vite.core.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json'
]

/** Returns whether it had to build. Says so when it does, and fails with the bundler's own words. */
export const buildWorkstation = async (): Promise<boolean> => {
  const now = await fingerprint()
  if (existsSync(builtMain) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === now) return false
  console.log('Building the workstation …')
  const shell = [path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn']
  const core = [
    path.join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    'vite.core.config.ts',
    '--logLevel',
    'warn'
  ]
  try {
    for (const bundler of [shell, core]) {
      await run(process.execPath, bundler, { cwd: root, maxBuffer: 16 * 1024 * 1024 })
    }
  } catch (error) {
    throw new Error(`The build failed.\n${wordsOf(error)}`, { cause: error })
  }
  await writeFile(stamp, now)
  return true
}

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { stdout, stderr } = error as Error & { stdout?: string; stderr?: string }
  return `${stdout ?? ''}${stderr ?? ''}`.trim() || error.message
}

/** Names, sizes and times of all inputs: cheap, and changed by every edit, checkout and deletion. */
const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const input of inputs) {
    const place = path.join(root, input)
    if (!existsSync(place)) continue
    for (const file of await filesUnder(place)) {
      const { size, mtimeMs } = await stat(file)
      hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

const filesUnder = async (place: string): Promise<string[]> => {
  if (!(await stat(place)).isDirectory()) return [place]
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted()
}
