/** This device's own chain: seals what happens here, and moves what head office does not share into a new epoch. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import type { ClockDoubt, NewFact } from '../../domain/fact.ts'
import { scopeOf } from '../../domain/scope.ts'
import type { ClinicId, DeviceId, StaffId } from '../../domain/values/ids.ts'
import { ClockStamp, clockAfterVerdict, nextClock } from '../../journal/clock.ts'
import { CHAIN_START, sealErased, sealFact, type ChainHead, type SealedFact } from '../../journal/envelope.ts'
import { MAX_FACT_BYTES } from '../../journal/protocol.ts'
import type { Database } from './database.ts'
import { factsOfChain, headOfChain, insertFact, recorded, sortOf, type Fresh } from './facts.ts'
import { prepared } from './query.ts'
import { readSetting, writeSetting, type Setting } from './settings.ts'

/** On whose behalf a fact is recorded. Staff is null only for what the program itself does. */
export interface Author {
  readonly staff: StaffId | null
  readonly clinic: ClinicId | null
}

/** Sealed again in a later epoch a fact tells where it stood, and must still be one that head office takes. */
const LARGEST = MAX_FACT_BYTES - 160

/** A fact that head office would refuse is never recorded: pictures and papers belong in blobs. A fault of the program. */
export class FactTooLarge extends Error {
  override readonly name = 'FactTooLarge'
  constructor(type: string, bytes: number) {
    super(`a fact ${type} of ${bytes} bytes is larger than ${LARGEST}`)
  }
}

/** Where ids of facts and salts of digests come from; a simulation gives its own. */
export interface Entropy {
  readonly id: () => string
  /** 16 bytes as hex. */
  readonly salt: () => string
}
export const RANDOM: Entropy = { id: () => uuidv7(), salt: () => randomBytes(16).toString('hex') }

/** The last stamp made or seen, written in the transaction of the facts it belongs to. */
export const LastClock: Setting<typeof ClockStamp> = { name: 'journal.clock', schema: ClockStamp }
const Epoch: Setting<z.ZodInt> = { name: 'journal.epoch', schema: z.int() }

export interface OwnChain {
  head(): ChainHead
  /** Seals facts as the next ones of the chain. @throws {FactTooLarge} */
  seal(author: Author, facts: readonly NewFact[]): readonly Fresh[]
  /** Takes note of a stamp that somebody else made: what happens here later gets a later one. */
  saw(stamp: ClockStamp): void
  /** Comes back from a clock that ran ahead, once head office has ruled on the last fact of the chain. */
  judged(stamp: ClockStamp): void
  /** Seals the facts behind `common` anew as the chain of `epoch`; answers them. What they were is kept aside. */
  beginEpoch(epoch: number, common: number): readonly Fresh[]
}

export interface OwnChainOptions {
  readonly db: Database
  readonly device: DeviceId
  /** The epoch in which the device was enrolled; what it has begun since is remembered. */
  readonly epoch: number
  readonly now: () => number
  readonly entropy: Entropy
  /** Both times when the wall clock is not to be trusted at this moment. */
  readonly doubt: () => ClockDoubt | null
}

export const openOwnChain = (options: OwnChainOptions): OwnChain => {
  const { db, device, now, entropy } = options
  const epochNow = (): number => readSetting(db, Epoch) ?? options.epoch
  const head = (): ChainHead => headOfChain(db, device, epochNow())

  const place = (fact: SealedFact, effective: ClockStamp): Fresh => {
    const inserted = insertFact(db, { fact, effective, cursor: null, withheld: false })
    if (inserted !== 'new' && inserted !== 'again')
      throw new RangeError(`fact ${fact.header.seq} of epoch ${fact.header.epoch} is there already`)
    return {
      fact: recorded(fact.header, fact.payload, effective),
      sort: sortOf(fact, effective),
      empty: fact.payload === null
    }
  }

  return {
    head,
    seal: (author, facts) => {
      let { seq, hash } = head()
      const { epoch } = head()
      let clock = readSetting(db, LastClock)
      const doubt = options.doubt()
      const sealed = facts.map((fact) => {
        clock = nextClock(now(), clock)
        seq += 1
        const one = sealFact(
          {
            id: entropy.id(),
            device,
            epoch,
            seq,
            type: fact.type,
            v: fact.v,
            kind: fact.aggregate.kind,
            aggregate: fact.aggregate.id,
            scope: scopeOf(fact.aggregate.kind, author.clinic),
            clinic: author.clinic,
            staff: author.staff,
            clock,
            prev: hash,
            ...(doubt === null ? {} : { doubt: { ...doubt } })
          },
          fact.payload,
          entropy.salt()
        )
        const bytes = Buffer.byteLength(JSON.stringify(one))
        if (bytes > LARGEST) throw new FactTooLarge(fact.type, bytes)
        hash = one.hash
        return place(one, clock)
      })
      if (clock !== null) writeSetting(db, LastClock, clock)
      return sealed
    },
    saw: (stamp) => {
      const last = readSetting(db, LastClock)
      if (last === null || stamp > last) writeSetting(db, LastClock, stamp)
    },
    judged: (stamp) => {
      const last = readSetting(db, LastClock)
      if (last !== null) writeSetting(db, LastClock, clockAfterVerdict(last, stamp))
    },
    beginEpoch: (epoch, common) => {
      const ended = epochNow()
      if (epoch <= ended) throw new RangeError(`epoch ${epoch} does not follow epoch ${ended}`)
      const tail = factsOfChain(db, { device, epoch: ended }, common, Number.MAX_SAFE_INTEGER)
      prepared(db, 'DELETE FROM fact WHERE device = ? AND epoch = ? AND seq > ?').run(device, ended, common)
      writeSetting(db, Epoch, epoch)
      let prev = CHAIN_START
      return tail.map((old, index) => {
        const { digest: _digest, ...body } = old.header
        const fact = resealed(old, { ...body, epoch, seq: index + 1, prev }, entropy)
        prev = fact.hash
        setAside(db, old, fact, new Date(now()).toISOString())
        return place(fact, old.header.clock)
      })
    }
  }
}

/** The same happening under another seal. One whose payload was erased keeps its digest: nobody can make another. */
const resealed = (old: SealedFact, body: Omit<SealedFact['header'], 'digest'>, entropy: Entropy): SealedFact => {
  const { epoch, seq } = old.header
  const header = { ...body, resealed: { epoch, seq, hash: old.hash } }
  return old.payload === null
    ? sealErased({ ...header, digest: old.header.digest })
    : sealFact(header, old.payload, entropy.salt())
}

const setAside = (db: Database, old: SealedFact, fresh: SealedFact, at: string): void => {
  prepared(
    db,
    `INSERT INTO forked_fact (epoch, seq, hash, id, header, payload, salt, resealed_epoch, resealed_seq, set_aside_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  ).run(
    old.header.epoch,
    old.header.seq,
    old.hash,
    old.header.id,
    JSON.stringify(old.header),
    old.payload === null ? null : JSON.stringify(old.payload),
    old.salt,
    fresh.header.epoch,
    fresh.header.seq,
    at
  )
}
