/** The place where people sign: role, line and full name of each, all on one page with the end of the text above. */
import type { SignatureParty, Strokes } from './definition.ts'
import type { PaperFonts, Style } from './fonts.ts'
import { BODY, MM } from './geometry.ts'
import { breakLines } from './lines.ts'
import { shifted, slice, type Mark, type Slice } from './slices.ts'
import { lineHeight, lineMarks } from './text-blocks.ts'

const ROLE: Style = { face: 'sans-bold', size: 9.5 }
const NOTE: Style = { face: 'sans', size: 8.5 }
const NAME: Style = { face: 'serif', size: 10.5 }
const CAPTION: Style = { face: 'sans', size: 7 }

const COLUMN = { role: 40 * MM, line: 46 * MM, gap: 4 * MM } as const
const NAME_X = COLUMN.role + COLUMN.line + 2 * COLUMN.gap
/** Room for a hand to write above the line. */
const FIELD_HEIGHT = 13 * MM

/** Lines of the text that come along to its page: people sign under what they agree to, not under its last clause. */
const LINES_ABOVE = 6

export interface SignatureCaptions {
  readonly signature: string
  readonly name: string
  readonly date: string
}

export const signatureSlices = (
  parties: readonly SignatureParty[],
  captions: SignatureCaptions,
  fonts: PaperFonts
): readonly Slice[] => {
  let top = 0
  const marks: Mark[] = []
  for (const party of parties) {
    const one = partyMarks(party, captions, fonts)
    marks.push(...one.marks.map((mark) => shifted(mark, 0, top)))
    top += one.height + 2 * MM
  }
  return [slice(top, marks, { gap: 4 * MM, keepPrevious: LINES_ABOVE })]
}

const partyMarks = (
  party: SignatureParty,
  captions: SignatureCaptions,
  fonts: PaperFonts
): { marks: readonly Mark[]; height: number } => {
  const lineY = FIELD_HEIGHT
  const role = breakLines(party.role, ROLE, COLUMN.role, fonts)
  const note = party.note === undefined ? [] : breakLines(party.note, NOTE, COLUMN.role, fonts)
  const names = breakLines(party.name, NAME, BODY.width - NAME_X, fonts)
  const nameTop = lineY - names.length * lineHeight(NAME.size) - 0.4 * MM
  // A name of many lines grows upwards to the line it stands on; one that is taller still pushes everything down.
  const drop = Math.max(0, -nameTop)
  const field = { x: COLUMN.role + COLUMN.gap, width: COLUMN.line }
  const roleHeight = role.length * lineHeight(ROLE.size)
  const noteHeight = note.length * lineHeight(NOTE.size)
  const roleTop = Math.max(0, lineY + drop - roleHeight)
  const captionTop = lineY + drop + 0.5 * MM
  const dateTop = captionTop + lineHeight(CAPTION.size)
  const marks: Mark[] = [
    ...role.flatMap((line, index) => lineMarks(line, 0, roleTop + index * lineHeight(ROLE.size), ROLE.size)),
    ...note.flatMap((line, index) =>
      lineMarks(line, 0, roleTop + roleHeight + 0.5 * MM + index * lineHeight(NOTE.size), NOTE.size, 'quiet')
    ),
    { kind: 'rule', x: field.x, y: lineY + drop, width: field.width, thickness: 0.6 },
    { kind: 'rule', x: NAME_X, y: lineY + drop, width: BODY.width - NAME_X, thickness: 0.6 },
    ...centred(captions.signature, field.x, field.width, captionTop, fonts),
    ...centred(captions.name, NAME_X, BODY.width - NAME_X, captionTop, fonts),
    ...names.flatMap((line, index) =>
      lineMarks(line, NAME_X, nameTop + drop + index * lineHeight(NAME.size), NAME.size)
    ),
    ...dateMarks(party.date, captions, dateTop, fonts),
    ...(party.strokes === undefined ? [] : strokeMarks(party.strokes, field.x, drop, field.width, FIELD_HEIGHT))
  ]
  return { marks, height: Math.max(dateTop + lineHeight(NOTE.size), roleTop + roleHeight + noteHeight + 1 * MM) }
}

const centred = (text: string, x: number, width: number, top: number, fonts: PaperFonts): Mark[] =>
  breakLines(text, CAPTION, width, fonts)
    .slice(0, 1)
    .flatMap((line) => lineMarks(line, x + (width - line.width) / 2, top, CAPTION.size, 'quiet'))

const dateMarks = (date: string | undefined, captions: SignatureCaptions, top: number, fonts: PaperFonts): Mark[] => {
  const text = date === undefined ? captions.date : date
  const [line] = breakLines(text, NOTE, BODY.width - NAME_X, fonts)
  return line === undefined ? [] : lineMarks(line, BODY.width - line.width, top, NOTE.size)
}

const strokeMarks = (strokes: Strokes, x: number, y: number, width: number, height: number): Mark[] => {
  const scale = Math.min(width / strokes.aspect, height)
  const left = x + (width - scale * strokes.aspect) / 2
  const top = y + (height - scale)
  return strokes.lines.map((points) => ({
    kind: 'path',
    thickness: 1,
    points: points.map((point) => ({ x: left + point.x * scale * strokes.aspect, y: top + point.y * scale }))
  }))
}
