/** Dates as people type them, read strictly: a wrong day is no date, never another one. */
import { IsoDate } from './dates.ts'

/**
 * «12.04.1987», «12.4.87», «12 04 1987», «12041987», «120487». Day before month, always. A two-digit year is the latest
 * that is not in the future of `today`. Null while the text is incomplete or no day of the calendar.
 */
export const parseTypedDate = (text: string, today: IsoDate): IsoDate | null => {
  const trimmed = text.trim()
  const parts =
    /^(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4}|\d{2})$/.exec(trimmed) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(trimmed)
  if (parts === null) return null
  const [, day = '', month = '', year = ''] = parts
  const century = Number(today.slice(0, 2))
  const full =
    year.length === 4 ? year : String(`${century}${year}` <= today.slice(0, 4) ? century : century - 1) + year
  const parsed = IsoDate.safeParse(`${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return parsed.success ? parsed.data : null
}

/** Puts the dots in while somebody types digits: «1204» becomes «12.04», «12.041» becomes «12.04.1». Dots that were typed are left alone. */
export const dotted = (text: string): string => {
  const digits = /^\d{3,8}$/.test(text) || /^\d{2}\.\d{3,6}$/.test(text) ? text.replace('.', '') : null
  return digits === null ? text : [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean).join('.')
}
