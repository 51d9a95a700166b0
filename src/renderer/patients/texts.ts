/** Texts of finding and showing a patient. */
import { catalogue } from '../ui/texts.ts'

export const patientTexts = catalogue({
  ru: {
    find: 'Найти пациента или действие',
    placeholder: 'Фамилия и имя, телефон, дата рождения, номер карты',
    hint: 'Части имени в любом порядке, любая раскладка, 4 и больше цифр телефона',
    nobody: (typed: string) => `Никого не нашли: «${typed}»`,
    register: (typed: string) => (typed === '' ? 'Новый пациент' : `Новый пациент: ${typed}`),
    visitToday: 'визит сегодня',
    record: (number: string) => `карта ${number}`,
    card: (number: string) => `карта лояльности ${number}`,
    debt: (sum: string) => `долг ${sum}`,
    noDebt: 'долга нет',
    advance: (sum: string) => `аванс ${sum}`,
    allergy: (what: string) => `аллергия: ${what}`,
    noPhone: 'телефона нет',
    points: (count: string) => `${count} баллов`
  },
  en: {
    find: 'Find a patient or an action',
    placeholder: 'Name, phone, birth date, card number',
    hint: 'Parts of the name in any order, any layout, 4 or more digits of the phone',
    nobody: (typed: string) => `Nobody found: “${typed}”`,
    register: (typed: string) => (typed === '' ? 'New patient' : `New patient: ${typed}`),
    visitToday: 'visit today',
    record: (number: string) => `record ${number}`,
    card: (number: string) => `loyalty card ${number}`,
    debt: (sum: string) => `debt ${sum}`,
    noDebt: 'no debt',
    advance: (sum: string) => `advance ${sum}`,
    allergy: (what: string) => `allergy: ${what}`,
    noPhone: 'no phone',
    points: (count: string) => `${count} points`
  }
})
