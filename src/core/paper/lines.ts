/** Breaks text of several faces into lines that fit a width. */
import type { Inline, Run } from './definition.ts'
import type { Face, PaperFonts, Style } from './fonts.ts'
import { bindSpaces, plainSpaces } from './typography.ts'

/** A stretch of one face on a line; `x` from the line's beginning. */
export interface Piece {
  readonly text: string
  readonly face: Face
  readonly x: number
}

export interface Line {
  readonly pieces: readonly Piece[]
  readonly width: number
}

interface Word {
  readonly text: string
  readonly face: Face
  readonly width: number
  /** Width without the space that a line end swallows. */
  readonly bare: number
  /** Begins a new line, whatever room is left. */
  readonly forced: boolean
  /** May stand first on a line; false inside a word that changes its face midway. */
  readonly breakable: boolean
}

const faceOf = (run: Run, base: Face): Face => {
  const family = base.startsWith('sans') ? 'sans' : 'serif'
  if (run.bold === true) return `${family}-bold`
  return run.italic === true ? 'serif-italic' : base
}

export const breakLines = (text: Inline, style: Style, width: number, fonts: PaperFonts): readonly Line[] => {
  const lines: Line[] = []
  let line: Word[] = []
  let used = 0
  const close = (): void => {
    lines.push(lineOf(line))
    line = []
    used = 0
  }
  for (const word of wordsOf(text, style, width, fonts)) {
    if (word.forced) close()
    else if (used + word.bare > width && line.length > 0 && word.breakable) close()
    line.push(word)
    used += word.width
  }
  close()
  return lines
}

const lineOf = (words: readonly Word[]): Line => {
  const pieces: { text: string; face: Face; x: number }[] = []
  let x = 0
  let end = 0
  for (const word of words) {
    const last = pieces.at(-1)
    if (last !== undefined && last.face === word.face) last.text += word.text
    else pieces.push({ text: word.text, face: word.face, x })
    end = x + word.bare
    x += word.width
  }
  const drawn = pieces.map((piece) => ({ ...piece, text: plainSpaces(piece.text) }))
  return { pieces: drawn, width: end }
}

/** Splits after spaces; what is wider than the whole line is cut to fit, see `fitting`. */
const wordsOf = (text: Inline, style: Style, width: number, fonts: PaperFonts): Word[] => {
  const runs = typeof text === 'string' ? [{ text }] : text
  const words: Word[] = []
  let glued = false
  for (const run of runs) {
    const face = faceOf(run, style.face)
    const measured = { face, size: style.size }
    bindSpaces(run.text.normalize('NFC'))
      .split('\n')
      .forEach((paragraph, index) => {
        let forced = index > 0
        for (const token of paragraph.match(/[^ ]+ *| +/gu) ?? []) {
          for (const part of fitting(token, measured, width, fonts)) {
            // Bound spaces are measured as the plain ones that will be drawn.
            const drawn = plainSpaces(part)
            words.push({
              text: drawn,
              face,
              width: fonts.width(drawn, measured),
              bare: fonts.width(drawn.trimEnd(), measured),
              forced,
              breakable: !glued
            })
            forced = false
            glued = false
          }
        }
        if (forced) words.push({ text: '', face, width: 0, bare: 0, forced: true, breakable: true })
      })
    glued = !/[\s-]$/u.test(run.text)
  }
  return words
}

/**
 * A token in pieces no wider than the line: after its hyphens when it has any, else anywhere, for e-mail addresses do not
 * know our margins. A double name that fits one line stays whole: readers of the PDF take a hyphen at a line end for ours.
 */
const fitting = (token: string, style: Style, width: number, fonts: PaperFonts): readonly string[] => {
  const fits = (text: string): boolean => fonts.width(plainSpaces(text).trimEnd(), style) <= width
  if (fits(token)) return [token]
  return packed(token.split(/(?<=\p{L}-)(?=\p{L})/u), fits).flatMap((piece) =>
    fits(piece) ? [piece] : packed([...piece], fits)
  )
}

/** Neighbours joined as long as they fit together. */
const packed = (units: readonly string[], fits: (text: string) => boolean): readonly string[] => {
  const parts: string[] = []
  for (const unit of units) {
    const last = parts.at(-1)
    if (last !== undefined && fits(last + unit)) parts[parts.length - 1] = last + unit
    else parts.push(unit)
  }
  return parts
}
