/** A card as a paper of the print queue: its id there is its number, so that a card is printed once and found again. */
import { CardNumber } from './card-number.ts'

const PREFIX = 'ca4d0000-0000-8000-8000-'

/** A UUID (version 8, of one's own making) whose last twelve hex digits are the number. */
export const cardPaperId = (number: CardNumber): string => `${PREFIX}${Number(number).toString(16).padStart(12, '0')}`

/** Null for every other paper. */
export const cardOfPaper = (document: string): CardNumber | null => {
  if (!document.startsWith(PREFIX)) return null
  const number = CardNumber.safeParse(String(Number.parseInt(document.slice(PREFIX.length), 16)))
  return number.success ? number.data : null
}
