/** Finds the system libraries and programs that are missing on Linux, and installs Debian's packages for them when we may. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * What is needed, by group: `window` to show the workstation, `xvfb` to show it without a display, `peers` are the
 * independent programs that tests hold our output against, `spooler` a printing system, which is asked of nobody but
 * continuous integration (elsewhere its tests are left out). Names of packages differ between releases: first known wins.
 */
const needs = {
  window: [
    { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
    { library: 'libnss3.so', packages: ['libnss3'] },
    { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
    { library: 'libgbm.so.1', packages: ['libgbm1'] },
    { library: 'libXss.so.1', packages: ['libxss1'] },
    { library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
    { folder: '/usr/share/fonts/truetype', packages: ['fonts-dejavu-core'] }
  ],
  xvfb: [{ program: 'Xvfb', packages: ['xvfb'] }],
  peers: [
    { program: 'pdftotext', packages: ['poppler-utils'] },
    { program: 'zbarimg', packages: ['zbar-tools'] },
    { program: 'socat', packages: ['socat'] }
  ],
  spooler: [
    { program: 'cupsd', packages: ['cups'] },
    { program: 'lpadmin', packages: ['cups-client'] }
  ]
}

/**
 * Makes the named groups available; does nothing where nothing is missing, and on Windows and macOS.
 * Without a display `window` includes a virtual one. Throws one line naming the packages when we may not install them.
 * @param {string[]} groups
 */
export function ensureSystemPackages(groups) {
  if (process.platform !== 'linux' || groups.length === 0) return
  const wanted = new Set(groups)
  if (wanted.has('window') && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) wanted.add('xvfb')
  const libraries = knownLibraries()
  const missing = [...wanted].flatMap((group) => needs[group] ?? []).filter((need) => !isThere(need, libraries))
  if (missing.length === 0) return

  if (find('apt-get') === undefined) {
    const names = missing.map((need) => need.library ?? need.program ?? 'a TrueType font')
    throw new Error(`Missing on this system: ${names.join(', ')}. Install them with its package manager and try again.`)
  }
  const elevate = elevation()
  if (elevate === undefined) {
    throw new Error(`Missing system packages; run: sudo apt-get install ${resolved(missing).join(' ')}`)
  }
  install(missing, elevate)
}

/** How to become root without asking: not at all, by sudo, or (undefined) impossible. */
function elevation() {
  if (process.getuid?.() === 0) return []
  if (find('sudo') !== undefined && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0)
    return ['sudo', '-n']
  return undefined
}

function install(missing, elevate) {
  const apt = (...args) => {
    const settings = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300']
    const [program, ...rest] = [...elevate, 'env', ...settings, ...args]
    return spawnSync(program, rest, { encoding: 'utf8' })
  }
  if (missing.some((need) => !need.packages.some(isOffered))) apt('-qq', 'update')
  const names = resolved(missing)
  console.log(`Installing system packages: ${names.join(' ')}`)
  const install = () => apt('-qq', 'install', '-y', '--no-install-recommends', ...names)
  let result = install()
  // Lists that are days old name files the mirrors no longer have.
  if (result.status !== 0 && apt('-qq', 'update').status === 0) result = install()
  if (result.status !== 0) throw new Error(`apt-get could not install ${names.join(' ')}:\n${result.stderr.trim()}`)
}

const resolved = (missing) => [...new Set(missing.map((need) => need.packages.find(isOffered) ?? need.packages.at(-1)))]

/** Whether this release has a package of that name that can be installed. */
function isOffered(name) {
  const answer = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  return /Candidate: (?!\(none\))/.test(answer.stdout ?? '')
}

function isThere(need, libraries) {
  if (need.library !== undefined) return libraries === undefined || libraries.includes(`${need.library} `)
  if (need.program !== undefined) return find(need.program) !== undefined
  return existsSync(need.folder)
}

/** What the dynamic linker knows; undefined where it cannot be asked, and then we trust the system. */
function knownLibraries() {
  const ldconfig = find('ldconfig')
  if (ldconfig === undefined) return undefined
  return spawnSync(ldconfig, ['-p'], { encoding: 'utf8' }).stdout
}

/** The full path of a program; sbin too, which is not in everybody's PATH. */
function find(program) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin']
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file))
}
