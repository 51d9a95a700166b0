/** The `Database` of a head office whose every statement waits at a gate and can be the last one of its process. */
import pg from 'pg'
import { clientConfig, type Database, type Sql } from '../../src/head-office/database.ts'
import type { Turns } from '../turns.ts'
import { connectionLost, errandNow, type Errand } from './errand.ts'

/** What goes wrong at a statement: the process ends before it, the process ends right after it, the disk is full. */
export type StatementFate = 'cut-before' | 'cut-after' | 'disk-full' | null

export interface Surroundings {
  readonly turns: Turns
  fate(errand: Errand, place: string, text: string): StatementFate
  /** Ends the process that the errand belongs to, with all that it is doing. */
  endProcess(errand: Errand): void
}

/** Ways to put a planted bug between the product and PostgreSQL; each gets what it replaces. */
export interface Sabotage {
  /** Another way to run a statement inside a transaction; `outside` runs it in one of its own. */
  readonly statement?: (text: string, inside: () => Promise<Rows>, outside: () => Promise<Rows>) => Promise<Rows>
  /** Another way to end a transaction. */
  readonly commit?: (commit: () => Promise<void>) => Promise<void>
}
export type Rows = readonly pg.QueryResultRow[]

export interface GatedDatabase extends Database {
  /** Null while a story is being prepared: then nothing waits. */
  surroundings: Surroundings | null
  sabotage: Sabotage
}

export const gatedDatabase = (url: string): GatedDatabase => {
  const pool = new pg.Pool({ ...clientConfig(url), max: 40 })
  // Connections break when stories break them.
  pool.on('error', () => undefined)

  const raw = async (client: pg.PoolClient, text: string, values: readonly unknown[]): Promise<Rows> => {
    const statement = client.query<pg.QueryResultRow>(text, [...values]).then((result) => result.rows)
    const around = database.surroundings
    const errand = errandNow()
    if (around === null) return statement
    const backend = backendOf(client)
    errand?.backends.add(backend)
    try {
      return await around.turns.executing(errand, backend, statement)
    } finally {
      errand?.backends.delete(backend)
    }
  }

  const gated = async (text: string, work: () => Promise<Rows>): Promise<Rows> => {
    const around = database.surroundings
    const errand = errandNow()
    if (around === null || errand === undefined) return work()
    errand.statements += 1
    const place = `${errand.name}, statement ${errand.statements}`
    const fate = errand.dead ? null : around.fate(errand, place, text)
    if (!errand.dead) await around.turns.gate(errand, place)
    if (errand.dead) throw connectionLost()
    if (fate === 'cut-before') around.endProcess(errand)
    else if (fate === 'disk-full') throw diskFull()
    else {
      const rows = await work()
      if (fate === 'cut-after') around.endProcess(errand)
      if (!errand.dead) return rows
    }
    throw connectionLost()
  }

  const alone = async (text: string, values: readonly unknown[]): Promise<Rows> => {
    const client = await pool.connect()
    try {
      return await raw(client, text, values)
    } finally {
      client.release()
    }
  }

  const inside = (client: pg.PoolClient): Sql => ({
    query: <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
      const here = (): Promise<Rows> => raw(client, text, values)
      const { statement } = database.sabotage
      const run = statement === undefined ? here : () => statement(text, here, () => alone(text, values))
      return gated(text, run) as Promise<readonly Row[]>
    }
  })

  const database: GatedDatabase = {
    url,
    surroundings: null,
    sabotage: {},
    query: <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      gated(text, () => alone(text, values)) as Promise<readonly Row[]>,
    transaction: async (work) => {
      const client = await pool.connect()
      const end = async (text: string): Promise<void> => void (await raw(client, text, []))
      let over: Promise<void> | null = null
      try {
        await end('BEGIN')
        const result = await work(inside(client))
        const commit = async (): Promise<void> =>
          void (await gated('COMMIT', async () => {
            await end('COMMIT')
            return []
          }))
        const sabotaged = database.sabotage.commit
        if (sabotaged === undefined) await commit()
        else {
          over = sabotaged(async () => {
            try {
              await commit()
            } catch {
              await end('ROLLBACK')
            } finally {
              client.release()
            }
          })
          await over
        }
        return result
      } catch (error) {
        // What PostgreSQL does by itself when a connection ends.
        if (over === null) await end('ROLLBACK')
        throw error
      } finally {
        if (over === null) client.release()
      }
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end()
  }
  return database
}

const backendOf = (client: pg.PoolClient): number => {
  if (!('processID' in client) || typeof client.processID !== 'number') throw new Error('a connection has no backend')
  return client.processID
}

const diskFull = (): Error => {
  const error = new pg.DatabaseError('could not extend file: No space left on device', 0, 'error')
  error.code = '53100'
  return error
}
