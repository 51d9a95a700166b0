/** The bare PostgreSQL multi-row insert of the same facts: what no head office on it can be faster than. */
import pg from 'pg'
import type { SealedFact } from '../../src/journal/envelope.ts'

const AT_ONCE = 500
const TABLE = `CREATE TABLE fact (
  cursor bigint PRIMARY KEY, device uuid NOT NULL, epoch int NOT NULL, seq int NOT NULL, kind text NOT NULL, aggregate text NOT NULL,
  effective text NOT NULL, header text NOT NULL, hash text NOT NULL, payload text, salt text, UNIQUE (device, epoch, seq)
)`
const COLUMNS = 11

/** Milliseconds that it takes on one connection, a transaction for each five hundred, with the same two unique indexes. */
export const bareInsert = async (url: string, facts: readonly SealedFact[]): Promise<number> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('DROP TABLE IF EXISTS fact')
    await client.query(TABLE)
    const began = performance.now()
    for (let from = 0; from < facts.length; from += AT_ONCE) {
      const values = facts.slice(from, from + AT_ONCE).map(({ header, hash, payload, salt }, index) => {
        const { device, epoch, seq, kind, aggregate, clock } = header
        const cursor = from + index + 1
        const texts = [JSON.stringify(header), hash, JSON.stringify(payload), salt]
        return [cursor, device, epoch, seq, kind, aggregate, clock, ...texts]
      })
      const places = values.map(
        (_row, row) => `(${Array.from({ length: COLUMNS }, (_, column) => `$${row * COLUMNS + column + 1}`).join()})`
      )
      await client.query(`INSERT INTO fact VALUES ${places.join()}`, values.flat())
    }
    return performance.now() - began
  } finally {
    await client.end()
  }
}
