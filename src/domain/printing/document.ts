/** What a receipt says, described in blocks without a word about paper width, code pages or bytes. */
import { z } from 'zod'

export const Align = z.enum(['left', 'center', 'right'])
export type Align = z.infer<typeof Align>

/** `tall` doubles the height, `large` doubles both, so that a large line holds half as many characters. */
export const TextSize = z.enum(['normal', 'tall', 'large'])
export type TextSize = z.infer<typeof TextSize>

const look = { bold: z.boolean().default(false), size: TextSize.default('normal') }

export const TableColumn = z.object({
  heading: z.string().default(''),
  align: Align.default('left'),
  /** Exactly one column takes what the others leave; the others are as wide as their widest cell and never break. */
  width: z.enum(['rest', 'content'])
})
export type TableColumn = z.infer<typeof TableColumn>

const Table = z
  .object({ kind: z.literal('table'), columns: z.array(TableColumn).min(1).max(6), rows: z.array(z.array(z.string())) })
  .refine(
    (table) => table.columns.filter((column) => column.width === 'rest').length === 1,
    'one column takes the rest of the line'
  )
  .refine(
    (table) => table.rows.every((row) => row.length === table.columns.length),
    'every row has a cell for every column'
  )

/** EAN-13 with its check digit, the number of a loyalty card. */
export const Ean13 = z
  .string()
  .regex(/^\d{13}$/)
  .refine((digits) => {
    let sum = 0
    for (const [index, digit] of [...digits].entries()) sum += Number(digit) * (index % 2 === 0 ? 1 : 3)
    return sum % 10 === 0
  }, 'the check digit is wrong')

export const ReceiptBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('title'), text: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string(), align: Align.default('left'), ...look }),
  /** A label and what it stands for, at the two edges of the line. */
  z.object({ kind: z.literal('pair'), left: z.string(), right: z.string(), ...look }),
  /** One line of a bill: the name over the whole width, under it the detail, and the sum in the right-hand column. */
  z.object({ kind: z.literal('item'), name: z.string(), detail: z.string().default(''), sum: z.string() }),
  Table,
  z.object({ kind: z.literal('rule'), double: z.boolean().default(false) }),
  /** At most 300 characters, so that it fits the narrowest paper with dots that a phone can read. */
  z.object({ kind: z.literal('qr'), text: z.string().min(1).max(300) }),
  z.object({ kind: z.literal('barcode'), digits: Ean13 }),
  z.object({ kind: z.literal('spacing'), lines: z.int().min(1).max(10).default(1) }),
  /** A line to sign on, with room for the hand above it; `name` is who signs. */
  z.object({ kind: z.literal('signature'), caption: z.string(), name: z.string().default('') }),
  z.object({ kind: z.literal('cut') })
])
export type ReceiptBlock = z.infer<typeof ReceiptBlock>
export type ReceiptBlockInput = z.input<typeof ReceiptBlock>

/** `name` is what the print queue shows («Акт 12-000345»), never printed itself. */
export const ReceiptDocument = z.object({ name: z.string().min(1).max(120), blocks: z.array(ReceiptBlock).min(1) })
export type ReceiptDocument = z.infer<typeof ReceiptDocument>

/** Builds a document, filling in what was left out; throws on a table or barcode that cannot be printed. */
export const receiptDocument = (name: string, blocks: readonly ReceiptBlockInput[]): ReceiptDocument =>
  ReceiptDocument.parse({ name, blocks })

/** Which repetition of an original this is, and when it is made in the words to be printed. */
export const CopyMark = z.object({ no: z.int().min(1), at: z.string().default('') })
export type CopyMark = z.infer<typeof CopyMark>
