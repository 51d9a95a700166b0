/** A plastic card of the size of a bank card: clinic, name, number and barcode, and nothing medical. */
import type { Instant } from '../../domain/values/dates.ts'
import { drawPdf, type Shape } from './draw.ts'
import type { PaperFonts, Style } from './fonts.ts'
import { CR80, MM } from './geometry.ts'
import { breakLines, type Line } from './lines.ts'
import type { Ink, Mark } from './slices.ts'
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
  /** The number as people read it: «2 000 120 000 018». */
  readonly number: string
  readonly madeAt: Instant
}

const { width: WIDTH, height: HEIGHT } = CR80
// Card printers cannot print to the very edge, and edges wear first: only colour goes there.
const EDGE = 5.5 * MM
const TEXT_WIDTH = WIDTH - 2 * EDGE

/** The largest in one line wins, else the smallest in as many as it needs. */
const CLINIC_SIZES = [12, 11, 10, 9]
/** The largest that fits in two lines wins, so that a name of forty characters is smaller but whole. */
const HOLDER_SIZES = [12, 11, 10, 9, 8, 7]
const CAPTION: Style = { face: 'sans', size: 7.5 }
const NUMBER: Style = { face: 'sans-bold', size: 10 }

/** Card printers put 300 dots on an inch; bars of whole dots come out even. Four of them are 103 % of the nominal module. */
const DOT = 72 / 300
const MODULE = 4 * DOT
const BAR_HEIGHT = 12 * MM

/** Where the white lower field begins at the left and the right edge. */
const WAVE = { left: 32 * MM, right: 30 * MM } as const

/** One page of exactly 85.6 × 53.98 mm. */
export const renderCardPdf = (card: CardDefinition, fonts: PaperFonts): Buffer => {
  const symbol = ean13Symbol(card.ean13)
  const barWidth = symbol.width * MODULE
  const bars = {
    symbol,
    x: onDot(WIDTH - EDGE - barWidth),
    y: onDot(HEIGHT - EDGE - BAR_HEIGHT),
    width: barWidth,
    height: BAR_HEIGHT
  }
  const clinic = fitted(card.clinic, 'sans-bold', CLINIC_SIZES, 1, TEXT_WIDTH - 12 * MM, fonts)
  const holder = fitted(card.holder, 'sans', HOLDER_SIZES, 2, TEXT_WIDTH, fonts)
  const numberTop = HEIGHT - EDGE - lineHeight(NUMBER.size)
  const marks = [
    ...block(clinic, EDGE - 1 * MM, 'light'),
    // The name stands on the wave: two lines reach further up, not down.
    ...block(holder, WAVE.right - 2.2 * MM - holder.lines.length * lineHeight(holder.size), 'light'),
    ...breakLines(card.number, NUMBER, TEXT_WIDTH, fonts).flatMap((line) =>
      lineMarks(line, EDGE, numberTop, NUMBER.size, 'text')
    ),
    ...breakLines(card.caption, CAPTION, TEXT_WIDTH, fonts)
      .slice(0, 1)
      .flatMap((line) => lineMarks(line, EDGE, numberTop - lineHeight(CAPTION.size), CAPTION.size, 'accent'))
  ]
  return drawPdf(
    { title: card.caption, issuer: card.clinic, subject: card.number, madeAt: card.madeAt },
    [{ size: CR80, shapes: BACKGROUND, marks, symbols: [bars] }],
    fonts
  )
}

const onDot = (points: number): number => Math.round(points / DOT) * DOT

const ring = (x: number, y: number, inner: number, outer: number): string => circle(x, y, outer) + circle(x, y, inner)
const circle = (x: number, y: number, radius: number): string =>
  `M ${x - radius} ${y} A ${radius} ${radius} 0 1 0 ${x + radius} ${y} A ${radius} ${radius} 0 1 0 ${x - radius} ${y} Z `

/** Colour goes past the edge, so that no white hair is left there. */
const BLEED = 2 * MM

/** Rings spread from the upper right corner and sink behind the white field that carries the bars. */
const BACKGROUND: readonly Shape[] = [
  { path: `M ${-BLEED} ${-BLEED} H ${WIDTH + BLEED} V ${HEIGHT + BLEED} H ${-BLEED} Z`, fill: '#0b6b66' },
  ...[9, 17, 25, 33].map((radius, index) => ({
    path: ring(WIDTH - 5 * MM, 3 * MM, radius * MM, (radius + 4.6 - index * 0.8) * MM),
    fill: ['#167a75', '#13756f', '#10716b', '#0e6e69'][index] ?? '#0b6b66'
  })),
  {
    path: `M ${-BLEED} ${WAVE.left} L 0 ${WAVE.left} C ${WIDTH * 0.3} ${WAVE.left - 3 * MM} ${WIDTH * 0.62} ${WAVE.right + 5 * MM} ${WIDTH} ${WAVE.right} H ${WIDTH + BLEED} V ${HEIGHT + BLEED} H ${-BLEED} Z`,
    fill: '#ffffff'
  }
]

interface Fitted {
  readonly lines: readonly Line[]
  readonly size: number
  readonly face: Style['face']
}

const fitted = (
  text: string,
  face: Style['face'],
  sizes: readonly number[],
  most: number,
  width: number,
  fonts: PaperFonts
): Fitted => {
  let last: Fitted = { lines: [], size: 0, face }
  for (const size of sizes) {
    last = { lines: breakLines(text, { face, size }, width, fonts), size, face }
    if (last.lines.length <= most) break
  }
  return last
}

const block = ({ lines, size }: Fitted, top: number, ink: Ink): readonly Mark[] =>
  lines.flatMap((line, index) => lineMarks(line, EDGE, top + index * lineHeight(size), size, ink))
