import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaperKind, paperCode, readPaperCode } from './paper-code.ts'

const US = `STKDPABCEF-0123456789`
/** The same keys under the Russian layout. */
const RUSSIAN: Readonly<Record<string, string>> = {
  S: 'Ы',
  T: 'Е',
  K: 'Л',
  D: 'В',
  P: 'З',
  A: 'Ф',
  B: 'И',
  C: 'С',
  E: 'У',
  F: 'А'
}
const typedInRussian = (code: string): string => [...code].map((letter) => RUSSIAN[letter] ?? letter).join('')

describe('the code on a paper', () => {
  it('is read back as what it stands for, in either layout and in small letters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PaperKind.options), fc.uuid(), (kind, id) => {
        const code = paperCode(kind, id)
        expect(code).toHaveLength(38)
        for (const letter of code) expect(US).toContain(letter)
        const read = { kind, id: id.toLowerCase() }
        expect(readPaperCode(code)).toEqual(read)
        expect(readPaperCode(` ${typedInRussian(code)}\n`)).toEqual(read)
        expect(readPaperCode(code.toLowerCase())).toEqual(read)
        expect(readPaperCode(typedInRussian(code).toLowerCase())).toEqual(read)
      }),
      { seed: 21 }
    )
  })

  it('is not mistaken for a card number, a link or a torn code', () => {
    for (const text of [
      '2000000012346',
      'https://example.org',
      'STK-D-018F',
      'STK-X-018F00000000700080000000000000A1',
      ''
    ]) {
      expect(readPaperCode(text)).toBeNull()
    }
  })
})
