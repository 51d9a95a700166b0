/** The short text inside the QR code of every paper, and how it is read back from a scanner that types into any layout. */
import { z } from 'zod'

/** D — documents a patient signs, P — plans, A — acts. */
export const PaperKind = z.enum(['document', 'plan', 'act'])
export type PaperKind = z.infer<typeof PaperKind>

const LETTERS: Readonly<Record<PaperKind, string>> = { document: 'D', plan: 'P', act: 'A' }

/**
 * «STK-D-» and the id without hyphens, in capitals: 38 signs of the alphanumeric mode, so that the smallest QR code
 * which a desk scanner reads without fail (25 modules) holds it. Hyphens are typed alike in both layouts.
 */
export const paperCode = (kind: PaperKind, id: string): string =>
  `STK-${LETTERS[kind]}-${id.replaceAll('-', '').toUpperCase()}`

/** Where the keys of Latin letters lie in the Russian layout: scanners pose as keyboards. */
const RUSSIAN_KEYS: Readonly<Record<string, string>> = {
  Ы: 'S',
  Е: 'T',
  Л: 'K',
  В: 'D',
  З: 'P',
  Ф: 'A',
  И: 'B',
  С: 'C',
  У: 'E',
  А: 'F'
}

/** Null when the text is no code of ours; case and layout do not matter. */
export const readPaperCode = (text: string): { readonly kind: PaperKind; readonly id: string } | null => {
  const latin = [...text.trim().toUpperCase()].map((letter) => RUSSIAN_KEYS[letter] ?? letter).join('')
  const [, letter, a, b, c, d, e] =
    /^STK-([DPA])-([0-9A-F]{8})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{12})$/.exec(latin) ?? []
  const kind = PaperKind.options.find((one) => LETTERS[one] === letter)
  const id = z.uuid().safeParse([a, b, c, d, e].join('-').toLowerCase())
  return kind === undefined || !id.success ? null : { kind, id: id.data }
}
