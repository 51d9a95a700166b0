/** Sums as people type them at the desk, read strictly: what cannot be a sum of money is no sum. */
import { kopecks, type Kopecks } from '../values/money.ts'
import { Amount } from './facts.ts'

/** «4200», «4 200,5», «4200.50 ₽»: roubles with at most two digits of kopecks. Null for anything else. */
export const parseTypedAmount = (text: string): Kopecks | null => {
  const match = /^(\d{1,9})(?:[.,](\d{1,2})?)?$/.exec(text.replaceAll(/[\s\u00a0\u202f]|₽|руб\.?$/g, ''))
  if (match === null) return null
  const [, whole = '', rest = ''] = match
  const amount = kopecks(Number(whole) * 100 + Number(rest.padEnd(2, '0')))
  return Amount.safeParse(amount).success ? amount : null
}
