/** `backup --to FOLDER` and `restore --from FOLDER`: the database of a head office, on a data folder or at DATABASE_URL. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { NewerSchema } from '../migrations.ts'
import { ClusterUnusable, findRunningCluster, startCluster } from '../postgres/cluster.ts'
import { backUp } from './back-up.ts'
import { BackupUnusable, type Manifest } from './manifest.ts'
import { restore } from './restore.ts'

const USAGE = `node_modules/.bin/node src/head-office/backup/main.ts backup --to FOLDER [--data DIR]
       node_modules/.bin/node src/head-office/backup/main.ts restore --from FOLDER [--data DIR] [--replace]
Without --data the database is the one that DATABASE_URL names. A backup is made while the head office serves; it must not
serve while a backup is restored. Only an empty database is filled, unless --replace is given.`

const Asked = z.discriminatedUnion('command', [
  z.object({ command: z.literal('backup'), to: z.string().min(1), data: z.string().min(1).optional() }).strict(),
  z
    .object({
      command: z.literal('restore'),
      from: z.string().min(1),
      data: z.string().min(1).optional(),
      replace: z.boolean().default(false)
    })
    .strict()
])
type Asked = z.infer<typeof Asked>

const read = (args: readonly string[]): Asked | null => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        from: { type: 'string' },
        data: { type: 'string' },
        replace: { type: 'boolean' }
      }
    })
    const asked = Asked.safeParse({ ...values, command: positionals[0] })
    return asked.success && positionals.length === 1 ? asked.data : null
  } catch {
    return null
  }
}

const run = async (asked: Asked, url: string): Promise<Manifest> =>
  asked.command === 'backup'
    ? backUp(url, asked.to, Date.now())
    : restore(url, asked.from, { replace: asked.replace, now: Date.now() })

/** A backup reads the PostgreSQL of a serving head office; where none runs, it is started for the time of the work. */
const onPlace = async (asked: Asked): Promise<Manifest> => {
  if (asked.data === undefined) {
    const url = process.env.DATABASE_URL
    if (url === undefined) throw new BackupUnusable('either --data or DATABASE_URL is needed')
    return run(asked, url)
  }
  const running = asked.command === 'backup' ? await findRunningCluster(asked.data) : null
  if (running !== null) return run(asked, running)
  const cluster = await startCluster(asked.data)
  try {
    return await run(asked, cluster.url)
  } finally {
    await cluster.stop()
  }
}

const asked = read(process.argv.slice(2))
if (asked === null) {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
} else {
  try {
    const { takenAt, scopes, tables } = await onPlace(asked)
    const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]))
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0)
    process.stdout.write(`${JSON.stringify({ [asked.command]: { takenAt, scopes, rows, bytes } })}\n`)
  } catch (error) {
    const expected = error instanceof BackupUnusable || error instanceof ClusterUnusable || error instanceof NewerSchema
    process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 1
  }
}
