/** Where the synchronisation is measured: PostgreSQL of its own, head office as a process of its own behind TLS. */
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { startServing } from '../../scripts/parts/part.ts'
import { root } from '../../scripts/parts/places.ts'
import { readReadyLine } from '../../scripts/parts/ready-line.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { startCluster } from '../../src/head-office/postgres/cluster.ts'
import { trustedCertificate } from './certificate.ts'

export interface HeadOffice {
  readonly url: string
  readonly databaseUrl: string
  /** An enrolment code that no desk has used yet. */
  code(): string
  /** Resolves when nothing is left to be counted of what was sent to it. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface Place {
  readonly folder: string
  /** A head office on an empty database, ready for so many desks. */
  headOffice(desks: number): Promise<HeadOffice>
  /** URL of another database in the same PostgreSQL. */
  database(name: string): Promise<string>
  close(): Promise<void>
}

const Ready = z.object({ url: z.url(), codes: z.array(z.object({ code: z.string() })) })

export const openPlace = async (): Promise<Place> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'stoika-sync-'))
  // PostgreSQL runs under another account when we are root, and must get into the folder.
  await chmod(folder, 0o755)
  const cluster = await startCluster(folder)
  const { certFile, keyFile } = await trustedCertificate(folder)
  const close = async (): Promise<void> => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  // PostgreSQL does not end with whoever started it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)))
  return {
    folder,
    headOffice: async (desks) => {
      const databaseUrl = await cluster.database(`head-office-${randomUUID()}`)
      const clinics = Array.from({ length: desks }, () => ['--clinic', `${SADOVAYA.id}=Садовая`]).flat()
      const { ready, stop } = await startServing(
        {
          name: 'head office',
          command: process.execPath,
          args: [
            path.join(root, 'src/head-office/main.ts'),
            '--port=0',
            `--tls-cert=${certFile}`,
            `--tls-key=${keyFile}`,
            ...clinics
          ],
          env: { DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' }
        },
        readReadyLine(Ready)
      )
      const codes = ready.codes.map((one) => one.code)
      return {
        url: ready.url,
        databaseUrl,
        code: () => {
          const code = codes.pop()
          if (code === undefined) throw new Error('start this head office for more desks')
          return code
        },
        settled: () => settled(databaseUrl),
        stop
      }
    },
    database: (name) => cluster.database(name),
    close
  }
}

const settled = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (;;) {
      const { rows } = await client.query('SELECT 1 FROM figure_progress, scope_cursor WHERE cursor >= last')
      if (rows.length > 0) return
      await pause(100)
    }
  } finally {
    await client.end()
  }
}
