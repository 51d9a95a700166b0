/** How columns and kinds of imports are called in reports and on the screen, in both languages. */
import type { ImportKind } from './columns.ts'

export interface Titles {
  readonly kinds: Readonly<Record<ImportKind, string>>
  readonly columns: Readonly<Record<string, string>>
}

const RU: Titles = {
  kinds: {
    patients: 'Пациенты',
    visits: 'Расписание: записи на приём',
    shifts: 'Расписание: смены врачей',
    'price-list': 'Прейскурант',
    staff: 'Сотрудники',
    plans: 'Планы лечения'
  },
  columns: {
    fullName: 'Фамилия, имя, отчество', family: 'Фамилия', given: 'Имя', patronymic: 'Отчество', birthDate: 'Дата рождения', sex: 'Пол',
    phone: 'Телефон', phone2: 'Второй телефон', email: 'Почта', address: 'Адрес', recordNumber: 'Номер карты', document: 'Паспорт',
    allergy: 'Аллергия', representative: 'Представитель', representativePhone: 'Телефон представителя', note: 'Примечание',
    number: 'Номер', date: 'Дата', from: 'Начало', to: 'Окончание', minutes: 'Длительность, мин', doctor: 'Врач', clinic: 'Клиника',
    chair: 'Кабинет', services: 'Услуги', state: 'Статус', code: 'Код', name: 'Наименование', price: 'Цена', category: 'Раздел',
    nomenclature: 'Код 804н', unit: 'Единица', vatCode: 'НДС', taxCode: 'Код для справки', discountAllowed: 'Скидка разрешена',
    pointsAllowed: 'Баллы начисляются', consents: 'Нужные согласия', specialties: 'Специальности', equipmentKind: 'Оборудование',
    active: 'Действует', roles: 'Роли', position: 'Должность', specialty: 'Специальность', clinics: 'Клиники', pin: 'ПИН',
    dismissed: 'Уволен', diagnosis: 'Диагноз по МКБ-10', validUntil: 'Цены действуют до', variant: 'Вариант', stage: 'Этап',
    service: 'Услуга', tooth: 'Зуб', quantity: 'Количество', discount: 'Скидка, %'
  }
}

const EN: Titles = {
  kinds: {
    patients: 'Patients',
    visits: 'Schedule: appointments',
    shifts: 'Schedule: doctors’ shifts',
    'price-list': 'Price list',
    staff: 'Staff',
    plans: 'Treatment plans'
  },
  columns: {
    fullName: 'Full name', family: 'Family name', given: 'Given name', patronymic: 'Patronymic', birthDate: 'Date of birth', sex: 'Sex',
    phone: 'Phone', phone2: 'Second phone', email: 'E-mail', address: 'Address', recordNumber: 'Record number', document: 'Passport',
    allergy: 'Allergy', representative: 'Representative', representativePhone: 'Representative’s phone', note: 'Note',
    number: 'Number', date: 'Date', from: 'Start', to: 'End', minutes: 'Duration, min', doctor: 'Doctor', clinic: 'Clinic',
    chair: 'Chair', services: 'Services', state: 'Status', code: 'Code', name: 'Name', price: 'Price', category: 'Section',
    nomenclature: 'Code 804н', unit: 'Unit', vatCode: 'VAT', taxCode: 'Tax certificate code', discountAllowed: 'Discount allowed',
    pointsAllowed: 'Earns points', consents: 'Consents needed', specialties: 'Specialties', equipmentKind: 'Equipment',
    active: 'Active', roles: 'Roles', position: 'Position', specialty: 'Specialty', clinics: 'Clinics', pin: 'PIN',
    dismissed: 'Dismissed', diagnosis: 'Diagnosis (ICD-10)', validUntil: 'Prices hold until', variant: 'Variant', stage: 'Stage',
    service: 'Service', tooth: 'Tooth', quantity: 'Quantity', discount: 'Discount, %'
  }
}

export type ImportLanguage = 'ru' | 'en'

export const importTitles = (language: ImportLanguage): Titles => (language === 'ru' ? RU : EN)
