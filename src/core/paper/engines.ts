/** The makers of PDFs, fonts and barcodes, loaded when the first paper is made: a desk starts without waiting for them. */
import { createRequire } from 'node:module'
import type * as Bwip from 'bwip-js/node'
import type * as Fontkit from 'fontkit'
import type PdfDocument from 'pdfkit'

const require = createRequire(import.meta.url)

// A require is untyped by nature; each name is the package's own.
export const pdfkit = (): typeof PdfDocument => require('pdfkit') as typeof PdfDocument
export const fontkit = (): typeof Fontkit => require('fontkit') as typeof Fontkit
export const bwip = (): typeof Bwip => require('bwip-js/node') as typeof Bwip
