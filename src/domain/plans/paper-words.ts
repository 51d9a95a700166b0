/** Words of a treatment plan on paper. Papers are Russian whatever language the screen speaks; they name no law by number, since those change. */
const NBSP = '\u00a0'

export const PLAN_WORDS = {
  title: 'План лечения и предварительная смета',
  number: (number: string, date: string): string => `№${NBSP}${number} от ${date}`,
  subtitle: (number: string, date: string, version: number, variant: string): string =>
    `№${NBSP}${number} от ${date}, версия ${version}, вариант «${variant}»`,
  version: (version: number, date: string, check: string): string =>
    `Версия ${version} от ${date}, контрольный код ${check}`,
  inn: (inn: string): string => `ИНН${NBSP}${inn}`,
  patient: 'Пациент',
  born: 'Дата рождения',
  record: 'Медицинская карта',
  doctor: 'Лечащий врач',
  diagnosis: 'Диагноз (МКБ-10)',
  diagnosisLine: (code: string, tooth: string | null, text: string): string =>
    [code, text, tooth === null ? '' : `зуб${NBSP}${tooth}`].filter((one) => one !== '').join(', '),
  validUntil: 'Цены действуют по',
  note: 'Примечание',
  service: 'Услуга',
  tooth: 'Зуб',
  quantity: 'Кол.',
  price: 'Цена, ₽',
  discount: 'Скидка',
  sum: 'Сумма, ₽',
  stage: (number: number, title: string, total: string): string =>
    `${title.toLocaleLowerCase('ru').startsWith('этап') ? title : `Этап ${number}. ${title}`}: ${total}${NBSP}₽`,
  queue: (number: string): string => `План ${number}`,
  printedAgain: (date: string, time: string): string => `напечатано повторно ${date} ${time}`,
  gross: 'Без скидки',
  saved: 'Скидка',
  total: 'Итого по варианту',
  inWords: (words: string): string => `Всего: ${words}.`,
  vat: (label: string): string => `Стоимость указана с учётом налога: ${label}.`,
  noVat: 'Медицинские услуги НДС не облагаются.',
  paymentsHeading: 'График платежей',
  paymentDue: 'Срок',
  paymentSum: 'Сумма, ₽',
  withStage: 'по мере оказания услуг',
  byStages: 'Оплата производится по этапам, в день оказания услуг.',
  othersHeading: 'Другие предложенные варианты',
  other: (title: string, total: string, explanation: string): string =>
    `${title}: ${total}${NBSP}₽${explanation === '' ? '' : `. ${explanation}`}`,
  termsHeading: 'Условия',
  terms: [
    'План составлен по результатам осмотра. Состав, стоимость и сроки лечения могут измениться, если в ходе лечения откроются новые обстоятельства.',
    'Любое изменение плана оформляется новой версией. До подписания новой версии пациентом работы, которых нет в этой версии, не выполняются.',
    'Пациент вправе отказаться от любой услуги плана и прекратить лечение в любое время, оплатив фактически оказанные услуги.',
    'Несоблюдение рекомендаций врача, включая назначенный режим лечения, может снизить качество услуги, повлечь невозможность её завершения в срок или отрицательно сказаться на здоровье.',
    'Оплата подтверждается кассовым чеком. Этот документ кассовым чеком не является.'
  ],
  agreed:
    'С диагнозом, вариантами лечения, их стоимостью, сроками и возможными осложнениями ознакомлен(а). Мне предоставлена возможность задать вопросы, на все вопросы получены понятные ответы. Выбираю указанный вариант.',
  signerPatient: 'Пациент',
  signerRepresentative: 'Законный представитель',
  signerDoctor: 'Врач'
} as const
