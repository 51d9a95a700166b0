/**
 * Runs PostgreSQL for one machine from the embedded binaries, in a data folder of its own. A cluster that outlived a
 * killed head office is taken over; one that a living head office uses is refused.
 */
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { isPassing } from '../database.ts'
import { keepGuard, LockHeld } from './guard.ts'
import { clusterFolder, findBinaries, findOwner, type Owner } from './owner.ts'

export interface Cluster {
  /** Connection URL of the head office's database. */
  readonly url: string
  /** Connection URL of another database in the same cluster, made if missing. */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

export type ClusterFault = 'in-use' | 'cannot-start'

/** PostgreSQL cannot run on this data folder; `message` says why, in words of its own log. */
export class ClusterUnusable extends Error {
  override readonly name = 'ClusterUnusable'
  readonly fault: ClusterFault
  constructor(fault: ClusterFault, message: string) {
    super(message)
    this.fault = fault
  }
}

const DATABASE = 'stoika'
const ROLE = 'stoika'

/**
 * `trouble` hears why a PostgreSQL that died under this head office could not be brought back yet; it is tried again.
 * @throws {ClusterUnusable}
 */
export const startCluster = async (
  dataDir: string,
  trouble: (error: unknown) => void = () => undefined
): Promise<Cluster> => {
  await mkdir(dataDir, { recursive: true })
  const owner = await findOwner()
  const binaries = await findBinaries(owner)
  const { id, password } = await identityOf(dataDir)
  const folder = await clusterFolder(dataDir, id, owner)
  if ((await readText(join(folder, 'PG_VERSION'))) === null) await initialise(binaries.initdb, folder, password, owner)
  const control = (args: readonly string[]): ReturnType<typeof execute> =>
    execute(binaries.control, [...args, '-D', folder], owner)

  const { port, guard } = await whenUp(async () => {
    await ensureRunning(control, folder, null)
    const found = await portOf(folder)
    return {
      port: found,
      guard: await keepGuard({
        url: urlAt(found, password, 'postgres'),
        // At the same port: everybody who works with it knows its address by now.
        revive: () => ensureRunning(control, folder, found),
        trouble
      })
    }
  })
  const urlOf = (database: string): string => urlAt(port, password, database)

  const database = async (name: string): Promise<string> => {
    const client = await guard.client()
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
    return urlOf(name)
  }
  return {
    url: await database(DATABASE),
    database,
    stop: async () => {
      await guard.release()
      await control(['stop', '-w', '-m', 'fast'])
    }
  }
}

const AGAIN_MS = 500
const MOST_TRIES = 120
/** What is left of a killed server keeps another one from starting until it has gone. */
const MOST_STARTS = 6

/**
 * After a crash of the machine PostgreSQL seems to run while what is left of it is still going, or it runs and is still
 * recovering: both pass. @throws {ClusterUnusable}
 */
const whenUp = async <Result>(bringUp: () => Promise<Result>): Promise<Result> => {
  let starts = 0
  for (let tries = 1; ; tries++)
    try {
      return await bringUp()
    } catch (error) {
      if (error instanceof LockHeld) throw new ClusterUnusable('in-use', error.message)
      const startsLater = error instanceof ClusterUnusable && (starts += 1) < MOST_STARTS
      if (tries === MOST_TRIES || !(startsLater || isPassing(error))) throw error
      await pause(AGAIN_MS)
    }
}

/** On this port, or on any free one. A server that is gone without having ended recovers what it had committed. */
const ensureRunning = async (
  control: (args: readonly string[]) => ReturnType<typeof execute>,
  folder: string,
  port: number | null
): Promise<void> => {
  const running = await control(['status'])
  if (running.code === 0) return
  const options = [
    '-p',
    String(port ?? (await freePort())),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=''`
  ]
  const log = join(folder, 'server.log')
  const started = await control(['start', '-w', '-l', log, '-o', options.join(' ')])
  if (started.code === 0) return
  throw new ClusterUnusable('cannot-start', ((await readText(log)) ?? '').split('\n').slice(-8).join('\n'))
}

/** URL of the database on a cluster that runs already, whoever started it; null when none does. For those who only read. */
export const findRunningCluster = async (dataDir: string): Promise<string | null> => {
  const owner = await findOwner()
  const binaries = await findBinaries(owner)
  const { id, password } = await identityOf(dataDir)
  const folder = await clusterFolder(dataDir, id, owner)
  const { code } = await execute(binaries.control, ['status', '-D', folder], owner)
  return code === 0 ? urlAt(await portOf(folder), password, DATABASE) : null
}

const portOf = async (folder: string): Promise<number> =>
  Number((await readText(join(folder, 'postmaster.pid')))?.split('\n')[3])

const urlAt = (port: number, password: string, database: string): string =>
  `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`

const initialise = async (initdb: string, folder: string, password: string, owner: Owner): Promise<void> => {
  // Made under another name first: a cluster cut short by a power failure must not be taken for a whole one.
  const half = `${folder}.new`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true })
  const passwordFile = `${half}.password`
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  try {
    if (owner !== null) {
      await chown(half, owner.uid, owner.gid)
      await chown(passwordFile, owner.uid, owner.gid)
    }
    const made = await execute(
      initdb,
      [
        `--pgdata=${half}`,
        '--auth=scram-sha-256',
        `--username=${ROLE}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C'
      ],
      owner
    )
    if (made.code !== 0) throw new ClusterUnusable('cannot-start', made.output)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(half, folder)
}

/** Runs a program of PostgreSQL to its end. The server it may leave behind keeps no pipe of ours. */
const execute = (
  program: string,
  args: readonly string[],
  owner: Owner
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const keepsRunning = args[0] === 'start'
    const child = spawn(program, [...args], {
      cwd: '/',
      ...owner,
      stdio: keepsRunning ? 'ignore' : ['ignore', 'pipe', 'pipe']
    })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code, output }))
  })

const Identity = z.object({ id: z.uuid(), password: z.string().min(32) })

/** The cluster that belongs to a data folder, and its password. A folder emptied and used again gets a new cluster. */
const identityOf = async (dataDir: string): Promise<z.infer<typeof Identity>> => {
  const file = join(dataDir, 'postgres.json')
  const known = await readText(file)
  if (known !== null) return Identity.parse(JSON.parse(known))
  const identity = { id: randomUUID(), password: randomBytes(24).toString('hex') }
  await writeFile(file, JSON.stringify(identity), { mode: 0o600 })
  return identity
}

const readText = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
