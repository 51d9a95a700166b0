/** Words of a payment's slip. Papers are Russian whatever language the screen speaks. */
import type { FiscalMarks } from './facts.ts'

const NBSP = '\u00a0'

export const SLIP_WORDS = {
  name: (number: string): string => `Оплата ${number}`,
  title: (number: string): string => `Оплата №${NBSP}${number}`,
  at: (date: string, time: string): string => `от ${date} ${time}`,
  inn: (inn: string): string => `ИНН${NBSP}${inn}`,
  patient: 'Пациент:',
  payer: 'Плательщик:',
  act: (number: string): string => `Акт ${number}`,
  advance: 'Аванс',
  total: 'Принято',
  cash: 'наличными',
  card: 'картой',
  points: 'баллами (не деньги)',
  tendered: 'дали',
  change: 'сдача',
  remains: 'Осталось оплатить',
  takenBy: 'Принял:',
  reversed: 'ПЛАТЁЖ ВОЗВРАЩЁН',
  reversedOn: (date: string, reason: string): string => `${date}: ${reason}`,
  fiscal: ({ operation, storage, document, sign }: FiscalMarks): string =>
    `Кассовый чек${operation === 'refund' ? ' возврата' : ''}: ФН${NBSP}${storage}, ФД${NBSP}${document}, ФП${NBSP}${sign}`,
  notFiscal: 'Не является кассовым чеком'
} as const
