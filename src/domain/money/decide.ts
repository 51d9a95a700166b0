/** Rules of taking money and giving it back. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ActId, ClinicId, PatientId, PaymentId, VisitId } from '../values/ids.ts'
import { kopecks, subtractKopecks, sumKopecks, ZERO, type Kopecks } from '../values/money.ts'
import type { Payment } from './evolve.ts'
import {
  FiscalMarksNoted,
  PaymentReceived,
  PaymentReversed,
  type Allocation,
  type FiscalMarks,
  type LegalEntity,
  type Payer,
  type PaymentFact
} from './facts.ts'
import type { MoneyRefusal } from './refusals.ts'

export type MoneyDecision = Decision<PaymentFact, MoneyRefusal>

/** One loyalty point settles one rouble. */
export const POINT_VALUE = 100

/** How a sum is handed over: `pays` is what stays here, of it `card` by card; `cashGiven` are the notes on the desk. */
export interface Tender {
  readonly pays: Kopecks
  readonly card: Kopecks
  readonly cashGiven: Kopecks
}

export type Change =
  | { readonly ok: true; readonly cash: Kopecks; readonly change: Kopecks }
  | { readonly ok: false; readonly refusal: MoneyRefusal }

/** Cash that stays and change that goes back. Change comes out of cash only, so it is never more than the cash given. */
export const changeOf = ({ pays, card, cashGiven }: Tender): Change => {
  const cash = subtractKopecks(pays, card)
  if (cash < 0) return refuse({ code: 'CARD_EXCEEDS', by: kopecks(-cash) })
  const change = subtractKopecks(cashGiven, cash)
  return change < 0 ? refuse({ code: 'CASH_SHORT', missing: kopecks(-change) }) : { ok: true, cash, change }
}

/** An act of the patient and of this desk's legal entity that is not paid in full. */
export interface OpenAct {
  readonly id: ActId
  readonly due: Kopecks
}

/** Spreads a sum over open acts, oldest first as they are given; what remains is an advance. */
export const oldestFirst = (amount: Kopecks, open: readonly OpenAct[]): readonly Allocation[] => {
  let left: number = amount
  return open.flatMap((act) => {
    const part = Math.min(left, act.due)
    left -= part
    return part > 0 ? [{ act: act.id, amount: kopecks(part) }] : []
  })
}

export interface TakePayment {
  readonly id: PaymentId
  readonly patient: PatientId
  readonly visit: VisitId | null
  readonly payer: Payer
  readonly tender: Tender
  readonly points: number
  /** Null pays the oldest acts first. */
  readonly chosen: readonly Allocation[] | null
  /** The person at the desk said that what is above the debt is an advance. */
  readonly advance: boolean
}

/** What the desk knows when money is handed over. */
export interface Till {
  readonly clinic: ClinicId
  readonly entity: LegalEntity
  readonly today: IsoDate
  /** Asked only when the payment is accepted, so that no number is lost. */
  readonly nextNumber: () => string
  /** Oldest first. */
  readonly open: readonly OpenAct[]
  /** Share of a payment that may be given in points, in hundredths of a percent. */
  readonly spendShare: number
}

export const takePayment = (state: Payment | null, command: TakePayment, till: Till): MoneyDecision => {
  if (state !== null) return refuse({ code: 'ALREADY_RECORDED' })
  const { tender, points } = command
  const settles = sumKopecks([tender.pays, kopecks(points * POINT_VALUE)])
  if (settles === 0) return refuse({ code: 'NOTHING_PAID' })
  const change = changeOf(tender)
  if (!change.ok) return change
  const limit = pointsLimit(settles, till.spendShare)
  if (points > limit) return refuse({ code: 'POINTS_OVER_LIMIT', limit })
  const due = sumKopecks(till.open.map((act) => act.due))
  const over = subtractKopecks(settles, due)
  // Points never become an advance: an advance is money that can be asked back.
  if (over > 0 && (!command.advance || points > 0)) return refuse({ code: 'OVERPAYS', by: over, due })
  const allocations = command.chosen ?? oldestFirst(settles, till.open)
  const problem = allocationProblem(allocations, till.open, settles)
  if (problem !== null) return refuse(problem)
  return accept(
    newFact(PaymentReceived, 'payment', command.id, {
      patient: command.patient,
      visit: command.visit,
      payer: ownPayer(command.payer, command.patient),
      clinic: till.clinic,
      entity: till.entity,
      number: till.nextNumber(),
      date: till.today,
      cash: change.cash,
      card: tender.card,
      points,
      tendered: tender.cashGiven,
      change: change.change,
      allocations: allocations.filter((one) => one.amount > 0)
    })
  )
}

/** How many whole points may stand in for money in a payment that settles this much. */
export const pointsLimit = (settles: Kopecks, spendShare: number): number =>
  Number((BigInt(settles) * BigInt(spendShare)) / BigInt(10_000 * POINT_VALUE))

const allocationProblem = (
  allocations: readonly Allocation[],
  open: readonly OpenAct[],
  settles: Kopecks
): MoneyRefusal | null => {
  const due = new Map(open.map((act) => [act.id, act.due]))
  const meant = new Map<ActId, Kopecks>()
  for (const { act, amount } of allocations) meant.set(act, sumKopecks([meant.get(act) ?? ZERO, amount]))
  for (const [act, amount] of meant) {
    const open = due.get(act)
    if (open === undefined) return { code: 'ACT_NOT_OPEN', act }
    if (amount > open) return { code: 'ACT_OVERPAID', act, due: open }
  }
  const over = subtractKopecks(sumKopecks(meant.values()), settles)
  return over > 0 ? { code: 'ALLOCATED_TOO_MUCH', by: over } : null
}

const ownPayer = (payer: Payer, patient: PatientId): Payer =>
  payer.kind === 'other-patient' && payer.patient === patient ? { kind: 'patient' } : payer

/** Gives all of it back the way it came: cash from the drawer, card money to the same card. */
export const reversePayment = (
  state: Payment | null,
  command: { readonly id: PaymentId; readonly reason: string },
  till: Pick<Till, 'clinic' | 'entity' | 'today'>
): MoneyDecision => {
  if (state === null) return refuse({ code: 'PAYMENT_UNKNOWN' })
  if (state.reversals.length > 0) return refuse({ code: 'ALREADY_REVERSED' })
  if (state.entity !== till.entity) return refuse({ code: 'OTHER_LEGAL_ENTITY' })
  return accept(
    newFact(PaymentReversed, 'payment', command.id, {
      reason: command.reason,
      clinic: till.clinic,
      date: till.today,
      cash: state.cash,
      card: state.card
    })
  )
}

export const noteFiscalMarks = (
  state: Payment | null,
  command: { readonly id: PaymentId; readonly marks: FiscalMarks }
): MoneyDecision => {
  if (state === null) return refuse({ code: 'PAYMENT_UNKNOWN' })
  if (command.marks.operation === 'refund' && state.reversals.length === 0) return refuse({ code: 'NOT_REVERSED' })
  return accept(newFact(FiscalMarksNoted, 'payment', command.id, command.marks))
}
