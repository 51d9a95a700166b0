/** Brings node_modules to what package-lock.json says, and finds the Node it contains. Runs on any Node from 20. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const bundledNode = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** The Node the project is written for: the one among its packages. */
export function projectNode() {
  if (!existsSync(bundledNode)) throw new Error('The packages are not installed. Run: npm ci')
  return bundledNode
}

/** Installs the packages unless every one that the lockfile requires here is there in that version. */
export function ensureDependencies() {
  if (dependenciesAreInstalled()) return
  console.log('Installing packages (npm ci, about a minute) …')
  // Scripts need the development packages whatever the environment says, and npm's own chatter helps nobody.
  const flags = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']
  const result = runNpm(flags)
  if (result.status !== 0)
    throw new Error('npm ci failed; its message above says why. Then run the same command again.')
  if (!existsSync(bundledNode)) {
    throw new Error('npm ci did not leave node_modules/node/bin/node: are install scripts forbidden (ignore-scripts)?')
  }
}

/** True when nothing has to be installed. Optional packages may be absent: they are for other systems. */
function dependenciesAreInstalled() {
  const wanted = packagesOf(path.join(root, 'package-lock.json'))
  const present = packagesOf(path.join(root, 'node_modules/.package-lock.json'))
  if (wanted === undefined || present === undefined || !existsSync(bundledNode)) return false
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
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit') }
  const cli = process.env.npm_execpath
  if (cli !== undefined && path.basename(cli).startsWith('npm-cli')) {
    return spawnSync(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], options)
  }
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
