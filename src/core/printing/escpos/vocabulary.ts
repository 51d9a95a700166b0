/**
 * The ESC/POS commands we print with, taken from node-thermal-printer's Epson table. Only its words are used: its
 * transports report success before a printer has read anything, and its text functions lose Cyrillic.
 */
import epson from 'node-thermal-printer/lib/types/epson-config.js'

// Commands with a parameter are kept in the table with one value; ours goes in its place.
const withParameter = (command: Readonly<Uint8Array>, parameter: number): Uint8Array =>
  Uint8Array.of(...command.subarray(0, -1), parameter)

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d
const DLE = 0x10
const EOT = 0x04

export const WORDS = {
  initialize: epson.HW_INIT,
  /** `FS .`: leave the two-byte (Kanji, GBK) mode that printers made for China start in. Not in the table. */
  leaveKanji: Uint8Array.of(FS, 0x2e),
  lineFeed: epson.CTL_LF,
  feedLines: (lines: number): Uint8Array => withParameter(epson.CTL_VT, lines),
  codePage: (number: number): Uint8Array => withParameter(epson.CODE_PAGE_PC866_CYRILLIC2, number),
  normal: epson.TXT_NORMAL,
  tall: epson.TXT_2HEIGHT,
  wide: epson.TXT_2WIDTH,
  large: epson.TXT_4SQUARE,
  boldOn: epson.TXT_BOLD_ON,
  boldOff: epson.TXT_BOLD_OFF,
  alignLeft: epson.TXT_ALIGN_LT,
  alignCenter: epson.TXT_ALIGN_CT,
  cutFull: epson.PAPER_FULL_CUT,
  cutPartial: epson.PAPER_PART_CUT,
  /** `GS r 1`: answered when everything before it is done, hence the printer's proof of work. */
  reportPaper: epson.TRANSMIT_PAPER_STATUS,
  qrModel2: epson.QRCODE_MODEL2,
  qrCorrectionM: epson.QRCODE_CORRECTION_M,
  qrCell: (dots: number): Uint8Array => withParameter(epson.QRCODE_CELLSIZE_1, dots),
  /** `GS ( k`: stores the data of a QR code; the length counts bytes, and three more for the parameters. */
  qrStore: (data: Uint8Array): Uint8Array => {
    const length = data.length + 3
    return Uint8Array.of(GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30, ...data)
  },
  qrPrint: epson.QRCODE_PRINT,
  barcodeHeight: (dots: number): Uint8Array => withParameter(epson.BARCODE_HEIGHT, dots),
  barcodeModule: (dots: number): Uint8Array => withParameter(epson.BARCODE_WIDTH, dots),
  barcodeDigitsBelow: epson.BARCODE_TXT_BLW,
  barcodeDigitsFont: epson.BARCODE_FONT_A,
  ean13: (digits: string): Uint8Array => Uint8Array.of(...epson.BARCODE_EAN13, ...Buffer.from(digits, 'ascii'), 0),
  /** `GS v 0`: a picture of `bytesAcross * 8` by `rows` dots, most significant bit left. */
  raster: (bytesAcross: number, rows: number, bits: Uint8Array): Uint8Array =>
    Buffer.concat([
      epson.S_RASTER_N,
      Uint8Array.of(bytesAcross & 0xff, bytesAcross >> 8, rows & 0xff, rows >> 8),
      bits
    ]),
  /** `DLE EOT n`: state at once, even while the printer is busy or stopped. 1 printer, 2 offline cause, 3 error, 4 paper. */
  askState: (subject: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(DLE, EOT, subject),
  /** `GS I n`: 66 the maker, 67 the model, as text. */
  askName: (subject: 66 | 67): Uint8Array => Uint8Array.of(GS, 0x49, subject),
  /** `GS a 0`: stop reports that an earlier program asked for. */
  silenceReports: Uint8Array.of(GS, 0x61, 0),
  /** `ESC R 0`: the American set, so that # and $ are what they are. */
  americanSigns: Uint8Array.of(ESC, 0x52, 0)
} as const
