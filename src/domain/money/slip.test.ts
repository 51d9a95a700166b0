import { describe, expect, it } from 'vitest'
import { layoutReceipt } from '../printing/layout.ts'
import { PRINTER_PROFILES } from '../printing/profile.ts'
import { isoDate } from '../values/dates.ts'
import { kopecks, rubles } from '../values/money.ts'
import { paymentSlip, type SlipPaper } from './slip.ts'

const slip: SlipPaper = {
  number: '11-000012',
  date: isoDate('2026-11-24'),
  time: '12:10',
  clinic: { name: 'Клиника «Лесная»', legalEntity: 'ООО «Пример»', inn: '7700000001', address: 'ул. Примерная, 1' },
  patient: 'Константинопольская-Преображенская Александра Константиновна',
  payer: 'Константинопольская-Преображенская Александра Константиновна',
  settles: [{ number: '11-000345', amount: rubles(4200) }],
  advance: rubles(300),
  cash: rubles(1500),
  card: rubles(3000),
  points: 0,
  tendered: rubles(2000),
  change: rubles(500),
  remains: kopecks(0),
  takenBy: 'Монетова Л. М.',
  reversed: null,
  fiscal: []
}

const printed = (paper: SlipPaper, profile: keyof typeof PRINTER_PROFILES): string => {
  const { columns, text } = PRINTER_PROFILES[profile]
  return layoutReceipt(paymentSlip(paper), { columns, repertoire: text })
    .map((line) => (line.kind === 'text' ? line.text.trimEnd() : ''))
    .join('\n')
}

describe('the slip of a payment', () => {
  it.each(['epson-80', 'epson-58'] as const)(
    'says on %s paper what was taken, what went back and that it is no fiscal receipt',
    (profile) => {
      const words = printed(slip, profile).replaceAll(/\s+/g, ' ')
      for (const said of [
        'Оплата № 11-000012',
        'Акт 11-000345',
        '4 200,00',
        '300,00',
        'Принято',
        '4 500,00',
        'сдача',
        '500,00',
        'Не является кассовым чеком'
      ]) {
        expect(words).toContain(said)
      }
      expect(words.replaceAll(' ', '')).toContain('Константинопольская-ПреображенскаяАлександраКонстантиновна')
      expect(words).not.toContain('Плательщик')
      expect(words).not.toContain('баллами')
    }
  )

  it('names the payer when another person paid, the debt that stays, the points and the fiscal receipt', () => {
    const words = printed(
      {
        ...slip,
        payer: 'Другой Человек',
        points: 150,
        remains: rubles(100),
        fiscal: [
          { operation: 'payment', storage: '9999078900001234', document: '145', sign: '2894567', register: null }
        ]
      },
      'epson-80'
    ).replaceAll(/\s+/g, ' ')
    for (const said of [
      'Плательщик: Другой Человек',
      'баллами (не деньги) 150',
      'Осталось оплатить 100,00',
      'ФД 145'
    ]) {
      expect(words).toContain(said)
    }
  })

  it('of a refunded payment says so before anything else', () => {
    const words = printed({ ...slip, reversed: { date: isoDate('2026-11-25'), reason: 'ошибка' } }, 'epson-80').trim()
    expect(words.startsWith('ПЛАТЁЖ ВОЗВРАЩЁН')).toBe(true)
    expect(words).toContain('25.11.2026: ошибка')
  })
})
