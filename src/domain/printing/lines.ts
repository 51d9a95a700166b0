/** A receipt laid out for one paper: the only thing that preview and printer are both made from. */
import type { Align } from './document.ts'

export interface TextLine {
  readonly kind: 'text'
  /** Printable characters and plain spaces only, alignment already in spaces. */
  readonly text: string
  readonly bold: boolean
  /** Every character takes two columns. */
  readonly wide: boolean
  readonly tall: boolean
}

export type ReceiptLine =
  | TextLine
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'barcode'; readonly digits: string }
  | { readonly kind: 'cut' }

/** Columns of normal characters that the line takes on paper. */
export const widthOf = (line: TextLine): number => line.text.length * (line.wide ? 2 : 1)

export const alignText = (text: string, width: number, align: Align): string => {
  const room = Math.max(0, width - text.length)
  switch (align) {
    case 'left':
      return text
    case 'center':
      return ' '.repeat(Math.floor(room / 2)) + text
    case 'right':
      return ' '.repeat(room) + text
  }
}
