/** Ages in words. */
import { plural, pluralEnglish, type Language } from '../ui/texts.ts'

export const yearsText = (age: number, language: Language): string =>
  language === 'ru'
    ? `${age}\u00a0${plural(age, { one: 'год', few: 'года', many: 'лет' })}`
    : `${age}\u00a0${pluralEnglish(age, 'year', 'years')}`
