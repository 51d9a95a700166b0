/** What stands on every page beside its text: the foot with number, version, page and QR, and the mark of a copy. */
import type { PaperDefinition } from './definition.ts'
import type { PaperFonts, Style } from './fonts.ts'
import { A4, BODY, FOOTER_HEIGHT, MARGIN, MM } from './geometry.ts'
import { breakLines } from './lines.ts'
import type { Ink, Mark } from './slices.ts'
import { lineHeight, lineMarks } from './text-blocks.ts'
import { PAPER_TEXTS } from './texts.ts'

export const QR_SIDE = 17 * MM
export const QR_PLACE = { x: A4.width - MARGIN.right - QR_SIDE, y: A4.height - FOOTER_HEIGHT + 4.5 * MM } as const

const STRONG: Style = { face: 'sans-bold', size: 8 }
const QUIET: Style = { face: 'sans', size: 7.5 }
const COPY: Style = { face: 'sans-bold', size: 15 }

/** Marks of the foot of one page, in page coordinates. */
export const footMarks = (paper: PaperDefinition, page: number, pages: number, fonts: PaperFonts): readonly Mark[] => {
  const top = A4.height - FOOTER_HEIGHT + 3 * MM
  const width = QR_PLACE.x - BODY.x - 5 * MM
  const lines: readonly { readonly text: string; readonly style: Style; readonly most: number; readonly ink: Ink }[] = [
    { text: paper.title, style: STRONG, most: 2, ink: 'text' },
    { text: `${paper.number} · ${paper.version}`, style: QUIET, most: 1, ink: 'quiet' },
    { text: paper.issuer, style: QUIET, most: 1, ink: 'quiet' },
    { text: PAPER_TEXTS.page(page, pages), style: STRONG, most: 1, ink: 'text' }
  ]
  const marks: Mark[] = [{ kind: 'rule', x: BODY.x, y: top, width: BODY.width, thickness: 0.5 }]
  let y = top + 1.2 * MM
  for (const line of lines) {
    for (const one of shortened(line.text, line.style, width, line.most, fonts)) {
      marks.push(...lineMarks(one, BODY.x, y, line.style.size, line.ink))
      y += lineHeight(line.style.size)
    }
  }
  return marks
}

/** The foot has no room to grow: what does not fit is said in full on the first page anyway. */
const shortened = (
  text: string,
  style: Style,
  width: number,
  most: number,
  fonts: PaperFonts
): ReturnType<typeof breakLines> => {
  const lines = breakLines(text, style, width, fonts)
  if (lines.length <= most) return lines
  for (let words = text.split(' '); words.length > 1; words = words.slice(0, -1)) {
    const cut = breakLines(`${words.slice(0, -1).join(' ')}…`, style, width, fonts)
    if (cut.length <= most) return cut
  }
  return lines.slice(0, most)
}

/** «КОПИЯ» framed in the upper right corner, with when it was printed again. */
export const copyMarks = (note: string, fonts: PaperFonts): readonly Mark[] => {
  const [word] = breakLines(PAPER_TEXTS.copy, COPY, 60 * MM, fonts)
  const [when] = breakLines(note, QUIET, 90 * MM, fonts)
  if (word === undefined || when === undefined) return []
  const right = A4.width - MARGIN.right
  const frame = { width: word.width + 6 * MM, height: 8.5 * MM }
  const top = 4.5 * MM
  return [
    { kind: 'frame', x: right - frame.width, y: top, ...frame, thickness: 1.4 },
    ...lineMarks(word, right - frame.width + 3 * MM, top + (frame.height - lineHeight(COPY.size)) / 2, COPY.size),
    ...lineMarks(
      when,
      right - frame.width - when.width - 3 * MM,
      top + frame.height / 2 - lineHeight(QUIET.size) / 2,
      QUIET.size
    )
  ]
}
