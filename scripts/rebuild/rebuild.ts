/** Drops what a closed desk derived from its journal and derives it again, saying how far it is. */
import path from 'node:path'
import { findClosedDesk } from '../../src/core/storage/closed-desk.ts'
import { faultOf, integrityFaults, openDatabase } from '../../src/core/storage/database.ts'
import { openDeskAlone } from '../../src/core/workstation.ts'
import { databaseFaults } from '../parts/database-faults.ts'
import { places, root } from '../parts/places.ts'

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (line: string) => void
  readonly progress: (done: number, total: number) => void
}

/** The desk of `npm start`, when no folder is named. */
const usualFolder = places.workstation

/**
 * Rebuilds the desk in a folder, all in one transaction: what fails leaves it as it was. Answers the exit code: 0 done,
 * 1 the database is not in order, 2 it could not be tried.
 */
export const rebuild = async (args: readonly string[], { env, say, progress }: Surroundings): Promise<0 | 1 | 2> => {
  const [folder, ...more] = args
  if (more.length > 0) {
    say('One folder at a time; see npm run rebuild -- --help')
    return 2
  }
  // npm runs scripts in the project's folder; what a person typed is meant from where they stand.
  const meant = folder === undefined ? usualFolder : path.resolve(env['INIT_CWD'] ?? '.', folder)
  const closed = findClosedDesk(meant, env['STOIKA_KEY'])
  if (closed.found === 'no-database') {
    say(`There is no desk.db in ${closed.data}`)
    return 2
  }
  if (closed.found === 'sealed-key') {
    say(`The keystore of the operating system sealed the key of ${closed.data}, and opens it for the program alone.`)
    say(
      'The program derives its tables anew by itself when a new version needs it. To do it here, give the key in STOIKA_KEY.'
    )
    return 2
  }
  const { data, key } = closed
  try {
    const broken = await brokenPlaces(path.join(data, 'desk.db'), key)
    if (broken > 0) {
      say(`The file itself is damaged in ${broken} places. Nothing was changed; restore the desk from head office.`)
      return 1
    }
    return await derive(data, key, { env, say, progress })
  } catch (error) {
    const fault = faultOf(error)
    if (fault === null) throw error
    say(databaseFaults[fault])
    return fault === 'in-use' ? 2 : 1
  }
}

const brokenPlaces = async (file: string, key: string): Promise<number> => {
  const db = await openDatabase({ path: file, key })
  try {
    return integrityFaults(db).length
  } finally {
    db.close()
  }
}

const derive = async (data: string, key: string, { say, progress }: Surroundings): Promise<0 | 2> => {
  let total: number | null = null
  const deriving = (done: number, all: number): void => {
    total = all
    progress(done, all)
  }
  const shipped = { resources: path.join(root, 'resources'), fonts: path.join(root, 'node_modules/@expo-google-fonts') }
  const desk = await openDeskAlone({ places: { data, ...shipped }, key, now: Date.now, deriving })
  if (desk === null) {
    say('This desk has not joined a clinic yet: there is nothing to derive.')
    return 2
  }
  try {
    // A desk that another version left behind was derived anew by opening it.
    if (total === null) desk.journal.rebuild(deriving)
    say(`Derived ${total ?? 0} things anew from the journal.`)
    return 0
  } finally {
    desk.db.close()
  }
}
