/** Draws QR codes and card numbers as modules, once for the preview and for printers that cannot draw them. */
import type { SymbolImage } from '../../../domain/printing/symbol.ts'
import { bwip } from '../../paper/engines.ts'

/** The paper cannot hold the symbol; the document asks for what this printer cannot do. */
export class SymbolTooLarge extends Error {
  override readonly name = 'SymbolTooLarge'
}

// About 30 mm at 203 dots per inch: a phone reads it from the desk in poor light.
const QR_TARGET_DOTS = 240
const LARGEST_CELL = 8
// One-dot modules smear, and a lone dot in a byte could spell a command that printers obey at once (DLE).
const SMALLEST_CELL = 2
const BARCODE_HEIGHT_DOTS = 80

/** A QR code of model 2, correction M, data in UTF-8, sized for a paper so many dots wide. */
export const qrImage = (text: string, paperDots: number): SymbolImage => {
  const [symbol] = bwip().raw('qrcode', text, 'eclevel=M')
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('the QR encoder drew nothing')
  const target = Math.min(QR_TARGET_DOTS, Math.floor(paperDots * 0.6))
  const cell = Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, Math.floor(target / symbol.pixx)))
  if (cell * symbol.pixx > paperDots)
    throw new SymbolTooLarge(`a QR code of ${symbol.pixx} modules does not fit ${paperDots} dots`)
  return {
    columns: symbol.pixx,
    rows: symbol.pixy,
    dark: symbol.pixs.map((pixel) => pixel === 1),
    cellWidth: cell,
    cellHeight: cell,
    caption: ''
  }
}

/** Dots for the narrowest bar: 95 modules must fit and still be read by a cheap scanner. */
export const barcodeModule = (paperDots: number): 2 | 3 => (paperDots >= 480 ? 3 : 2)

/** EAN-13 with its digits as a caption. */
export const ean13Image = (digits: string, paperDots: number): SymbolImage => {
  const [symbol] = bwip().raw('ean13', digits)
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('the barcode encoder drew nothing')
  // Bar, space, bar …: widths in modules.
  const dark = symbol.sbs.flatMap((width, index) => Array.from({ length: width }, () => index % 2 === 0))
  return {
    columns: dark.length,
    rows: 1,
    dark,
    cellWidth: barcodeModule(paperDots),
    cellHeight: BARCODE_HEIGHT_DOTS,
    caption: digits
  }
}

export const BARCODE_HEIGHT = BARCODE_HEIGHT_DOTS
