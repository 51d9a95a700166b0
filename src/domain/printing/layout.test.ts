import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanSymbol, cleanText } from './clean.ts'
import { receiptDocument, type ReceiptBlockInput } from './document.ts'
import { actReceipt, LONG_ACT, ORDINARY_ACT } from './fixtures/act-receipt.ts'
import { layoutReceipt, NARROWEST_PAPER, type Paper } from './layout.ts'
import { widthOf, type ReceiptLine, type TextLine } from './lines.ts'
import { isPrintable, type Repertoire } from './repertoire.ts'
import { wrapText } from './wrap.ts'

const SEED = 20261124

const WIDE: Paper = { columns: 48, repertoire: 'cp866' }
const NARROW: Paper = { columns: 32, repertoire: 'cp866' }

const textOf = (lines: readonly ReceiptLine[]): string[] =>
  lines.filter((line): line is TextLine => line.kind === 'text').map((line) => line.text)
const visible = (text: string): string => text.replace(/[\s\u00a0]/gu, '')

// Names with every script, spaces of all kinds, control characters and lone surrogates.
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'абвЁё №«»—₽\u00a0\u202f-,.0123456789\u001bp\n'), maxLength: 80 }),
  fc.string({ unit: fc.constantFrom(...'Щербаков '), maxLength: 60 })
)
const align = fc.constantFrom('left', 'center', 'right')
const size = fc.constantFrom('normal', 'tall', 'large')
const look = { bold: fc.boolean(), size }
const table = fc
  .tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.nat(),
    fc.array(fc.array(anyText, { minLength: 5, maxLength: 5 }), { maxLength: 5 })
  )
  .map(([count, rest, rows]) => ({
    kind: 'table' as const,
    columns: Array.from({ length: count }, (_, column) => ({
      heading: column % 2 === 0 ? 'Сумма' : '',
      align: column % 2 === 0 ? ('left' as const) : ('right' as const),
      width: column === rest % count ? ('rest' as const) : ('content' as const)
    })),
    rows: rows.map((row) => row.slice(0, count))
  }))
const textBlock: fc.Arbitrary<ReceiptBlockInput> = fc.oneof(
  fc.record({ kind: fc.constant('title' as const), text: anyText }),
  fc.record({ kind: fc.constant('text' as const), text: anyText, align, ...look }),
  fc.record({ kind: fc.constant('pair' as const), left: anyText, right: anyText, ...look }),
  fc.record({ kind: fc.constant('item' as const), name: anyText, detail: anyText, sum: anyText }),
  fc.record({ kind: fc.constant('signature' as const), caption: anyText, name: anyText }),
  table
)
const paper = fc.record({
  columns: fc.integer({ min: NARROWEST_PAPER, max: 64 }),
  repertoire: fc.constantFrom<Repertoire>('cp866', 'cp1251')
})

const textsIn = (block: ReceiptBlockInput): string[] => {
  switch (block.kind) {
    case 'title':
    case 'text':
      return [block.text]
    case 'pair':
      return [block.left, block.right]
    case 'item':
      return [block.name, block.detail ?? '', block.sum]
    case 'signature':
      return [block.caption, block.name ?? '']
    case 'table':
      return [...block.columns.map((column) => column.heading ?? ''), ...block.rows.flat()]
    default:
      return []
  }
}

const countCharacters = (texts: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const character of visible(texts.join('')).replaceAll('_', ''))
    counts.set(character, (counts.get(character) ?? 0) + 1)
  return counts
}

describe('cleaning a text for paper', () => {
  it('keeps what Russian papers need and spells out what the printer lacks', () => {
    expect(cleanText('Ёжик № 5 — «Стойка»… 12\u202f500,00\u00a0₽ −7 %', 'cp866')).toBe(
      'Ёжик № 5 - "Стойка"... 12\u00a0500,00\u00a0руб. -7 %'
    )
    expect(cleanText('«Стойка» — 5 ₽', 'cp1251')).toBe('«Стойка» — 5 руб.')
    expect(cleanText('Йогурт, ё', 'cp866')).toBe('Йогурт, ё')
    expect(cleanText('й'.normalize('NFD'), 'cp866')).toBe('й')
    expect(cleanText('José Ñandú, Ғабит, Ірина', 'cp866')).toBe('Jose Nandu, Габит, Iрина')
  })
  it('shows that a character is missing rather than dropping it', () => {
    expect(cleanText('漢字 😀', 'cp866')).toBe('?? ?')
  })
  it('does not let a name open the cash drawer', () => {
    expect(cleanLine('Иванов\u001bp\u0000\u0019\u00fa Пётр', 'cp866')).toBe('Ивановpu Пётр')
    expect(cleanSymbol('STK\u001d(k\u0010\u0014\u0001:1')).toBe('STK(k:1')
  })
  it('leaves nothing but printable characters, whatever comes in', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom<Repertoire>('cp866', 'cp1251'), (raw, repertoire) => {
        for (const character of cleanText(raw, repertoire)) {
          expect(character === '\n' || character === '\u00a0' || isPrintable(character, repertoire)).toBe(true)
        }
      }),
      { seed: SEED, numRuns: 1000 }
    )
  })
  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(cleanText(cleanText(raw, 'cp866'), 'cp866')).toBe(cleanText(raw, 'cp866'))
      }),
      { seed: SEED }
    )
  })
})

describe('a receipt laid out', () => {
  it('is never wider than the paper and prints no character that the printer lacks', () => {
    fc.assert(
      fc.property(fc.array(textBlock, { minLength: 1, maxLength: 8 }), paper, (blocks, on) => {
        for (const line of layoutReceipt(receiptDocument('Акт', blocks), on)) {
          if (line.kind !== 'text') continue
          expect(widthOf(line)).toBeLessThanOrEqual(on.columns)
          for (const character of line.text) expect(isPrintable(character, on.repertoire)).toBe(true)
        }
      }),
      { seed: SEED, numRuns: 500 }
    )
  })
  it('loses no visible character of any text', () => {
    fc.assert(
      fc.property(textBlock, paper, (block, on) => {
        const said = textsIn(block).map((text) => cleanText(text, on.repertoire))
        expect(countCharacters(textOf(layoutReceipt(receiptDocument('Акт', [block]), on)))).toEqual(
          countCharacters(said)
        )
      }),
      { seed: SEED, numRuns: 1000 }
    )
  })
  it('breaks a name at its hyphen only where no line could hold it whole', () => {
    expect(wrapText('Стоматология "Пример-Дент"', 20)).toEqual(['Стоматология', '"Пример-Дент"'])
    expect(wrapText('Соловьёв-Седой', 10)).toEqual(['Соловьёв-', 'Седой'])
  })

  it('keeps the order of words in running text', () => {
    fc.assert(
      fc.property(anyText, paper, (text, on) => {
        const lines = textOf(layoutReceipt(receiptDocument('Акт', [{ kind: 'text', text }]), on))
        expect(visible(lines.join(''))).toBe(visible(cleanText(text, on.repertoire)))
      }),
      { seed: SEED }
    )
  })
  it('marks a copy above and below every sheet, and changes nothing else', () => {
    const act = receiptDocument('Акт', [
      { kind: 'text', text: 'первый лист' },
      { kind: 'cut' },
      { kind: 'text', text: 'второй лист' }
    ])
    const original = layoutReceipt(act, WIDE)
    const copy = layoutReceipt(act, WIDE, { no: 2, at: '24.11.2026 15:02' })
    const marks = textOf(copy).filter((text) => text.includes('КОПИЯ'))
    expect(textOf(original).join()).not.toContain('КОПИЯ')
    expect(marks).toHaveLength(4)
    expect(textOf(copy).filter((text) => text.includes('повтор 2 от 24.11.2026 15:02'))).toHaveLength(4)
    expect(textOf(copy).filter((text) => text.includes('лист'))).toEqual(textOf(original))
  })
  it('ends with one cut even when the description forgot it or asked twice', () => {
    const cuts = (blocks: readonly ReceiptBlockInput[]): string[] =>
      layoutReceipt(receiptDocument('Акт', blocks), WIDE).map((line) => line.kind)
    expect(cuts([{ kind: 'text', text: 'а' }])).toEqual(['text', 'cut'])
    expect(cuts([{ kind: 'text', text: 'а' }, { kind: 'cut' }, { kind: 'cut' }])).toEqual(['text', 'cut'])
  })
  it('keeps a sum with its thousands on one line', () => {
    const lines = textOf(layoutReceipt(actReceipt(LONG_ACT), NARROW))
    expect(lines.some((line) => line.endsWith(' 1 234 567,50'))).toBe(true)
    expect(lines).toContain('ИТОГО          1 238 167,50 руб.')
  })
  it('prints the total in double size where it fits and whole where it does not', () => {
    const total = (act: typeof ORDINARY_ACT, on: Paper): TextLine | undefined =>
      layoutReceipt(actReceipt(act), on).find(
        (line): line is TextLine => line.kind === 'text' && line.text.includes('руб.')
      )
    expect(total(ORDINARY_ACT, WIDE)).toMatchObject({
      text: 'ИТОГО     13 550,00 руб.',
      wide: true,
      tall: true,
      bold: true
    })
    expect(total(ORDINARY_ACT, NARROW)).toMatchObject({ text: '  13 550,00 руб.', wide: true, tall: true })
    expect(total(LONG_ACT, NARROW)).toMatchObject({ wide: false, tall: true })
  })
  it('puts every sum of an act into the same column', () => {
    for (const on of [WIDE, NARROW]) {
      const lines = textOf(layoutReceipt(actReceipt(ORDINARY_ACT), on))
      const sums = lines.filter((line) => /\d,\d\d$/u.test(line))
      expect(sums).toHaveLength(4)
      for (const line of sums) expect(line).toHaveLength(on.columns)
    }
  })
  it('refuses a paper on which nothing can be read', () => {
    expect(() => layoutReceipt(actReceipt(ORDINARY_ACT), { columns: 12, repertoire: 'cp866' })).toThrow(RangeError)
  })
  it('refuses a card number whose check digit is wrong', () => {
    expect(() => receiptDocument('Карта', [{ kind: 'barcode', digits: '4600000000016' }])).toThrow(/check digit/)
    expect(receiptDocument('Карта', [{ kind: 'barcode', digits: '4600000000015' }]).blocks).toHaveLength(1)
  })
})
