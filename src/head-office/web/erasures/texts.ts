/** Words of the pages on which the destruction of personal data is decided and proven. The act itself is Russian: it is for the law. */
import type { ErasureCategory, ErasureGround } from '../../../domain/erasure/facts.ts'
import { count, type Language } from '../counting.ts'

export interface ErasureTexts {
  readonly link: string
  readonly title: string
  readonly empty: string
  readonly refresh: string
  readonly back: string
  readonly attention: (waiting: number) => string
  readonly asked: (clinic: string, time: string) => string
  readonly ground: string
  readonly basis: string
  readonly grounds: Readonly<Record<ErasureGround, string>>
  readonly categories: Readonly<Record<ErasureCategory, string>>
  readonly states: {
    readonly waiting: string
    readonly declined: (reason: string) => string
    readonly awaited: (number: number) => string
    readonly done: string
  }
  readonly decide: string
  readonly goes: string
  readonly stays: string
  readonly nothingGoes: string
  readonly until: (date: string) => string
  readonly whileItStands: string
  readonly items: (number: number) => string
  readonly name: string
  readonly post: string
  readonly order: string
  readonly orderWarning: string
  readonly reason: string
  readonly decline: string
  readonly devices: string
  readonly columns: Readonly<Record<'desk' | 'contact' | 'confirmed', string>>
  readonly notYet: string
  readonly act: string
  readonly log: string
}

export const erasureTexts: Readonly<Record<Language, ErasureTexts>> = {
  ru: {
    link: 'Уничтожение данных',
    title: 'Уничтожение персональных данных',
    empty: 'Обращений нет. Директор клиники подаёт их со стойки, из карточки пациента.',
    refresh: 'Обновить',
    back: 'К списку',
    attention: (waiting) =>
      `${count('ru', waiting, { one: 'обращение', few: 'обращения', many: 'обращений', other: 'обращения' })} об уничтожении персональных данных ждёт решения`,
    asked: (clinic, time) => `${clinic}, подано ${time}`,
    ground: 'Причина',
    basis: 'Основание',
    grounds: {
      'consent-withdrawn': 'отзыв согласия (152-ФЗ, ст. 21 ч. 5)',
      'purpose-reached': 'цель обработки достигнута (152-ФЗ, ст. 21 ч. 4)',
      unlawful: 'неправомерная обработка (152-ФЗ, ст. 21 ч. 3)',
      'registered-by-mistake': 'данные внесены по ошибке'
    },
    categories: {
      person: 'фамилия, имя, отчество, дата рождения, контакты, документы, аллергии, представители',
      visits: 'сведения о визитах',
      'medical-documents': 'информированные согласия и отказы',
      consents: 'согласия на обработку данных и рекламу',
      plans: 'планы лечения и сметы',
      acts: 'акты выполненных работ',
      payments: 'сведения об оплате',
      loyalty: 'карты и баллы программы лояльности',
      recovery: 'записи разговоров о переносе визитов'
    },
    states: {
      waiting: 'ждёт решения',
      declined: (reason) => `отклонено: ${reason}`,
      awaited: (number) =>
        `уничтожено в центре, ждём подтверждения: ${count('ru', number, { one: 'стойка', few: 'стойки', many: 'стоек', other: 'стойки' })}`,
      done: 'уничтожено везде'
    },
    decide: 'Решить',
    goes: 'Будет уничтожено на всех стойках и в центре',
    stays: 'Закон велит хранить',
    nothingGoes: 'Уничтожать нечего: всё, что есть о человеке, закон велит хранить, или уже уничтожено.',
    until: (date) => `до ${date}`,
    whileItStands: 'пока согласие не отозвано',
    items: (number) => count('ru', number, { one: 'запись', few: 'записи', many: 'записей', other: 'записи' }),
    name: 'Фамилия, имя, отчество ответственного',
    post: 'Должность',
    order: 'Уничтожить данные',
    orderWarning: 'Вернуть их будет нельзя: ни в центре, ни на стойках. Имя останется только в акте об уничтожении.',
    reason: 'Почему отклонено',
    decline: 'Отклонить обращение',
    devices: 'Подтверждения стоек',
    columns: { desk: 'Стойка', contact: 'Последняя связь', confirmed: 'Подтвердила' },
    notYet: 'ещё нет',
    act: 'Акт об уничтожении',
    log: 'Выгрузка из журнала (CSV)'
  },
  en: {
    link: 'Destruction of data',
    title: 'Destruction of personal data',
    empty: 'No requests. The director of a clinic makes them at the desk, from the patient’s card.',
    refresh: 'Refresh',
    back: 'To the list',
    attention: (waiting) =>
      `${count('en', waiting, { one: 'request', other: 'requests' })} to destroy personal data to be decided`,
    asked: (clinic, time) => `${clinic}, made ${time}`,
    ground: 'Reason',
    basis: 'Basis',
    grounds: {
      'consent-withdrawn': 'consent withdrawn (152-FZ, art. 21 part 5)',
      'purpose-reached': 'purpose reached (152-FZ, art. 21 part 4)',
      unlawful: 'unlawful processing (152-FZ, art. 21 part 3)',
      'registered-by-mistake': 'registered by mistake'
    },
    categories: {
      person: 'name, birth date, contacts, documents, allergies, representatives',
      visits: 'visits',
      'medical-documents': 'informed consents and refusals',
      consents: 'consents to processing and advertising',
      plans: 'treatment plans and estimates',
      acts: 'acts of completed work',
      payments: 'payments',
      loyalty: 'loyalty cards and points',
      recovery: 'talks about moved visits'
    },
    states: {
      waiting: 'to be decided',
      declined: (reason) => `declined: ${reason}`,
      awaited: (number) =>
        `destroyed at head office, waiting for ${count('en', number, { one: 'desk', other: 'desks' })}`,
      done: 'destroyed everywhere'
    },
    decide: 'Decide',
    goes: 'Will be destroyed on all desks and at head office',
    stays: 'The law wants kept',
    nothingGoes: 'There is nothing to destroy: the law wants all of it kept, or it is destroyed already.',
    until: (date) => `until ${date}`,
    whileItStands: 'while the consent stands',
    items: (number) => count('en', number, { one: 'entry', other: 'entries' }),
    name: 'Full name of whoever answers for it',
    post: 'Post',
    order: 'Destroy the data',
    orderWarning:
      'It cannot be brought back, neither here nor at the desks. The name stays only in the act of destruction.',
    reason: 'Why it is declined',
    decline: 'Decline the request',
    devices: 'Confirmations of desks',
    columns: { desk: 'Desk', contact: 'Last contact', confirmed: 'Confirmed' },
    notYet: 'not yet',
    act: 'Act of destruction',
    log: 'Export of the log (CSV)'
  }
}
