/**
 * Holds the lock by which one head office owns its embedded PostgreSQL, for as long as this process runs. The lock's own
 * connection tells when PostgreSQL has died: it is then brought back and locked again, and desks only see «not now».
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export interface Guard {
  /** The connection that holds the lock; waits while PostgreSQL is being brought back. */
  client(): Promise<pg.Client>
  /** Lets the lock go; PostgreSQL may then be stopped without being brought back. */
  release(): Promise<void>
}

/** Another head office holds the lock. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld'
}

export interface GuardOptions {
  readonly url: string
  /** Starts PostgreSQL again, at the same address, unless it runs. */
  readonly revive: () => Promise<void>
  /** Why it could not be brought back this time; it is tried again. */
  readonly trouble: (error: unknown) => void
}

const OWNER_LOCK = 7_318_002
const LOCK_NOT_AVAILABLE = '55P03'
/** What is left of a killed server may need a moment to go before another one can start in its place. */
const AGAIN_MS = 500

/** @throws {LockHeld} */
export const keepGuard = async ({ url, revive, trouble }: GuardOptions): Promise<Guard> => {
  const ending = new AbortController()
  let client: pg.Client | null = await lockedOn(url)
  let reviving = Promise.resolve()

  const again = async (): Promise<void> => {
    client = null
    while (!ending.signal.aborted) {
      try {
        await revive()
        client = await lockedOn(url)
        watch(client)
        return
      } catch (error) {
        trouble(error)
        // Cut short by the end, which the loop looks for itself.
        await pause(AGAIN_MS, undefined, { signal: ending.signal }).catch(() => undefined)
      }
    }
  }
  const watch = (watched: pg.Client): void => {
    watched.once('end', () => {
      if (!ending.signal.aborted) reviving = again()
    })
  }
  watch(client)

  return {
    client: async () => {
      await reviving
      if (client === null) throw new Error('Connection terminated: this cluster is being stopped')
      return client
    },
    release: async () => {
      ending.abort()
      await reviving
      await client?.end()
    }
  }
}

const lockedOn = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  // That it has broken is told by its end, which follows.
  client.on('error', () => undefined)
  await client.connect()
  try {
    // A head office that was killed a moment ago may seem to hold the lock until PostgreSQL notices.
    await client.query(`SET lock_timeout = '2s'`)
    await client.query('SELECT pg_advisory_lock($1)', [OWNER_LOCK])
    return client
  } catch (error) {
    // A connection that broke is over already; what matters is why the lock was not got.
    await client.end().catch(() => undefined)
    if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE)
      throw new LockHeld('another head office is running on this data folder')
    throw error
  }
}
