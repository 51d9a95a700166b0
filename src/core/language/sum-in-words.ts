/** Sums of money in words, as plans, acts and receipts state them. */
import { convert } from 'number-to-words-ru'
import { decimalRubles, type Kopecks } from '../../domain/values/money.ts'

/** «Пять тысяч двадцать один рубль 35 копеек»; kopecks stay in digits, as usual in Russian papers. */
export const sumInWords = (amount: Kopecks): string =>
  // A string of exact digits: from a number the library would round by itself.
  convert(decimalRubles(amount), { currency: 'rub', convertNumberToWords: { integer: true, fractional: false } })
