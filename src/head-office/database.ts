/** PostgreSQL as the head office uses it: a pool, transactions, and which failures pass by themselves. */
import pg from 'pg'

export interface Sql {
  /** Rows of one parameterised statement. The caller names their shape; 64-bit integers come as numbers. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
}

export interface Database extends Sql {
  readonly url: string
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>
  /** Connections of this process, those of them without work, and how many requests wait for one. */
  load(): { readonly total: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

const types = new pg.TypeOverrides()
// Cursors and counts stay far below 2^53, so a number is exact; pg would hand them out as text.
types.setTypeParser(pg.types.builtins.INT8, Number)

/** By this name its connections are known in PostgreSQL. */
export const APPLICATION = 'stoika-head-office'

export const clientConfig = (url: string): pg.ClientConfig => ({
  connectionString: url,
  types,
  application_name: APPLICATION
})

/** Statements over one connection: the caller's transaction is everything's. */
export const sqlOn = (client: pg.Pool | pg.ClientBase): Sql => ({
  query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(text, [...values])).rows
})

export const openDatabase = (url: string, onIdleError: (error: Error) => void): Database => {
  const pool = new pg.Pool({ ...clientConfig(url), max: 16, connectionTimeoutMillis: 10_000 })
  // An idle connection that breaks (a restart of PostgreSQL) is replaced by the pool; unheard, it would end the process.
  pool.on('error', onIdleError)
  return {
    url,
    ...sqlOn(pool),
    transaction: async (work) => {
      const client = await pool.connect()
      let broken = false
      // The pool listens to idle connections only: one that breaks in a transaction would end the process. Its query fails
      // and tells the reason.
      const onBreak = (): void => {
        broken = true
      }
      client.on('error', onBreak)
      try {
        await client.query('BEGIN')
        const result = await work(sqlOn(client))
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          broken = true
        })
        throw error
      } finally {
        client.off('error', onBreak)
        client.release(broken)
      }
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end()
  }
}

/** PostgreSQL has no text with a NUL in it, and nobody misses one in a name. */
export const asColumn = (text: string): string => text.replaceAll('\u0000', '')

/** PostgreSQL is away, starting, stopping or out of connections: the same request may succeed in a moment. */
export const isPassing = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    /^(57P0[1-5]|53[0-9A-Z]{3}|08[0-9A-Z]{3}|40001|40P01|55P03)$/.test(code) ||
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      error.message
    )
  )
}
