/** What can be wrong with a kept journal, and how it is said. */
import { clockMilliseconds, type ClockStamp } from '../clock.ts'

/** Where in a store something is wrong; `through` when it is a whole stretch of the chain. */
export interface Place {
  /** Where that is not the table of facts. */
  readonly table?: string
  readonly device: string
  readonly epoch: number
  readonly seq: number
  readonly through?: number
  /** What the fact there says of itself, where one is there. */
  readonly fact?: { readonly type: string; readonly v: number; readonly clock: ClockStamp }
}

/** What is wrong with one fact by itself. */
export type SealFinding = 'unreadable' | 'header' | 'payload' | 'half-erased' | 'misplaced'

export type ChainFinding = Place &
  (
    | { readonly fault: SealFinding | 'beginning' | 'twice' }
    /** Without payload, and head office has not ordered that. */
    | { readonly fault: 'unordered' }
    /** What the next fact was sealed after is not what stands here. Up to `since` the chain is proven. */
    | { readonly fault: 'exchanged'; readonly since: number }
    | { readonly fault: 'column'; readonly column: string }
    | { readonly fault: 'missing'; readonly receipted: boolean }
    | { readonly fault: 'receipt-forged' | 'head-forged' }
    | { readonly fault: 'contradicted'; readonly since: number; readonly receivedAt: string }
    /** The store's own note of how far the chain goes names another fact. */
    | { readonly fault: 'head' }
    /** The store's own note says that head office has confirmed it, and no receipt does. */
    | { readonly fault: 'unreceipted' }
  )

export type Finding =
  | ChainFinding
  | { readonly fault: 'cursor-gap'; readonly from: number; readonly through: number }
  | { readonly fault: 'cursor-twice'; readonly cursor: number }
  /** The fact up to which everything was fetched, by its hash, is not there. */
  | { readonly fault: 'anchor'; readonly cursor: number }
  | { readonly fault: 'too-few'; readonly cursor: number; readonly facts: number }
  /** The bytes of a paper are not those that it has its name from. */
  | { readonly fault: 'paper'; readonly sha256: string }
  | { readonly fault: 'state'; readonly kind: string; readonly aggregate: string }

/** One sentence in plain words; `nameOf` tells what people call a device. */
export const sentenceOf = (finding: Finding, nameOf: (device: string) => string): string => {
  if (finding.fault === 'cursor-gap')
    return `table fact: nothing stands at ${finding.from === finding.through ? `cursor ${finding.from}` : `cursors ${finding.from} to ${finding.through}`}, though cursors are given without a gap.`
  if (finding.fault === 'cursor-twice')
    return `table fact: cursor ${finding.cursor} was given twice, so a desk may have passed over one of both.`
  if (finding.fault === 'anchor')
    return `setting sync.anchor: the fact up to which this desk has fetched (cursor ${finding.cursor}) is not here: it was taken out, or the mark was changed.`
  if (finding.fault === 'too-few')
    return `setting sync.fetched: up to cursor ${finding.cursor} head office gave as many facts, and only ${finding.facts} are here.`
  if (finding.fault === 'paper') return `paper ${finding.sha256}: its bytes are not the ones that it has its name from.`
  if (finding.fault === 'state')
    return `table aggregate_state, ${finding.kind} ${finding.aggregate}: what is stored is not what its facts fold to (npm run rebuild puts it right).`
  return `${placeOf(finding, nameOf)}: ${whatIsWrong(finding)}`
}

const placeOf = (finding: ChainFinding, nameOf: (device: string) => string): string => {
  const { device, epoch, seq, through, fact } = finding
  const table = finding.table ?? 'fact'
  const facts = through === undefined || through === seq ? `fact ${seq}` : `facts ${seq} to ${through}`
  const said =
    fact === undefined ? '' : `, ${fact.type}@${fact.v} of ${new Date(clockMilliseconds(fact.clock)).toISOString()}`
  return `table ${table}, device ${nameOf(device)}, epoch ${epoch}, ${facts}${said}`
}

const whatIsWrong = (finding: ChainFinding): string => {
  switch (finding.fault) {
    case 'unreadable':
      return 'what stands there is no fact.'
    case 'header':
      return 'its header and its hash do not agree: one of them was changed after it was sealed.'
    case 'payload':
      return 'its payload is not the one that was sealed.'
    case 'half-erased':
      return 'only one of payload and salt is there; an erasure takes both.'
    case 'unordered':
      return 'its payload is gone, and no order of head office to destroy it is here.'
    case 'misplaced':
      return 'it was sealed for another place in the journal and was put here later.'
    case 'beginning':
      return 'it was not sealed as the beginning of a chain: what stood before it is gone.'
    case 'twice':
      return 'it stands here twice: two facts claim one place in the chain.'
    case 'exchanged':
      return `the next fact was sealed after another one than stands here: it was exchanged, or put in, ${provenUpTo(finding.since)}.`
    case 'column':
      return `the column «${finding.column}» does not say what follows from its header.`
    case 'missing':
      return finding.receipted ? 'not there, though head office has confirmed them.' : 'not there: a gap in the chain.'
    case 'receipt-forged':
      return 'the receipt was not signed by this head office.'
    case 'head-forged':
      return 'the head of the chain was not signed by this device.'
    case 'contradicted':
      return `it is not the fact that head office confirmed on ${finding.receivedAt}: the chain was sealed anew after that, ${provenUpTo(finding.since)}.`
    case 'unreceipted':
      return 'this desk has noted that head office confirmed it, and the receipt is gone.'
    case 'head':
      return 'the chain is noted to end with another fact.'
    default: {
      const never: never = finding
      throw new Error(`unknown finding ${JSON.stringify(never)}`)
    }
  }
}

const provenUpTo = (since: number): string =>
  since === 0 ? 'and no receipt proves any fact before it' : `while up to fact ${since} receipts prove the chain`
