import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { PATIENTS, PRICE_LIST, type ImportShape } from '../../domain/imports/columns.ts'
import { readTable, type Table } from './read-table.ts'

const FIXTURES = path.join(import.meta.dirname, 'fixtures')
const fixture = (name: string): Uint8Array => readFileSync(path.join(FIXTURES, name))
const text = (content: string): Uint8Array => new TextEncoder().encode(content)

const table = (bytes: Uint8Array, shape: ImportShape = PATIENTS): Table => {
  const read = readTable(bytes, shape)
  if (!read.ok) throw new Error(read.problem.code)
  return read.table
}
const problem = (bytes: Uint8Array): unknown => {
  const read = readTable(bytes, PATIENTS)
  return read.ok ? null : read.problem
}

describe('a file from Excel', () => {
  it('in Windows-1251 with sep=, a title above the headings, quoted line breaks and empty tails is read as it is meant', () => {
    const read = table(fixture('excel-1251.csv'))
    expect(read).toMatchObject({ encoding: 'windows-1251', delimiter: ';', headingsRow: 3 })
    expect(read.headings).toEqual(['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Телефон', 'Примечание'])
    expect(read.rows.map((row) => row.row)).toEqual([4, 5, 7])
    expect(read.rows[0]?.cells).toEqual([
      'Соловьёв',
      'Пётр',
      'Ильич',
      '12.04.1987',
      '8 (921) 555-12-34',
      'просит звонить\nпосле 18:00; боится'
    ])
    expect(read.rows[1]?.cells).toEqual(['Щукина', 'Ёлка', '', '31879', '="89215551235"'])
  })

  it('in UTF-8 with a mark and commas, in UTF-8 without one, and in UTF-16 with tabs says the same', () => {
    const [one, two, three] = ['utf8-bom-comma.csv', 'utf8-semicolon.csv', 'utf16-tabs.txt'].map((name) =>
      table(fixture(name))
    )
    expect(one?.encoding).toBe('utf-8')
    expect([one?.delimiter, two?.delimiter, three?.delimiter]).toEqual([',', ';', '\t'])
    expect(two?.rows).toEqual(one?.rows)
    expect(three?.rows).toEqual(one?.rows)
  })

  it('with line ends of any system has the same rows', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(
        table(
          text(['ФИО;Дата рождения', 'Иванов Иван;01.01.1990', '', 'Петров Пётр;02.02.1991', ''].join(end))
        ).rows.map((row) => row.row)
      ).toEqual([2, 4])
    }
  })

  it('keeps quotes inside a cell and sees the mark between cells though commas stand in names', () => {
    const read = table(text('Код;Наименование;Цена\nТ-1;Пломба "Люкс", две поверхности;4 200,50\n'), PRICE_LIST)
    expect(read.rows[0]?.cells).toEqual(['Т-1', 'Пломба "Люкс", две поверхности', '4 200,50'])
  })

  it.each([
    ['an empty file', '', { code: 'EMPTY_FILE' }],
    ['headings alone', 'ФИО;Дата рождения\n;;;\n', { code: 'NO_ROWS' }],
    ['one word', 'здравствуйте', { code: 'NO_HEADINGS' }]
  ])('says what is wrong with %s', (_title, content, expected) => {
    expect(problem(text(content))).toEqual(expected)
  })

  it('is refused when it is a workbook, a picture, or damaged', () => {
    expect(problem(fixture('workbook.xlsx'))).toEqual({ code: 'EXCEL_WORKBOOK' })
    expect(problem(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))).toEqual({ code: 'NOT_TEXT' })
    expect(problem(fixture('damaged-letters.csv'))).toEqual({ code: 'DAMAGED_LETTERS', row: 3 })
    expect(problem(fixture('unclosed-quote.csv'))).toEqual({ code: 'UNCLOSED_QUOTE', row: 3 })
    const closedFarBelow = new TextDecoder().decode(fixture('unclosed-quote.csv')) + 'Лесная;"Яна;01.01.2000\r\n'
    expect(problem(text(closedFarBelow))).toEqual({ code: 'UNCLOSED_QUOTE', row: 3 })
  })

  it('never fails on rubbish, only says no', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof readTable(bytes, PATIENTS).ok).toBe('boolean')
      })
    )
    for (const name of readdirSync(FIXTURES)) expect(typeof readTable(fixture(name), PATIENTS).ok).toBe('boolean')
  })
})

describe('a table written as CSV', () => {
  const cell = fc
    .string({ unit: fc.constantFrom(...'абвгдеёжАЯabz019 .-«»"\n;,№'), maxLength: 12 })
    .filter((value) => value.trim() !== '' && !value.startsWith('='))
  const quoted = (value: string, mark: string): string =>
    value.includes('"') || value.includes('\n') || value.includes(mark) || value !== value.trim()
      ? `"${value.replaceAll('"', '""')}"`
      : value

  it.each([';', ',', '\t'] as const)(
    'comes back cell by cell, whatever the letters are, with %j between cells',
    (mark) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
          fc.constantFrom('utf8', 'win1251', 'bom'),
          (rows, encoding) => {
            const content = [['Фамилия', 'Имя', 'Дата рождения'], ...rows]
              .map((row) => row.map((value) => quoted(value, mark)).join(mark))
              .join('\r\n')
            const bytes =
              encoding === 'win1251'
                ? iconv.encode(content, 'win1251')
                : iconv.encode(content, 'utf8', { addBOM: encoding === 'bom' })
            const read = table(bytes)
            expect(read.delimiter).toBe(mark)
            expect(read.rows.map((row) => row.cells)).toEqual(rows)
          }
        )
      )
    }
  )
})
