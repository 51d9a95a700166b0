import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, kopecks } from '../values/money.ts'
import { isoDate } from '../values/dates.ts'
import {
  cleanCell,
  codeCell,
  fullNameCell,
  moneyCell,
  nameOf,
  phonesCell,
  severalCell,
  unusable,
  wholeCell,
  yesNoCell
} from './cells.ts'
import { birthDateCell, dateCell, timeCell } from './dated-cells.ts'
import type { Parsed } from './problems.ts'
import { consentCell, vatCell } from './spellings.ts'

const TODAY = isoDate('2026-11-24')
/** The value, or the code of what is wrong. */
const seen = <Value>(result: Parsed<Value>): Value | string => (result.ok ? result.value : result.problem.code)

describe('a cell of a table', () => {
  it('loses what Excel hangs on it', () => {
    expect(cleanCell('="00123"')).toBe('00123')
    expect(cleanCell("'00123")).toBe('00123')
    expect(cleanCell(' \u00a0Иванов\u202f ')).toBe('Иванов')
    expect(cleanCell("О'Нил")).toBe("О'Нил")
  })

  it.each([
    ['#Н/Д', 'EXCEL_ERROR'],
    ['#REF!', 'EXCEL_ERROR'],
    ['#ИМЯ?', 'EXCEL_ERROR'],
    ['########', 'TOO_NARROW'],
    ['=СУММ(A1:A3)', 'FORMULA']
  ])('with %s is useless whatever its column: %s', (text, code) => {
    const problem = unusable(text)
    expect(problem === null ? null : seen(problem)).toBe(code)
  })

  it.each([
    ['4200', 420_000],
    ['4 200', 420_000],
    ['4 200,50', 420_050],
    ['4200.5', 420_050],
    ['4 200,00 ₽', 420_000],
    ['4200 руб.', 420_000],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1 234 567,89', 123_456_789],
    ['1.234.567', 123_456_700],
    ['0', 0],
    ['4200,5000', 420_050],
    ['4,200', 'AMBIGUOUS_MONEY'],
    ['4.200', 'AMBIGUOUS_MONEY'],
    ['-100', 'NEGATIVE'],
    ['(100)', 'NEGATIVE'],
    ['4,2E+03', 'ROUNDED_BY_EXCEL'],
    ['4200,505', 'NOT_MONEY'],
    ['от 4200', 'NOT_MONEY'],
    ['четыре', 'NOT_MONEY'],
    ['0,5', 50],
    ['1e9999', 'ROUNDED_BY_EXCEL'],
    ['99999999999', 'NOT_MONEY']
  ])('with the sum %s is read as %s', (text, value) => {
    expect(seen(moneyCell(cleanCell(text)))).toBe(value)
  })

  it('reads back every sum as papers print it and as Excel saves it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (amount) => {
        expect(seen(moneyCell(cleanCell(formatMoney(kopecks(amount)))))).toBe(amount)
        expect(seen(moneyCell((amount / 100).toFixed(2)))).toBe(amount)
        expect(seen(moneyCell((amount / 100).toFixed(2).replace('.', ',')))).toBe(amount)
      })
    )
  })

  it.each([
    ['12.04.1987', '1987-04-12'],
    ['1987-04-12', '1987-04-12'],
    ['12.4.1987', '1987-04-12'],
    ['12.04.1987 0:00:00', '1987-04-12'],
    ['1987-04-12T00:00:00', '1987-04-12'],
    ['12.04.1987 г.', '1987-04-12'],
    ['12 апреля 1987', '1987-04-12'],
    ['12-апр-1987', '1987-04-12'],
    ['12 мая 1987', '1987-05-12'],
    ['31879', '1987-04-12'],
    ['31879,0', '1987-04-12'],
    ['12.04.87', '1987-04-12'],
    ['25/12/1987', '1987-12-25'],
    ['12/25/1987', '1987-12-25'],
    ['05/05/1987', '1987-05-05'],
    ['04/05/1987', 'AMBIGUOUS_DATE'],
    ['12.04.12', 'TWO_DIGIT_YEAR'],
    ['31.02.1987', 'NO_SUCH_DAY'],
    ['32.01.1987', 'NO_SUCH_DAY'],
    ['1987', 'NOT_A_DATE'],
    ['12.04', 'NOT_A_DATE'],
    ['вчера', 'NOT_A_DATE'],
    ['01.01.2027', 'DATE_IN_FUTURE'],
    ['01.01.1899', 'DATE_TOO_OLD'],
    ['29.02.2023', 'NO_SUCH_DAY']
  ])('with the birth date %s is read as %s', (text, value) => {
    expect(seen(birthDateCell(TODAY)(text))).toBe(value)
  })

  it('reads back any day in each of the usual ways to write it', () => {
    const day = fc.date({
      min: new Date('1928-01-01T00:00:00Z'),
      max: new Date('2025-12-31T00:00:00Z'),
      noInvalidDate: true
    })
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year = '', month = '', dayOfMonth = ''] = iso.split('-')
        const serial = Math.floor(date.getTime() / 86_400_000) + 25_569
        for (const text of [iso, `${dayOfMonth}.${month}.${year}`, String(serial), `${dayOfMonth}-${month}-${year}`])
          expect(seen(birthDateCell(TODAY)(text))).toBe(iso)
      })
    )
  })

  it('takes a two-digit year of the schedule for this century', () => {
    expect(seen(dateCell({ kind: 'this-century' })('24.11.26'))).toBe('2026-11-24')
  })

  it.each([
    ['9:30', '09:30'],
    ['09:30:00', '09:30'],
    ['9.30', '09:30'],
    ['9-30', '09:30'],
    ['0,395833333', '09:30'],
    ['0.5', 'NOT_A_TIME'],
    ['25:00', 'NOT_A_TIME'],
    ['9', 'NOT_A_TIME']
  ])('with the time %s is read as %s', (text, value) => {
    expect(seen(timeCell(text))).toBe(value)
  })

  it.each([
    ['89215551234', ['+79215551234']],
    ['+7 (921) 555-12-34', ['+79215551234']],
    ['9215551234', ['+79215551234']],
    ['89215551234.0', ['+79215551234']],
    ['8 921 555-12-34, 8 812 555 00 11', ['+79215551234', '+78125550011']],
    ['89215551234/89215551234', ['+79215551234']],
    ['8,92155512E+10', 'ROUNDED_BY_EXCEL'],
    ['8.92155512E+10', 'ROUNDED_BY_EXCEL'],
    ['555-12-34', 'NOT_A_PHONE'],
    ['нет', 'NOT_A_PHONE'],
    ['8 921 555-12-34 мама', 'NOT_A_PHONE']
  ])('with the phone %s is read as %s', (text, value) => {
    expect(seen(phonesCell(text))).toEqual(value)
  })

  it('keeps leading noughts of a number and sees what Excel has rounded', () => {
    expect(seen(codeCell(20)('00123'))).toBe('00123')
    expect(seen(codeCell(20)('123,0'))).toBe('123')
    expect(seen(codeCell(20)('1,23457E+15'))).toBe('ROUNDED_BY_EXCEL')
    expect(seen(codeCell(3)('1234'))).toBe('TOO_LONG')
  })

  it('reads numbers, yes and no, lists', () => {
    expect(seen(wholeCell(5, 480)('60 мин'))).toBe(60)
    expect(seen(wholeCell(5, 480)('60,0'))).toBe(60)
    expect(seen(wholeCell(5, 480)('6000'))).toBe('OUT_OF_RANGE')
    expect(seen(wholeCell(5, 480)('час'))).toBe('NOT_WHOLE')
    expect(seen(yesNoCell('Да'))).toBe(true)
    expect(seen(yesNoCell('-'))).toBe(false)
    expect(seen(yesNoCell('может быть'))).toBe('NOT_YES_OR_NO')
    expect(seen(severalCell(consentCell)('Анестезия; удаление'))).toEqual(['anaesthesia', 'extraction'])
    expect(seen(severalCell(consentCell)('Анестезия; полёт'))).toBe('NOT_OF_LIST')
    expect(seen(vatCell('Без НДС'))).toBe(6)
    expect(seen(vatCell('22 %'))).toBe(11)
    expect(seen(vatCell('10'))).toBe('NOT_OF_LIST')
  })

  it('reads names, also shouted ones, and refuses what is none', () => {
    expect(seen(fullNameCell('СОЛОВЬЁВ-СЕДОЙ  ПЁТР ИЛЬИЧ'))).toEqual({
      family: 'Соловьёв-Седой',
      given: 'Пётр',
      patronymic: 'Ильич'
    })
    expect(seen(fullNameCell('Абдуллаев Тимур Рашид оглы'))).toEqual({
      family: 'Абдуллаев',
      given: 'Тимур',
      patronymic: 'Рашид оглы'
    })
    expect(seen(fullNameCell('АБДУЛЛАЕВ ТИМУР РАШИД ОГЛЫ'))).toEqual({
      family: 'Абдуллаев',
      given: 'Тимур',
      patronymic: 'Рашид оглы'
    })
    expect(seen(fullNameCell('Ананда'))).toEqual({ family: '', given: 'Ананда', patronymic: null })
    expect(seen(nameOf("О'Нил", 'Кевин', '-'))).toEqual({ family: "О'Нил", given: 'Кевин', patronymic: null })
    expect(seen(fullNameCell('Иванов 2'))).toBe('NOT_A_NAME')
  })

  it('never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const clean = cleanCell(text)
        for (const read of [
          moneyCell,
          phonesCell,
          timeCell,
          birthDateCell(TODAY),
          codeCell(20),
          wholeCell(0, 9),
          yesNoCell,
          fullNameCell
        ]) {
          expect(typeof read(clean).ok).toBe('boolean')
        }
      })
    )
  })
})
