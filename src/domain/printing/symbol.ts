/** A barcode as dark and light modules, so that screen and printer draw the same one from the same description. */

export interface SymbolImage {
  readonly columns: number
  readonly rows: number
  /** Row by row, `columns * rows` of them. */
  readonly dark: readonly boolean[]
  /** Printer dots that one module takes across and down. */
  readonly cellWidth: number
  readonly cellHeight: number
  /** What a person reads under the bars; empty for a QR code. */
  readonly caption: string
}

export interface DarkRun {
  readonly row: number
  readonly from: number
  readonly length: number
}

/** Horizontal runs of dark modules, top to bottom. */
export const darkRuns = (image: SymbolImage): DarkRun[] => {
  const runs: DarkRun[] = []
  for (let row = 0; row < image.rows; row++) {
    let from = -1
    for (let column = 0; column <= image.columns; column++) {
      const dark = column < image.columns && image.dark[row * image.columns + column] === true
      if (dark && from < 0) from = column
      if (!dark && from >= 0) {
        runs.push({ row, from, length: column - from })
        from = -1
      }
    }
  }
  return runs
}
