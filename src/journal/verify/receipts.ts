/** Reads what device and head office have signed for a chain along with its facts, and holds one against the other. */
import { headText, receiptText } from '../protocol.ts'
import { isTextSignedBy } from '../signature.ts'
import type { Place } from './finding.ts'
import type { Checking, KeptChain, KeptFact, KeptReceipt } from './kept.ts'

export interface ReceiptsOfChain {
  /** Passes over receipts of facts that are not there; answers whether there was a sound one. */
  skip(through: number): Promise<boolean>
  /** Whether what was signed for this fact, if anything, agrees with it. `sealed`: nothing else is wrong with it. */
  check(place: Place, hash: string, sealed: boolean): Promise<boolean>
  /** The sequence number of the last sound receipt, be its fact there or not. */
  rest(): Promise<number>
  /** Up to here sound receipts agree with the chain. */
  proven(): number
}

export const readReceipts = (
  chain: Pick<KeptChain, 'device' | 'epoch' | 'deviceKey' | 'officeKey'>,
  around: Pick<Checking<KeptFact>, 'receipts' | 'tally' | 'report'>
): ReceiptsOfChain => {
  const { device, epoch, deviceKey, officeKey } = chain
  const { receipts, tally, report } = around
  const source = Symbol.asyncIterator in receipts ? receipts[Symbol.asyncIterator]() : receipts[Symbol.iterator]()
  let next: KeptReceipt | null | undefined
  let last = 0
  let proven = 0
  let contradicted = false

  const take = async (): Promise<KeptReceipt | null> => {
    const step = await source.next()
    next = step.done === true ? null : step.value
    return next
  }
  const peek = async (): Promise<KeptReceipt | null> => (next === undefined ? take() : next)

  /** Whether head office has really given this receipt. */
  const isGiven = (one: KeptReceipt, place: Pick<Place, 'seq' | 'fact'>): boolean => {
    const point = { device, epoch, seq: one.seq, hash: one.hash }
    if (deviceKey !== null && one.head === null) tally.unvouched += 1
    if (deviceKey !== null && one.head !== null) {
      tally.heads += 1
      if (!isTextSignedBy(deviceKey, headText(point), one.head))
        report({ device, epoch, ...place, table: 'receipt', fault: 'head-forged' })
    }
    if (officeKey === null) return false
    tally.receipts += 1
    if (isTextSignedBy(officeKey, receiptText({ ...point, receivedAt: one.receivedAt }), one.signature)) {
      last = one.seq
      return true
    }
    report({ device, epoch, ...place, table: 'receipt', fault: 'receipt-forged' })
    return false
  }

  const skip = async (through: number): Promise<boolean> => {
    let given = false
    for (let one = await peek(); one !== null && one.seq <= through; one = await take()) {
      if (isGiven(one, { seq: one.seq })) given = true
    }
    return given
  }

  return {
    skip,
    check: async (place, hash, sealed) => {
      const one = await peek()
      if (one === null || one.seq !== place.seq) return true
      await take()
      if (!isGiven(one, place)) return true
      if (one.hash === hash) {
        if (sealed && !contradicted) proven = one.seq
        return true
      }
      // A chain that was sealed anew contradicts every later receipt too: the first says it all.
      if (sealed && !contradicted) {
        report({ ...place, fault: 'contradicted', since: proven, receivedAt: one.receivedAt })
        contradicted = true
      }
      return false
    },
    rest: async () => {
      await skip(Number.MAX_SAFE_INTEGER)
      return last
    },
    proven: () => proven
  }
}
