/** Checks what head office keeps: every chain with its receipts and signed heads, the verdicts on clocks, the cursors, and papers. */
import { erasureAggregate } from '../../domain/erasure/evolve.ts'
import { orderedBy } from '../../domain/erasure/ordered.ts'
import { ClockStamp, effectiveClock } from '../../journal/clock.ts'
import type { SealedFact } from '../../journal/envelope.ts'
import { readPublicKey } from '../../journal/signature.ts'
import { readKept, verifyChain } from '../../journal/verify/chain.ts'
import { gatherFindings, type Findings } from '../../journal/verify/findings.ts'
import {
  newTally,
  type Checking,
  type KeptChain,
  type KeptFact,
  type KeptReceipt,
  type KeptSeal,
  type Tally
} from '../../journal/verify/kept.ts'
import type { Database, Sql } from '../database.ts'
import { findIdentity, type Identity } from '../facts/identity.ts'

export interface OfficeCheck {
  readonly findings: Findings
  readonly tally: Tally
  /** Facts behind the last receipt of their chain: from before there were receipts. */
  readonly unreceipted: number
  /** Facts of withdrawn devices: part of their chains, but given to nobody. */
  readonly keptApart: number
  readonly papers: number
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
    const identity = await findIdentity(sql)
    const emptied = await emptiedIn(sql, identity)
    for (const chain of await chainsIn(sql, identity)) {
      const { last, receipted } = await verifyChain<OfficeFact>(chain, {
        facts: factsIn(sql, chain),
        receipts: receiptsIn(sql, chain),
        tally,
        report: findings.report,
        emptied,
        step,
        wrongColumn
      })
      unreceipted += Math.max(0, last - receipted)
    }
    await verifyCursors(sql, findings)
    const papers = await verifyPapers(sql, findings, step)
    const [apart] = await sql.query<{ count: number }>('SELECT count(*) AS count FROM quarantined_fact')
    return { findings, tally, unreceipted, keptApart: apart?.count ?? 0, papers, names: await namesIn(sql) }
  })

/** The list of what was destroyed proves nothing: whoever can wipe a fact can write there too. Orders stand in head office's signed chain. */
const emptiedIn = async (sql: Sql, identity: Identity | null): Promise<Checking<OfficeFact>['emptied']> => {
  const rows = await sql.query<KeptSeal & { readonly device: string; readonly epoch: number }>(
    'SELECT device, epoch, seq, header, hash, payload, salt FROM fact WHERE device = $1 AND kind = $2',
    [identity?.device, erasureAggregate.kind]
  )
  const ordered = orderedBy(
    rows.flatMap((row) => {
      const { read, fault } = readKept(row, row)
      return read === null || fault !== null ? [] : [{ ...read.header, payload: read.payload }]
    })
  )
  return ({ kind, aggregate }) => (ordered(kind, aggregate) ? 'by-order' : 'unordered')
}

const chainsIn = async (sql: Sql, identity: Identity | null): Promise<readonly KeptChain[]> => {
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

/** Hashed where they lie: they are large. */
const verifyPapers = async (sql: Sql, findings: Findings, step: () => void): Promise<number> => {
  let count = 0
  const papers = pages<{ readonly sha256: string; readonly sound: boolean }>((last) =>
    sql.query(
      `SELECT sha256, sha256 = encode(sha256(bytes), 'hex') AS sound FROM blob WHERE sha256 > $1 ORDER BY sha256 LIMIT $2`,
      [last?.sha256 ?? '', PAGE]
    )
  )
  for await (const { sha256, sound } of papers) {
    count += 1
    if (!sound) findings.report({ fault: 'paper', sha256 })
    step()
  }
  return count
}

const namesIn = async (sql: Sql): Promise<ReadonlyMap<string, string>> => {
  const rows = await sql.query<{ id: string; name: string; clinic: string | null }>(
    'SELECT device.id, device.name, clinic.name AS clinic FROM device LEFT JOIN clinic ON clinic.id = device.clinic'
  )
  return new Map(rows.map(({ id, name, clinic }) => [id, clinic === null ? `«${name}»` : `«${name}» (${clinic})`]))
}
