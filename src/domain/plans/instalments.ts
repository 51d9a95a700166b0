/** Splits a sum into payments that add up to it to the kopeck. */
import { isoDate, type IsoDate } from '../values/dates.ts'
import { kopecks, type Kopecks } from '../values/money.ts'
import type { Instalment } from './content.ts'

/** Equal parts, whole rubles where possible; what does not divide goes to the first part, paid while the patient is here. */
export const equalParts = (total: Kopecks, count: number): readonly Kopecks[] => {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`a sum is split into one part or more, got ${count}`)
  const unit = total >= count * 100 ? 100 : 1
  const part = Math.floor(total / count / unit) * unit
  return Array.from({ length: count }, (_, index) => kopecks(index === 0 ? total - part * (count - 1) : part))
}

/** Monthly payments from the first date on; the 31st becomes the last day of a shorter month. */
export const instalments = (total: Kopecks, count: number, first: IsoDate): readonly Instalment[] =>
  equalParts(total, count).map((amount, month) => ({ due: addMonths(first, month), amount }))

export const addMonths = (date: IsoDate, months: number): IsoDate => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return isoDate(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10))
}
