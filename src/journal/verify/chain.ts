/**
 * Checks one kept chain, fact by fact and without holding it: seals, links, places, and what device and head office have
 * signed for it. The same for a workstation's journal and for head office's.
 */
import { CHAIN_START, readStoredFact, sealFault, type SealedFact } from '../envelope.ts'
import type { Place, SealFinding } from './finding.ts'
import type { Checking, Emptied, KeptChain, KeptFact, KeptSeal } from './kept.ts'
import { readReceipts } from './receipts.ts'

/** How far the chain goes, and how far receipts go. */
export interface ChainExtent {
  readonly last: number
  readonly receipted: number
}

/** Facts come in the order of their places. */
export const verifyChain = async <Kept extends KeptFact>(
  chain: KeptChain,
  checking: Checking<Kept>
): Promise<ChainExtent> => {
  const { tally, report } = checking
  const { device, epoch } = chain
  const receipts = readReceipts(chain, checking)
  let before: Link = { seq: 0, hash: CHAIN_START, sound: true }
  for await (const kept of checking.facts) {
    tally.facts += 1
    const { seq } = kept
    const { read, fault } = readKept(chain, kept)
    const place = placeOf(chain, kept, read)
    if (seq === before.seq) {
      report({ ...place, fault: 'twice' })
      continue
    }
    if (seq !== before.seq + 1) {
      const receipted = (await receipts.skip(seq - 1)) || seq <= chain.confirmed
      report({ fault: 'missing', device, epoch, seq: before.seq + 1, through: seq - 1, receipted })
      before = { seq: seq - 1, hash: '', sound: false }
    }
    if (fault !== null) report({ ...place, fault })
    else if (read !== null) {
      if (read.payload === null && countEmpty(read, kept, checking) === 'unordered')
        report({ ...place, fault: 'unordered' })
      const column = wrongColumn(read, kept) ?? checking.wrongColumn?.(read, kept) ?? null
      if (column !== null) report({ ...place, fault: 'column', column })
      if (before.sound && read.header.prev !== before.hash) {
        if (before.place === undefined) report({ ...place, fault: 'beginning' })
        else report({ ...before.place, fault: 'exchanged', since: receipts.proven() })
      }
    }
    const agrees = await receipts.check(place, kept.hash, fault === null)
    if (agrees && chain.head !== null && seq === chain.confirmed && kept.hash !== chain.head)
      report({ ...place, fault: 'head' })
    before = { seq, hash: kept.hash, sound: fault === null && agrees, place }
    checking.step?.()
  }
  if (before.seq > 0) tally.chains += 1
  const receipted = await receipts.rest()
  const through = Math.max(receipted, chain.confirmed)
  if (through > before.seq) report({ fault: 'missing', device, epoch, seq: before.seq + 1, through, receipted: true })
  return { last: before.seq, receipted }
}

/** The chain of hashes holds without a payload: that alone does not make it lawful that one is gone. */
const countEmpty = <Kept extends KeptFact>(
  { header }: SealedFact,
  { withheld }: Kept,
  { tally, emptied }: Checking<Kept>
): Emptied | 'withheld' => {
  const how = withheld ? 'withheld' : emptied(header)
  if (how === 'withheld') tally.withheld += 1
  if (how === 'by-order') tally.erased += 1
  if (how === 'undecided') tally.undecided += 1
  return how
}

/** The fact that the next one must continue; not `sound` when that says nothing, since it has been reported. */
interface Link {
  readonly seq: number
  readonly hash: string
  readonly sound: boolean
  readonly place?: Place
}

const wrongColumn = ({ header }: SealedFact, { kind, aggregate }: KeptFact): string | null =>
  kind === header.kind ? (aggregate === header.aggregate ? null : 'aggregate') : 'kind'

/** Where something is kept, and what it says of itself. */
export const placeOf = (
  { device, epoch }: Pick<KeptChain, 'device' | 'epoch'>,
  { seq, table }: Pick<KeptFact, 'seq' | 'table'>,
  read: SealedFact | null
): Place => ({
  device,
  epoch,
  seq,
  ...(table === undefined || table === null ? {} : { table }),
  ...(read === null ? {} : { fact: { type: read.header.type, v: read.header.v, clock: read.header.clock } })
})

/** The fact that a store keeps at a place, null when it is none, and what is wrong with it. */
export const readKept = (
  { device, epoch }: Pick<KeptChain, 'device' | 'epoch'>,
  kept: KeptSeal
): { readonly read: SealedFact | null; readonly fault: SealFinding | null } => {
  let read: SealedFact
  try {
    read = readStoredFact(kept)
  } catch {
    // Neither JSON nor a fact: that is the finding.
    return { read: null, fault: 'unreadable' }
  }
  const { header } = read
  if ((read.payload === null) !== (read.salt === null)) return { read, fault: 'half-erased' }
  const fault = sealFault(read)
  if (fault !== null) return { read, fault: fault === 'hash' ? 'header' : fault }
  const here =
    header.device === device &&
    header.epoch === epoch &&
    header.seq === kept.seq &&
    (kept.id === undefined || header.id === kept.id)
  return { read, fault: here ? null : 'misplaced' }
}
