/** Puts a face into a PDF, by its dictionaries of ISO 32000-1, 9.7 and 9.8: pdfkit would encode and compress it for each paper anew. */
import type { Font } from 'fontkit'
import type { EncodedSubset } from './face-writer.ts'

/** Bit positions of ISO 32000-1, table 123. */
const SERIF = 1 << 1
/** Signs are numbered by us, not by a standard. */
const SYMBOLIC = 1 << 2
const ITALIC = 1 << 6

type Reference = ReturnType<PDFKit.PDFDocument['ref']>

/** A stream whose bytes are compressed already; pdfkit leaves those alone that name their filter. */
export const compressedStream = (doc: PDFKit.PDFDocument, bytes: Buffer, entries: object = {}): Reference => {
  const stream = doc.ref({ ...entries, Filter: 'FlateDecode' })
  stream.end(bytes)
  return stream
}

const written = (doc: PDFKit.PDFDocument, entries: object): Reference => {
  const reference = doc.ref(entries)
  reference.end(null)
  return reference
}

/** Fills the dictionary that pages refer to, and writes everything below it. */
export const writeFont = (doc: PDFKit.PDFDocument, dictionary: Reference, font: Font, subset: EncodedSubset): void => {
  const name = `${subset.tag}+${font.postscriptName ?? 'Face'}`
  const scale = 1000 / font.unitsPerEm
  const { bbox } = font
  const family = font['OS/2'].sFamilyClass >> 8
  const descriptor = written(doc, {
    Type: 'FontDescriptor',
    FontName: name,
    Flags: SYMBOLIC | (family >= 1 && family <= 7 ? SERIF : 0) | (font.italicAngle === 0 ? 0 : ITALIC),
    FontBBox: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((units) => units * scale),
    ItalicAngle: font.italicAngle,
    Ascent: font.ascent * scale,
    Descent: font.descent * scale,
    CapHeight: font.capHeight * scale,
    XHeight: font.xHeight * scale,
    StemV: 0,
    FontFile2: compressedStream(doc, subset.file, { Length1: subset.fileLength })
  })
  const descendant = written(doc, {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    CIDSystemInfo: { Registry: Buffer.from('Adobe'), Ordering: Buffer.from('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    W: [0, subset.widths],
    CIDToGIDMap: 'Identity'
  })
  Object.assign(dictionary.data, {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: compressedStream(doc, subset.toUnicode)
  })
  dictionary.end(null)
}
