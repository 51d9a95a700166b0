/** Counts the points that payments should have earned, and what must be recorded to make the account agree. */
import { newFact } from '../fact.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ActId, PaymentId } from '../values/ids.ts'
import type { Kopecks } from '../values/money.ts'
import { accountOf, type LoyaltyAccount } from './evolve.ts'
import { PaymentUndone, PointsAccrued, PointsWithdrawn, type LoyaltyFact } from './facts.ts'
import { lastDay, pointsFor, ruleOn, usableFrom, type LoyaltyProgramme } from './rules.ts'

/** Money that a standing payment really paid for services of a standing act that earn points. */
export interface EarningMoney {
  readonly payment: PaymentId
  readonly act: ActId
  readonly base: Kopecks
  /** The later of payment and act: an advance earns when it becomes treatment. */
  readonly day: IsoDate
}

/**
 * Facts that bring the account in line with what money now settles. Run again, or on another desk that knows the same,
 * it answers nothing. Money of days before the patient joined earns nothing; the day of joining counts.
 */
export const trueUp = (
  account: LoyaltyAccount,
  programme: LoyaltyProgramme | null,
  earning: readonly EarningMoney[],
  reversed: ReadonlySet<PaymentId>
): readonly LoyaltyFact[] => {
  const id = accountOf(account.patient)
  const facts: LoyaltyFact[] = []
  const touched = new Set([...account.accruals.map((one) => one.payment), ...account.spends.map((one) => one.payment)])
  for (const payment of touched) {
    if (reversed.has(payment)) facts.push(newFact(PaymentUndone, 'loyalty-account', id, { payment }))
  }
  const standing = account.accruals.filter((one) => !reversed.has(one.payment))
  const wanted = earning.filter(
    (one) => one.base > 0 && one.day >= account.joinedOn && !account.undone.includes(one.payment)
  )
  for (const { payment, act } of standing) {
    if (!wanted.some((one) => one.payment === payment && one.act === act)) {
      facts.push(newFact(PointsWithdrawn, 'loyalty-account', id, { payment, act }))
    }
  }
  for (const { payment, act, base, day } of wanted) {
    const before = standing.find((one) => one.payment === payment && one.act === act)
    if (before?.base === base) continue
    // Points once promised keep their rule and their days, whatever was published since.
    const rule =
      programme?.rules.find((one) => one.version === before?.rule) ?? ruleOn(programme, before?.earnedOn ?? day)
    const earnedOn = before?.earnedOn ?? day
    facts.push(
      newFact(PointsAccrued, 'loyalty-account', id, {
        payment,
        act,
        base,
        points: pointsFor(rule, base),
        rule: rule.version,
        earnedOn,
        usableFrom: usableFrom(rule, earnedOn),
        lastDay: lastDay(rule, earnedOn)
      })
    )
  }
  return facts
}
