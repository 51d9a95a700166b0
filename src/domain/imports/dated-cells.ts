/** Reads dates and times of day as Russian and English tables write them, and as Excel stores them: counted from 1900. */
import { ClockTime, clockTimeOf, isoDate, IsoDate } from '../values/dates.ts'
import { parsed, unparsed, type Parsed } from './problems.ts'

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма[йя]', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']

/** Excel counts days from 30 December 1899 (it believes that 1900 was a leap year; from March 1900 on this is exact). */
const EXCEL_ZERO = Date.UTC(1899, 11, 30)
const excelDay = (serial: number): IsoDate =>
  isoDate(new Date(EXCEL_ZERO + serial * 86_400_000).toISOString().slice(0, 10))

/** What a year of two digits may mean: a birth lies in the past, an appointment in this century. */
export type TwoDigitYear = { readonly kind: 'past'; readonly today: IsoDate } | { readonly kind: 'this-century' }

const fullYear = (year: string, meaning: TwoDigitYear): string | null => {
  if (year.length === 4) return year
  if (meaning.kind === 'this-century') return `20${year}`
  // «87» can only be 1987; «12» may be a child of 2012 or somebody of 1912, and nobody may guess which.
  return `20${year}` > meaning.today.slice(0, 4) ? `19${year}` : null
}

const dayOf = (year: string, month: number, day: number, meaning: TwoDigitYear): Parsed<IsoDate> => {
  const full = fullYear(year, meaning)
  if (full === null) return unparsed({ code: 'TWO_DIGIT_YEAR' })
  const date = IsoDate.safeParse(`${full}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
  return date.success ? parsed(date.data) : unparsed({ code: 'NO_SUCH_DAY' })
}

export const dateCell =
  (meaning: TwoDigitYear) =>
  (text: string): Parsed<IsoDate> => {
    const day = text.replace(/(?:\s+|T)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '').replace(/\s*г(ода|\.)?$/i, '')
    const serial = /^(\d{5})(?:[.,]\d+)?$/.exec(day)
    if (serial !== null) return parsed(excelDay(Number(serial[1])))
    const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(day)
    if (iso !== null) return dayOf(iso[1] ?? '', Number(iso[2]), Number(iso[3]), meaning)
    const russian = /^(\d{1,2})[.,-](\d{1,2})[.,-](\d{4}|\d{2})$/.exec(day)
    if (russian !== null) return dayOf(russian[3] ?? '', Number(russian[2]), Number(russian[1]), meaning)
    const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(day)
    if (slashed !== null) return slashedDay(Number(slashed[1]), Number(slashed[2]), slashed[3] ?? '', meaning)
    const worded = /^(\d{1,2})[\s-]+(\p{L}{3,8})\.?[\s-]+(\d{4}|\d{2})$/u.exec(day)
    const month = worded === null ? -1 : MONTHS.findIndex((name) => new RegExp(`^${name}`, 'i').test(worded[2] ?? ''))
    return worded === null || month < 0
      ? unparsed({ code: 'NOT_A_DATE' })
      : dayOf(worded[3] ?? '', month + 1, Number(worded[1]), meaning)
  }

/** «25/12/2020» is Russian, «12/25/2020» American; where both are possible nobody may guess. */
const slashedDay = (first: number, second: number, year: string, meaning: TwoDigitYear): Parsed<IsoDate> => {
  if (first > 12 || first === second) return dayOf(year, second, first, meaning)
  return second > 12 ? dayOf(year, first, second, meaning) : unparsed({ code: 'AMBIGUOUS_DATE' })
}

/** A date of birth: not after today, not before 1900. */
export const birthDateCell =
  (today: IsoDate) =>
  (text: string): Parsed<IsoDate> => {
    const date = dateCell({ kind: 'past', today })(text)
    if (!date.ok) return date
    if (date.value > today) return unparsed({ code: 'DATE_IN_FUTURE' })
    return date.value < '1900-01-01' ? unparsed({ code: 'DATE_TOO_OLD' }) : date
  }

/** «9:30», «09.30», «9-30», «09:30:00», and Excel's share of a day: «0,395833333». */
export const timeCell = (text: string): Parsed<ClockTime> => {
  const share = /^0?[.,](\d{3,})$/.exec(text)
  if (share !== null) {
    const minutes = Math.round(Number(`0.${share[1]}`) * 1440)
    return minutes < 1440 ? parsed(clockTimeOf(minutes)) : unparsed({ code: 'NOT_A_TIME' })
  }
  const plain = /^(\d{1,2})[:.\-ч]\s?(\d{2})(?::\d{2})?$/.exec(text)
  const time = ClockTime.safeParse(plain === null ? '' : `${(plain[1] ?? '').padStart(2, '0')}:${plain[2]}`)
  return time.success ? parsed(time.data) : unparsed({ code: 'NOT_A_TIME' })
}
