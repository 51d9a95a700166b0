/** Tables of a paper: the head repeats on every page, sums stand in one column, and totals never lose their last row. */
import type { TableColumn, TableRow } from './definition.ts'
import type { PaperFonts, Style } from './fonts.ts'
import { BODY, MM } from './geometry.ts'
import { breakLines, type Line } from './lines.ts'
import { slice, type Mark, type Slice } from './slices.ts'
import { aligned, lineHeight, lineMarks, TABLE_TEXT } from './text-blocks.ts'

const HEAD: Style = { face: 'sans-bold', size: 8.5 }
const GROUP: Style = { face: 'sans-bold', size: 9.5 }
const TOTAL: Style = { face: 'sans', size: 9.5 }
const GRAND_TOTAL: Style = { face: 'sans-bold', size: 12 }
const PADDING = { x: 1.4 * MM, y: 0.9 * MM } as const
/** A cell longer than this is cut between lines, so that no row can outgrow a page. */
const MOST_LINES = 24

interface Placed extends TableColumn {
  readonly x: number
  readonly points: number
}

const placed = (columns: readonly TableColumn[]): readonly Placed[] => {
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0) * MM, 0)
  const free = columns.filter((column) => column.width === undefined).length
  const share = free === 0 ? 0 : (BODY.width - fixed) / free
  let x = 0
  return columns.map((column) => {
    const points = column.width === undefined ? share : column.width * MM
    const one = { ...column, x, points }
    x += points
    return one
  })
}

export const tableSlices = (
  block: {
    readonly columns: readonly TableColumn[]
    readonly rows: readonly TableRow[]
    readonly totals?: readonly { readonly label: string; readonly value: string }[]
  },
  fonts: PaperFonts
): readonly Slice[] => {
  const columns = placed(block.columns)
  const headRow = rowSlices(
    columns,
    columns.map((column) => column.title),
    HEAD,
    0.9,
    fonts
  )
  const head = headRow.map((one) => ({ ...one, keepWithNext: true }))
  const body = block.rows.flatMap((row) =>
    row.heading === true
      ? groupSlices(row.cells[0] ?? '', fonts)
      : rowSlices(columns, row.cells, TABLE_TEXT, 0.35, fonts)
  )
  const totals = (block.totals ?? []).map((total, index, all) =>
    totalSlice(columns, total, index === all.length - 1, fonts)
  )
  return [
    ...head.map((one, index) => (index === 0 ? { ...one, gap: 3 * MM } : one)),
    ...body.map((one) => ({ ...one, head })),
    // Totals keep together and keep the last row of what they add up.
    ...totals.map((one, index) => ({
      ...one,
      keepPrevious: index === 0 ? 1 : 0,
      keepWithNext: index < totals.length - 1,
      gap: index === 0 ? 1.2 * MM : 0
    }))
  ]
}

const rowSlices = (
  columns: readonly Placed[],
  cells: readonly string[],
  style: Style,
  thickness: number,
  fonts: PaperFonts
): readonly Slice[] => {
  const lines = columns.map((column, index) =>
    breakLines(cells[index] ?? '', style, column.points - 2 * PADDING.x, fonts)
  )
  const deepest = Math.max(1, ...lines.map((cell) => cell.length))
  const cuts = Array.from({ length: Math.ceil(deepest / MOST_LINES) }, (_, index) => index * MOST_LINES)
  return cuts.map((from, index) => {
    const depth = Math.min(MOST_LINES, deepest - from)
    const last = index === cuts.length - 1
    const height = depth * lineHeight(style.size) + 2 * PADDING.y
    const marks = columns.flatMap((column, at) =>
      (lines[at] ?? [])
        .slice(from, from + depth)
        .flatMap((line, row) => cellMarks(column, line, PADDING.y + row * lineHeight(style.size), style))
    )
    const rule: Mark = { kind: 'rule', x: 0, y: height, width: BODY.width, thickness }
    return slice(height, last ? [...marks, rule] : marks)
  })
}

const cellMarks = (column: Placed, line: Line, top: number, style: Style): Mark[] => {
  const inner = column.points - 2 * PADDING.x
  return lineMarks(line, column.x + PADDING.x + aligned(line, column.align ?? 'left', inner), top, style.size)
}

const groupSlices = (text: string, fonts: PaperFonts): readonly Slice[] => {
  const lines = breakLines(text, GROUP, BODY.width - 2 * PADDING.x, fonts)
  const height = lines.length * lineHeight(GROUP.size) + 3 * PADDING.y
  const marks = lines.flatMap((line, index) =>
    lineMarks(line, PADDING.x, 2 * PADDING.y + index * lineHeight(GROUP.size), GROUP.size)
  )
  return [
    slice(height, [...marks, { kind: 'rule', x: 0, y: height, width: BODY.width, thickness: 0.35 }], {
      keepWithNext: true
    })
  ]
}

const totalSlice = (
  columns: readonly Placed[],
  total: { readonly label: string; readonly value: string },
  grand: boolean,
  fonts: PaperFonts
): Slice => {
  const style = grand ? GRAND_TOTAL : TOTAL
  const sums = columns.at(-1)
  const right = sums === undefined ? BODY.width : sums.x + sums.points - PADDING.x
  const [value] = breakLines(total.value, style, BODY.width, fonts)
  const valueWidth = value?.width ?? 0
  const labelWidth = right - valueWidth - 5 * MM
  const labels = breakLines(total.label, style, labelWidth, fonts)
  return slice(labels.length * lineHeight(style.size) + PADDING.y, [
    ...labels.flatMap((line, index) =>
      lineMarks(line, labelWidth - line.width, index * lineHeight(style.size), style.size)
    ),
    ...(value === undefined
      ? []
      : lineMarks(value, right - valueWidth, (labels.length - 1) * lineHeight(style.size), style.size))
  ])
}
