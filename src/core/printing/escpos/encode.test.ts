import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { receiptDocument } from '../../../domain/printing/document.ts'
import { actReceipt, LONG_ACT, ORDINARY_ACT } from '../../../domain/printing/fixtures/act-receipt.ts'
import { layoutReceipt } from '../../../domain/printing/layout.ts'
import type { ReceiptLine } from '../../../domain/printing/lines.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '../../../domain/printing/profile.ts'
import { isPrintable, Repertoire } from '../../../domain/printing/repertoire.ts'
import { encodeReceipt, encodeText } from './encode.ts'
import { decodeJob } from '../testing/npos-decoder.ts'
import { rasterSymbol } from './raster.ts'
import { paperOf, receiptBytes, receiptPreview } from './receipt.ts'
import { ean13Image, qrImage } from './symbols.ts'
import { encodeTestPage, SAMPLE } from './test-page.ts'

const SEED = 20261124
const EPSON = PRINTER_PROFILES['epson-80']
const POS58 = PRINTER_PROFILES['pos-58']
const PROFILES: readonly (readonly [string, PrinterProfile])[] = Object.entries(PRINTER_PROFILES)

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/(..)(?=.)/gu, '$1 ')
const textLines = (lines: readonly ReceiptLine[]): string =>
  lines.flatMap((line) => (line.kind === 'text' ? [`${line.text}\n`] : [])).join('')
const hasZbar = spawnSync('zbarimg', ['--version']).error === undefined

describe('bytes for the printer', () => {
  it('are these, to the last one, for a small receipt', () => {
    const receipt = receiptDocument('Чек', [
      { kind: 'text', text: 'Ёж', bold: true, size: 'large' },
      { kind: 'qr', text: 'Ж1' },
      { kind: 'barcode', digits: '4600000000015' }
    ])
    expect(hex(receiptBytes(receipt, EPSON))).toBe(
      [
        '1b 40 1c 2e 1b 52 00 1b 74 11', // reset, leave two-byte mode, American signs, page 17
        '1b 21 30 1b 45 01 f0 a6 0a', // double size, bold, «Ёж»
        '1b 21 00 1b 45 00 0a', // plain, clear space above the code
        '1b 61 01 1d 28 6b 04 00 31 41 32 00', // centre, model 2
        '1d 28 6b 03 00 31 43 08 1d 28 6b 03 00 31 45 31', // cells of 8 dots, correction M
        '1d 28 6b 06 00 31 50 30 d0 96 31', // three bytes of data, not two letters
        '1d 28 6b 03 00 31 51 30 1b 61 00 0a', // print, back to the left, clear space below
        '1b 61 01 1d 68 50 1d 77 03 1d 66 00 1d 48 02', // 80 dots high, bars of 3 dots, digits below
        '1d 6b 02 34 36 30 30 30 30 30 30 30 30 30 31 35 00 1b 61 00',
        '1b 64 04 1d 56 01', // feed, cut
        '1d 72 01 1b 40' // report, reset
      ].join(' ')
    )
  })

  it('carry the number of a card', () => {
    const card = receiptDocument('Карта', [{ kind: 'barcode', digits: '4600000000015' }])
    expect(decodeJob(receiptBytes(card, EPSON)).cardNumbers).toEqual(['4600000000015'])
    expect(decodeJob(receiptBytes(card, { ...EPSON, barcode: 'raster' })).text.trim()).toBe('4600000000015')
  })

  it.each(PROFILES)('read back by another decoder say what was laid out: %s', (_, profile) => {
    for (const act of [ORDINARY_ACT, LONG_ACT]) {
      const lines = layoutReceipt(actReceipt(act), paperOf(profile), { no: 1, at: '24.11.2026 15:02' })
      const job = decodeJob(encodeReceipt(lines, profile))
      expect(job.text).toBe(textLines(lines))
      expect(job.qr).toEqual(profile.qr === 'native' ? ['STK:act:0198f0a2-7c1e-7000-8000-000000000345'] : [])
      expect(job.commands.filter((command) => command === 'GS V')).toHaveLength(profile.cut === 'none' ? 0 : 1)
      expect(job.commands.slice(0, 2)).toEqual(['ESC @', 'FS .'])
      expect(job.commands.slice(-2)).toEqual(
        profile.status === 'full' ? ['GS r', 'ESC @'] : [job.commands.at(-2), 'ESC @']
      )
    }
  })

  it('print Windows Cyrillic where the profile says so', () => {
    const profile: PrinterProfile = { ...EPSON, text: 'cp1251' }
    expect(
      decodeJob(receiptBytes(receiptDocument('Чек', [{ kind: 'text', text: '«Стойка» — ₽' }]), profile)).text
    ).toBe('«Стойка» — руб.\n')
  })

  it('carry no command that a text brought along', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom(...PROFILES), (text, [, profile]) => {
        const plain = decodeJob(
          receiptBytes(
            receiptDocument('Чек', [
              { kind: 'text', text: 'а' },
              { kind: 'qr', text: 'б' }
            ]),
            profile
          )
        )
        const hostile = decodeJob(
          receiptBytes(
            receiptDocument('Чек', [
              { kind: 'text', text },
              { kind: 'qr', text: `б${text}` }
            ]),
            profile
          )
        )
        // The size of a QR picture differs, the commands do not.
        expect(new Set(hostile.commands)).toEqual(new Set(plain.commands))
      }),
      { seed: SEED, numRuns: 300 }
    )
  })

  it('know every character that the layout lets through', () => {
    for (const page of Repertoire.options) {
      const characters = Array.from({ length: 0x2600 }, (_, code) => String.fromCodePoint(code)).join('')
      const printable = [...characters].filter((one) => isPrintable(one, page)).join('')
      expect(iconv.decode(Buffer.from(encodeText(printable, page)), page)).toBe(printable)
      expect(printable.length).toBeGreaterThan(150)
    }
  })
})

describe('a drawn symbol', () => {
  const picture = (raster: Uint8Array, dots: number): Uint8Array => {
    // One or more GS v 0 bands → a PBM picture with white around it.
    const bytes = Buffer.from(raster)
    const across = bytes.readUInt16LE(4)
    const rows: Buffer[] = []
    for (let at = 0; at < bytes.length;) {
      const count = bytes.readUInt16LE(at + 6)
      for (let row = 0; row < count; row++)
        rows.push(bytes.subarray(at + 8 + row * across, at + 8 + (row + 1) * across))
      at += 8 + count * across
    }
    const width = Math.ceil(dots / 8)
    const blank = Array.from({ length: 40 }, () => Buffer.alloc(width))
    const padded = rows.map((row) => Buffer.concat([row, Buffer.alloc(width - across)]))
    return Buffer.concat([Buffer.from(`P4\n${width * 8} ${rows.length + 80}\n`), ...blank, ...padded, ...blank])
  }
  const scan = (pbm: Uint8Array): string => {
    const folder = mkdtempSync(join(tmpdir(), 'stoika-symbol-'))
    try {
      writeFileSync(join(folder, 'symbol.pbm'), pbm)
      return spawnSync('zbarimg', ['-q', '--raw', join(folder, 'symbol.pbm')], { encoding: 'utf8' }).stdout.trim()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  it.skipIf(!hasZbar)('is read by a scanner as what was meant (needs zbarimg from zbar-tools)', () => {
    for (const dots of [576, 384]) {
      expect(scan(picture(rasterSymbol(qrImage('STK:act:Ёж-345', dots), dots), dots))).toBe('STK:act:Ёж-345')
      expect(scan(picture(rasterSymbol(ean13Image('4600000000015', dots), dots), dots))).toBe('4600000000015')
    }
  })

  it('never spells a command that printers obey in the middle of a picture', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), fc.constantFrom(576, 384), (text, dots) => {
        const raster = rasterSymbol(qrImage(text, dots), dots)
        const across = Buffer.from(raster).readUInt16LE(4)
        expect(across).toBeLessThanOrEqual(dots / 8)
        expect(raster.subarray(8, 8 + across * 200).includes(0x10)).toBe(false)
      }),
      { seed: SEED, numRuns: 60 }
    )
  })

  it('fits the narrowest paper with as much data as a document may carry', () => {
    expect(qrImage('Ж'.repeat(300), 384).columns * qrImage('Ж'.repeat(300), 384).cellWidth).toBeLessThanOrEqual(384)
  })
})

describe('the test page', () => {
  it('shows the sample under every number, in the page of that number', () => {
    const bytes = Buffer.from(encodeTestPage(POS58))
    for (const [page, number] of [
      ['cp866', 17],
      ['cp866', 7],
      ['cp1251', 46],
      ['cp1251', 23]
    ] as const) {
      const label = page === 'cp866' ? '866' : '1251'
      const line = Buffer.concat([
        Uint8Array.of(0x1b, 0x74, number),
        iconv.encode(`${label} n=${number}: ${SAMPLE}\n`, page)
      ])
      expect(bytes.includes(line)).toBe(true)
    }
  })
})

describe('the preview', () => {
  it.each(PROFILES)('shows the very characters that are printed: %s', (_, profile) => {
    const document = actReceipt(LONG_ACT)
    const svg = receiptPreview(document, profile)
    const shown = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map((match) => match[1] ?? '')
    const unescaped = shown
      .map((text) => text.replace(/&#(\d+);/gu, (__, code: string) => String.fromCodePoint(Number(code))))
      .join('')
    expect(unescaped).toBe(decodeJob(receiptBytes(document, profile)).text.replace(/\s/gu, ''))
  })
  it('does not let a name become markup', () => {
    const svg = receiptPreview(receiptDocument('А', [{ kind: 'text', text: '<script>"&\'' }]), EPSON)
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&#60;script&#62;&#34;&#38;&#39;')
  })
})
