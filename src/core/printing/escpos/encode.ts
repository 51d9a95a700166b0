/** Laid-out lines → the exact bytes for one model of printer. Pure: same lines and profile, same bytes. */
import iconv from 'iconv-lite'
import { assertNever } from '../../../domain/values/assert-never.ts'
import { alignText, type ReceiptLine, type TextLine } from '../../../domain/printing/lines.ts'
import type { PrinterProfile } from '../../../domain/printing/profile.ts'
import type { Repertoire } from '../../../domain/printing/repertoire.ts'
import { rasterSymbol } from './raster.ts'
import { BARCODE_HEIGHT, barcodeModule, ean13Image, qrImage } from './symbols.ts'
import { WORDS } from './vocabulary.ts'

export const encodeText = (text: string, page: Repertoire): Uint8Array => iconv.encode(text, page)

/** The number of the page that the profile prints text in. */
export const pageNumber = (profile: PrinterProfile): number =>
  profile.text === 'cp1251' && profile.codePages.cp1251 !== null ? profile.codePages.cp1251 : profile.codePages.cp866

/** Commands that free a job from whatever the previous one, or another program, left behind. */
export const prologue = (profile: PrinterProfile): readonly Uint8Array[] => [
  WORDS.initialize,
  ...(profile.kanjiOff ? [WORDS.leaveKanji] : []),
  WORDS.americanSigns,
  WORDS.codePage(pageNumber(profile))
]

/**
 * The end of a job. The report is asked for after the cut, whose motion ends only when all is printed, and before the
 * last reset: some printers lose the byte after `ESC @`.
 */
export const epilogue = (profile: PrinterProfile): readonly Uint8Array[] =>
  profile.status === 'full' ? [WORDS.reportPaper, WORDS.initialize] : [WORDS.initialize]

type Style = Pick<TextLine, 'bold' | 'wide' | 'tall'>

const PLAIN: Style = { bold: false, wide: false, tall: false }

const sizeWord = (style: Style): Uint8Array => {
  if (style.wide) return style.tall ? WORDS.large : WORDS.wide
  return style.tall ? WORDS.tall : WORDS.normal
}

// `ESC !` also switches bold off, so bold always follows it.
const styleWords = (style: Style): readonly Uint8Array[] => [sizeWord(style), style.bold ? WORDS.boldOn : WORDS.boldOff]

const cutWords = (profile: PrinterProfile): readonly Uint8Array[] => {
  const feed = profile.feedBeforeCut === 0 ? [] : [WORDS.feedLines(profile.feedBeforeCut)]
  switch (profile.cut) {
    case 'none':
      return feed
    case 'partial':
      return [...feed, WORDS.cutPartial]
    case 'full':
      return [...feed, WORDS.cutFull]
    default:
      return assertNever(profile.cut, 'kind of cut')
  }
}

const qrWords = (text: string, profile: PrinterProfile): readonly Uint8Array[] => {
  const image = qrImage(text, profile.dots)
  if (profile.qr === 'raster') return [rasterSymbol(image, profile.dots)]
  return [
    WORDS.alignCenter,
    WORDS.qrModel2,
    WORDS.qrCell(image.cellWidth),
    WORDS.qrCorrectionM,
    WORDS.qrStore(Buffer.from(text, 'utf8')),
    WORDS.qrPrint,
    WORDS.alignLeft
  ]
}

const barcodeWords = (digits: string, profile: PrinterProfile): readonly Uint8Array[] => {
  if (profile.barcode === 'raster') {
    const caption = encodeText(alignText(digits, profile.columns, 'center'), profile.text)
    return [rasterSymbol(ean13Image(digits, profile.dots), profile.dots), caption, WORDS.lineFeed]
  }
  return [
    WORDS.alignCenter,
    WORDS.barcodeHeight(BARCODE_HEIGHT),
    WORDS.barcodeModule(barcodeModule(profile.dots)),
    WORDS.barcodeDigitsFont,
    WORDS.barcodeDigitsBelow,
    WORDS.ean13(digits),
    WORDS.alignLeft
  ]
}

/**
 * The whole job. `lines` must have been laid out for this profile's columns and code page.
 * @throws {SymbolTooLarge} when a QR code cannot be printed on this paper.
 */
export const encodeReceipt = (lines: readonly ReceiptLine[], profile: PrinterProfile): Uint8Array => {
  const words: Uint8Array[] = [...prologue(profile)]
  let style: Style = PLAIN
  const wear = (next: Style): void => {
    if (next.bold === style.bold && next.wide === style.wide && next.tall === style.tall) return
    words.push(...styleWords(next))
    style = next
  }
  for (const line of lines) {
    switch (line.kind) {
      case 'text':
        // An empty line is fed in plain size, or it would be twice as high.
        wear(line.text === '' ? PLAIN : line)
        words.push(encodeText(line.text, profile.text), WORDS.lineFeed)
        break
      case 'qr':
        wear(PLAIN)
        words.push(...qrWords(line.text, profile))
        break
      case 'barcode':
        wear(PLAIN)
        words.push(...barcodeWords(line.digits, profile))
        break
      case 'cut':
        wear(PLAIN)
        words.push(...cutWords(profile))
        break
      default:
        assertNever(line, 'receipt line')
    }
  }
  words.push(...epilogue(profile))
  return Buffer.concat(words)
}
