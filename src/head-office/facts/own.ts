/** Facts that head office writes itself (price list, staff, clinics): sealed into the chain of a device of its own, as any desk's are. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { AGGREGATES } from '../../domain/aggregates.ts'
import type { NewFact } from '../../domain/fact.ts'
import { recordedFact } from '../../domain/recorded.ts'
import { scopeOf } from '../../domain/scope.ts'
import { clockAfterVerdict, clockMilliseconds, nextClock, type ClockStamp } from '../../journal/clock.ts'
import { CHAIN_START, sealFact, type SealedFact } from '../../journal/envelope.ts'
import { headText, type SignedHead } from '../../journal/protocol.ts'
import { signText } from '../../journal/signature.ts'
import type { Database, Sql } from '../database.ts'
import { appendTo, lockChain } from './append.ts'
import type { Identity } from './identity.ts'
import type { Chain } from './receipts.ts'

/** What head office records: a fact, on whose behalf, and when it happened (milliseconds since the epoch). */
export interface OwnFact {
  readonly author: { readonly staff: string | null; readonly clinic: string | null }
  readonly at: number
  readonly fact: NewFact
}

const BATCH = 1000

/**
 * Seals and stores facts in their order; each batch is durable before the next begins, and several processes may record
 * at once. The clock never goes back, so facts of the past come oldest first. Answers how many were recorded.
 */
export const recordOwn = async (
  database: Database,
  identity: Identity,
  facts: Iterable<OwnFact> | AsyncIterable<OwnFact>,
  now: () => number
): Promise<number> => {
  const chain: Chain = { device: identity.device, epoch: identity.chain.epoch }
  let recorded = 0
  let batch: OwnFact[] = []
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    const facts = batch
    await database.transaction(async (sql) => {
      const locked = await lockChain(sql, chain)
      const sealed = seal(identity, await headOf(sql, identity), facts)
      const push = { chain, facts: sealed, head: signedHead(identity, sealed) }
      const { refusal } = await appendTo(sql, identity, locked, push, now())
      if (refusal !== null) throw new Error(`head office's own chain broke at ${refusal.at}`)
    })
    recorded += batch.length
    batch = []
  }
  for await (const fact of facts) {
    batch.push(fact)
    if (batch.length === BATCH) await flush()
  }
  await flush()
  return recorded
}

export const countOwn = async (sql: Sql, { device }: Identity): Promise<number> => {
  const [row] = await sql.query<{ count: number }>('SELECT sum(acked)::bigint AS count FROM chain WHERE device = $1', [
    device
  ])
  return row?.count ?? 0
}

const signedHead = ({ device, chain }: Identity, sealed: readonly SealedFact[]): SignedHead => {
  const last = sealed.at(-1)
  if (last === undefined) throw new Error('nothing was sealed')
  const { epoch, seq } = last.header
  return { seq, hash: last.hash, signature: signText(chain.key, headText({ device, epoch, seq, hash: last.hash })) }
}

interface Head {
  readonly seq: number
  readonly hash: string
  readonly clock: ClockStamp | null
}

const headOf = async (sql: Sql, { device, chain }: Identity): Promise<Head> => {
  const [latest] = await sql.query<{
    epoch: number
    seq: number
    hash: string
    clock: ClockStamp
    effective: ClockStamp
  }>('SELECT epoch, seq, hash, clock, effective FROM fact WHERE device = $1 ORDER BY epoch DESC, seq DESC LIMIT 1', [
    device
  ])
  // A server whose clock ran ahead comes back to everybody's time, as a desk does.
  const clock = latest === undefined ? null : clockAfterVerdict(latest.clock, latest.effective)
  if (latest?.epoch === chain.epoch) return { seq: latest.seq, hash: latest.hash, clock }
  return { seq: 0, hash: CHAIN_START, clock }
}

const seal = ({ device, chain }: Identity, head: Head, facts: readonly OwnFact[]): readonly SealedFact[] => {
  let { seq, hash, clock } = head
  return facts.map(({ author, at, fact }) => {
    clock = nextClock(at, clock)
    seq += 1
    const sealed = sealFact(
      {
        id: uuidv7(),
        device,
        epoch: chain.epoch,
        seq,
        type: fact.type,
        v: fact.v,
        kind: fact.aggregate.kind,
        aggregate: fact.aggregate.id,
        scope: scopeOf(fact.aggregate.kind, author.clinic),
        clinic: author.clinic,
        staff: author.staff,
        clock,
        prev: hash
      },
      fact.payload,
      randomBytes(16).toString('hex')
    )
    refuseUnreadable(sealed)
    hash = sealed.hash
    return sealed
  })
}

/** What was about to be recorded is not what its type and version allow: everybody would keep it and nobody obey it. */
export class UnreadableFact extends Error {
  override readonly name = 'UnreadableFact'
}

const BY_KIND = new Map(AGGREGATES.map((aggregate) => [aggregate.kind, aggregate]))

/** @throws {UnreadableFact} */
const refuseUnreadable = ({ header, payload }: SealedFact): void => {
  const aggregate = BY_KIND.get(header.kind)
  const name = `${header.type}@${header.v}`
  if (aggregate?.reads.includes(name) !== true) return
  if (aggregate.read(recordedFact(header, payload, clockMilliseconds(header.clock))) === null)
    throw new UnreadableFact(`${name} does not allow this payload`)
}
