/** Draws laid-out lines as an SVG picture of the paper, dot for dot where the printer's font allows: what is shown is what is printed. */
import { assertNever } from '../values/assert-never.ts'
import { alignText, type ReceiptLine, type TextLine } from './lines.ts'
import { darkRuns, type SymbolImage } from './symbol.ts'

// Font A of receipt printers is 12 × 24 dots, on lines 30 dots apart (1/6 inch).
const CELL = 12
const CAP = 24
const LEADING = 6
const MARGIN = 24
// The gap that shows where the knife goes.
const CUT_GAP = 36
// A monospaced font is 0.6 em wide, so that this size makes 12 dots; textLength corrects what differs.
const FONT_SIZE = 20
const BASELINE = 19

export interface PreviewOptions {
  /** Columns of the paper the lines were laid out for. */
  readonly columns: number
  /** Read aloud instead of the picture. */
  readonly title: string
  readonly draw: (line: Extract<ReceiptLine, { kind: 'qr' | 'barcode' }>) => SymbolImage
}

const escapeXml = (text: string): string => text.replace(/[&<>"']/gu, (one) => `&#${one.codePointAt(0) ?? 63};`)

const textRuns = (text: string): { readonly from: number; readonly run: string }[] =>
  [...text.matchAll(/\S+/gu)].map((match) => ({ from: match.index, run: match[0] }))

const textSvg = (line: TextLine, top: number): string => {
  const across = line.wide ? 2 : 1
  const down = line.tall ? 2 : 1
  const runs = textRuns(line.text).map(
    ({ from, run }) =>
      `<text x="${from * CELL}" y="${BASELINE}" textLength="${run.length * CELL}" lengthAdjust="spacingAndGlyphs">${escapeXml(run)}</text>`
  )
  if (runs.length === 0) return ''
  return `<g transform="translate(${MARGIN} ${top}) scale(${across} ${down})"${line.bold ? ' font-weight="700"' : ''}>${runs.join('')}</g>`
}

const symbolSvg = (image: SymbolImage, top: number, width: number): string => {
  const left = MARGIN + Math.max(0, Math.floor((width - image.columns * image.cellWidth) / 2))
  const path = darkRuns(image).map(({ row, from, length }) => {
    const x = left + from * image.cellWidth
    return `M${x} ${top + row * image.cellHeight}h${length * image.cellWidth}v${image.cellHeight}h${-length * image.cellWidth}z`
  })
  return `<path d="${path.join('')}"/>`
}

/** The picture as an SVG document; its unit is one printer dot (203 per inch). */
export const previewSvg = (lines: readonly ReceiptLine[], options: PreviewOptions): string => {
  const width = options.columns * CELL
  const parts: string[] = []
  let top = MARGIN
  const putText = (line: TextLine): void => {
    parts.push(textSvg(line, top))
    top += CAP * (line.tall ? 2 : 1) + LEADING
  }
  for (const line of lines) {
    switch (line.kind) {
      case 'text':
        putText(line)
        break
      case 'qr':
      case 'barcode': {
        const image = options.draw(line)
        parts.push(symbolSvg(image, top, width))
        top += image.rows * image.cellHeight + LEADING
        if (image.caption !== '') {
          putText({
            kind: 'text',
            text: alignText(image.caption, options.columns, 'center'),
            bold: false,
            wide: false,
            tall: false
          })
        }
        break
      }
      case 'cut':
        top += CUT_GAP
        parts.push(
          `<path d="M0 ${top}H${width + 2 * MARGIN}" fill="none" stroke="#8a8a8a" stroke-width="2" stroke-dasharray="8 8"/>`
        )
        top += MARGIN
        break
      default:
        assertNever(line, 'receipt line')
    }
  }
  const full = width + 2 * MARGIN
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${full} ${top}" width="${full}" height="${top}" role="img">` +
    `<title>${escapeXml(options.title)}</title><rect width="${full}" height="${top}" fill="#fff"/>` +
    `<g fill="#111" font-family="'PT Mono','DejaVu Sans Mono','Liberation Mono',Consolas,monospace" font-size="${FONT_SIZE}">` +
    `${parts.join('')}</g></svg>`
  )
}
