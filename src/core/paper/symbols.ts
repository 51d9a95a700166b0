/** QR codes and card barcodes as rectangles, so that they stay sharp on any printer. */
import { bwip } from './engines.ts'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A symbol drawn into a square or a strip whose sides are given in its own modules. */
export interface DrawnSymbol {
  readonly width: number
  readonly height: number
  readonly dark: readonly Rectangle[]
}

/** QR code model 2, correction M; `width` modules without the quiet zone, which the caller leaves free. */
export const qrSymbol = (text: string): DrawnSymbol => {
  const [symbol] = bwip().raw('qrcode', text, 'eclevel=M')
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('the QR encoder drew nothing')
  const { pixs, pixx, pixy } = symbol
  const dark: Rectangle[] = []
  for (let row = 0; row < pixy; row++) {
    for (let from = 0; from < pixx; from++) {
      let to = from
      while (to < pixx && pixs[row * pixx + to] === 1) to++
      if (to > from) dark.push({ x: from, y: row, width: to - from, height: 1 })
      from = Math.max(from, to - 1)
    }
  }
  return { width: pixx, height: pixy, dark }
}

/** EAN-13 bars, 95 modules wide and one high. The check digit must be right. */
export const ean13Symbol = (digits: string): DrawnSymbol => {
  const [symbol] = bwip().raw('ean13', digits)
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('the barcode encoder drew nothing')
  let x = 0
  const dark: Rectangle[] = []
  // Bar, space, bar …: widths in modules.
  symbol.sbs.forEach((width, index) => {
    if (index % 2 === 0) dark.push({ x, y: 0, width, height: 1 })
    x += width
  })
  return { width: x, height: 1, dark }
}
