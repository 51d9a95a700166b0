/** From the description of a paper to the bytes of its PDF and the pictures of its pages. */
import { assertNever } from '../../domain/values/assert-never.ts'
import type { PaperBlock, PaperDefinition } from './definition.ts'
import { drawPdf, type PdfPage } from './draw.ts'
import { factSlices } from './facts-block.ts'
import type { PaperFonts } from './fonts.ts'
import { copyMarks, footMarks, QR_PLACE, QR_SIDE } from './furniture.ts'
import { A4, BODY, MM } from './geometry.ts'
import { paginate, type PageMarks } from './paginate.ts'
import { signatureSlices } from './signature-block.ts'
import { shifted, slice, type Slice } from './slices.ts'
import { drawSvg } from './svg.ts'
import { qrSymbol } from './symbols.ts'
import { tableSlices } from './table-block.ts'
import { textBlockSlices } from './text-blocks.ts'
import { PAPER_TEXTS } from './texts.ts'

/** An A4 document as PDF. The same definition and fonts give the same bytes, so that their hash can be frozen. */
export const renderPdf = (paper: PaperDefinition, fonts: PaperFonts): Buffer =>
  drawPdf(
    { title: paper.title, issuer: paper.issuer, subject: `${paper.number}. ${paper.version}`, madeAt: paper.madeAt },
    pagesOf(paper, fonts),
    fonts
  )

/** The same pages as pictures for the screen, one SVG each. */
export const renderSvgPages = (paper: PaperDefinition, fonts: PaperFonts): readonly string[] =>
  pagesOf(paper, fonts).map((page) => drawSvg(page, fonts))

const pagesOf = (paper: PaperDefinition, fonts: PaperFonts): readonly PdfPage[] => {
  const pages = layoutPaper(paper, fonts)
  const symbol = qrSymbol(paper.qr)
  return pages.map((marks, index) => ({
    size: A4,
    marks: [
      ...marks.map((mark) => shifted(mark, BODY.x, BODY.y)),
      ...footMarks(paper, index + 1, pages.length, fonts),
      ...(paper.copy === null ? [] : copyMarks(paper.copy, fonts))
    ],
    symbols: [{ symbol, ...QR_PLACE, width: QR_SIDE, height: QR_SIDE }]
  }))
}

/** Marks of each page inside its body: what the tests of layout look at. */
export const layoutPaper = (paper: PaperDefinition, fonts: PaperFonts): readonly PageMarks[] =>
  paginate(
    paper.blocks.flatMap((block) => slicesOf(block, fonts)),
    BODY.height
  )

const slicesOf = (block: PaperBlock, fonts: PaperFonts): readonly Slice[] => {
  switch (block.kind) {
    case 'letterhead':
    case 'title':
    case 'heading':
    case 'paragraph':
    case 'clauses':
    case 'list':
    case 'choices':
    case 'notice':
    case 'handwriting':
      return textBlockSlices(block, fonts)
    case 'facts':
      return factSlices(block, fonts)
    case 'table':
      return tableSlices(block, fonts)
    case 'signatures':
      return signatureSlices(
        block.parties,
        { signature: PAPER_TEXTS.signature, name: PAPER_TEXTS.fullName, date: PAPER_TEXTS.date },
        fonts
      )
    case 'space':
      return [slice(block.millimetres * MM, [])]
    default:
      return assertNever(block, 'block of a paper')
  }
}
