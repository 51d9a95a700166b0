/** Money as an integer number of kopecks: made, added, discounted and shown without ever touching fractions. */
import { z } from 'zod'

/** Signed integer kopecks, within ±90 trillion so that sums stay exact. */
export const Kopecks = z.int().brand<'Kopecks'>()
export type Kopecks = z.infer<typeof Kopecks>

export const kopecks = (amount: number): Kopecks => Kopecks.parse(amount)
export const rubles = (amount: number): Kopecks => Kopecks.parse(amount * 100)
export const ZERO: Kopecks = kopecks(0)

export const addKopecks = (a: Kopecks, b: Kopecks): Kopecks => kopecks(a + b)
export const subtractKopecks = (a: Kopecks, b: Kopecks): Kopecks => kopecks(a - b)
export const sumKopecks = (amounts: Iterable<Kopecks>): Kopecks => {
  let total = 0
  for (const amount of amounts) total += amount
  return kopecks(total)
}

export const timesKopecks = (price: Kopecks, quantity: number): Kopecks => {
  if (!Number.isInteger(quantity)) throw new RangeError(`quantity must be whole, got ${quantity}`)
  return kopecks(price * quantity)
}

/**
 * Part of a sum, in hundredths of a percent (basis points: 7 % is 700), rounded half up to a whole kopeck.
 * Half up is what cash registers do with a discount; the customer sees the same figure on every paper.
 */
export const partOf = (amount: Kopecks, basisPoints: number): Kopecks => {
  const exact = BigInt(amount) * BigInt(basisPoints)
  const sign = exact < 0n ? -1n : 1n
  return kopecks(Number((sign * exact + 5000n) / 10000n) * Number(sign))
}

/** «4 200 ₽», «1 234 567,50 ₽»: kopecks only when there are any, non-breaking spaces inside. */
export const formatMoney = (amount: Kopecks): string => {
  const negative = amount < 0
  const whole = Math.trunc(Math.abs(amount) / 100)
  const rest = Math.abs(amount) % 100
  const groups = String(whole).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  return `${negative ? '−' : ''}${groups}${rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`}\u00a0₽`
}

/** «4 200,00»: a figure in a column of sums, where the heading or the total names the currency; non-breaking spaces inside. */
export const formatSum = (amount: Kopecks): string => {
  const [whole = '', rest = ''] = decimalRubles(amount).split('.')
  return `${whole.replace('-', '−').replace(/\B(?=(\d{3})+$)/g, '\u00a0')},${rest}`
}

/** «4200.00»: plain digits for receipts, files and libraries that take strings. */
export const decimalRubles = (amount: Kopecks): string => {
  const sign = amount < 0 ? '-' : ''
  return `${sign}${Math.trunc(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`
}
