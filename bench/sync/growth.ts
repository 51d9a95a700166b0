/** What it costs head office to take in a fact while its history grows: the same pushes before and after it was filled up. */
import pg from 'pg'
import { keepMonths } from '../../src/head-office/partitions/keep.ts'
import { openDatabase } from '../../src/head-office/database.ts'
import { figure, quantile, timed, type Figure } from '../bench.ts'
import { makeFacts } from './network.ts'
import type { Place } from './place.ts'
import { openSender, type Sender } from './sender.ts'
import type { DemoFact } from '../../src/head-office/demo/demo-fact.ts'

const SIZES = { short: [50_000, 500_000], full: [1_000_000, 10_000_000] } as const
const MEASURED = 2000
const RUNS = 5
const MONTHS = 24
const AT_ONCE = 250_000

export const growth = async (place: Place, log: (line: string) => void, full: boolean): Promise<readonly Figure[]> => {
  const headOffice = await place.headOffice(2)
  const database = openDatabase(headOffice.databaseUrl, () => undefined)
  try {
    const sender = await openSender(headOffice)
    const facts = await makeFacts(MEASURED, 'growth')
    const sizes = full ? SIZES.full : SIZES.short
    await pushed(sender, facts)
    const costs: number[][] = []
    for (const size of sizes) {
      await fill(headOffice.databaseUrl, size)
      const runs: number[] = []
      for (let run = 0; run < RUNS; run++) runs.push(((await pushed(sender, facts)) / MEASURED) * 1000)
      costs.push(runs)
      log(`${size} facts in history: ${quantile(runs, 0.5).toFixed(1)} µs to take one in`)
    }
    await sender.close()
    const [small = [], large = []] = costs
    const [from, to] = sizes
    const between = `${from} to ${to} facts`
    return [
      {
        ...figure('cost-per-fact', 'µs', large, { id: 'cost-per-fact-in-short-history', values: small }),
        size: between
      },
      {
        ...figure('cost-per-fact-growth', 'percent', [(quantile(large, 0.5) / quantile(small, 0.5) - 1) * 100]),
        size: between
      }
    ]
  } finally {
    await database.close()
    await headOffice.stop()
  }
}

const pushed = (sender: Sender, facts: readonly DemoFact[]): Promise<number> => {
  const sealed = sender.seal(facts)
  return timed(() => sender.push(sealed))
}

/**
 * Puts rows into the table of facts up to so many, received over two years, by PostgreSQL itself: pushing ten million would take
 * an hour. They are of the size of real ones; only head office reads them, and it reads no old payloads.
 */
const fill = async (url: string, upTo: number): Promise<void> => {
  const database = openDatabase(url, () => undefined)
  const months = Array.from({ length: MONTHS }, (_, back) => {
    const now = new Date()
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back)).toISOString().slice(0, 7)
  })
  await database.transaction((sql) => keepMonths(sql, 'network', months))
  await database.close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (;;) {
      const { rows } = await client.query<{ last: string }>("SELECT last FROM scope_cursor WHERE scope = 'network'")
      const last = Number(rows[0]?.last ?? 0)
      if (last >= upTo) break
      await client.query('BEGIN')
      await client.query("SELECT last FROM scope_cursor WHERE scope = 'network' FOR UPDATE")
      await client.query(FILLED, [last, Math.min(AT_ONCE, upTo - last), MONTHS])
      await client.query("UPDATE scope_cursor SET last = last + $1 WHERE scope = 'network'", [
        Math.min(AT_ONCE, upTo - last)
      ])
      await client.query('UPDATE figure_progress SET cursor = $1', [last + Math.min(AT_ONCE, upTo - last)])
      await client.query('COMMIT')
    }
    await client.query('VACUUM ANALYZE fact')
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

const FILLED = `
  INSERT INTO fact (cursor, device, epoch, seq, kind, aggregate, clock, effective, received_at, header, hash, payload, salt)
  SELECT $1::bigint + n, (SELECT id FROM device WHERE clinic IS NULL LIMIT 1), 1, $1::bigint + n, 'visit', gen_random_uuid()::text,
    '0193000000000000', '0193000000000000', now() - (random() * ($3::int - 1) * 30) * interval '1 day',
    repeat(md5(n::text), 16), encode(sha256(($1::bigint + n)::text::bytea), 'hex'), repeat(md5(n::text), 12), md5(n::text)
  FROM generate_series(1, $2::int) AS n`
