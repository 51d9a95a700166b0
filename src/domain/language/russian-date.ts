/** Dates as Russian papers write them. */
import type { IsoDate } from '../values/dates.ts'

const MONTHS = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря'
] as const

/** «4 ноября 2026 г.» */
export const longDate = (date: IsoDate): string =>
  `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)} г.`

const plural = new Intl.PluralRules('ru')

/** «39 лет», «1 год» */
export const yearsInWords = (years: number): string => {
  const form = plural.select(years)
  return `${years} ${form === 'one' ? 'год' : form === 'few' ? 'года' : 'лет'}`
}
