/** What the payment dialog makes of what was typed: who hands over what, what goes back, what stays owed. No window in it. */
import type { MoneyAccount, TakePaymentInput } from '../../contract/money.ts'
import { oldestFirst, POINT_VALUE, pointsLimit } from '../../domain/money/decide.ts'
import type { Payer } from '../../domain/money/facts.ts'
import { parseTypedAmount } from '../../domain/money/typed-amount.ts'
import type { ActId, PatientId, PaymentId, VisitId } from '../../domain/values/ids.ts'
import { kopecks, subtractKopecks, sumKopecks, ZERO, type Kopecks } from '../../domain/values/money.ts'

export interface PaymentForm {
  /** As typed; empty means all that is due. */
  readonly pays: string
  /** Notes on the desk, as typed; what they do not cover goes by card. */
  readonly cash: string
  /** Give as many points as the rules allow; only for a payment of all that is due. */
  readonly usePoints: boolean
  /** Acts that are not to be paid now. */
  readonly left: ReadonlySet<ActId>
}

export const EMPTY_FORM: PaymentForm = { pays: '', cash: '', usePoints: false, left: new Set() }

export interface PaymentSum {
  /** Of the acts that are ticked. */
  readonly due: Kopecks
  readonly points: number
  /** Money: what is due less points, unless something else was typed. */
  readonly pays: Kopecks
  readonly cashGiven: Kopecks
  readonly cash: Kopecks
  readonly card: Kopecks
  readonly change: Kopecks
  /** Of all that is due here, what stays owed afterwards. */
  readonly remains: Kopecks
  /** Above what is due: an advance. */
  readonly advance: Kopecks
  /** Which field cannot be read as a sum. */
  readonly unreadable: 'pays' | 'cash' | null
}

const openHere = (account: MoneyAccount): readonly MoneyAccount['acts'][number][] =>
  account.acts.filter((act) => act.payableHere && act.due > 0)

export const sumOf = (form: PaymentForm, account: MoneyAccount): PaymentSum => {
  const due = sumKopecks(
    openHere(account)
      .filter((act) => !form.left.has(act.act))
      .map((act) => act.due)
  )
  const typed = form.pays.trim() === '' ? null : parseTypedAmount(form.pays)
  const given = form.cash.trim() === '' ? ZERO : parseTypedAmount(form.cash)
  const points =
    form.usePoints && form.pays.trim() === ''
      ? Math.min(account.points.usable, pointsLimit(due, account.points.spendShare))
      : 0
  const pays = typed ?? subtractKopecks(due, kopecks(points * POINT_VALUE))
  const cashGiven = given ?? ZERO
  const cash = kopecks(Math.min(cashGiven, pays))
  const settles = kopecks(pays + points * POINT_VALUE)
  // What is above the ticked acts settles the others: debt and advance never stand side by side.
  const advance = kopecks(Math.max(0, settles - account.dueHere))
  return {
    due,
    points,
    pays,
    cashGiven,
    cash,
    card: subtractKopecks(pays, cash),
    change: subtractKopecks(cashGiven, cash),
    remains: kopecks(Math.max(0, account.dueHere - settles)),
    advance,
    unreadable: form.pays.trim() !== '' && typed === null ? 'pays' : given === null ? 'cash' : null
  }
}

/** Nothing beyond the notes on the desk: what they do not cover stays owed instead of going by card. */
export const restInDebt = (form: PaymentForm): PaymentForm => ({ ...form, pays: form.cash, usePoints: false })

/** What is sent to core; `chosen` names acts only when some were left out. */
export const toInput = (
  form: PaymentForm,
  account: MoneyAccount,
  who: { readonly id: PaymentId; readonly visit: VisitId | null; readonly payer: Payer; readonly patient: PatientId }
): TakePaymentInput => {
  const sum = sumOf(form, account)
  const open = openHere(account)
  const ticked = open.filter((act) => !form.left.has(act.act)).map((act) => ({ id: act.act, due: act.due }))
  const settles = kopecks(sum.pays + sum.points * POINT_VALUE)
  return {
    ...who,
    tender: { pays: sum.pays, card: sum.card, cashGiven: sum.cashGiven },
    points: sum.points,
    chosen: ticked.length === open.length ? null : [...oldestFirst(settles, ticked)],
    advance: sum.advance > 0
  }
}
