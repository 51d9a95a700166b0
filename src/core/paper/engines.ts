/** The makers of PDFs, fonts and barcodes, loaded when the first paper is made: a desk starts without waiting for them. */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

// A require is untyped by nature; each name is the package's own.
export const pdfkit = (): typeof import('pdfkit') => require('pdfkit') as typeof import('pdfkit')
export const fontkit = (): typeof import('fontkit') => require('fontkit') as typeof import('fontkit')
export const bwip = (): typeof import('bwip-js/node') => require('bwip-js/node') as typeof import('bwip-js/node')
