/** Words of an act on paper. Papers are Russian whatever language the screen speaks. */
import type { Warranty } from './facts.ts'

const NBSP = '\u00a0'

export const ACT_WORDS = {
  name: (number: string): string => `Акт ${number}`,
  title: 'Акт выполненных работ',
  subtitle: 'об оказанных стоматологических услугах',
  numberAndDate: (number: string, date: string): string => `№${NBSP}${number} от ${date}`,
  made: (date: string, time: string): string => `Составлен ${date} в ${time}`,
  at: (date: string, time: string): string => `от ${date} ${time}`,
  inn: (inn: string): string => `ИНН${NBSP}${inn}`,
  customer: 'Заказчик',
  performer: 'Исполнитель',
  patient: 'Пациент',
  record: 'Карта',
  contract: 'Договор',
  payer: 'Плательщик',
  doctor: 'Врач',
  service: 'Услуга',
  code: 'Код 804н',
  tooth: (tooth: string): string => `зуб${NBSP}${tooth}`,
  toothColumn: 'Зуб',
  quantityColumn: 'Кол.',
  priceColumn: 'Цена, ₽',
  discountColumn: 'Скидка',
  sumColumn: 'Сумма, ₽',
  discount: (percent: string): string => `скидка ${percent}`,
  by: (doctor: string): string => `врач ${doctor}`,
  gross: 'Без скидки',
  saved: 'Скидка',
  total: 'ИТОГО',
  totalOnPage: 'Итого',
  inWords: (words: string): string => `Всего: ${words}.`,
  vatInside: (label: string, tax: string, amount: string): string =>
    `${label}: ${tax}${NBSP}₽ в сумме ${amount}${NBSP}₽`,
  vatNone: (label: string): string => `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`,
  vatPart: (label: string, amount: string): string => `${label}: ${amount}${NBSP}₽`,
  warrantyHeading: 'Гарантийный срок и срок службы',
  /** Positions as the paper numbers them; null for all there are. */
  warranty: (positions: readonly number[] | null, one: Warranty): string =>
    `${positions === null ? 'На все работы' : `Поз.${NBSP}${positions.join(`,${NBSP}`)}`}: гарантия ${months(one.months)}, срок службы ${months(one.lifeMonths)}`,
  done: 'Работы выполнены, услуги оказаны в полном объёме и приняты.',
  claims: 'Претензии:  [  ] не имею   [  ] имею',
  claimsOnPage: 'Претензии по объёму, качеству и срокам',
  noClaims: 'не имею',
  hasClaims: 'имею (указать ниже)',
  claimsBelow: 'Содержание претензий, если они есть',
  issuedBy: 'Акт составил(а)',
  reversed: 'АННУЛИРОВАН',
  reversedOn: (date: string, reason: string): string => `Аннулирован ${date}: ${reason}`,
  notFiscal: 'Не является кассовым чеком',
  notFiscalOnPage: 'Документ не является кассовым чеком. Кассовый чек выдаётся отдельно при оплате.',
  printedAgain: (date: string, time: string): string => `напечатано повторно ${date} ${time}`
} as const

/** «12 мес.»: the abbreviation needs no plural. */
const months = (count: number): string => `${count}${NBSP}мес.`
