/** Numbers of loyalty cards: EAN-13 of the range that GS1 leaves to a company's own use, so that no goods carry one. */
import type { z } from 'zod'
import { Ean13, ean13CheckDigit } from '../values/ean13.ts'

/**
 * Begins with 2. `20` + four digits of a device's series + six of its counter are given by the desks themselves; blanks
 * from a printing house take `21…`–`29…`, or `200000…`, since no device has series 0.
 */
export const CardNumber = Ean13.refine(
  (digits) => digits.startsWith('2'),
  'not of the range for own cards'
).brand<'CardNumber'>()
export type CardNumber = z.infer<typeof CardNumber>

export type ScannedBlank =
  | { readonly ok: true; readonly number: CardNumber }
  | { readonly ok: false; readonly problem: 'not-ean13' | 'not-a-card' | 'desk-series' }

/** What a scanner or a hand brought as the number of a blank; spaces of the printed form are forgiven. */
export const readBlank = (text: string): ScannedBlank => {
  const digits = text.replaceAll(/\s/g, '')
  if (!Ean13.safeParse(digits).success) return { ok: false, problem: 'not-ean13' }
  const number = CardNumber.safeParse(digits)
  if (!number.success) return { ok: false, problem: 'not-a-card' }
  // A desk will give this number some day; taken as a blank it would meet itself.
  return digits.startsWith('20') && !digits.startsWith('200000')
    ? { ok: false, problem: 'desk-series' }
    : { ok: true, number: number.data }
}

const LAST_COUNTER = 999_999

/** The number that a device of a series gives as its `counter`-th; null when the series is used up. */
export const seriesCardNumber = (series: number, counter: number): CardNumber | null => {
  if (series < 1 || series > 9999 || counter < 1 || counter > LAST_COUNTER) return null
  const twelve = `20${String(series).padStart(4, '0')}${String(counter).padStart(6, '0')}`
  return CardNumber.parse(`${twelve}${ean13CheckDigit(twelve)}`)
}

/** «2 000 120 000 017»: in groups, as people read it aloud. */
export const formatCardNumber = (number: string): string =>
  number.replace(/^(\d)(\d{3})(\d{3})(\d{3})(\d{3})$/, '$1\u00a0$2\u00a0$3\u00a0$4\u00a0$5')
