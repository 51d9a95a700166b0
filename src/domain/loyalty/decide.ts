/** Rules of cards: who gets one, with which number, and how a lost one is replaced. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import type { IsoDate } from '../values/dates.ts'
import type { PatientId, PaymentId } from '../values/ids.ts'
import { balanceOn } from './balance.ts'
import { readBlank, type CardNumber } from './card-number.ts'
import { accountOf, activeCards, type LoyaltyAccount } from './evolve.ts'
import {
  CardBlocked,
  CardIssued,
  LoyaltyJoined,
  OverspendSettled,
  PointsSpent,
  type BlockReason,
  type CardSource,
  type LoyaltyFact
} from './facts.ts'
import { points } from './points.ts'
import type { LoyaltyRefusal } from './refusals.ts'

export type LoyaltyDecision = Decision<LoyaltyFact, LoyaltyRefusal>

/** Where the number comes from; `next` of the series is asked only when a card is given, and answers null when none is left. */
export type NewCard =
  | { readonly source: 'blank'; readonly text: string }
  | { readonly source: 'series'; readonly next: () => CardNumber | null }

/** Whether a number was ever given to anybody, as far as this desk knows. */
export type IsUsed = (number: CardNumber) => boolean

type NumberOrRefusal =
  | { readonly ok: true; readonly number: CardNumber; readonly source: CardSource }
  | { readonly ok: false; readonly refusal: LoyaltyRefusal }

const numberFor = (card: NewCard, isUsed: IsUsed): NumberOrRefusal => {
  if (card.source === 'series') {
    const number = card.next()
    return number === null ? refuse({ code: 'SERIES_EXHAUSTED' }) : { ok: true, number, source: 'series' }
  }
  const blank = readBlank(card.text)
  if (!blank.ok) return refuse({ code: REFUSED_BLANK[blank.problem] })
  return isUsed(blank.number) ? refuse({ code: 'NUMBER_USED' }) : { ok: true, number: blank.number, source: 'blank' }
}

const REFUSED_BLANK = { 'not-ean13': 'NOT_EAN13', 'not-a-card': 'NOT_A_CARD', 'desk-series': 'DESK_SERIES' } as const

export const issueCard = (
  state: LoyaltyAccount | null,
  command: { readonly patient: PatientId; readonly card: NewCard },
  today: IsoDate,
  isUsed: IsUsed
): LoyaltyDecision => {
  const active = state === null ? undefined : activeCards(state)[0]
  if (active !== undefined) return refuse({ code: 'HAS_CARD', number: active.number })
  const given = numberFor(command.card, isUsed)
  if (!given.ok) return given
  const account = accountOf(command.patient)
  const issued = newFact(CardIssued, 'loyalty-account', account, {
    number: given.number,
    source: given.source,
    date: today,
    replaces: null
  })
  return state === null
    ? accept<LoyaltyFact>(
        newFact(LoyaltyJoined, 'loyalty-account', account, { patient: command.patient, date: today }),
        issued
      )
    : accept(issued)
}

export const blockCard = (
  state: LoyaltyAccount | null,
  command: { readonly number: CardNumber; readonly reason: BlockReason },
  today: IsoDate
): LoyaltyDecision => {
  if (state === null) return refuse({ code: 'NO_ACCOUNT' })
  const card = state.cards.find((one) => one.number === command.number)
  if (card === undefined) return refuse({ code: 'CARD_UNKNOWN' })
  if (card.blocked !== null) return refuse({ code: 'CARD_BLOCKED' })
  return accept(
    newFact(CardBlocked, 'loyalty-account', accountOf(state.patient), {
      number: command.number,
      reason: command.reason,
      date: today
    })
  )
}

/** Blocks the old card, unless that was done before, and gives another; the points stay where they are, on the account. */
export const replaceCard = (
  state: LoyaltyAccount | null,
  command: { readonly number: CardNumber; readonly reason: BlockReason; readonly card: NewCard },
  today: IsoDate,
  isUsed: IsUsed
): LoyaltyDecision => {
  if (state === null) return refuse({ code: 'NO_ACCOUNT' })
  const old = state.cards.find((one) => one.number === command.number)
  if (old === undefined) return refuse({ code: 'CARD_UNKNOWN' })
  const other = activeCards(state).find((card) => card.number !== command.number)
  if (other !== undefined) return refuse({ code: 'HAS_CARD', number: other.number })
  const given = numberFor(command.card, isUsed)
  if (!given.ok) return given
  const account = accountOf(state.patient)
  return accept<LoyaltyFact>(
    ...(old.blocked === null
      ? [
          newFact(CardBlocked, 'loyalty-account', account, {
            number: command.number,
            reason: command.reason,
            date: today
          })
        ]
      : []),
    newFact(CardIssued, 'loyalty-account', account, {
      number: given.number,
      source: given.source,
      date: today,
      replaces: command.number
    })
  )
}

/** Takes points in a payment; never more than the account has on that day as this desk knows it. */
export const spendPoints = (
  state: LoyaltyAccount | null,
  command: { readonly payment: PaymentId; readonly points: number },
  today: IsoDate
): LoyaltyDecision => {
  if (command.points === 0) return accept()
  if (state === null) return refuse({ code: 'NO_ACCOUNT' })
  const { usable } = balanceOn(state, today)
  if (command.points > usable) return refuse({ code: 'NOT_ENOUGH_POINTS', usable })
  const spent = { payment: command.payment, points: points(command.points), date: today }
  return accept(newFact(PointsSpent, 'loyalty-account', accountOf(state.patient), spent))
}

/** Leaves what was spent beyond the account to be made good by the next points, or forgives it at the clinic's cost. */
export const settleOverspend = (
  state: LoyaltyAccount | null,
  /** `points` is what the screen showed. */
  command: { readonly how: 'owed' | 'forgiven'; readonly points: number; readonly reason: string | null },
  today: IsoDate
): LoyaltyDecision => {
  if (state === null) return refuse({ code: 'NO_ACCOUNT' })
  const { unsettled } = balanceOn(state, today)
  if (unsettled.length === 0) return refuse({ code: 'NOTHING_OVERSPENT' })
  const total = unsettled.reduce((sum, lack) => sum + lack.points, 0)
  if (total !== command.points) return refuse({ code: 'BALANCE_CHANGED', points: total })
  const reason = command.reason?.trim() ?? ''
  if (command.how === 'forgiven' && reason.length < 3) return refuse({ code: 'REASON_REQUIRED' })
  const before = (payment: PaymentId): number =>
    state.settlements.find((one) => one.payment === payment)?.[command.how] ?? 0
  return accept(
    newFact(OverspendSettled, 'loyalty-account', accountOf(state.patient), {
      how: command.how,
      lacks: unsettled.map((lack) => ({ payment: lack.payment, points: points(before(lack.payment) + lack.points) })),
      reason: reason === '' ? null : reason,
      date: today
    })
  )
}
