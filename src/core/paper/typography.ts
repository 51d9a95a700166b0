/** Russian typography that needs no author: which spaces must not end a line. */

const NBSP = '\u00a0'
const MONTHS = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря'
const MONTH_AFTER_DAY = new RegExp(`(?<=\\d) (?=(?:${MONTHS})(?!\\p{L}))`, 'gu')
const YEAR_AFTER_MONTH = new RegExp(`(?<=(?:${MONTHS})) (?=\\d{4})`, 'gu')

/**
 * Binds what a line must not tear: a dash to the word before it, short prepositions and «№» to the word after,
 * initials to the family name, a number to its unit, a day to its month and year. Spaces become no-break ones; nothing else changes.
 */
export const bindSpaces = (text: string): string =>
  text
    .replace(/ (?=[—–])/gu, NBSP)
    .replace(
      /(?<=(?:^|[\s(«])(?:№|ст\.|п\.|ч\.|г\.|ул\.|д\.|лит\.|кв\.|корп\.|стр\.|пом\.|тел\.|[А-ЯЁа-яё]{1,2})) /gu,
      NBSP
    )
    .replace(MONTH_AFTER_DAY, NBSP)
    .replace(YEAR_AFTER_MONTH, NBSP)
    .replace(/(?<=\d) (?=(?:₽|руб\.|г\.|лет|года?|мг|мл|мм|%|\d{3}(?!\d)))/gu, NBSP)
    .replace(/(?<=[А-ЯЁ]\.) (?=[А-ЯЁ])/gu, NBSP)

/** What is drawn: readers of the PDF must find plain words, so bound spaces are plain again. */
export const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
