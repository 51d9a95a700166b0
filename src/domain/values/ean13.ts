/** EAN-13: the thirteen digits under the bars of a loyalty card, the last of which proves the others. */
import { z } from 'zod'

/** The check digit of the first twelve digits (GS1: weights 1 and 3 in turn from the left). */
export const ean13CheckDigit = (twelve: string): number => {
  let sum = 0
  Array.from(twelve.slice(0, 12), Number).forEach((digit, index) => {
    sum += digit * (index % 2 === 0 ? 1 : 3)
  })
  return (10 - (sum % 10)) % 10
}

export const Ean13 = z
  .string()
  .regex(/^\d{13}$/)
  .refine((digits) => Number(digits[12]) === ean13CheckDigit(digits), 'the check digit is wrong')
  .brand<'Ean13'>()
export type Ean13 = z.infer<typeof Ean13>
