/** Turns a symbol into the dots of a raster command, centred on the paper, in bands that fit small printer buffers. */
import { darkRuns, type SymbolImage } from '../../../domain/printing/symbol.ts'
import { WORDS } from './vocabulary.ts'

const BAND_ROWS = 256

/** Raster commands that print the symbol in the middle of a paper so many dots wide. */
export const rasterSymbol = (image: SymbolImage, paperDots: number): Uint8Array => {
  const width = image.columns * image.cellWidth
  const height = image.rows * image.cellHeight
  // Centred by our own empty bytes: look-alike printers ignore alignment for pictures.
  const left = Math.floor(Math.max(0, paperDots - width) / 16)
  const bytesAcross = left + Math.ceil(width / 8)
  const bits = new Uint8Array(bytesAcross * height)
  for (const { row, from, length } of darkRuns(image)) {
    for (let y = row * image.cellHeight; y < (row + 1) * image.cellHeight; y++) {
      for (let x = from * image.cellWidth; x < (from + length) * image.cellWidth; x++) {
        const at = y * bytesAcross + left + (x >> 3)
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
      }
    }
  }
  const bands: Uint8Array[] = []
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top)
    bands.push(WORDS.raster(bytesAcross, rows, bits.subarray(top * bytesAcross, (top + rows) * bytesAcross)))
  }
  return Buffer.concat(bands)
}
