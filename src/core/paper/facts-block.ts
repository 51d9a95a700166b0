/** Labels and values of a paper side by side: who, when, where. */
import type { PaperFonts, Style } from './fonts.ts'
import { BODY, MM } from './geometry.ts'
import { breakLines } from './lines.ts'
import { slice, type Slice } from './slices.ts'
import { baseline, LABEL, lineHeight, lineMarks } from './text-blocks.ts'

const VALUE: Style = { face: 'serif', size: 10.5 }
const LABEL_WIDTH_MM = 48
const COLUMN_GAP = 4 * MM

export const factSlices = (
  block: { readonly rows: readonly { readonly label: string; readonly value: string }[]; readonly labelWidth?: number },
  fonts: PaperFonts
): readonly Slice[] => {
  const labelWidth = (block.labelWidth ?? LABEL_WIDTH_MM) * MM
  const valueX = labelWidth + COLUMN_GAP
  return block.rows.map((row, index) => {
    const labels = breakLines(row.label, LABEL, labelWidth, fonts)
    const values = breakLines(row.value, VALUE, BODY.width - valueX, fonts)
    const step = lineHeight(VALUE.size)
    // Both columns stand on the same foot line though their sizes differ.
    const drop = baseline(VALUE.size) - baseline(LABEL.size)
    return slice(
      Math.max(labels.length, values.length) * step,
      [
        ...labels.flatMap((line, at) => lineMarks(line, 0, drop + at * step, LABEL.size, 'quiet')),
        ...values.flatMap((line, at) => lineMarks(line, valueX, at * step, VALUE.size))
      ],
      { gap: index === 0 ? 3 * MM : 0.8 * MM }
    )
  })
}
