/** Which characters a receipt printer can print in each of the two Cyrillic code pages, and nothing about bytes. */
import { z } from 'zod'

/** DOS Cyrillic (nearly every printer) and Windows Cyrillic (has « » — but fewer printers know it). */
export const Repertoire = z.enum(['cp866', 'cp1251'])
export type Repertoire = z.infer<typeof Repertoire>

const range = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, offset) => String.fromCodePoint(from + offset)).join('')

// Ё and ё stand apart from the alphabet in Unicode and in both code pages.
const COMMON = `${range(0x20, 0x7e)}${range(0x410, 0x44f)}Ёё№`

const CHARACTERS: Readonly<Record<Repertoire, ReadonlySet<string>>> = {
  cp866: new Set(`${COMMON}ЄєЇїЎў°∙·√■`),
  cp1251: new Set(`${COMMON}ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐґЄєЇїІіЅѕј°±·µ¶§©®™€†‡‰‹›«»„“”‘’‚•–—…¦¬¤`)
}

/** Whether the printer has this character. The no-break space is not in it: what goes to paper is an ordinary space. */
export const isPrintable = (character: string, repertoire: Repertoire): boolean => CHARACTERS[repertoire].has(character)
