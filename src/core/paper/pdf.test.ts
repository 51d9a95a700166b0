import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Instant } from '../../domain/values/dates.ts'
import { renderCardPdf } from './card.ts'
import type { PaperBlock, PaperDefinition } from './definition.ts'
import { estimate } from './fixtures/estimate.ts'
import { FACES, FontMissing, fontFile, paperFonts, type PaperFonts } from './fonts.ts'
import { renderPdf } from './render.ts'
import { warmingPieces } from './warm.ts'

const FONTS = join(import.meta.dirname, '../../../node_modules/@expo-google-fonts')
const fonts = paperFonts(FONTS)
const has = (tool: string): boolean =>
  spawnSync(tool, ['-v']).error === undefined || spawnSync(tool, ['--version']).error === undefined
const run = (tool: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${tool}: ${stderr}`)
  return stdout
}

let folder = ''
const save = (name: string, bytes: Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stoika-paper-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A folder of faces as a packaged program ships them, never used by anyone before. */
const freshFolder = (name: string): string => {
  const flat = join(folder, name)
  mkdirSync(flat)
  for (const face of FACES) cpSync(fontFile(FONTS, face), join(flat, basename(fontFile(FONTS, face))))
  return flat
}
const freshFonts = (name: string): PaperFonts => paperFonts(freshFolder(name))

const RARE = 'Żžőķ Ѣѣ Łł office waffle ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const card = {
  clinic: 'Выдуманная стоматология на Лесной',
  caption: 'Карта клиента',
  holder: 'Константинопольская-Задунайская Александра-Виктория Владиславовна',
  ean13: '2000000012346',
  number: '2 000 000 012 346',
  madeAt: Instant.parse('2026-11-24T06:12:00.000Z')
}

describe('the PDF of a paper', () => {
  it('has the same bytes every time, so that its hash can be frozen', () => {
    expect(renderPdf(estimate(12, 3), fonts).equals(renderPdf(estimate(12, 3), fonts))).toBe(true)
    expect(
      renderPdf(estimate(12, 3), fonts).equals(renderPdf({ ...estimate(12, 3), copy: 'напечатано повторно' }, fonts))
    ).toBe(false)
  })

  it('has the bytes that a program just started would give it, whatever was printed before it', () => {
    renderPdf({ ...estimate(2, 1), title: RARE }, fonts)
    const warmed = freshFolder('warmed')
    for (const piece of warmingPieces(warmed)) piece()
    const here = renderPdf(estimate(12, 3), fonts)
    expect(here.equals(renderPdf(estimate(12, 3), freshFonts('fresh')))).toBe(true)
    expect(here.equals(renderPdf(estimate(12, 3), paperFonts(warmed)))).toBe(true)
  })

  it('stays small enough to keep thousands of it', () => {
    expect(renderPdf(estimate(24, 6), fonts).length).toBeLessThan(165_000)
  })

  it.skipIf(!has('pdftotext'))('lets every letter be found, Latin and rare ones too, after any paper before it', () => {
    const words = (paper: PaperDefinition): string =>
      run('pdftotext', save('letters.pdf', renderPdf(paper, fonts)), '-').replace(/\s+/gu, ' ')
    const blocks: readonly PaperBlock[] = [{ kind: 'paragraph', text: [{ text: RARE }, { text: 'Ґудзь', bold: true }] }]
    const before = estimate(3, 2)
    expect(words(before)).toContain('B01.003.004.005')
    const rare = words({ ...before, blocks })
    expect(rare).toContain(RARE)
    expect(rare).toContain('Ґудзь')
    expect(words({ ...before, blocks: [{ kind: 'paragraph', text: 'Żanna Łoś' }] })).toContain('Żanna Łoś')
  })

  it('names the folder when a font is not there', () => {
    expect(() => renderPdf(estimate(1, 1), paperFonts(join(folder, 'nowhere')))).toThrow(FontMissing)
  })

  it.skipIf(!has('pdftotext'))(
    'is read by other programs as plain Russian text, with page, number and mark of a copy',
    () => {
      const path = save(
        'estimate.pdf',
        renderPdf({ ...estimate(24, 6), copy: 'напечатано повторно 24.11.2026 14:05' }, fonts)
      )
      const pages = run('pdftotext', '-layout', path, '-')
        .split('\f')
        .filter((page) => page !== '')
      expect(pages).toHaveLength(3)
      pages.forEach((page, index) => {
        expect(page).toContain(`Страница ${index + 1} из 3`)
        expect(page).toContain('№ 12-000345 от 24.11.2026 · Вариант 1, редакция 2')
        expect(page).toContain('КОПИЯ')
        expect(page).toContain('напечатано повторно 24.11.2026 14:05')
      })
      expect(pages[1]).toContain('один миллион двести тысяч рублей 00 копеек')
      expect(pages[1]).toMatch(/Итого к оплате\s+1 200 000,00 ₽/u)
      // The address is too long for a line; pdftotext takes the hyphen at the line's end for one of hyphenation.
      const words = run('pdftotext', path, '-').replace(/\s+/gu, ' ')
      expect(words).toContain(
        'ochen-dlinnyj-adres-elektronnoj-pochty-bez-edinogo-probelavnutri@vydumannyj-domen-klinika.example'
      )
    }
  )

  it.skipIf(!has('pdffonts'))('carries its fonts with it', () => {
    const fontsInside = run('pdffonts', save('fonts.pdf', renderPdf(estimate(3, 2), fonts)))
      .trim()
      .split('\n')
      .slice(2)
    expect(fontsInside.length).toBeGreaterThanOrEqual(4)
    for (const line of fontsInside) expect(line).toMatch(/PTS(?:ans|erif).*\s+yes\s+yes\s+yes\s/u)
  })

  it.skipIf(!has('qpdf'))('is sound to the strictest reader at hand', () => {
    expect(run('qpdf', '--check', save('sound.pdf', renderPdf(estimate(40, 4), fonts)))).toContain(
      'No syntax or stream encoding errors found'
    )
  })

  it.skipIf(!has('zbarimg') || !has('pdftoppm'))('has a QR code on each page that a scanner reads', () => {
    const path = save('qr.pdf', renderPdf(estimate(24, 6), fonts))
    run('pdftoppm', '-r', '150', '-png', path, join(folder, 'qr'))
    for (const page of [1, 2, 3])
      expect(run('zbarimg', '-q', '--raw', join(folder, `qr-${page}.png`)).trim()).toBe(estimate(1, 1).qr)
  })
})

describe('the PDF of a card', () => {
  it.skipIf(!has('pdfinfo'))('is one page of exactly the size of a bank card', () => {
    const info = run('pdfinfo', '-box', save('card.pdf', renderCardPdf(card, fonts)))
    expect(info).toMatch(/Pages:\s+1\n/u)
    const [, width = 0, height = 0] = (/Page size:\s+([\d.]+) x ([\d.]+) pts/u.exec(info) ?? []).map(Number)
    expect((width / 72) * 25.4).toBeCloseTo(85.6, 1)
    expect((height / 72) * 25.4).toBeCloseTo(53.98, 1)
  })

  it.skipIf(!has('zbarimg') || !has('pdftoppm'))('has a barcode that a scanner reads, and the whole name', () => {
    const path = save('barcode.pdf', renderCardPdf(card, fonts))
    run('pdftoppm', '-r', '300', '-png', '-singlefile', path, join(folder, 'barcode'))
    expect(run('zbarimg', '-q', '--raw', join(folder, 'barcode.png')).trim()).toBe(card.ean13)
    expect(run('pdftotext', path, '-').replace(/\s+/gu, ' ')).toContain(card.holder)
  })

  it('refuses a number whose check digit is wrong', () => {
    expect(() => renderCardPdf({ ...card, ean13: '2000000012347' }, fonts)).toThrow(/check digit/u)
  })
})
