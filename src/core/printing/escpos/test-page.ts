/** The page on which a person finds out how a new printer is to be addressed: one line for each code page number in use. */
import type { PrinterProfile } from '../../../domain/printing/profile.ts'
import { KNOWN_CODE_PAGES } from '../../../domain/printing/profile.ts'
import { Repertoire } from '../../../domain/printing/repertoire.ts'
import { encodeText, epilogue, prologue } from './encode.ts'
import { WORDS } from './vocabulary.ts'

/** Letters that tell the Cyrillic pages apart, with the two that are most often missing. */
export const SAMPLE = 'АБВабвЁё№'

const LABEL: Readonly<Record<Repertoire, string>> = { cp866: '866', cp1251: '1251' }

/** Labels are in digits and Latin letters, which every page prints alike: «866 n=17: АБВабвЁё№». */
export const encodeTestPage = (profile: PrinterProfile): Uint8Array => {
  const words: Uint8Array[] = [
    ...prologue(profile),
    encodeText(`Stoika: ${profile.columns} columns`, 'cp866'),
    WORDS.lineFeed
  ]
  for (const page of Repertoire.options) {
    for (const number of KNOWN_CODE_PAGES[page]) {
      words.push(
        WORDS.codePage(number),
        encodeText(`${LABEL[page]} n=${number}: `, page),
        encodeText(SAMPLE, page),
        WORDS.lineFeed
      )
    }
  }
  // A full line of digits shows whether the width is right: it must end at the edge and not wrap.
  words.push(
    encodeText('1234567890'.repeat(10).slice(0, profile.columns), 'cp866'),
    WORDS.lineFeed,
    WORDS.feedLines(Math.max(4, profile.feedBeforeCut))
  )
  if (profile.cut !== 'none') words.push(WORDS.cutPartial)
  words.push(...epilogue(profile))
  return Buffer.concat(words)
}
