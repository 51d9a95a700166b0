/**
 * A face as it lies inside PDFs: one subset with every sign that Russian papers use, encoded and compressed once for the
 * life of the program. A paper with rarer signs gets a larger subset of its own.
 */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Font, Glyph } from 'fontkit'
import { hex, shownRun, wordsIn } from './shown-text.ts'

const range = (from: string, to: string): readonly string[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, index) =>
    String.fromCharCode(from.charCodeAt(0) + index)
  )

/** What a face says in papers, the usual first: a document takes in a whole part, or none of it. */
const REPERTOIRE: readonly (readonly string[])[] = [
  [...range('А', 'я'), ...range(' ', '@'), ...'Ёё[]_\u00a0§«»°·×–—“”„…−№₽'],
  // Codes, Roman numbers.
  range('A', 'Z'),
  // Addresses, makes, names as in passports; pairs that faces set as one sign.
  [...range('a', 'z'), ...'\\^`{|}~±²³µ½÷‘’•€™≤≥≈', 'fi', 'fl', 'ff', 'ffi', 'ffl']
]

/** A subset as a document takes it in; streams are compressed by the Flate method. */
export interface EncodedSubset {
  /** Six letters that stand before the name of the font: others for other signs. */
  readonly tag: string
  /** The TTF. */
  readonly file: Buffer
  /** Bytes of it before compression. */
  readonly fileLength: number
  readonly toUnicode: Buffer
  /** Thousandths of an em, in the order of the subset. */
  readonly widths: readonly number[]
}

/** What one document says in one face. */
export interface FaceWriter {
  /** What stands between `[` and `] TJ` to show the text at this size in points. */
  readonly show: (text: string, size: number) => string
  /** The signs of everything shown so far. */
  readonly subset: () => EncodedSubset
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
// Names of patients pass through here too, so the memory of words is bounded and forgets.
const MOST_WORDS = 20_000

const byFont = new WeakMap<Font, () => FaceWriter>()

/** A fresh writer for one document. */
export const faceWriter = (font: Font): FaceWriter => {
  let fresh = byFont.get(font)
  if (fresh === undefined) {
    fresh = writersOf(font)
    byFont.set(font, fresh)
  }
  return fresh()
}

/** Texts of signs by their number in the font, in the order of the subset. */
type Signs = ReadonlyMap<number, string>

interface Shown {
  readonly operands: string
  /** How many signs of the order a subset must have to hold all of these. */
  readonly reach: number
}

const writersOf = (font: Font): (() => FaceWriter) => {
  let signs: Signs = new Map([[0, '']])
  const subsets = REPERTOIRE.map((part, index) => {
    const all = signsOf(font, part, signs)
    signs = all
    return { size: all.size, encoded: once(() => encoded(font, all, `STOIK${LETTERS.charAt(index)}`)) }
  })
  const cids = new Map([...signs.keys()].map((glyph, cid) => [glyph, cid]))
  const words = new Map<string, Shown>()

  const shown = (word: string, size: number, rare: Map<number, string>): Shown => {
    let known = words.get(word)
    if (known !== undefined) return known
    let reach = 0
    const cidOf = (glyph: Glyph): number => {
      if (!cids.has(glyph.id)) rare.set(glyph.id, textOf(font, glyph))
      const cid = cids.get(glyph.id) ?? cids.size + [...rare.keys()].indexOf(glyph.id)
      reach = Math.max(reach, cid + 1)
      return cid
    }
    const run = font.layout(word)
    known = { operands: shownRun(run, cidOf, font.unitsPerEm, size), reach }
    // What this document alone can read, or this size alone, is not for the next one.
    if (reach <= cids.size && run.positions.every((at) => at.yOffset === 0)) {
      if (words.size >= MOST_WORDS) words.clear()
      words.set(word, known)
    }
    return known
  }

  return () => {
    const rare = new Map<number, string>()
    let reach = 0
    return {
      show: (text, size) => {
        let operands = ''
        for (const word of wordsIn(text)) {
          const one = shown(word, size, rare)
          operands += one.operands
          reach = Math.max(reach, one.reach)
        }
        return operands
      },
      subset: () => {
        const enough = subsets.find((one) => one.size >= reach)
        return enough?.encoded() ?? encoded(font, new Map([...signs, ...rare]), tagOf([...rare.keys()]))
      }
    }
  }
}

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

const signsOf = (font: Font, texts: readonly string[], first: Signs): Signs => {
  const signs = new Map(first)
  for (const text of texts) {
    const [glyph, ...rest] = font.layout(text).glyphs
    if (glyph !== undefined && rest.length === 0 && !signs.has(glyph.id)) signs.set(glyph.id, text)
  }
  return signs
}

// A sign that was met as a part of another one first has forgotten what it stands for.
const textOf = (font: Font, glyph: Glyph): string =>
  glyph.codePoints.length > 0 ? String.fromCodePoint(...glyph.codePoints) : (font.stringsForGlyph(glyph.id)[0] ?? '')

const encoded = (font: Font, signs: Signs, tag: string): EncodedSubset => {
  const subset = font.createSubset()
  const glyphs = [...signs.keys()].map((id) => font.getGlyph(id))
  // Parts that some signs are composed of join behind all of these.
  for (const glyph of glyphs) subset.includeGlyph(glyph)
  const file = subset.encode()
  return {
    tag,
    file: deflateSync(file),
    fileLength: file.length,
    toUnicode: deflateSync(unicodeMap([...signs.values()])),
    widths: glyphs.map((glyph) => (glyph.advanceWidth * 1000) / font.unitsPerEm)
  }
}

const TAG_LENGTH = 6

const tagOf = (rare: readonly number[]): string =>
  [...createHash('sha256').update(rare.join()).digest().subarray(0, TAG_LENGTH)]
    .map((byte) => LETTERS.charAt(byte % LETTERS.length))
    .join('')

/** A block of a CMap may list so many. */
const MOST_MAPPED = 100

/** ISO 32000-1, 9.10.3: which text each sign stands for, so that readers can search and copy it. */
const unicodeMap = (texts: readonly string[]): string => {
  const lines = texts.flatMap((text, cid) =>
    text === '' ? [] : [`<${hex(cid)}> <${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`]
  )
  const blocks: string[] = []
  for (let from = 0; from < lines.length; from += MOST_MAPPED) {
    const block = lines.slice(from, from + MOST_MAPPED)
    blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar')
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <ffff>',
    'endcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end'
  ].join('\n')
}
