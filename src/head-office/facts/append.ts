/**
 * Appends a device's facts in one short transaction: what continues its chain is stored to the letter and given a
 * cursor; nothing about what the facts say can refuse them. Transport is not business.
 */
import { effectiveClock, type ClockStamp } from '../../journal/clock.ts'
import { continueChain, type Refusal } from '../../journal/continuation.ts'
import type { ChainHead, SealedFact } from '../../journal/envelope.ts'
import type { Receipt, SignedHead } from '../../journal/protocol.ts'
import type { Database, Sql } from '../database.ts'
import type { Identity } from './identity.ts'
import { keepApart, store } from './store.ts'
import { findReceipt, giveReceipt, type Chain, type Prefix } from './receipts.ts'

export interface Appended {
  /** Length of the committed chain. */
  readonly acked: number
  /** How many were stored, and not held already. */
  readonly stored: number
  readonly clamped: readonly { readonly seq: number; readonly effective: ClockStamp }[]
  readonly refusal: Refusal | null
  /** For the committed chain; null while it is empty. */
  readonly receipt: Receipt | null
  /** The device was withdrawn: what it sends is kept apart. */
  readonly quarantined: boolean
}

/** Facts of one chain in order, and its word for the last of them, which the caller has checked. */
export interface Push {
  readonly chain: Chain
  readonly facts: readonly SealedFact[]
  readonly head: SignedHead
}

export interface LockedChain {
  readonly head: ChainHead
  readonly withdrawn: boolean
}

interface HeldFact {
  readonly hash: string
  readonly effective: ClockStamp
}

/** Repeating a push whose answer was lost changes nothing and gives the same verdicts. */
export const appendFacts = (database: Database, identity: Identity, push: Push, now: number): Promise<Appended> =>
  database.transaction(async (sql) => appendTo(sql, identity, await lockChain(sql, push.chain), push, now))

/** The rest of the transaction that has locked the chain. */
export const appendTo = async (
  sql: Sql,
  identity: Identity,
  { head, withdrawn }: LockedChain,
  { chain, facts, head: vouched }: Push,
  now: number
): Promise<Appended> => {
  const held = await heldFacts(sql, chain, head, facts)
  const { fresh, head: next, refusal } = continueChain(head, (seq) => held.get(seq)?.hash, facts)
  const stamped = fresh.map((fact) => ({ fact, effective: effectiveClock(fact.header.clock, now) }))
  const prefix = { ...chain, seq: next.seq, hash: next.hash }
  const receipt = await receiptFor(sql, identity, prefix, vouched, stamped.length > 0, now)
  if (stamped.length > 0) {
    await sql.query(
      `UPDATE chain SET acked = $3, head = $4, recorded = greatest(recorded, $3), last_contact = $5, resealed = resealed + $6
         WHERE device = $1 AND epoch = $2`,
      [
        chain.device,
        chain.epoch,
        next.seq,
        next.hash,
        new Date(now),
        fresh.filter((fact) => fact.header.resealed !== undefined).length
      ]
    )
    if (withdrawn) await keepApart(sql, stamped, now)
    else await store(sql, stamped, now)
  }
  const verdicts = new Map(stamped.map(({ fact, effective }) => [fact.header.seq, effective]))
  const clamped = facts.flatMap(({ header }) => {
    const effective = verdicts.get(header.seq) ?? held.get(header.seq)?.effective
    return effective === undefined || effective === header.clock ? [] : [{ seq: header.seq, effective }]
  })
  return { acked: next.seq, stored: stamped.length, clamped, refusal, receipt, quarantined: withdrawn }
}

/** A repeat gets the receipt that was given; facts from before there were receipts get theirs with the next push. */
const receiptFor = async (
  sql: Sql,
  identity: Identity,
  prefix: Prefix,
  head: SignedHead,
  grown: boolean,
  now: number
): Promise<Receipt | null> => {
  if (prefix.seq === 0) return null
  const signature = head.seq === prefix.seq && head.hash === prefix.hash ? head.signature : null
  const given = grown ? null : await findReceipt(sql, prefix, signature)
  return given ?? giveReceipt(sql, identity, prefix, signature, now)
}

/** The lock on the chain's row makes two pushes of one chain follow each other; the device is not withdrawn meanwhile. */
export const lockChain = async (sql: Sql, { device, epoch }: Chain): Promise<LockedChain> => {
  const [row] = await sql.query<{ acked: number; head: string; revoked_at: Date | null }>(
    `SELECT acked, head, revoked_at FROM chain JOIN device ON device.id = chain.device
     WHERE chain.device = $1 AND chain.epoch = $2 FOR UPDATE OF chain FOR SHARE OF device`,
    [device, epoch]
  )
  if (row === undefined) throw new Error('the chain of an authenticated device is missing')
  return { head: { epoch, seq: row.acked, hash: row.head }, withdrawn: row.revoked_at !== null }
}

const heldFacts = async (
  sql: Sql,
  { device, epoch }: Chain,
  head: ChainHead,
  facts: readonly SealedFact[]
): Promise<ReadonlyMap<number, HeldFact>> => {
  const sequence = facts.map((fact) => fact.header.seq)
  const first = sequence.reduce((least, seq) => Math.min(least, seq), Infinity)
  if (first > head.seq) return new Map()
  const rows = await sql.query<{ seq: number } & HeldFact>(
    `SELECT seq, hash, effective FROM fact WHERE device = $1 AND epoch = $2 AND seq = ANY($3::bigint[])
     UNION ALL
     SELECT seq, hash, effective FROM quarantined_fact WHERE device = $1 AND epoch = $2 AND seq = ANY($3::bigint[])`,
    [device, epoch, sequence]
  )
  return new Map(rows.map((row) => [row.seq, row]))
}
