/** PouchDB on the side of the desk: pushes records to its server, pulls them into a second database, and prints how long each took. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import path from 'node:path'

interface Pouch {
  info(): Promise<unknown>
  bulkDocs(documents: readonly object[]): Promise<unknown>
  replicate: {
    to(other: Pouch, options: object): Promise<{ docs_written: number }>
    from(other: Pouch, options: object): Promise<{ docs_written: number }>
  }
  close(): Promise<void>
}

const [packages = '', folder = '', url = '', records = ''] = process.argv.slice(2)
const load = createRequire(path.join(packages, 'package.json'))
const open = load('pouchdb') as new (name: string) => Pouch

const documents = readFileSync(records, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as object)
/** What was fastest of those tried. */
const pace = { batch_size: 500, batches_limit: 10 }

const timed = async (work: () => Promise<{ docs_written: number }>): Promise<number> => {
  const began = performance.now()
  const { docs_written: written } = await work()
  if (written !== documents.length) throw new Error(`${written} of ${documents.length} records were carried`)
  return performance.now() - began
}

const one = new open(path.join(folder, 'one'))
const two = new open(path.join(folder, 'two'))
const remote = new open(`${url}/bench`)
await remote.info()
for (let from = 0; from < documents.length; from += 1000) await one.bulkDocs(documents.slice(from, from + 1000))
const pushMs = await timed(() => one.replicate.to(remote, pace))
const pullMs = await timed(() => two.replicate.from(remote, pace))
await Promise.all([one.close(), two.close()])
process.stdout.write(`${JSON.stringify({ pushMs, pullMs })}\n`)
process.exit(0)
