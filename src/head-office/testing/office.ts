/** Real head offices for tests: one embedded PostgreSQL per test file, a fresh database and a free port for each office. */
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../postgres/cluster.ts'
import { createHeadOffice, type HeadOffice, type HeadOfficeOptions } from '../server.ts'

export interface TestCluster {
  /** An office on a database of its own; `again` on the same one, as after a restart. */
  office(options?: TestOptions): Promise<TestOffice>
  /** A database without anything in it. */
  database(): Promise<string>
  /** An office on a database that is there already. */
  officeOn(databaseUrl: string, options?: TestOptions): Promise<TestOffice>
  stop(): Promise<void>
}

type TestOptions = Partial<
  Pick<
    HeadOfficeOptions,
    'now' | 'port' | 'log' | 'operatorPassword' | 'certificate' | 'limits' | 'watch' | 'snapshots'
  >
>

export interface TestOffice extends HeadOffice {
  readonly databaseUrl: string
  again(options?: TestOptions): Promise<TestOffice>
}

export const testCluster = async (): Promise<TestCluster> => {
  const folder = await mkdtemp(join(tmpdir(), 'stoika-head-office-'))
  // PostgreSQL runs under another account when the tests run as root, and must get into the folder.
  await chmod(folder, 0o755)
  const cluster = await startCluster(folder)
  const openOn = async (databaseUrl: string, options: TestOptions): Promise<TestOffice> => ({
    ...(await createHeadOffice({ databaseUrl, port: 0, ...options })),
    databaseUrl,
    again: (changed = {}) => openOn(databaseUrl, { ...options, ...changed })
  })
  const database = (): Promise<string> => cluster.database(`test-${randomUUID()}`)
  return {
    office: async (options = {}) => openOn(await database(), options),
    database,
    officeOn: (databaseUrl, options = {}) => openOn(databaseUrl, options),
    stop: async () => {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
