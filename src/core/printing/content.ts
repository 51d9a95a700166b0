/** What can be given to the print queue, and how it becomes the bytes that one printer takes. */
import { assertNever } from '../../domain/values/assert-never.ts'
import type { CopyMark, ReceiptDocument } from '../../domain/printing/document.ts'
import { isReceiptKind, type Printer } from '../../domain/printing/printer.ts'
import { receiptBytes } from './escpos/receipt.ts'
import type { Content } from './jobs.ts'

/** A receipt is laid out here for the printer that takes it; a page comes as a finished PDF; raw bytes are for the test page. */
export type PrintContent =
  | { readonly type: 'receipt'; readonly receipt: ReceiptDocument }
  | { readonly type: 'pdf'; readonly bytes: Uint8Array }
  | { readonly type: 'raw'; readonly bytes: Uint8Array }

/** Made for this printer, marked as a copy if it is one. Null when this printer cannot take such content: a page on a receipt printer, a receipt on a card. */
export const contentFor = (content: PrintContent, printer: Printer, mark: CopyMark | null): Content | null => {
  switch (content.type) {
    case 'receipt':
      if (printer.profile === null) return null
      return {
        format: 'escpos',
        bytes: receiptBytes(content.receipt, printer.profile, mark),
        receipt: { document: content.receipt, mark }
      }
    case 'pdf':
      return isReceiptKind(printer.kind) ? null : { format: 'pdf', bytes: content.bytes, receipt: null }
    case 'raw':
      return printer.profile === null ? null : { format: 'escpos', bytes: content.bytes, receipt: null }
    default:
      return assertNever(content, 'content of a print job')
  }
}
