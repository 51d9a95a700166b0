/** Checks what a workstation keeps: every chain, head office's receipts, facts set aside, and that states follow from facts. */
import { isDeepStrictEqual } from 'node:util'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { erasureAggregate } from '../../domain/erasure/evolve.ts'
import { orderedBy } from '../../domain/erasure/ordered.ts'
import { ClockStamp, orderKey } from '../../journal/clock.ts'
import type { SealedFact } from '../../journal/envelope.ts'
import { readPublicKey } from '../../journal/signature.ts'
import { placeOf, readKept, verifyChain } from '../../journal/verify/chain.ts'
import type { Place } from '../../journal/verify/finding.ts'
import { gatherFindings, type Findings } from '../../journal/verify/findings.ts'
import {
  newTally,
  type Checking,
  type KeptFact,
  type KeptSeal,
  type KeptReceipt,
  type Tally
} from '../../journal/verify/kept.ts'
import { PROJECTIONS } from '../projections.ts'
import type { Database } from '../storage/database.ts'
import { isErased } from '../storage/erased.ts'
import { factsOfAggregate } from '../storage/facts.ts'
import { isDerivedBy } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'
import { readSetting } from '../storage/settings.ts'
import { snapshotProgress } from '../storage/snapshot.ts'
import { Acked, Anchor, DeviceKey, Fetched, FetchedAll, HeadOffice, Scopes } from '../sync/settings.ts'

export interface DeskCheck {
  readonly findings: Findings
  readonly tally: Tally
  /** Own facts of the present epoch for which there is no receipt yet. */
  readonly unreceipted: number
  /** Facts that were sealed anew in another epoch. */
  readonly setAside: number
  /** States that were folded again; null when that says nothing: `faulty` facts, another version derived them, or facts are still coming. */
  readonly states: number | null
  readonly statesSkipped: 'faulty' | 'other-version' | 'history-missing' | 'orders-missing' | null
}

interface Row extends Omit<KeptFact, 'withheld'> {
  readonly withheld: number
  readonly effective: string
  readonly sort: string
}
type DeskFact = KeptFact & Pick<Row, 'effective' | 'sort'>

interface ChainName {
  readonly device: string
  readonly epoch: number
}

/** `step` is called for each fact and each state. Nothing is written. */
export const verifyDesk = async (db: Database, device: string, step: () => void): Promise<DeskCheck> => {
  const findings = gatherFindings()
  const tally = newTally()
  const epoch = readSetting(db, DeviceKey)?.epoch ?? 0
  const office = readSetting(db, HeadOffice)
  const officeKey = office === null ? null : readPublicKey(office.publicKey)
  // Behind a history that is still coming there is a gap: what stands after it is looked at when it is closed.
  const missing = snapshotProgress(db)
  const emptied = emptiedIn(db, office?.device ?? null, { device, epoch })
  const until = missing?.cursor ?? Number.MAX_SAFE_INTEGER
  let unreceipted = 0
  for (const chain of chainsOf(db, { device, epoch })) {
    const present = chain.device === device && chain.epoch === epoch
    const confirmed = present ? (readSetting(db, Acked) ?? 0) : 0
    const { last, receipted } = await verifyChain<DeskFact>(
      { ...chain, deviceKey: null, officeKey, confirmed, head: null },
      {
        facts: factsIn(db, chain, until),
        receipts: chain.device === device ? receiptsIn(db, chain.epoch) : [],
        tally,
        report: findings.report,
        emptied,
        step,
        wrongColumn: wrongColumnIn(db, emptied)
      }
    )
    if (!present) continue
    unreceipted = Math.max(0, last - Math.max(receipted, confirmed))
    // Nothing is noted as confirmed without a receipt, see sync/send.ts.
    if (confirmed > receipted) findings.report({ ...unproven(chain, receipted + 1, confirmed), fault: 'unreceipted' })
  }
  if (missing === null) verifyMarks(db, findings)
  const setAside = verifySetAside(db, device, emptied, findings)
  const statesSkipped =
    findings.count > 0
      ? 'faulty'
      : missing !== null
        ? 'history-missing'
        : tally.undecided > 0
          ? 'orders-missing'
          : isDerivedBy(db, { aggregates: AGGREGATES, projections: PROJECTIONS })
            ? null
            : 'other-version'
  const states = statesSkipped === null ? verifyStates(db, findings, step) : null
  return { findings, tally, unreceipted, setAside, states, statesSkipped }
}

/** This device's own chains come first: of the others' there is a copy in head office. */
const chainsOf = (db: Database, own: ChainName): readonly ChainName[] => {
  const kept = prepared(
    db,
    'SELECT device, epoch FROM fact GROUP BY device, epoch UNION SELECT ?, epoch FROM receipt GROUP BY epoch UNION SELECT ?, ?'
  ).all(own.device, own.device, own.epoch) as ChainName[]
  return kept.toSorted((a, b) => Number(b.device === own.device) - Number(a.device === own.device))
}

function* factsIn(db: Database, { device, epoch }: ChainName, until: number): Generator<DeskFact> {
  const statement = db.prepare<[string, number, number], Row>(
    `SELECT id, seq, kind, aggregate, header, hash, payload, salt, withheld, effective, sort FROM fact
     WHERE device = ? AND epoch = ? AND coalesce(cursor, 0) <= ? ORDER BY seq`
  )
  for (const row of statement.iterate(device, epoch, until)) yield { ...row, withheld: row.withheld === 1 }
}

function* receiptsIn(db: Database, epoch: number): Generator<KeptReceipt> {
  const statement = db.prepare<[number], Omit<KeptReceipt, 'head'>>(
    'SELECT seq, hash, received_at AS receivedAt, signature FROM receipt WHERE epoch = ? ORDER BY seq'
  )
  for (const row of statement.iterate(epoch)) yield { ...row, head: null }
}

type EmptiedOf = Checking<DeskFact>['emptied']

/**
 * Whether everything of head office was here when this desk last heard from it. Else there may be facts that came without
 * payload because of an order behind them, which is still to come.
 */
const hasAll = (db: Database): boolean =>
  snapshotProgress(db) === null && readSetting(db, FetchedAll) === (readSetting(db, Fetched) ?? 0)

/** Of the orders only head office's own count, and only those that are as they were sealed. */
const emptiedIn = (db: Database, office: string | null, present: ChainName): EmptiedOf => {
  const all = hasAll(db)
  const rows = db
    .prepare<[string | null, string], KeptSeal & { readonly device: string; readonly epoch: number }>(
      'SELECT device, epoch, seq, id, header, hash, payload, salt FROM fact WHERE device = ? AND kind = ?'
    )
    .all(office, erasureAggregate.kind)
  const ordered = orderedBy(
    rows.flatMap((row) => {
      const { read, fault } = readKept(row, row)
      return read === null || fault !== null ? [] : [{ ...read.header, payload: read.payload }]
    })
  )
  return ({ device, epoch, kind, aggregate }) => {
    if (ordered(kind, aggregate)) return 'by-order'
    // What was recorded here came with its payload and lost it to an order that was here, though it may be fetched anew now.
    const bornHere = device === present.device && epoch === present.epoch
    return all || (bornHere && !isErased(db, kind, aggregate)) ? 'unordered' : 'undecided'
  }
}

const unproven = ({ device, epoch }: ChainName, seq: number, through: number): Place => ({
  table: 'receipt',
  device,
  epoch,
  seq,
  through
})

const wrongColumnIn = (db: Database, emptied: EmptiedOf): ((fact: SealedFact, kept: DeskFact) => string | null) => {
  const scopes = new Set(readSetting(db, Scopes))
  return ({ header, payload }, kept) => {
    const effective = ClockStamp.safeParse(kept.effective)
    if (!effective.success || effective.data > header.clock) return 'effective'
    if (kept.sort !== orderKey({ ...header, effective: effective.data })) return 'sort'
    if (!kept.withheld) return null
    // What this desk is to have whole is withheld by nobody.
    const whole = scopes.has('*') || scopes.has(header.scope)
    return payload !== null || (whole && emptied(header) === 'unordered') ? 'withheld' : null
  }
}

/** The desk's own notes of how far it has fetched: a cursor of head office counts every fact, be it ours or another's. */
const verifyMarks = (db: Database, findings: Findings): void => {
  const cursor = readSetting(db, Fetched) ?? 0
  const anchor = readSetting(db, Anchor)
  const counted = prepared(db, 'SELECT count(*) AS facts FROM fact').get() as { facts: number }
  if (anchor !== null && prepared(db, 'SELECT 1 FROM fact WHERE hash = ? LIMIT 1').get(anchor) === undefined)
    findings.report({ fault: 'anchor', cursor })
  else if (counted.facts < cursor) findings.report({ fault: 'too-few', cursor, facts: counted.facts })
}

const verifySetAside = (db: Database, device: string, emptied: EmptiedOf, findings: Findings): number => {
  const statement = db.prepare<[], KeptSeal & { readonly epoch: number }>(
    'SELECT epoch, seq, id, header, hash, payload, salt FROM forked_fact ORDER BY epoch, seq'
  )
  let count = 0
  for (const row of statement.iterate()) {
    count += 1
    const chain = { device, epoch: row.epoch }
    const { read, fault: broken } = readKept(chain, row)
    const wiped = read !== null && read.payload === null && emptied(read.header) === 'unordered'
    const fault = broken ?? (wiped ? 'unordered' : null)
    if (fault !== null) findings.report({ ...placeOf(chain, { seq: row.seq, table: 'forked_fact' }, read), fault })
  }
  return count
}

const verifyStates = (db: Database, findings: Findings, step: () => void): number => {
  const aggregates = new Map(AGGREGATES.map((one) => [one.kind, one]))
  const stored = db.prepare<[string, string], { state: string }>(
    'SELECT state FROM aggregate_state WHERE kind = ? AND id = ?'
  )
  const named = db.prepare<[], { kind: string; aggregate: string }>(
    'SELECT kind, aggregate FROM fact UNION SELECT kind, id FROM aggregate_state'
  )
  let count = 0
  for (const { kind, aggregate } of named.iterate()) {
    const known = aggregates.get(kind)
    if (known === undefined) continue
    count += 1
    const folded = factsOfAggregate(db, kind, aggregate).reduce<unknown>(
      (state, { fact }) => known.fold(state, fact),
      null
    )
    const row = stored.get(kind, aggregate)
    if (row === undefined || !sameState(row.state, folded)) findings.report({ fault: 'state', kind, aggregate })
    step()
  }
  return count
}

const sameState = (stored: string, folded: unknown): boolean => {
  const text = JSON.stringify(folded)
  if (stored === text) return true
  const one: unknown = JSON.parse(stored)
  const other: unknown = JSON.parse(text)
  return isDeepStrictEqual(one, other)
}
