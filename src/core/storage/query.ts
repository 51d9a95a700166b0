/** Queries built and typed by Kysely, run at once on the one SQLite connection with prepared statements kept. */
import type Sqlite from 'better-sqlite3'
import type { CompiledQuery } from 'kysely'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Database } from './database.ts'

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** A Kysely that only writes SQL; `Tables` are the tables a capability declares. */
export const queryBuilder = <Tables>(): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler()
    }
  })

type Statement = Sqlite.Statement
const kept = new WeakMap<Database, Map<string, Statement>>()

/** A prepared statement, made once for each database and text. */
export const prepared = (db: Database, text: string): Statement => {
  let statements = kept.get(db)
  if (statements === undefined) {
    statements = new Map()
    kept.set(db, statements)
  }
  let statement = statements.get(text)
  if (statement === undefined) {
    statement = db.prepare(text)
    statements.set(text, statement)
  }
  return statement
}

const puts = new Map<string, string>()

/**
 * Puts a row into a table under its `id`: a new one, or over the one that is there, in place (REPLACE would take the row out and
 * put another in, and look for others that are in its way). All rows of a table name the same columns.
 */
export const putRow = <Row extends { readonly id: string }>(
  db: Database,
  table: string,
  row: Readonly<Record<keyof Row & string, string | number | null>>
): void => {
  let text = puts.get(table)
  if (text === undefined) {
    const columns = Object.keys(row)
    const changes = columns.filter((one) => one !== 'id').map((one) => `${one} = excluded.${one}`)
    text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((one) => `@${one}`).join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')}`
    puts.set(table, text)
  }
  prepared(db, text).run(row)
}

// Rows come from tables that this program itself declares STRICT and fills from parsed facts; Kysely carries their types.
export const rows = <Row>(db: Database, query: Compilable<Row>): Row[] => {
  const { sql, parameters } = query.compile()
  return prepared(db, sql).all(...parameters) as Row[]
}
