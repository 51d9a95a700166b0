/** One PostgreSQL for a whole run of the simulator, tuned for a database whose loss costs nothing. */
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster } from '../../src/head-office/postgres/cluster.ts'

export interface SimulatedCluster {
  database(): Promise<string>
  stop(): Promise<void>
}

export const openCluster = async (): Promise<SimulatedCluster> => {
  const folder = await mkdtemp(join(tmpdir(), 'stoika-simulator-'))
  // PostgreSQL runs under another account when the simulator runs as root, and must get into the folder.
  await chmod(folder, 0o755)
  const cluster = await startCluster(folder)
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  // Nothing here outlives the run, and nothing but the stories may wait for locks.
  for (const setting of ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off', 'autovacuum = off'])
    await client.query(`ALTER SYSTEM SET ${setting}`)
  await client.query('SELECT pg_reload_conf()')
  await client.end()
  return {
    database: () => cluster.database(`simulated-${randomUUID()}`),
    stop: async () => {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
