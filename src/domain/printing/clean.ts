/**
 * Makes any text safe and readable for a receipt printer: whatever a name contains, only printable characters of the
 * printer's code page are left. A control character in a patient's name must never become a printer command.
 */
import { isPrintable, type Repertoire } from './repertoire.ts'

/** Glue that keeps «12 500,00» on one line; every remaining one becomes a plain space once lines are broken. */
export const NO_BREAK_SPACE = '\u00a0'

/** How a character is spelled when the code page lacks it. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '₽': 'руб.',
    '€': 'EUR',
    '£': 'GBP',
    '−': '-',
    '‐': '-',
    '‑': '-',
    '‒': '-',
    '–': '-',
    '—': '-',
    '―': '-',
    '«': '"',
    '»': '"',
    '“': '"',
    '”': '"',
    '„': '"',
    '‟': '"',
    '″': '"',
    '‘': "'",
    '’': "'",
    '‚': "'",
    '′': "'",
    ʼ: "'",
    '‹': '<',
    '›': '>',
    '…': '...',
    '×': 'x',
    '÷': '/',
    '±': '+/-',
    '≈': '~',
    '≤': '<=',
    '≥': '>=',
    '≠': '!=',
    '½': '1/2',
    '¼': '1/4',
    '¾': '3/4',
    '•': '*',
    '·': '*',
    '✓': '+',
    '✔': '+',
    '✗': '-',
    '☐': '[ ]',
    '☑': '[x]',
    '☒': '[x]',
    '→': '->',
    '←': '<-',
    '§': 'п.',
    '©': '(c)',
    '®': '(R)',
    '™': '(TM)',
    '‰': '%o',
    µ: 'мк',
    μ: 'мк',
    º: '°',
    Ø: 'O',
    ø: 'o',
    Ł: 'L',
    ł: 'l',
    Đ: 'D',
    đ: 'd',
    ß: 'ss',
    Æ: 'AE',
    æ: 'ae',
    Œ: 'OE',
    œ: 'oe',
    ı: 'i',
    // Letters of the peoples of Russia and of its neighbours, as Russian papers usually spell them.
    І: 'I',
    і: 'i',
    Ґ: 'Г',
    ґ: 'г',
    Ә: 'Э',
    ә: 'э',
    Ө: 'О',
    ө: 'о',
    Ү: 'У',
    ү: 'у',
    Ұ: 'У',
    ұ: 'у',
    Қ: 'К',
    қ: 'к',
    Ғ: 'Г',
    ғ: 'г',
    Ң: 'Н',
    ң: 'н',
    Һ: 'Х',
    һ: 'х',
    Җ: 'Ж',
    җ: 'ж',
    Ҳ: 'Х',
    ҳ: 'х',
    Ҷ: 'Ч',
    ҷ: 'ч',
    Ӏ: 'I',
    Ј: 'J',
    ј: 'j',
    Є: 'Е',
    є: 'е',
    Ї: 'И',
    ї: 'и'
  })
)

const LINE_BREAKS = /\r\n|[\n\r\u0085\u2028\u2029]/gu
const SPACES = /[\t\u1680\u2000-\u200a\u3000\u205f ]/gu
const NO_BREAK_SPACES = /[\u00a0\u2007\u202f]/gu
// Cc: bytes a printer obeys. Cf: direction marks, joiners, soft hyphens. Invisible on paper, so nothing is lost.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\ufe00-\ufe0f]/gu

const spell = (character: string, repertoire: Repertoire): string => {
  if (isPrintable(character, repertoire)) return character
  // «é» is printed as «e»: the accent is all that the printer lacks.
  const spelling = SPELLINGS.get(character) ?? character.normalize('NFKD').replace(/\p{M}/gu, '')
  return spelling !== '' && [...spelling].every((one) => isPrintable(one, repertoire)) ? spelling : '?'
}

/**
 * Text for layout: NFC, line breaks as `\n`, spaces as U+0020 or the glue U+00A0, everything else printable on this
 * code page. What has no spelling becomes `?`, so that its absence is seen.
 */
export const cleanText = (raw: string, repertoire: Repertoire): string => {
  const visible = raw
    .normalize('NFC')
    .replace(LINE_BREAKS, '\n')
    .replace(NO_BREAK_SPACES, NO_BREAK_SPACE)
    .replace(SPACES, ' ')
    .split('\n')
    .map((line) => line.replace(INVISIBLE, ''))
  return visible
    .map((line) =>
      // An accent that NFC could not join to its letter is dropped: alone it would only be a question mark.
      [...line.replace(/\p{M}/gu, '')].map((one) => (one === NO_BREAK_SPACE ? one : spell(one, repertoire))).join('')
    )
    .join('\n')
}

/** The same for a place that has one line only. */
export const cleanLine = (raw: string, repertoire: Repertoire): string =>
  cleanText(raw, repertoire).replaceAll('\n', ' ').trim()

/** Data of a QR code: any script survives, characters that a printer would obey do not. */
export const cleanSymbol = (raw: string): string => raw.normalize('NFC').replace(/[\p{Cc}\p{Cs}]/gu, '')
