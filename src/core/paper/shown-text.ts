/** Shaped text in the language of PDF pages. */
import type { Glyph, GlyphRun } from 'fontkit'

/** A word with the space after it: what is shaped, measured and remembered as one. */
export const wordsIn = (text: string): readonly string[] => text.match(/[^ ]* |[^ ]+$/g) ?? []

/** A number no reader tells from the exact one: a thousandth of a point, of an em for kerning. */
export const short = (value: number): string => String(Math.round(value * 1000) / 1000)

/** A sign by its number in the subset. */
export const hex = (cid: number): string => cid.toString(16).padStart(4, '0')

/**
 * What stands between `[` and `] TJ`: signs by their number in the subset, two bytes each, and between them how far the
 * next one moves back, in thousandths of an em. A sign above or below its line closes the bracket and opens it again.
 */
export const shownRun = (
  run: Pick<GlyphRun, 'glyphs' | 'positions'>,
  cidOf: (glyph: Glyph) => number,
  unitsPerEm: number,
  size: number
): string => {
  const ems = 1000 / unitsPerEm
  let shown = ''
  let open = ''
  const move = (units: number): void => {
    if (units === 0) return
    if (open !== '') shown += `<${open}>`
    open = ''
    shown += short(-units * ems)
  }
  const lift = (units: number): void => {
    if (open !== '') shown += `<${open}>`
    open = ''
    shown += `] TJ ${short((units / unitsPerEm) * size)} Ts [`
  }
  run.glyphs.forEach((glyph, index) => {
    const { xAdvance = glyph.advanceWidth, xOffset = 0, yOffset = 0 } = run.positions[index] ?? {}
    move(xOffset)
    if (yOffset !== 0) lift(yOffset)
    open += hex(cidOf(glyph))
    if (yOffset !== 0) lift(0)
    move(xAdvance - glyph.advanceWidth - xOffset)
  })
  return open === '' ? shown : `${shown}<${open}>`
}
