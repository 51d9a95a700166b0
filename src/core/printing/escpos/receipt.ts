/** From a receipt's description to its bytes or its picture, for one printer: the two are made from the same lines. */
import type { CopyMark, ReceiptDocument } from '../../../domain/printing/document.ts'
import { layoutReceipt, type Paper } from '../../../domain/printing/layout.ts'
import { previewSvg } from '../../../domain/printing/preview.ts'
import type { PrinterProfile } from '../../../domain/printing/profile.ts'
import { encodeReceipt } from './encode.ts'
import { ean13Image, qrImage } from './symbols.ts'

export const paperOf = (profile: PrinterProfile): Paper => ({ columns: profile.columns, repertoire: profile.text })

export const receiptBytes = (
  document: ReceiptDocument,
  profile: PrinterProfile,
  copy: CopyMark | null = null
): Uint8Array => encodeReceipt(layoutReceipt(document, paperOf(profile), copy), profile)

export const receiptPreview = (
  document: ReceiptDocument,
  profile: PrinterProfile,
  copy: CopyMark | null = null
): string =>
  previewSvg(layoutReceipt(document, paperOf(profile), copy), {
    columns: profile.columns,
    title: document.name,
    draw: (line) => (line.kind === 'qr' ? qrImage(line.text, profile.dots) : ean13Image(line.digits, profile.dots))
  })
