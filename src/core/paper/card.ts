/** A plastic card of the size of a bank card: clinic, name, number and barcode, and nothing medical. */
import type { Instant } from '../../domain/values/dates.ts'
import { drawPdf } from './draw.ts'
import type { PaperFonts, Style } from './fonts.ts'
import { CR80, MM } from './geometry.ts'
import { breakLines } from './lines.ts'
import type { Mark } from './slices.ts'
import { ean13Symbol } from './symbols.ts'
import { lineHeight, lineMarks } from './text-blocks.ts'

export interface CardDefinition {
  readonly clinic: string
  /** «Карта клиента» */
  readonly caption: string
  /** As it shall stand on the plastic; may be empty on a card without a name. */
  readonly holder: string
  /** Thirteen digits with a right check digit. */
  readonly ean13: string
  /** The number as people read it: «2 000 000 012 347». */
  readonly number: string
  readonly madeAt: Instant
}

// Card printers cannot print to the very edge, and edges wear first.
const EDGE = 4.5 * MM
const WIDTH = CR80.width - 2 * EDGE
const CLINIC: Style = { face: 'sans-bold', size: 10 }
const CAPTION: Style = { face: 'sans', size: 7.5 }
const NUMBER: Style = { face: 'sans', size: 9 }
/** The largest that fits in two lines wins, so that a name of forty characters is smaller but whole. */
const HOLDER_SIZES = [11, 10, 9, 8, 7]
/** GS1: 0.33 mm a module is nominal, 80 % of it the least a scanner must read. */
const MODULE = 0.33 * MM
const BAR_HEIGHT = 11 * MM

/** One page of exactly 85.6 × 53.98 mm. */
export const renderCardPdf = (card: CardDefinition, fonts: PaperFonts): Buffer => {
  const symbol = ean13Symbol(card.ean13)
  const barWidth = symbol.width * MODULE
  const barTop = CR80.height - EDGE - lineHeight(NUMBER.size) - BAR_HEIGHT
  const barLeft = (CR80.width - barWidth) / 2
  const holder = holderLines(card.holder, fonts)
  const [number] = breakLines(card.number, NUMBER, WIDTH, fonts)
  const clinic = breakLines(card.clinic, CLINIC, WIDTH, fonts).slice(0, 2)
  const captionTop = EDGE + clinic.length * lineHeight(CLINIC.size)
  const holderTop = barTop - 2.5 * MM - holder.lines.length * lineHeight(holder.size)
  const marks: Mark[] = [
    ...clinic.flatMap((line, index) => lineMarks(line, EDGE, EDGE + index * lineHeight(CLINIC.size), CLINIC.size)),
    ...breakLines(card.caption, CAPTION, WIDTH, fonts).slice(0, 1).flatMap((line) => lineMarks(line, EDGE, captionTop, CAPTION.size, 'quiet')),
    ...holder.lines.flatMap((line, index) => lineMarks(line, EDGE, holderTop + index * lineHeight(holder.size), holder.size)),
    ...(number === undefined
      ? []
      : lineMarks(number, (CR80.width - number.width) / 2, barTop + BAR_HEIGHT, NUMBER.size))
  ]
  return drawPdf(
    { title: card.caption, issuer: card.clinic, subject: card.number, madeAt: card.madeAt },
    [{ size: CR80, marks, symbols: [{ symbol, x: barLeft, y: barTop, width: barWidth, height: BAR_HEIGHT }] }],
    fonts
  )
}

const holderLines = (holder: string, fonts: PaperFonts): { lines: ReturnType<typeof breakLines>; size: number } => {
  for (const size of HOLDER_SIZES) {
    const lines = breakLines(holder, { face: 'sans', size }, WIDTH, fonts)
    if (lines.length <= 2) return { lines, size }
  }
  const smallest = HOLDER_SIZES.at(-1) ?? 7
  return { lines: breakLines(holder, { face: 'sans', size: smallest }, WIDTH, fonts), size: smallest }
}
