/** Sums of money in words, as plans, acts and receipts state them. */
import { createRequire } from 'node:module'
import type * as NumberToWords from 'number-to-words-ru'
import { decimalRubles, type Kopecks } from '../../domain/values/money.ts'

// The package declares ES modules but its entry is UMD, whose names Node cannot see in an `import`.
const { convert } = createRequire(import.meta.url)('number-to-words-ru') as typeof NumberToWords

/** «Пять тысяч двадцать один рубль 35 копеек»; kopecks stay in digits, as usual in Russian papers. */
export const sumInWords = (amount: Kopecks): string =>
  // A string of exact digits: from a number the library would round by itself.
  convert(decimalRubles(amount), { currency: 'rub', convertNumberToWords: { integer: true, fractional: false } })
