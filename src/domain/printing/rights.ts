/** Who may handle a paper in the print queue. */
import type { Right } from '../staff/rights.ts'
import type { PrinterKind } from './printer.ts'

/** Whoever may make a paper may also print it again or call it off. */
export const RIGHT_FOR_PAPER: Readonly<Record<PrinterKind, Right>> = {
  'receipt-80': 'issue-acts',
  'receipt-58': 'issue-acts',
  card: 'issue-cards',
  a4: 'prepare-documents'
}
