/** Russian typography that needs no author: which spaces must not end a line. */

const NBSP = '\u00a0'

/**
 * Binds what a line must not tear: a dash to the word before it, short prepositions and «№» to the word after,
 * initials to the family name, a number to its unit. Spaces become no-break ones; nothing else changes.
 */
export const bindSpaces = (text: string): string =>
  text
    .replace(/ (?=[—–])/gu, NBSP)
    .replace(/(?<=(?:^|[\s(«])(?:№|ст\.|п\.|ч\.|г\.|ул\.|д\.|[А-ЯЁа-яё]{1,2})) /gu, NBSP)
    .replace(/(?<=\d) (?=(?:₽|руб\.|г\.|лет|года?|мг|мл|мм|%|\d{3}(?!\d)))/gu, NBSP)
    .replace(/(?<=[А-ЯЁ]\.) (?=[А-ЯЁ])/gu, NBSP)

/** What is drawn: readers of the PDF must find plain words, so bound spaces are plain again. */
export const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
