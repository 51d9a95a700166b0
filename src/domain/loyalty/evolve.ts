/** Folds a patient's loyalty account out of its facts. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, FactOf } from '../fact.ts'
import type { Instant, IsoDate } from '../values/dates.ts'
import { LoyaltyAccountId, type PatientId, type PaymentId } from '../values/ids.ts'
import type { CardNumber } from './card-number.ts'
import {
  CardBlocked,
  CardIssued,
  CardPrinted,
  LoyaltyJoined,
  OverspendSettled,
  PaymentUndone,
  PointsAccrued,
  PointsSpent,
  PointsWithdrawn,
  type BlockReason,
  type CardSource,
  type LoyaltyFact
} from './facts.ts'
import { points, type Points } from './points.ts'

export interface LoyaltyCard {
  readonly number: CardNumber
  readonly source: CardSource
  readonly issuedOn: IsoDate
  readonly issuedAt: Instant
  readonly replaces: CardNumber | null
  readonly blocked: { readonly reason: BlockReason; readonly on: IsoDate } | null
  /** Jobs of card printers that put it on plastic. */
  readonly printings: readonly string[]
}

export type Accrual = FactOf<typeof PointsAccrued>['payload']
export type Spend = FactOf<typeof PointsSpent>['payload']

export interface LoyaltyAccount {
  readonly patient: PatientId
  readonly joinedOn: IsoDate
  /** In order of issue. Two without a block means that two desks apart gave a card to one patient. */
  readonly cards: readonly LoyaltyCard[]
  /** What still counts: of every pair of payment and act the last word, none of payments undone. */
  readonly accruals: readonly Accrual[]
  readonly spends: readonly Spend[]
  readonly undone: readonly PaymentId[]
  /** Of points that a payment spent beyond the account: how many are forgiven, how many somebody knows to be owed. */
  readonly settlements: readonly Settlement[]
}

export interface Settlement {
  readonly payment: PaymentId
  readonly forgiven: Points
  readonly owed: Points
}

/** A patient has one account, and it has the patient's id: desks apart that open it open the same one. */
export const accountOf = (patient: PatientId): LoyaltyAccountId => LoyaltyAccountId.parse(patient)

export const loyaltyAggregate: Aggregate<LoyaltyAccount, LoyaltyFact> = {
  kind: 'loyalty-account',
  definitions: [
    LoyaltyJoined,
    CardIssued,
    CardBlocked,
    CardPrinted,
    PointsAccrued,
    PointsWithdrawn,
    PointsSpent,
    PaymentUndone,
    OverspendSettled
  ],
  evolve: (state, fact) => {
    if (fact.type === 'loyalty.joined') {
      const { patient, date } = fact.payload
      return state ?? { patient, joinedOn: date, cards: [], accruals: [], spends: [], undone: [], settlements: [] }
    }
    if (state === null) return null
    switch (fact.type) {
      case 'loyalty.card-issued': {
        const { number, source, date, replaces } = fact.payload
        if (state.cards.some((card) => card.number === number)) return state
        return {
          ...state,
          cards: [
            ...state.cards,
            { number, source, issuedOn: date, issuedAt: fact.provenance.at, replaces, blocked: null, printings: [] }
          ]
        }
      }
      case 'loyalty.card-blocked': {
        const { number, reason, date } = fact.payload
        const cards = state.cards.map((card) =>
          card.number === number && card.blocked === null ? { ...card, blocked: { reason, on: date } } : card
        )
        return { ...state, cards }
      }
      case 'loyalty.card-printed': {
        const { number, job } = fact.payload
        const printed = (card: LoyaltyCard): LoyaltyCard =>
          card.number === number && !card.printings.includes(job)
            ? { ...card, printings: [...card.printings, job] }
            : card
        return { ...state, cards: state.cards.map(printed) }
      }
      case 'loyalty.points-accrued':
        return state.undone.includes(fact.payload.payment)
          ? state
          : { ...state, accruals: [...without(state.accruals, fact.payload), fact.payload] }
      case 'loyalty.points-withdrawn':
        return { ...state, accruals: without(state.accruals, fact.payload) }
      case 'loyalty.points-spent':
        if (state.undone.includes(fact.payload.payment)) return state
        return {
          ...state,
          spends: [...state.spends.filter((spend) => spend.payment !== fact.payload.payment), fact.payload]
        }
      case 'loyalty.payment-undone': {
        const { payment } = fact.payload
        return {
          ...state,
          accruals: state.accruals.filter((accrual) => accrual.payment !== payment),
          spends: state.spends.filter((spend) => spend.payment !== payment),
          undone: state.undone.includes(payment) ? state.undone : [...state.undone, payment]
        }
      }
      case 'loyalty.overspend-settled': {
        const { how, lacks } = fact.payload
        return { ...state, settlements: lacks.reduce((all, lack) => withSettlement(all, lack, how), state.settlements) }
      }
      default:
        return assertNever(fact, 'loyalty fact')
    }
  }
}

const without = (
  accruals: readonly Accrual[],
  pair: { readonly payment: string; readonly act: string }
): readonly Accrual[] => accruals.filter((accrual) => accrual.payment !== pair.payment || accrual.act !== pair.act)

/** The greater figure holds: two desks that settle one lack apart say the same twice. */
const withSettlement = (
  settlements: readonly Settlement[],
  { payment, points: settled }: { readonly payment: PaymentId; readonly points: Points },
  how: 'owed' | 'forgiven'
): readonly Settlement[] => {
  const before = settlements.find((one) => one.payment === payment) ?? { payment, forgiven: points(0), owed: points(0) }
  const after = { ...before, [how]: points(Math.max(before[how], settled)) }
  return [...settlements.filter((one) => one.payment !== payment), after].toSorted((a, b) =>
    a.payment < b.payment ? -1 : 1
  )
}

/** The cards that open this account at the desk, newest first. */
export const activeCards = (account: LoyaltyAccount): readonly LoyaltyCard[] =>
  account.cards.filter((card) => card.blocked === null).toReversed()
