import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PaperBlock } from './definition.ts'
import { estimate } from './fixtures/estimate.ts'
import { paperFonts } from './fonts.ts'
import { BODY } from './geometry.ts'
import { breakLines } from './lines.ts'
import type { PageMarks } from './paginate.ts'
import { layoutPaper } from './render.ts'

const fonts = paperFonts(join(import.meta.dirname, '../../../node_modules/@expo-google-fonts'))

const texts = (page: PageMarks): readonly string[] => page.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
const bare = (text: string): string => text.replace(/\s/gu, '')
const bottom = (page: PageMarks): number => Math.max(0, ...page.map((mark) => ('y' in mark ? mark.y : 0)))

const name = fc
  .array(fc.string({ minLength: 1, maxLength: 24, unit: fc.constantFrom(...'АБВёжщЯqW.-’ '.split('')) }), {
    minLength: 1,
    maxLength: 6
  })
  .map((parts) => parts.join('-'))

describe('a paper on its pages', () => {
  it('never leaves the signatures alone on a page, however long the text before them is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 14 }), (rows, clauses) => {
        const paper = estimate(rows, clauses)
        const pages = layoutPaper(
          { ...paper, blocks: paper.blocks.filter((block) => block.kind !== 'notice' && block.kind !== 'handwriting') },
          fonts
        )
        const signing = pages.find((page) => texts(page).includes('Медицинский работник'))
        expect(signing?.some((mark) => mark.kind === 'text' && mark.text.includes('сообщение с адресом'))).toBe(true)
        expect(texts(signing ?? [])).toContain('Пациент')
      }),
      { seed: 1, numRuns: 60 }
    )
  })

  it('never leaves the words before a list alone at the foot of a page', () => {
    for (let before = 0; before < 60; before++) {
      const blocks: readonly PaperBlock[] = [
        ...Array.from({ length: before }, () => ({ kind: 'paragraph', text: 'Строка.' }) satisfies PaperBlock),
        { kind: 'clauses', items: [{ text: 'После операции возможны:', items: ['боль;', 'отёк.'] }] }
      ]
      const pages = layoutPaper({ ...estimate(1, 1), blocks }, fonts)
      const page = pages.find((one) => texts(one).some((text) => text.startsWith('После операции')))
      expect(texts(page ?? [])).toContain('боль;')
    }
  })

  it('writes nothing beyond the margins and loses no character of a name', () => {
    fc.assert(
      fc.property(name, name, (patient, doctor) => {
        const blocks: readonly PaperBlock[] = [
          { kind: 'facts', rows: [{ label: 'Пациент', value: patient }] },
          { kind: 'paragraph', text: [{ text: 'Я, ' }, { text: patient, bold: true }, { text: ', согласна.' }] },
          {
            kind: 'table',
            columns: [{ title: 'Услуга' }, { title: 'Врач', width: 20, align: 'right' }],
            rows: [{ cells: [patient, doctor] }]
          },
          {
            kind: 'signatures',
            parties: [
              { role: 'Пациент', name: patient },
              { role: 'Врач', note: doctor, name: doctor }
            ]
          }
        ]
        const pages = layoutPaper({ ...estimate(1, 1), blocks }, fonts)
        for (const page of pages) {
          expect(bottom(page)).toBeLessThanOrEqual(BODY.height + 0.01)
          for (const mark of page) {
            if (mark.kind !== 'text') continue
            const width = fonts.width(mark.text.trimEnd(), mark)
            expect(mark.x).toBeGreaterThanOrEqual(-0.01)
            expect(mark.x + width).toBeLessThanOrEqual(BODY.width + 0.5)
          }
        }
        const all = bare(pages.flatMap((page) => texts(page)).join(''))
        expect(all).toContain(bare(patient))
        expect(all).toContain(bare(`Я, ${patient}, согласна.`))
        expect(all.split(bare(doctor)).length).toBeGreaterThanOrEqual(4)
      }),
      { seed: 2, numRuns: 150 }
    )
  })

  it('repeats the head of a table on each page that the table reaches', () => {
    const pages = layoutPaper(estimate(90, 1), fonts)
    const withRows = pages.filter((page) => texts(page).some((text) => text.startsWith('B01.003')))
    expect(withRows.length).toBeGreaterThan(2)
    for (const page of withRows) expect(texts(page).filter((text) => text === 'Услуга')).toHaveLength(1)
  })

  it('keeps the totals with the last row they add up', () => {
    for (let rows = 1; rows < 45; rows++) {
      const pages = layoutPaper(estimate(rows, 1), fonts)
      const totals = pages.find((page) => texts(page).includes('Итого к оплате'))
      expect(texts(totals ?? [])).toContain('Сумма без скидки')
      expect(
        texts(totals ?? []).some((text) => text.startsWith('B01.') || text.startsWith('A16.') || text.includes('десны'))
      ).toBe(true)
    }
  })

  it('cuts a cell that is longer than a page between its lines', () => {
    const endless = 'Пояснение к услуге, которое никто не сократил. '.repeat(220)
    const pages = layoutPaper(
      { ...estimate(1, 1), blocks: [{ kind: 'table', columns: [{ title: 'Услуга' }], rows: [{ cells: [endless] }] }] },
      fonts
    )
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(bottom(page)).toBeLessThanOrEqual(BODY.height + 0.01)
    expect(
      bare(
        pages
          .flatMap((page) => texts(page))
          .join('')
          .replaceAll('Услуга', '')
      )
    ).toBe(bare(endless))
  })

  it('does not leave a preposition, a number sign or an initial at the end of a line', () => {
    const text =
      'Согласие дано в присутствии врача Лисина А. П. по адресу: г. Приморск, д. 7, договор № 12-000345, сумма 1 234 567 руб. и не позднее 5 лет — так решено 24 ноября 2026 г., кв. 18. '
    for (let width = 120; width < 460; width += 7) {
      const lines = breakLines(text.repeat(4), { face: 'serif', size: 10.5 }, width, fonts).map((line) =>
        line.pieces
          .map((piece) => piece.text)
          .join('')
          .trimEnd()
      )
      for (const line of lines) expect(line).not.toMatch(/(?:^| )(?:в|по|и|не|№|кв\.|А\.|1|5|24|ноября)$/u)
      for (const line of lines) expect(line).not.toMatch(/^—/u)
    }
  })
})
