/** Texts of asking head office to destroy a person's data. */
import type { ErasureRefusal } from '../../contract/erasure.ts'
import type { ErasureCategory, ErasureGround, ErasureReach } from '../../domain/erasure/facts.ts'
import { catalogue } from '../ui/texts.ts'

const categoriesRussian: Readonly<Record<ErasureCategory, string>> = {
  person: 'сам пациент: имя, контакты, документы',
  visits: 'визиты',
  'medical-documents': 'медицинские согласия и отказы',
  consents: 'согласия на обработку данных и рекламу',
  plans: 'планы лечения',
  acts: 'акты',
  payments: 'оплаты',
  loyalty: 'карты и баллы',
  recovery: 'записи разговоров о переносе'
}
const categoriesEnglish: Readonly<Record<ErasureCategory, string>> = {
  person: 'the patient: name, contacts, documents',
  visits: 'visits',
  'medical-documents': 'medical consents and refusals',
  consents: 'consents to processing and advertising',
  plans: 'treatment plans',
  acts: 'acts',
  payments: 'payments',
  loyalty: 'cards and points',
  recovery: 'talks about moved visits'
}
const groundsRussian: Readonly<Record<ErasureGround, string>> = {
  'consent-withdrawn': 'пациент отозвал согласие',
  'purpose-reached': 'данные больше не нужны',
  unlawful: 'данные обрабатывались неправомерно',
  'registered-by-mistake': 'внесены по ошибке'
}
const groundsEnglish: Readonly<Record<ErasureGround, string>> = {
  'consent-withdrawn': 'the patient withdrew the consent',
  'purpose-reached': 'the data is not needed any more',
  unlawful: 'the processing was unlawful',
  'registered-by-mistake': 'registered by mistake'
}
const reachesRussian: Readonly<Record<ErasureReach, string>> = {
  everything: 'всё, что закон позволяет уничтожить',
  loyalty: 'только карты и баллы программы лояльности'
}
const reachesEnglish: Readonly<Record<ErasureReach, string>> = {
  everything: 'all that the law lets be destroyed',
  loyalty: 'only cards and points of the loyalty programme'
}
const refusalsRussian: Readonly<Record<ErasureRefusal['code'], string>> = {
  NO_HEAD_OFFICE: 'Это рабочее место не подключено к центру: обращение некому передать. Подключите его и повторите.',
  PATIENT_UNKNOWN: 'Этого пациента здесь уже нет. Вернитесь к списку.',
  NOTHING_TO_ERASE: 'Уничтожать нечего: всё, что есть о пациенте, закон велит хранить. Сроки указаны выше.',
  ALREADY_REQUESTED: 'Обращение об этом пациенте уже подано и ждёт решения центра.'
}
const refusalsEnglish: Readonly<Record<ErasureRefusal['code'], string>> = {
  NO_HEAD_OFFICE: 'This workstation has no head office to decide on it. Enrol it and repeat.',
  PATIENT_UNKNOWN: 'This patient is not here any more. Go back to the list.',
  NOTHING_TO_ERASE: 'There is nothing to destroy: the law wants all of it kept. The terms stand above.',
  ALREADY_REQUESTED: 'A request about this patient has been made and waits for head office.'
}

export const erasureTexts = catalogue({
  ru: {
    button: 'Уничтожить данные',
    title: 'Уничтожение персональных данных',
    reach: 'Что уничтожить',
    reaches: reachesRussian,
    ground: 'Причина',
    grounds: groundsRussian,
    basis: 'Основание: номер и дата заявления или приказа',
    goes: 'Будет уничтожено на всех стойках и в центре',
    stays: 'Останется по закону',
    line: (category: ErasureCategory, count: number) => `${categoriesRussian[category]}: ${count}`,
    keptUntil: (date: string) => `до ${date}`,
    keptWhile: 'пока согласие не отозвано',
    nothing: 'ничего',
    pending: (date: string) => `Обращение подано ${date} и ждёт решения центра.`,
    what: 'Решение примет центр. До его приказа ничего не изменится; после него вернуть данные будет нельзя.',
    submit: 'Передать в центр',
    sent: 'Обращение передано. Решение центра придёт само.',
    refusals: refusalsRussian
  },
  en: {
    button: 'Destroy data',
    title: 'Destruction of personal data',
    reach: 'What to destroy',
    reaches: reachesEnglish,
    ground: 'Reason',
    grounds: groundsEnglish,
    basis: 'Basis: number and date of the application or order',
    goes: 'Will be destroyed on all desks and at head office',
    stays: 'Kept by law',
    line: (category: ErasureCategory, count: number) => `${categoriesEnglish[category]}: ${count}`,
    keptUntil: (date: string) => `until ${date}`,
    keptWhile: 'while the consent stands',
    nothing: 'nothing',
    pending: (date: string) => `A request was made on ${date} and waits for head office.`,
    what: 'Head office decides. Until its order nothing changes; after it the data cannot be brought back.',
    submit: 'Hand to head office',
    sent: 'The request was handed over. The decision comes by itself.',
    refusals: refusalsEnglish
  }
})
