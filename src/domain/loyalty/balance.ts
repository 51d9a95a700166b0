/** Tells how many points an account has on a day: usable, still waiting, soon gone. */
import type { IsoDate } from '../values/dates.ts'
import { addDays } from '../values/dates.ts'
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
}

const SOON_DAYS = 30

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
export const balanceOn = (account: Pick<LoyaltyAccount, 'accruals' | 'spends'>, today: IsoDate): Balance => {
  const buckets = account.accruals
    .map((accrual): Bucket => ({
      left: accrual.points,
      from: accrual.usableFrom,
      lastDay: accrual.lastDay,
      key: `${accrual.payment} ${accrual.act}`
    }))
    .toSorted((a, b) => compare(a.lastDay, b.lastDay) || compare(a.from, b.from) || compare(a.key, b.key))
  const days = [
    ...buckets.map((bucket) => ({ day: bucket.from, order: 0, key: bucket.key, bucket, spent: 0 })),
    ...account.spends.map((spend) => ({
      day: spend.date,
      order: 1,
      key: spend.payment as string,
      bucket: null,
      spent: spend.points as number
    }))
  ]
    .filter((event) => event.day <= today)
    .toSorted((a, b) => compare(a.day, b.day) || a.order - b.order || compare(a.key, b.key))
  let overspent = 0
  for (const { day, bucket, spent } of days) {
    if (bucket !== null) {
      const repaid = Math.min(overspent, bucket.left)
      bucket.left -= repaid
      overspent -= repaid
      continue
    }
    let wanted = spent
    for (const open of buckets) {
      if (open.from > day || open.lastDay < day) continue
      const taken = Math.min(wanted, open.left)
      open.left -= taken
      wanted -= taken
    }
    overspent += wanted
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
    overspent: points(overspent)
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const sum = (buckets: readonly Bucket[]): Points => points(buckets.reduce((total, bucket) => total + bucket.left, 0))
