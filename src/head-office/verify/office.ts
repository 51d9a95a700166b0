/** Checks what head office keeps: every chain with its receipts and signed heads, the verdicts on clocks, and the cursors. */
import { ClockStamp, effectiveClock } from '../../journal/clock.ts'
import type { SealedFact } from '../../journal/envelope.ts'
import { readPublicKey } from '../../journal/signature.ts'
import { verifyChain } from '../../journal/verify/chain.ts'
import { gatherFindings, type Findings } from '../../journal/verify/findings.ts'
import { newTally, type KeptChain, type KeptFact, type KeptReceipt, type Tally } from '../../journal/verify/kept.ts'
import type { Database, Sql } from '../database.ts'
import { findIdentity } from '../facts/identity.ts'

export interface OfficeCheck {
  readonly findings: Findings
  readonly tally: Tally
  /** Facts behind the last receipt of their chain: from before there were receipts. */
  readonly unreceipted: number
  /** Facts of withdrawn devices: part of their chains, but given to nobody. */
  readonly keptApart: number
  readonly names: ReadonlyMap<string, string>
}

interface OfficeFact extends KeptFact {
  /** 0 of what is kept apart. */
  readonly cursor: number
  readonly clock: string
  readonly effective: string
  readonly receivedAt: Date
}

const PAGE = 1000
const COLUMNS =
  'device, epoch, seq, kind, aggregate, clock, effective, received_at AS "receivedAt", header, hash, payload, salt'

/** All of it as it is at one moment, while desks may go on sending. `step` is called for each fact. Nothing is written. */
export const verifyOffice = (database: Database, step: () => void): Promise<OfficeCheck> =>
  database.transaction(async (sql) => {
    await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    const findings = gatherFindings()
    const tally = newTally()
    let unreceipted = 0
    for (const chain of await chainsIn(sql)) {
      const { last, receipted } = await verifyChain<OfficeFact>(chain, {
        facts: factsIn(sql, chain),
        receipts: receiptsIn(sql, chain),
        tally,
        report: findings.report,
        step,
        wrongColumn
      })
      unreceipted += Math.max(0, last - receipted)
    }
    await verifyCursors(sql, findings)
    const [apart] = await sql.query<{ count: number }>('SELECT count(*) AS count FROM quarantined_fact')
    return { findings, tally, unreceipted, keptApart: apart?.count ?? 0, names: await namesIn(sql) }
  })

const chainsIn = async (sql: Sql): Promise<readonly KeptChain[]> => {
  const identity = await findIdentity(sql)
  const officeKey = identity === null ? null : readPublicKey(identity.publicKey)
  const rows = await sql.query<{ device: string; epoch: number; public_key: string; acked: number; head: string }>(
    'SELECT device, epoch, public_key, acked, head FROM chain ORDER BY device, epoch'
  )
  return rows.map(({ device, epoch, public_key, acked, head }) => ({
    device,
    epoch,
    deviceKey: readPublicKey(public_key),
    officeKey,
    confirmed: acked,
    head
  }))
}

/** Page after page, each read from where the last one ended; null is the beginning. */
async function* pages<Row>(read: (last: Row | null) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  let last: Row | null = null
  for (;;) {
    const page: readonly Row[] = await read(last)
    yield* page
    last = page.at(-1) ?? null
    if (page.length < PAGE) return
  }
}

const factsIn = (sql: Sql, { device, epoch }: KeptChain): AsyncGenerator<OfficeFact> =>
  pages(async (last) => {
    // By cursor too: no index over all partitions keeps two facts from standing at one place of a chain.
    const rows = await sql.query<Omit<OfficeFact, 'id' | 'withheld'>>(
      `SELECT * FROM (
         SELECT cursor, NULL AS table, ${COLUMNS} FROM fact
         UNION ALL SELECT 0, 'quarantined_fact', ${COLUMNS} FROM quarantined_fact
       ) AS kept
       WHERE device = $1 AND epoch = $2 AND seq >= $3 AND (seq, cursor) > ($3, $4) ORDER BY seq, cursor LIMIT $5`,
      [device, epoch, last?.seq ?? 0, last?.cursor ?? 0, PAGE]
    )
    return rows.map((row) => ({ ...row, withheld: false }))
  })

const receiptsIn = (sql: Sql, { device, epoch }: KeptChain): AsyncGenerator<KeptReceipt> =>
  pages(async (last) => {
    const rows = await sql.query<Omit<KeptReceipt, 'receivedAt'> & { received_at: Date }>(
      `SELECT seq, hash, received_at, signature, head_signature AS head FROM receipt
       WHERE device = $1 AND epoch = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
      [device, epoch, last?.seq ?? 0, PAGE]
    )
    return rows.map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at.toISOString() }))
  })

const wrongColumn = ({ header }: SealedFact, kept: OfficeFact): string | null => {
  if (kept.clock !== header.clock) return 'clock'
  const verdict = effectiveClock(ClockStamp.parse(header.clock), kept.receivedAt.getTime())
  return kept.effective === verdict ? null : 'effective'
}

/** Cursors of a scope are 1, 2, 3 … up to the last one that was given, each once. */
const verifyCursors = async (sql: Sql, findings: Findings): Promise<void> => {
  const breaks = await sql.query<{ before: number; cursor: number }>(
    `SELECT before, cursor FROM (
       SELECT scope, cursor, lag(cursor, 1, 0::bigint) OVER (PARTITION BY scope ORDER BY cursor) AS before FROM (
         SELECT scope, cursor FROM fact UNION ALL SELECT scope, last + 1 FROM scope_cursor
       ) AS given
     ) AS neighbours WHERE cursor <> before + 1 ORDER BY scope, cursor`
  )
  for (const { before, cursor } of breaks)
    findings.report(
      cursor === before
        ? { fault: 'cursor-twice', cursor }
        : { fault: 'cursor-gap', from: before + 1, through: cursor - 1 }
    )
}

const namesIn = async (sql: Sql): Promise<ReadonlyMap<string, string>> => {
  const rows = await sql.query<{ id: string; name: string; clinic: string | null }>(
    'SELECT device.id, device.name, clinic.name AS clinic FROM device LEFT JOIN clinic ON clinic.id = device.clinic'
  )
  return new Map(rows.map(({ id, name, clinic }) => [id, clinic === null ? `«${name}»` : `«${name}» (${clinic})`]))
}
