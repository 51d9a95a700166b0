/** Puts marks on the pages of a PDF; the only file that speaks to pdfkit. */
import { assertNever } from '../../domain/values/assert-never.ts'
import { epochMilliseconds, type Instant } from '../../domain/values/dates.ts'
import { pdfkit } from './engines.ts'
import { FACES, type PaperFonts } from './fonts.ts'
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
  for (const face of FACES) doc.registerFont(face, fonts.font(face))
  for (const page of pages) {
    doc.addPage({ size: [page.size.width, page.size.height], margin: 0 })
    for (const { path, fill } of page.shapes ?? []) doc.path(path).fill(fill, 'even-odd')
    for (const mark of page.marks) drawMark(doc, mark)
    for (const placed of page.symbols) drawSymbol(doc, placed)
  }
  doc.end()
  // Everything was written synchronously, so the stream holds the whole file.
  const bytes: unknown = doc.read()
  if (!Buffer.isBuffer(bytes)) throw new Error('the PDF came out empty')
  return bytes
}

const drawMark = (doc: PDFKit.PDFDocument, mark: Mark): void => {
  switch (mark.kind) {
    case 'text':
      doc.font(mark.face).fontSize(mark.size).fillColor(COLOURS[mark.ink])
      doc.text(mark.text, mark.x, mark.y, { lineBreak: false, baseline: 'alphabetic' })
      return
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

const drawSymbol = (doc: PDFKit.PDFDocument, placed: PdfPage['symbols'][number]): void => {
  const { symbol, x, y, width, height } = placed
  const across = width / symbol.width
  const down = height / symbol.height
  for (const one of symbol.dark) doc.rect(x + one.x * across, y + one.y * down, one.width * across, one.height * down)
  doc.fill(COLOURS.text)
}
