/** Tells how many points an account has on a day: usable, still waiting, soon gone. */
import type { IsoDate } from '../values/dates.ts'
import { addDays } from '../values/dates.ts'
import type { PaymentId } from '../values/ids.ts'
import type { LoyaltyAccount } from './evolve.ts'
import { points, type Points } from './points.ts'

export interface Balance {
  readonly usable: Points
  /** Earned, but not usable before `nextUsableFrom`. */
  readonly waiting: Points
  readonly nextUsableFrom: IsoDate | null
  /** Of the usable ones, those that are gone after `expireOn`; null when nothing goes within 30 days. */
  readonly expiring: { readonly points: Points; readonly lastDay: IsoDate } | null
  /**
   * Points spent that the account did not have: spent on two desks apart, or earned by a payment reversed afterwards.
   * Made good by the next points that become usable; until then the balance is zero, never less.
   */
  readonly overspent: Points
  /** The part of it that nobody has looked at yet, by the payments that spent it. */
  readonly unsettled: readonly { readonly payment: PaymentId; readonly points: Points }[]
}

const SOON_DAYS = 30

interface Lack {
  readonly payment: PaymentId
  left: number
  readonly owed: number
}

interface Bucket {
  left: number
  readonly from: IsoDate
  readonly lastDay: IsoDate
  readonly key: string
}

/**
 * Plays the account day by day: points become usable in the morning and first make good what was overspent; a spending
 * takes from those that expire first. The result depends on the account alone, not on the order in which facts came.
 */
export const balanceOn = (
  account: Pick<LoyaltyAccount, 'accruals' | 'spends'> & Partial<Pick<LoyaltyAccount, 'settlements'>>,
  today: IsoDate
): Balance => {
  const buckets = account.accruals
    .map((accrual): Bucket => ({
      left: accrual.points,
      from: accrual.usableFrom,
      lastDay: accrual.lastDay,
      key: `${accrual.payment} ${accrual.act}`
    }))
    .toSorted((a, b) => compare(a.lastDay, b.lastDay) || compare(a.from, b.from) || compare(a.key, b.key))
  const days = [
    ...buckets.map((bucket) => ({ day: bucket.from, order: 0, key: bucket.key, bucket, spend: null })),
    ...account.spends.map((spend) => ({
      day: spend.date,
      order: 1,
      key: spend.payment as string,
      bucket: null,
      spend
    }))
  ]
    .filter((event) => event.day <= today)
    .toSorted((a, b) => compare(a.day, b.day) || a.order - b.order || compare(a.key, b.key))
  const lacks: Lack[] = []
  for (const { day, bucket, spend } of days) {
    if (bucket !== null) {
      for (const lack of lacks) {
        const repaid = Math.min(lack.left, bucket.left)
        bucket.left -= repaid
        lack.left -= repaid
      }
      continue
    }
    let wanted: number = spend.points
    for (const open of buckets) {
      if (open.from > day || open.lastDay < day) continue
      const taken = Math.min(wanted, open.left)
      open.left -= taken
      wanted -= taken
    }
    const settled = account.settlements?.find((one) => one.payment === spend.payment)
    lacks.push({
      payment: spend.payment,
      left: Math.max(0, wanted - (settled?.forgiven ?? 0)),
      owed: settled?.owed ?? 0
    })
  }
  const usable = buckets.filter((bucket) => bucket.from <= today && bucket.lastDay >= today && bucket.left > 0)
  const waiting = buckets.filter((bucket) => bucket.from > today && bucket.left > 0)
  const [first] = usable
  const soon = first !== undefined && first.lastDay <= addDays(today, SOON_DAYS) ? first.lastDay : null
  return {
    usable: sum(usable),
    waiting: sum(waiting),
    nextUsableFrom: waiting.map((bucket) => bucket.from).toSorted(compare)[0] ?? null,
    expiring: soon === null ? null : { points: sum(usable.filter((bucket) => bucket.lastDay === soon)), lastDay: soon },
    overspent: points(lacks.reduce((total, lack) => total + lack.left, 0)),
    unsettled: lacks
      .filter((lack) => lack.left > lack.owed)
      .map((lack) => ({ payment: lack.payment, points: points(lack.left - lack.owed) }))
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const sum = (buckets: readonly Bucket[]): Points => points(buckets.reduce((total, bucket) => total + bucket.left, 0))
