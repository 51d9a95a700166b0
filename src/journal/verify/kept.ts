/** A journal as a store keeps it, for whoever checks it. */
import type { KeyObject } from 'node:crypto'
import type { FactHeader, SealedFact, StoredFact } from '../envelope.ts'
import type { ChainFinding } from './finding.ts'

/** A sealed fact and the place at which a store keeps it. */
export interface KeptSeal extends StoredFact {
  /** Absent where the store has no column for it. */
  readonly id?: string
  readonly seq: number
}

/** A fact of a journal, with what the store has taken out of it to find it by. */
export interface KeptFact extends KeptSeal {
  /** Where that is not the table of facts. */
  readonly table?: string | null
  readonly kind: string
  readonly aggregate: string
  /** Its payload is kept from this side, which is no erasure. */
  readonly withheld: boolean
}

export interface KeptChain extends SigningKeys {
  readonly device: string
  readonly epoch: number
  /** How far the store says that head office holds the chain; 0 where it says nothing. */
  readonly confirmed: number
  /** The hash that the store notes for fact `confirmed`, where it notes one. */
  readonly head: string | null
}

/** What was looked at; grows while chains are checked. */
export interface Tally {
  facts: number
  chains: number
  erased: number
  /** Without payload, and whether that was ordered is not known here yet. */
  undecided: number
  withheld: number
  receipts: number
  heads: number
  /** Receipts without the device's own word, which is kept here else. */
  unvouched: number
}

export const newTally = (): Tally => ({
  facts: 0,
  chains: 0,
  erased: 0,
  undecided: 0,
  withheld: 0,
  receipts: 0,
  heads: 0,
  unvouched: 0
})

export type Stream<Item> = Iterable<Item> | AsyncIterable<Item>

/** Whether the payload of a fact went by order of head office; `undecided` while the order may still be on its way. */
export type Emptied = 'by-order' | 'unordered' | 'undecided'

export interface Checking<Kept extends KeptFact> {
  readonly facts: Stream<Kept>
  /** In the order of their facts. */
  readonly receipts: Stream<KeptReceipt>
  readonly tally: Tally
  readonly report: (finding: ChainFinding) => void
  /** Asked of every fact whose payload is gone and is not withheld. */
  readonly emptied: (header: FactHeader) => Emptied
  /** Called for every fact that has been looked at. */
  readonly step?: () => void
  /** Names a column of the store that does not agree with the fact in it. */
  readonly wrongColumn?: (fact: SealedFact, kept: Kept) => string | null
}

/** What was signed for a chain up to a fact. */
export interface KeptReceipt {
  readonly seq: number
  readonly hash: string
  readonly receivedAt: string
  readonly signature: string
  /** The device's own word; null where it is not kept. */
  readonly head: string | null
}

export interface SigningKeys {
  /** Null where the key is not known, and what it signed is passed over. */
  readonly deviceKey: KeyObject | null
  readonly officeKey: KeyObject | null
}
