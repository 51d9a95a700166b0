import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ClusterUnusable, startCluster, type Cluster } from './cluster.ts'

let folder: string
let cluster: Cluster
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stoika-cluster-'))
  // PostgreSQL runs under another account when the tests run as root, and must get into the folder.
  await chmod(folder, 0o755)
  cluster = await startCluster(folder)
})
afterAll(async () => {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})

const ask = async <Row extends pg.QueryResultRow>(text: string): Promise<readonly Row[]> => {
  const client = new pg.Client({ connectionString: cluster.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

it('brings PostgreSQL back at the same address when it dies, with all that was committed, and still owns it', async () => {
  await ask('CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)')
  const [postmaster] = (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(postmaster), 'SIGKILL')
  const back = async (): Promise<readonly { n: number }[]> => {
    for (;;)
      try {
        return await ask<{ n: number }>('SELECT n FROM kept')
      } catch {
        // Asked as a desk asks, again and again; the test's own limit ends it when it never comes back.
        await pause(50)
      }
  }
  expect(await back()).toEqual([{ n: 7 }])
  expect(await cluster.database('another')).toMatch(/\/another$/)
  await expect(startCluster(folder)).rejects.toThrow(ClusterUnusable)
})
