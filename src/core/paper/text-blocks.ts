/** Running text of a paper as slices of one line each, so that a page may end between lines but never badly. */
import type { Clause, Inline, PaperBlock } from './definition.ts'
import type { PaperFonts, Style } from './fonts.ts'
import { BODY, MM } from './geometry.ts'
import { breakLines, type Line } from './lines.ts'
import { slice, type Ink, type Mark, type Slice } from './slices.ts'

export const BODY_TEXT: Style = { face: 'serif', size: 10.5 }
export const SMALL_TEXT: Style = { face: 'serif', size: 9 }
export const LABEL: Style = { face: 'sans', size: 8.5 }
export const TABLE_TEXT: Style = { face: 'sans', size: 9 }

export const lineHeight = (size: number): number => size * 1.36
/** From the top of a line down to the foot of its letters. */
export const baseline = (size: number): number => size * 1.02

export const lineMarks = (line: Line, x: number, top: number, size: number, ink: Ink = 'text'): Mark[] =>
  line.pieces.flatMap((piece) =>
    piece.text.trim() === ''
      ? []
      : [{ kind: 'text', text: piece.text, x: x + piece.x, y: top + baseline(size), face: piece.face, size, ink }]
  )

export const aligned = (line: Line, align: 'left' | 'center' | 'right', width: number): number =>
  align === 'left' ? 0 : align === 'right' ? width - line.width : (width - line.width) / 2

interface Setting {
  readonly style: Style
  readonly x?: number
  readonly width?: number
  readonly align?: 'left' | 'center' | 'right'
  readonly gap?: number
  readonly ink?: Ink
  readonly keepWithNext?: boolean
  /** What follows belongs to it: its last line is not left alone at the foot of a page. */
  readonly leadsOn?: boolean
  /** Stands before the first line, in the margin of the indented text. */
  readonly marker?: readonly Mark[]
}

/** Lines with neither the first nor the last one left alone on a page. */
export const textSlices = (text: Inline, setting: Setting, fonts: PaperFonts): Slice[] => {
  const { style, x = 0, align = 'left', gap = 0, ink = 'text', marker = [] } = setting
  const width = setting.width ?? BODY.width - x
  const lines = breakLines(text, style, width, fonts)
  return lines.map((line, index) =>
    slice(
      lineHeight(style.size),
      [...(index === 0 ? marker : []), ...lineMarks(line, x + aligned(line, align, width), 0, style.size, ink)],
      {
        gap: index === 0 ? gap : 0,
        keepWithNext:
          setting.keepWithNext === true ||
          (setting.leadsOn === true && index === lines.length - 1) ||
          (lines.length > 1 && (index === 0 || index === lines.length - 2))
      }
    )
  )
}

const textMark = (text: string, x: number, style: Style): Mark => ({
  kind: 'text',
  text,
  x,
  y: baseline(style.size),
  face: style.face,
  size: style.size,
  ink: 'text'
})

const INDENT = 7 * MM
const CLAUSE_GAP = 1.4 * MM

const clauseSlices = (clause: Clause, number: number, fonts: PaperFonts): Slice[] => [
  ...textSlices(
    clause.text,
    {
      style: BODY_TEXT,
      x: INDENT,
      gap: CLAUSE_GAP,
      leadsOn: clause.items !== undefined && clause.items.length > 0,
      marker: [textMark(`${number}.`, 0, BODY_TEXT)]
    },
    fonts
  ),
  ...(clause.items ?? []).flatMap((item, index) =>
    textSlices(
      item,
      {
        style: BODY_TEXT,
        x: INDENT + 9 * MM,
        gap: 0.7 * MM,
        marker: [textMark(`${number}.${index + 1}.`, INDENT, BODY_TEXT)]
      },
      fonts
    )
  )
]

const boxMark = (chosen: boolean): Mark[] => {
  const side = 3.4 * MM
  const top = (lineHeight(BODY_TEXT.size) - side) / 2
  const frame: Mark = { kind: 'frame', x: 0.3 * MM, y: top, width: side, height: side, thickness: 0.7 }
  const tick = [
    { x: 0.22, y: 0.5 },
    { x: 0.42, y: 0.74 },
    { x: 0.8, y: 0.22 }
  ].map(({ x, y }) => ({ x: 0.3 * MM + x * side, y: top + y * side }))
  return chosen ? [frame, { kind: 'path', points: tick, thickness: 1.3 }] : [frame]
}

type TextBlock = Extract<
  PaperBlock,
  { kind: 'letterhead' | 'title' | 'heading' | 'paragraph' | 'clauses' | 'list' | 'choices' | 'notice' | 'handwriting' }
>

export const textBlockSlices = (block: TextBlock, fonts: PaperFonts): readonly Slice[] => {
  switch (block.kind) {
    case 'letterhead': {
      const lines = block.lines.flatMap((text, index) =>
        textSlices(
          text,
          {
            style: index === 0 ? { face: 'sans-bold', size: 11 } : { face: 'sans', size: 8.5 },
            ink: index === 0 ? 'text' : 'quiet'
          },
          fonts
        )
      )
      const rule: Mark = { kind: 'rule', x: 0, y: 2 * MM, width: BODY.width, thickness: 0.8 }
      return [...lines, slice(2.5 * MM, [rule], { keepPrevious: lines.length })]
    }
    case 'title':
      return [
        ...textSlices(
          block.text,
          { style: { face: 'sans-bold', size: 14 }, align: 'center', gap: 5 * MM, keepWithNext: true },
          fonts
        ),
        ...(block.subtitle === undefined
          ? []
          : textSlices(
              block.subtitle,
              { style: { face: 'sans', size: 9.5 }, align: 'center', gap: 0.8 * MM, ink: 'quiet', keepWithNext: true },
              fonts
            ))
      ]
    case 'heading':
      return textSlices(block.text, { style: { face: 'sans-bold', size: 11 }, gap: 4 * MM, keepWithNext: true }, fonts)
    case 'paragraph':
      return textSlices(
        block.text,
        {
          style: block.size === 'small' ? SMALL_TEXT : BODY_TEXT,
          gap: 1.6 * MM,
          ...(block.align === undefined ? {} : { align: block.align })
        },
        fonts
      )
    case 'clauses':
      return block.items.flatMap((clause, index) => clauseSlices(clause, (block.from ?? 1) + index, fonts))
    case 'list':
      return block.items.flatMap((item) =>
        textSlices(item, { style: BODY_TEXT, x: 5 * MM, gap: 0.6 * MM, marker: [textMark('—', 0, BODY_TEXT)] }, fonts)
      )
    case 'choices':
      return block.items.flatMap((item) =>
        textSlices(item.text, { style: BODY_TEXT, x: INDENT, gap: 1.2 * MM, marker: boxMark(item.chosen) }, fonts)
      )
    case 'notice': {
      const padding = 2.5 * MM
      const style: Style = { face: 'sans', size: 9.5 }
      const lines = breakLines(block.text, style, BODY.width - 2 * padding, fonts)
      const height = lines.length * lineHeight(style.size) + 2 * padding * 0.7
      const frame: Mark = { kind: 'frame', x: 0, y: 0, width: BODY.width, height, thickness: 0.8 }
      return [
        slice(
          height,
          [
            frame,
            ...lines.flatMap((line, index) =>
              lineMarks(line, padding, padding * 0.7 + index * lineHeight(style.size), style.size)
            )
          ],
          { gap: 3 * MM }
        )
      ]
    }
    case 'handwriting':
      return [
        ...textSlices(block.caption, { style: LABEL, gap: 3 * MM, ink: 'quiet', keepWithNext: true }, fonts),
        ...Array.from({ length: block.lines }, (_, index) =>
          slice(8 * MM, [{ kind: 'rule', x: 0, y: 7.5 * MM, width: BODY.width, thickness: 0.5 }], {
            keepWithNext: index < block.lines - 1
          })
        )
      ]
  }
}
