/** Puts marks on the pages of a PDF. */
import { deflateSync } from 'node:zlib'
import { assertNever } from '../../domain/values/assert-never.ts'
import { epochMilliseconds, type Instant } from '../../domain/values/dates.ts'
import { pdfkit } from './engines.ts'
import { faceWriter, type FaceWriter } from './face-writer.ts'
import { compressedStream, writeFont } from './font-dictionary.ts'
import { FACES, type Face, type PaperFonts } from './fonts.ts'
import { short } from './shown-text.ts'
import type { Ink, Mark } from './slices.ts'
import type { DrawnSymbol } from './symbols.ts'

const COLOURS: Readonly<Record<Ink, string>> = {
  text: '#000000',
  quiet: '#404040',
  line: '#000000',
  accent: '#0b6b66',
  light: '#ffffff'
}

export interface PdfProperties {
  readonly title: string
  readonly issuer: string
  readonly subject: string
  readonly madeAt: Instant
}

/** A filled area: an SVG path in points, filled by the even-odd rule, so that a ring is one path of two circles. */
export interface Shape {
  readonly path: string
  readonly fill: string
}

export interface PdfPage {
  /** Points. */
  readonly size: { readonly width: number; readonly height: number }
  /** Under everything else. */
  readonly shapes?: readonly Shape[]
  readonly marks: readonly Mark[]
  readonly symbols: readonly {
    readonly symbol: DrawnSymbol
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }[]
}

/**
 * Bytes of a PDF/A-2b: fonts inside, colours stated, nothing that a reader in twenty-five years would have to fetch.
 * The same input gives the same bytes.
 */
export const drawPdf = (properties: PdfProperties, pages: readonly PdfPage[], fonts: PaperFonts): Buffer => {
  const madeAt = new Date(epochMilliseconds(properties.madeAt))
  const PdfDocument = pdfkit()
  const doc = new PdfDocument({
    autoFirstPage: false,
    // An empty name keeps pdfkit from loading Helvetica, which papers never use.
    font: '',
    lang: 'ru-RU',
    displayTitle: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    info: {
      Title: properties.title,
      Author: properties.issuer,
      Subject: properties.subject,
      Creator: 'Stoika',
      Producer: 'Stoika',
      CreationDate: madeAt,
      ModDate: madeAt
    }
  })
  const faces = new Map<Face, UsedFace>()
  const symbols = new Map<DrawnSymbol, Reference>()
  for (const page of pages) {
    doc.addPage({ size: [page.size.width, page.size.height], margin: 0 })
    for (const { path, fill } of page.shapes ?? []) doc.path(path).fill(fill, 'even-odd')
    const texts = page.marks.filter((mark) => mark.kind === 'text')
    for (const mark of page.marks) if (mark.kind !== 'text') drawMark(doc, mark)
    drawTexts(doc, texts, fonts, faces)
    page.symbols.forEach((placed, index) => drawSymbol(doc, placed, `S${index}`, symbols))
  }
  for (const [face, { dictionary, writer }] of faces) writeFont(doc, dictionary, fonts.font(face), writer.subset())
  doc.end()
  // Everything was written synchronously, so the stream holds the whole file.
  const bytes: unknown = doc.read()
  if (!Buffer.isBuffer(bytes)) throw new Error('the PDF came out empty')
  return bytes
}

type Reference = ReturnType<PDFKit.PDFDocument['ref']>
type TextMark = Extract<Mark, { kind: 'text' }>

/** What pages call by name; pdfkit leaves it untyped. */
interface PageResources {
  readonly fonts: Record<string, Reference>
  readonly xobjects: Record<string, Reference>
}

interface UsedFace {
  /** Name of the face on every page. */
  readonly name: string
  readonly dictionary: Reference
  readonly writer: FaceWriter
}

/**
 * All words of a page at once. pdfkit would set each line in a coordinate system of its own, shape it and look up its
 * every sign; here words that were set before cost nothing but their copy.
 */
const drawTexts = (
  doc: PDFKit.PDFDocument,
  marks: readonly TextMark[],
  fonts: PaperFonts,
  faces: Map<Face, UsedFace>
): void => {
  const page: PageResources = doc.page
  let ink: Ink | null = null
  let style = ''
  let content: string[] = []
  const flush = (): void => {
    if (content.length > 0) doc.addContent(`BT\n${content.join('\n')}\nET`)
    content = []
  }
  for (const mark of marks) {
    const used = usedFace(doc, mark.face, fonts, faces)
    page.fonts[used.name] = used.dictionary
    if (mark.ink !== ink) {
      flush()
      doc.fillColor(COLOURS[mark.ink])
      ink = mark.ink
    }
    const wanted = `/${used.name} ${short(mark.size)} Tf`
    if (wanted !== style) content.push(wanted)
    style = wanted
    // Pages are turned over, top to bottom, and their letters back again.
    content.push(`1 0 0 -1 ${short(mark.x)} ${short(mark.y)} Tm [${used.writer.show(mark.text, mark.size)}] TJ`)
  }
  flush()
}

const usedFace = (doc: PDFKit.PDFDocument, face: Face, fonts: PaperFonts, faces: Map<Face, UsedFace>): UsedFace => {
  let used = faces.get(face)
  if (used === undefined) {
    used = { name: `F${FACES.indexOf(face) + 1}`, dictionary: doc.ref({}), writer: faceWriter(fonts.font(face)) }
    faces.set(face, used)
  }
  return used
}

const drawMark = (doc: PDFKit.PDFDocument, mark: Exclude<Mark, TextMark>): void => {
  switch (mark.kind) {
    case 'rule':
      doc
        .lineWidth(mark.thickness)
        .moveTo(mark.x, mark.y)
        .lineTo(mark.x + mark.width, mark.y)
        .stroke(COLOURS.line)
      return
    case 'frame':
      doc.lineWidth(mark.thickness).rect(mark.x, mark.y, mark.width, mark.height).stroke(COLOURS.line)
      return
    case 'path': {
      const [first, ...rest] = mark.points
      if (first === undefined) return
      doc.lineWidth(mark.thickness).lineCap('round').lineJoin('round').moveTo(first.x, first.y)
      // A dot is a line to itself.
      if (rest.length === 0) doc.lineTo(first.x, first.y)
      for (const point of rest) doc.lineTo(point.x, point.y)
      doc.stroke(COLOURS.line)
      return
    }
    default:
      assertNever(mark, 'mark')
  }
}

/** A symbol is written once, in its own modules, and shown on each page. */
const drawSymbol = (
  doc: PDFKit.PDFDocument,
  { symbol, x, y, width, height }: PdfPage['symbols'][number],
  name: string,
  written: Map<DrawnSymbol, Reference>
): void => {
  let form = written.get(symbol)
  if (form === undefined) {
    form = compressedStream(doc, symbolContent(symbol), {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, symbol.width, symbol.height],
      Resources: {}
    })
    written.set(symbol, form)
  }
  const page: PageResources = doc.page
  page.xobjects[name] = form
  doc.fillColor(COLOURS.text)
  doc.save()
  doc.transform(width / symbol.width, 0, 0, height / symbol.height, x, y)
  doc.addContent(`/${name} Do`)
  doc.restore()
}

const symbolContent = ({ dark }: DrawnSymbol): Buffer =>
  deflateSync(`${dark.map((one) => `${one.x} ${one.y} ${one.width} ${one.height} re`).join('\n')}\nf`)
