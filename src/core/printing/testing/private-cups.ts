/** For tests: a real CUPS scheduler of our own on a socket in a temporary folder, touching nothing of the system's. */
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const CUPSD = '/usr/sbin/cupsd'

export const hasCups = spawnSync(CUPSD, ['-t', '-c', '/dev/null'], { stdio: 'ignore' }).error === undefined

export interface PrivateCups {
  readonly server: string
  readonly admin: (command: string, ...args: readonly string[]) => void
  readonly stop: () => Promise<void>
}

const idOf = (kind: '-u' | '-g'): number => Number(spawnSync('id', [kind, 'lp'], { encoding: 'utf8' }).stdout)

export const startPrivateCups = async (): Promise<PrivateCups> => {
  const folder = mkdtempSync(join(tmpdir(), 'stoika-cups-'))
  const server = join(folder, 'cups.sock')
  const asRoot = userInfo().uid === 0
  for (const name of ['spool', 'cache', 'state', 'tmp']) {
    mkdirSync(join(folder, name))
    if (asRoot) chownSync(join(folder, name), idOf('-u'), idOf('-g'))
  }
  // CUPS refuses to run its helpers as root.
  const owner = asRoot ? ['User lp', 'Group lp'] : [`User ${userInfo().username}`]
  const files = [
    `ServerRoot ${folder}`,
    `RequestRoot ${folder}/spool`,
    `CacheDir ${folder}/cache`,
    `StateDir ${folder}/state`,
    `TempDir ${folder}/tmp`,
    `AccessLog ${folder}/access`,
    `ErrorLog ${folder}/error`,
    `PageLog ${folder}/page`,
    'SystemGroup root',
    ...owner
  ]
  const settings = [
    `Listen ${server}`,
    'WebInterface No',
    'Browsing No',
    '<Location />\nOrder allow,deny\nAllow all\n</Location>',
    '<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>'
  ]
  writeFileSync(join(folder, 'cups-files.conf'), `${files.join('\n')}\n`)
  writeFileSync(join(folder, 'cupsd.conf'), `${settings.join('\n')}\n`)
  const scheduler = spawn(CUPSD, ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')], {
    stdio: 'ignore'
  })
  const ended = new Promise<void>((resolve) => scheduler.once('exit', () => resolve()))
  const env = { ...process.env, CUPS_SERVER: server, LC_ALL: 'C.UTF-8' }
  while (!/is running/u.test(spawnSync('lpstat', ['-r'], { env, encoding: 'utf8' }).stdout)) {
    if (scheduler.exitCode !== null) throw new Error(`the scheduler ended with ${scheduler.exitCode}`)
    await pause(20)
  }
  return {
    server,
    admin: (command, ...args) => {
      const { status, stderr } = spawnSync(command, args, { env, encoding: 'utf8' })
      if (status !== 0) throw new Error(`${command}: ${stderr}`)
    },
    stop: async () => {
      scheduler.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
