/** Puts texts side by side on a line of fixed width: label and value, bill lines, tables. */
import { alignText } from './lines.ts'
import type { Align } from './document.ts'
import { longestWord, wrapText } from './wrap.ts'

/** Left text and right text on one line with at least one space between, or null when they do not fit. */
const onOneLine = (left: string, right: string, width: number): string | null =>
  left.length + right.length + (left === '' || right === '' ? 0 : 1) <= width
    ? left + ' '.repeat(width - left.length - right.length) + right
    : null

/**
 * A label and its value, both of one line, at the two edges. What is too long breaks inside its own side: a long label stays left of a
 * short value, a long value stays right of a short label; two long texts stand under each other.
 */
export const pairLines = (left: string, right: string, width: number): string[] => {
  const whole = onOneLine(left, right, width)
  if (whole !== null) return [whole]
  if (right.length <= width / 2) {
    // The value stands beside the last line of its label, where the eye arrives after reading it.
    const labels = wrapText(left, width - right.length - 1)
    return labels.map((label, row) =>
      row === labels.length - 1 ? label + alignText(right, width - label.length, 'right') : label
    )
  }
  // A sum must not break inside: when it does not fit beside the label, it goes under it.
  if (left.length <= width / 3 && longestWord(right) <= width - left.length - 1) {
    const values = wrapText(right, width - left.length - 1)
    return values.map((value, row) =>
      row === 0 ? left + alignText(value, width - left.length, 'right') : alignText(value, width, 'right')
    )
  }
  return [...wrapText(left, width), ...wrapText(right, width).map((line) => alignText(line, width, 'right'))]
}

const INDENT = '  '

/** A line of a bill; the sum is always the last thing on the last line, so that all sums make one column. */
export const itemLines = (name: string, detail: string, sum: string, width: number): string[] => {
  if (detail === '') return pairLines(name, sum, width)
  const under = pairLines(detail, sum, width - INDENT.length)
  return [...wrapText(name, width), ...under.map((line) => INDENT + line)]
}

export interface ColumnShape {
  readonly align: Align
  readonly width: 'rest' | 'content'
}

// Narrower than this a name breaks into shreds; the table then stacks.
const NARROWEST_REST = 10

/** Rows of a table; when the paper is too narrow for it, the wide column goes above and the others follow below, right-aligned. */
export const tableLines = (
  shapes: readonly ColumnShape[],
  rows: readonly (readonly string[])[],
  width: number
): string[] => {
  const widest = shapes.map((_, column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)))
  const others = widest.reduce((sum, one, column) => (shapes[column]?.width === 'content' ? sum + one + 1 : sum), 0)
  const rest = width - others
  return rows.flatMap((row) =>
    rest >= NARROWEST_REST || shapes.length === 1
      ? rowLines(shapes, row, widest, rest)
      : stackedLines(shapes, row, width)
  )
}

const rowLines = (
  shapes: readonly ColumnShape[],
  row: readonly string[],
  widest: readonly number[],
  rest: number
): string[] => {
  const cells = shapes.map((shape, column) => {
    const text = row[column] ?? ''
    const room = shape.width === 'rest' ? rest : (widest[column] ?? 0)
    return { room, align: shape.align, lines: shape.width === 'rest' ? wrapText(text, room) : [text] }
  })
  const height = Math.max(...cells.map((cell) => cell.lines.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell) => {
        // Short cells stand at the bottom, beside the end of the name.
        const text = cell.lines[line - (height - cell.lines.length)] ?? ''
        return alignText(text, cell.room, cell.align).padEnd(cell.room)
      })
      .join(' ')
  )
}

const stackedLines = (shapes: readonly ColumnShape[], row: readonly string[], width: number): string[] => {
  const name = row.filter((_, column) => shapes[column]?.width === 'rest').join(' ')
  const others = row.filter((cell, column) => shapes[column]?.width === 'content' && cell !== '').join(' ')
  return [
    ...wrapText(name, width),
    ...(others === '' ? [] : wrapText(others, width).map((line) => alignText(line, width, 'right')))
  ]
}
