/** What one model of receipt printer can do and under which numbers, since the same command set differs from maker to maker. */
import { z } from 'zod'
import { Repertoire } from './repertoire.ts'

const CodePageNumber = z.int().min(0).max(255)

export const PrinterProfile = z
  .object({
    name: z.string().min(1).max(60),
    /** Columns of the normal font and printable dots across: 48 and 576 on 80 mm paper, 32 and 384 on 58 mm. */
    columns: z.int().min(16).max(96),
    dots: z.int().min(128).max(1280),
    /** The number behind `ESC t` for each code page; null where the printer has no such page. */
    codePages: z.object({ cp866: CodePageNumber, cp1251: CodePageNumber.nullable() }),
    /** The code page that text is printed in. */
    text: Repertoire,
    /** Printers sold in China start in a two-byte mode that turns Cyrillic into hieroglyphs; `FS .` leaves it. */
    kanjiOff: z.boolean(),
    /** `raster` draws the symbol ourselves, for printers that cannot. */
    qr: z.enum(['native', 'raster']),
    barcode: z.enum(['native', 'raster']),
    cut: z.enum(['none', 'partial', 'full']),
    /** Lines fed before the cut so that the knife, or the tear bar, is below the last text. */
    feedBeforeCut: z.int().min(0).max(12),
    /**
     * What the printer answers. `full`: its state at once and a mark when all before it is done; `realtime`: its state only;
     * `none`: nothing, so that «отправлено» is the most that can be said.
     */
    status: z.enum(['full', 'realtime', 'none'])
  })
  .refine(
    (profile) => profile.text !== 'cp1251' || profile.codePages.cp1251 !== null,
    'this printer has no Windows Cyrillic page'
  )
export type PrinterProfile = z.infer<typeof PrinterProfile>

const WIDE = { columns: 48, dots: 576 } as const
const NARROW = { columns: 32, dots: 384 } as const

const common = {
  text: 'cp866',
  kanjiOff: true,
  qr: 'native',
  barcode: 'native',
  cut: 'partial',
  feedBeforeCut: 4,
  status: 'full'
} as const satisfies Partial<PrinterProfile>

/**
 * Starting points for the setup page. The numbers are what makers publish in their command tables; cp1251 differs most
 * between look-alikes, therefore cp866 is printed and a test page shows which number is right on this very printer.
 */
export const PRINTER_PROFILES = {
  'epson-80': { ...common, ...WIDE, name: 'Epson TM, 80 мм', codePages: { cp866: 17, cp1251: 46 } },
  'epson-58': { ...common, ...NARROW, name: 'Epson TM, 58 мм', codePages: { cp866: 17, cp1251: 46 } },
  'xprinter-80': { ...common, ...WIDE, name: 'Xprinter, 80 мм', codePages: { cp866: 17, cp1251: 23 } },
  'xprinter-58': {
    ...common,
    ...NARROW,
    name: 'Xprinter, 58 мм',
    codePages: { cp866: 17, cp1251: 23 },
    cut: 'none',
    status: 'realtime'
  },
  'pos-58': {
    ...common,
    ...NARROW,
    name: 'POS-58 без обрезки',
    codePages: { cp866: 17, cp1251: 23 },
    qr: 'raster',
    cut: 'none',
    status: 'none'
  },
  'atol-80': { ...common, ...WIDE, name: 'АТОЛ RP-326, 80 мм', codePages: { cp866: 7, cp1251: 6 } },
  'sunmi-80': { ...common, ...WIDE, name: 'Sunmi, 80 мм', codePages: { cp866: 17, cp1251: null } }
} as const satisfies Record<string, PrinterProfile>

/** Numbers that printers on the market use, for the page on which a person picks the readable line. */
export const KNOWN_CODE_PAGES: Readonly<Record<Repertoire, readonly number[]>> = {
  cp866: [17, 7, 10, 11],
  cp1251: [46, 23, 73, 6, 12, 13, 28, 34]
}
