import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FACES, paperFonts } from './fonts.ts'
import { shownRun, wordsIn } from './shown-text.ts'

const fonts = paperFonts(join(import.meta.dirname, '../../../node_modules/@expo-google-fonts'))

describe('shaped text on a page', () => {
  it('moves the pen as far as the text was measured to be wide, in every face', () => {
    for (const face of FACES) {
      const font = fonts.font(face)
      for (const word of ['Татьяна ', 'AVATAR ', 'ГАУ']) {
        const run = font.layout(word)
        const shown = shownRun(run, (glyph) => glyph.id, font.unitsPerEm, 10)
        let width = 0
        for (const [, signs, back] of shown.matchAll(/<([\da-f]+)>|(-?[\d.]+)/gu)) {
          for (const cid of signs?.match(/.{4}/gu) ?? [])
            width += (font.getGlyph(Number.parseInt(cid, 16)).advanceWidth * 1000) / font.unitsPerEm
          width -= Number(back ?? 0)
        }
        expect(width).toBeCloseTo(fonts.width(word, { face, size: 1000 }), 1)
      }
    }
  })

  it('lifts an accent off its line, sets it aside, and comes back', () => {
    const [letter, accent] = fonts.font('serif').layout('ео').glyphs
    if (letter === undefined || accent === undefined) throw new Error('no letters')
    const at = { xAdvance: letter.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }
    const run = {
      glyphs: [letter, accent, letter],
      positions: [at, { ...at, xAdvance: 0, xOffset: -40, yOffset: 200 }, at]
    }
    expect(shownRun(run, (glyph) => (glyph === letter ? 1 : 2), 1000, 10)).toBe(
      `<0001>40] TJ 2 Ts [<0002>] TJ 0 Ts [${accent.advanceWidth - 40}<0001>`
    )
  })

  it('cuts text after its spaces and loses nothing', () => {
    for (const text of ['', ' ', 'а  б ', 'а б', ' а']) expect(wordsIn(text).join('')).toBe(text)
  })
})
