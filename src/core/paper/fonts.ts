/** Faces of papers, parsed once for the life of the program: parsing costs more than setting a page. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Font, GlyphRun } from 'fontkit'
import { fontkit } from './engines.ts'
import { wordsIn } from './shown-text.ts'

export const FACES = ['serif', 'serif-bold', 'serif-italic', 'sans', 'sans-bold'] as const
export type Face = (typeof FACES)[number]

const FILES: Readonly<Record<Face, { readonly family: string; readonly style: string; readonly file: string }>> = {
  serif: { family: 'pt-serif', style: '400Regular', file: 'PTSerif_400Regular.ttf' },
  'serif-bold': { family: 'pt-serif', style: '700Bold', file: 'PTSerif_700Bold.ttf' },
  'serif-italic': { family: 'pt-serif', style: '400Regular_Italic', file: 'PTSerif_400Regular_Italic.ttf' },
  sans: { family: 'pt-sans', style: '400Regular', file: 'PTSans_400Regular.ttf' },
  'sans-bold': { family: 'pt-sans', style: '700Bold', file: 'PTSans_700Bold.ttf' }
}

/** Text of one face and size. */
export interface Style {
  readonly face: Face
  /** Points. */
  readonly size: number
}

export interface PaperFonts {
  readonly font: (face: Face) => Font
  /** Width in points, kerning included. */
  readonly width: (text: string, style: Style) => number
  /** Whether the face has a sign for every character of the text. */
  readonly covers: (text: string, face: Face) => boolean
}

/** A face that papers need is not where it should be, or is not a font. */
export class FontMissing extends Error {
  override readonly name = 'FontMissing'
}

const byFolder = new Map<string, PaperFonts>()

/**
 * The faces of a folder: flat as a packaged program ships them, or in the tree of @expo-google-fonts.
 * @throws {FontMissing}
 */
export const paperFonts = (folder: string): PaperFonts => {
  const known = byFolder.get(folder)
  if (known !== undefined) return known
  const parsed = new Map<Face, Font>()
  const font = (face: Face): Font => {
    let one = parsed.get(face)
    if (one === undefined) {
      one = remembering(parse(folder, face))
      parsed.set(face, one)
    }
    return one
  }
  const fonts: PaperFonts = {
    font,
    width: measuring(font),
    covers: (text, face) =>
      [...text].every((character) => font(face).hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
  }
  byFolder.set(folder, fonts)
  return fonts
}

/** @throws {FontMissing} */
export const fontFile = (folder: string, face: Face): string => {
  const { family, style, file } = FILES[face]
  const path = [join(folder, file), join(folder, family, style, file)].find((one) => existsSync(one))
  if (path === undefined) throw new FontMissing(`no ${file} in ${folder}`)
  return path
}

const parse = (folder: string, face: Face): Font => {
  const path = fontFile(folder, face)
  const font = fontkit().create(readFileSync(path))
  if ('fonts' in font) throw new FontMissing(`${path} is a collection, not one font`)
  return font
}

// Names of patients pass through here too, so the memory of words is bounded and forgets.
const MOST_WORDS = 20_000

/**
 * The same font with a memory of the words it has set: shaping a word costs more than everything else about it, and
 * consents repeat their words from one patient to the next.
 */
const remembering = (font: Font): Font => {
  const runs = new Map<string, GlyphRun>()
  const layout: Font['layout'] = (text, ...rest) => {
    if (rest.some((one) => one !== undefined)) return font.layout(text, ...rest)
    let run = runs.get(text)
    if (run === undefined) {
      run = font.layout(text)
      if (runs.size >= MOST_WORDS) runs.clear()
      runs.set(text, run)
    }
    return run
  }
  return Object.create(font, { layout: { value: layout } }) as Font
}

/** Widths word by word, the way they are set, remembered between papers. */
const measuring = (font: (face: Face) => Font): PaperFonts['width'] => {
  const byFace = new Map<Face, Map<string, number>>()
  const emsOf = (word: string, face: Face, ems: Map<string, number>): number => {
    let width = ems.get(word)
    if (width === undefined) {
      const one = font(face)
      width = one.layout(word).advanceWidth / one.unitsPerEm
      if (ems.size >= MOST_WORDS) ems.clear()
      ems.set(word, width)
    }
    return width
  }
  return (text, { face, size }) => {
    let ems = byFace.get(face)
    if (ems === undefined) {
      ems = new Map()
      byFace.set(face, ems)
    }
    let width = 0
    for (const word of wordsIn(text)) width += emsOf(word, face, ems)
    return width * size
  }
}
