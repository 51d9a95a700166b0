/** Opens what is to be verified, has it checked, and says in plain words what was found. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { verifyDesk } from '../../src/core/verify/desk.ts'
import { verifyPapers } from '../../src/core/verify/papers.ts'
import { openBlobs } from '../../src/core/storage/blobs.ts'
import { findClosedDesk } from '../../src/core/storage/closed-desk.ts'
import { faultOf, OlderSchema, openDatabaseToRead } from '../../src/core/storage/database.ts'
import { identityOf } from '../../src/core/workstation.ts'
import { isPassing, openDatabase } from '../../src/head-office/database.ts'
import { schemaIsCurrent } from '../../src/head-office/migrations.ts'
import { ClusterUnusable, findRunningCluster, startCluster } from '../../src/head-office/postgres/cluster.ts'
import { verifyOffice } from '../../src/head-office/verify/office.ts'
import { databaseFaults } from '../parts/database-faults.ts'
import { places } from '../parts/places.ts'
import { deskLines, officeLines } from './lines.ts'

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (line: string) => void
  readonly progress: (done: number, total: number) => void
}

/** 0: all is as it was recorded; 1: something is not; 2: it could not be looked at. */
export type ExitCode = 0 | 1 | 2

const STEPS = 1000

export const verify = async (args: readonly string[], around: Surroundings): Promise<ExitCode> => {
  const [first, second, ...more] = args
  // npm runs scripts in the project's folder; what a person typed is meant from where they stand.
  const meant = (typed: string): string => path.resolve(around.env['INIT_CWD'] ?? '.', typed)
  if (first === '--head-office' && more.length === 0) {
    const place = second ?? around.env['DATABASE_URL'] ?? places.headOffice
    return /^postgres(ql)?:\/\//.test(place) ? verifyDatabase(place, around) : verifyDataFolder(meant(place), around)
  }
  if (second !== undefined || first?.startsWith('-') === true) {
    around.say('Verify what? See npm run verify -- --help')
    return 2
  }
  return verifyWorkstation(first === undefined ? places.workstation : meant(first), around)
}

const verifyWorkstation = async (folder: string, { env, say, progress }: Surroundings): Promise<ExitCode> => {
  const closed = findClosedDesk(folder, env['STOIKA_KEY'])
  if (closed.found === 'no-database') {
    say(`There is no desk.db in ${closed.data}`)
    return 2
  }
  if (closed.found === 'sealed-key') {
    say(`The keystore of the operating system sealed the key of ${closed.data}, and opens it for the program alone.`)
    say('Give the key in STOIKA_KEY.')
    return 2
  }
  try {
    const db = openDatabaseToRead({ path: path.join(closed.data, 'desk.db'), key: closed.key })
    try {
      const identity = identityOf(db)
      if (identity === null) {
        say('This desk has not joined a clinic yet: there is nothing to verify.')
        return 2
      }
      const counted = db.prepare<[], { n: number }>(
        'SELECT (SELECT count(*) FROM fact) + (SELECT count(*) FROM aggregate_state) AS n'
      )
      const step = counting(counted.get()?.n ?? 0, progress)
      const check = await verifyDesk(db, identity.device, step)
      const folder = path.join(closed.data, 'blobs')
      const papers = verifyPapers(folder, openBlobs(folder, closed.key), check.findings.report, step)
      for (const line of deskLines(check, papers, identity)) say(line)
      return check.findings.count === 0 ? 0 : 1
    } finally {
      db.close()
    }
  } catch (error) {
    const fault = faultOf(error)
    if (error instanceof OlderSchema) {
      say('An older version kept this desk. Open it with the program once, and it is brought up to date.')
      return 2
    }
    if (fault === null) throw error
    say(databaseFaults[fault])
    return fault === 'wrong-key-or-damaged' ? 1 : 2
  }
}

const verifyDataFolder = async (folder: string, around: Surroundings): Promise<ExitCode> => {
  if (!existsSync(path.join(folder, 'postgres.json'))) {
    around.say(`There is no head office in ${folder}`)
    return 2
  }
  const running = await findRunningCluster(folder)
  if (running !== null) return verifyDatabase(running, around)
  try {
    const cluster = await startCluster(folder)
    try {
      return await verifyDatabase(cluster.url, around)
    } finally {
      await cluster.stop()
    }
  } catch (error) {
    if (!(error instanceof ClusterUnusable)) throw error
    around.say(`PostgreSQL does not start on ${folder}: ${error.message}`)
    return 2
  }
}

const verifyDatabase = async (url: string, { say, progress }: Surroundings): Promise<ExitCode> => {
  const database = openDatabase(url, () => undefined)
  try {
    if (!(await schemaIsCurrent(database))) {
      say('Another version of head office keeps this database. Use that version, or start this one on it first.')
      return 2
    }
    const [counted] = await database.query<{ n: number }>('SELECT count(*) AS n FROM fact')
    const check = await verifyOffice(database, counting(counted?.n ?? 0, progress))
    for (const line of officeLines(check)) say(line)
    return check.findings.count === 0 ? 0 : 1
  } catch (error) {
    if (!isPassing(error) && !isForeign(error)) throw error
    say(`The database cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return 2
  } finally {
    await database.close()
  }
}

/** No such database, no such user, or a database without a head office in it. */
const isForeign = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(28|3D|42P01)/.test(error.code)

const counting = (total: number, progress: Surroundings['progress']): (() => void) => {
  let done = 0
  return () => {
    done += 1
    if (done % STEPS === 0) progress(done, Math.max(done, total))
  }
}
