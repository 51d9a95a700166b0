/** The pages of a paper as pictures for the screen: the same marks as in the PDF, letters as outlines, so that both agree. */
import { assertNever } from '../../domain/values/assert-never.ts'
import type { PdfPage } from './draw.ts'
import type { Face, PaperFonts } from './fonts.ts'
import type { Mark } from './slices.ts'

const short = (value: number): string => String(Math.round(value * 100) / 100)

/** One SVG document; its unit is a point. Letters are drawn from the font itself: no font has to reach the window. */
export const drawSvg = (page: PdfPage, fonts: PaperFonts): string => {
  const outlines = new Map<string, string>()
  const body = page.marks.map((mark) => markSvg(mark, fonts, outlines)).join('')
  const symbols = page.symbols.map(symbolSvg).join('')
  const { width, height } = page.size
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}" height="${short(height)}">` +
    `<defs>${[...outlines].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('')}</defs>` +
    `<rect width="100%" height="100%" fill="#fff"/>${body}${symbols}</svg>`
  )
}

const markSvg = (mark: Mark, fonts: PaperFonts, outlines: Map<string, string>): string => {
  switch (mark.kind) {
    case 'text':
      return textSvg(mark, fonts, outlines)
    case 'rule':
      return `<path d="M${short(mark.x)} ${short(mark.y)}h${short(mark.width)}" stroke="#000" stroke-width="${mark.thickness}"/>`
    case 'frame':
      return `<rect x="${short(mark.x)}" y="${short(mark.y)}" width="${short(mark.width)}" height="${short(mark.height)}" fill="none" stroke="#000" stroke-width="${mark.thickness}"/>`
    case 'path': {
      const [first, ...rest] = mark.points
      if (first === undefined) return ''
      const line = (rest.length === 0 ? [first] : rest).map((point) => `L${short(point.x)} ${short(point.y)}`).join('')
      return `<path d="M${short(first.x)} ${short(first.y)}${line}" fill="none" stroke="#000" stroke-width="${mark.thickness}" stroke-linecap="round" stroke-linejoin="round"/>`
    }
    default:
      return assertNever(mark, 'mark')
  }
}

type TextMark = Extract<Mark, { kind: 'text' }>

const textSvg = (mark: TextMark, fonts: PaperFonts, outlines: Map<string, string>): string => {
  const font = fonts.font(mark.face)
  const scale = mark.size / font.unitsPerEm
  const { glyphs, positions } = font.layout(mark.text)
  let x = 0
  const letters: string[] = []
  glyphs.forEach((glyph, index) => {
    const id = outlineId(mark.face, glyph.id)
    if (!outlines.has(id)) outlines.set(id, glyph.path.toSVG())
    const at = positions[index]
    if (outlines.get(id) !== '') letters.push(`<use href="#${id}" x="${Math.round(x + (at?.xOffset ?? 0))}"/>`)
    x += at?.xAdvance ?? glyph.advanceWidth
  })
  if (letters.length === 0) return ''
  const fill = mark.ink === 'quiet' ? ' fill="#404040"' : ''
  // Outlines stand upside down, in units of the font.
  return `<g transform="translate(${short(mark.x)} ${short(mark.y)}) scale(${scale.toFixed(6)} ${(-scale).toFixed(6)})"${fill}>${letters.join('')}</g>`
}

const outlineId = (face: Face, glyph: number): string => `${face}-${glyph}`

const symbolSvg = ({ symbol, x, y, width, height }: PdfPage['symbols'][number]): string => {
  const across = width / symbol.width
  const down = height / symbol.height
  const path = symbol.dark.map((one) => `M${one.x} ${one.y}h${one.width}v${one.height}h${-one.width}z`).join('')
  return `<path transform="translate(${short(x)} ${short(y)}) scale(${across.toFixed(5)} ${down.toFixed(5)})" d="${path}"/>`
}
