/**
 * Which money settles which act: the one rule by which debt, advance and what is due for a visit are told, the same on
 * every desk whatever order facts arrived in.
 */
import type { IsoDate } from '../values/dates.ts'
import type { ActId, PaymentId } from '../values/ids.ts'
import { kopecks, type Kopecks } from '../values/money.ts'
import type { Allocation } from './facts.ts'

/** An act that stands, of one patient and one legal entity. */
export interface OwedAct {
  readonly id: ActId
  readonly date: IsoDate
  readonly total: Kopecks
}

/** A payment that stands, of the same patient and legal entity; `amount` is all that it settles, points included. */
export interface StandingPayment {
  readonly id: PaymentId
  readonly date: IsoDate
  readonly amount: Kopecks
  readonly allocations: readonly Allocation[]
}

export interface Settled {
  readonly payment: PaymentId
  readonly act: ActId
  readonly amount: Kopecks
}

export interface Settlement {
  readonly settled: readonly Settled[]
  /** What is still due for each act, oldest act first; fully paid ones stand here with zero. */
  readonly due: ReadonlyMap<ActId, Kopecks>
  readonly debt: Kopecks
  readonly advance: Kopecks
}

const oldestFirst = (
  a: { readonly date: string; readonly id: string },
  b: { readonly date: string; readonly id: string }
): number => (a.date === b.date ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.date < b.date ? -1 : 1)

/**
 * First every payment goes where the desk meant it to, as far as the act still needs it; then what is left of it settles
 * the oldest acts. So an act that was cancelled, or paid on two desks at once, frees its money for the others, and debt
 * and advance never stand side by side.
 */
export const settle = (acts: readonly OwedAct[], payments: readonly StandingPayment[]): Settlement => {
  const owed = acts.toSorted(oldestFirst)
  const paid = payments.toSorted(oldestFirst)
  const due = new Map<ActId, number>(owed.map((act) => [act.id, act.total]))
  const left = new Map<PaymentId, number>(paid.map((payment) => [payment.id, payment.amount]))
  const settled = new Map<string, { payment: PaymentId; act: ActId; amount: number }>()
  const move = (payment: PaymentId, act: ActId, atMost: number): void => {
    const amount = Math.min(atMost, left.get(payment) ?? 0, due.get(act) ?? 0)
    if (amount <= 0) return
    left.set(payment, (left.get(payment) ?? 0) - amount)
    due.set(act, (due.get(act) ?? 0) - amount)
    const key = `${payment} ${act}`
    settled.set(key, { payment, act, amount: amount + (settled.get(key)?.amount ?? 0) })
  }
  for (const payment of paid) for (const { act, amount } of payment.allocations) move(payment.id, act, amount)
  let first = 0
  for (const payment of paid) {
    for (; first < owed.length && (left.get(payment.id) ?? 0) > 0; first++) {
      const act = owed[first]
      if (act === undefined) break
      move(payment.id, act.id, Number.MAX_SAFE_INTEGER)
      // Stay on an act that this payment could not finish.
      if ((due.get(act.id) ?? 0) > 0) break
    }
  }
  return {
    settled: [...settled.values()].map((one) => ({ ...one, amount: kopecks(one.amount) })),
    due: new Map([...due].map(([act, amount]) => [act, kopecks(amount)])),
    debt: total(due.values()),
    advance: total(left.values())
  }
}

const total = (amounts: Iterable<number>): Kopecks => {
  let sum = 0
  for (const amount of amounts) sum += amount
  return kopecks(sum)
}

/** The part of `amount` that falls to `part` of `whole`, rounded down to a kopeck. Nothing of an empty whole. */
export const shareOf = (amount: Kopecks, part: Kopecks, whole: Kopecks): Kopecks =>
  whole <= 0 ? kopecks(0) : kopecks(Number((BigInt(amount) * BigInt(Math.min(part, whole))) / BigInt(whole)))
