/** Words of the operators' page. */
import type { VisitState } from '../../domain/visits/facts.ts'
import { ago, count, type Language } from './counting.ts'
import { flaggedTexts, type FlaggedTexts } from './flagged/texts.ts'
import { deviceTexts, type DeviceTexts } from './devices/texts.ts'

export interface WebTexts {
  readonly language: Language
  readonly title: string
  readonly product: string
  readonly signIn: {
    readonly title: string
    readonly password: string
    readonly submit: string
    readonly wrong: string
    readonly wait: string
    readonly hint: string
  }
  readonly signOut: string
  readonly asOf: (time: string) => string
  readonly refresh: string
  readonly facts: (count: number) => string
  readonly uncounted: (count: number) => string
  readonly today: string
  readonly visits: string
  readonly visitStates: Readonly<Record<VisitState, string>>
  readonly acts: string
  readonly payments: string
  readonly consents: string
  readonly noClinics: string
  readonly devices: string
  readonly noDevices: string
  readonly columns: Readonly<
    Record<'name' | 'series' | 'contact' | 'held' | 'waiting' | 'papers' | 'toFetch' | 'state', string>
  >
  readonly columnHints: Readonly<Record<'series' | 'waiting' | 'papers' | 'toFetch', string>>
  readonly deviceStates: Readonly<Record<'fine' | 'silent' | 'revoked', string>>
  readonly ago: (minutes: number) => string
  readonly none: string
  readonly issue: string
  readonly code: {
    readonly title: string
    readonly forClinic: string
    readonly until: (time: string) => string
    readonly how: string
    readonly back: string
  }
  readonly newClinic: { readonly title: string; readonly name: string; readonly submit: string }
  readonly revoke: {
    readonly link: string
    readonly title: (name: string) => string
    readonly what: string
    readonly wipe: string
    readonly wipeHint: string
    readonly submit: string
    readonly back: string
  }
  readonly device: DeviceTexts
  readonly flagged: FlaggedTexts
  readonly notFound: string
  readonly forbidden: string
}

const ru: WebTexts = {
  language: 'ru',
  title: 'Центральный офис',
  product: 'Стойка',
  signIn: {
    title: 'Вход для оператора',
    password: 'Пароль',
    submit: 'Войти',
    wrong: 'Пароль не подошёл. Проверьте раскладку и попробуйте ещё раз.',
    wait: 'Слишком много попыток. Подождите минуту и попробуйте снова.',
    hint: 'Пароль сервер показал при первом запуске, если его не задали переменной STOIKA_OPERATOR_PASSWORD. Этой же переменной можно задать новый.'
  },
  signOut: 'Выйти',
  asOf: (time) => `на ${time}`,
  refresh: 'Обновить',
  facts: (number) => count('ru', number, { one: 'запись принята', few: 'записи принято', other: 'записей принято' }),
  uncounted: (number) =>
    `Сводка ещё не учитывает ${count('ru', number, { one: 'запись', few: 'записи', other: 'записей' })}: обновите страницу через минуту.`,
  today: 'Сегодня',
  visits: 'визиты',
  visitStates: {
    booked: 'записаны',
    arrived: 'ждут',
    'in-chair': 'в кресле',
    done: 'приняты',
    paid: 'оплатили',
    left: 'ушли',
    'no-show': 'не пришли',
    cancelled: 'отменены'
  },
  acts: 'акты',
  payments: 'оплаты',
  consents: 'согласия',
  noClinics: 'Клиник пока нет. Добавьте первую и выдайте код для её стойки.',
  devices: 'Рабочие места',
  noDevices: 'Ни одно рабочее место ещё не подключено. Выдайте код и введите его на стойке.',
  columns: {
    name: 'Стойка',
    series: 'Серия',
    contact: 'На связи',
    held: 'Принято',
    waiting: 'Ждёт отправки',
    papers: 'Файлов нет',
    toFetch: 'Не получено',
    state: 'Состояние'
  },
  columnHints: {
    series: 'Начало номеров документов этой стойки',
    waiting: 'Сколько записей оставалось на стойке, когда она выходила на связь',
    papers: 'Сколько подписанных бумаг названо в записях этой стойки, а сами файлы с неё ещё не пришли',
    toFetch: 'Сколько записей других стоек она ещё не забрала'
  },
  deviceStates: { fine: 'на связи', silent: 'давно не выходила на связь', revoked: 'отключена' },
  ago: ago('ru', 'только что'),
  none: '—',
  issue: 'Выдать код для стойки',
  code: {
    title: 'Код для новой стойки',
    forClinic: 'Клиника',
    until: (time) => `Действует один раз, до ${time}. Показан только сейчас: запишите его или введите сразу.`,
    how: 'На стойке откройте программу и введите адрес этого сервера и код.',
    back: 'Вернуться к сводке'
  },
  newClinic: { title: 'Добавить клинику', name: 'Название', submit: 'Добавить и выдать код' },
  revoke: {
    link: 'Отключить',
    title: (name) => `Отключить стойку «${name}»?`,
    what: 'Центр перестанет отдавать ей данные. Что она ещё пришлёт, будет храниться отдельно, пока вы это не посмотрите. Всё принятое останется. Подключить её снова можно только как новое рабочее место.',
    wipe: 'Стереть данные на её компьютере',
    wipeHint:
      'Когда стойка выйдет на связь, она сначала отправит всё, что на ней осталось, и только потом сотрёт данные. Отменить это нельзя.',
    submit: 'Отключить стойку',
    back: 'Не отключать'
  },
  device: deviceTexts.ru,
  flagged: flaggedTexts.ru,
  notFound: 'Такой страницы нет. Вернитесь к сводке.',
  forbidden: 'Запрос пришёл не с этой страницы и не выполнен. Откройте сводку и повторите действие.'
}

const en: WebTexts = {
  language: 'en',
  title: 'Head office',
  product: 'Stoika',
  signIn: {
    title: 'Operator sign-in',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'The password did not match. Check the keyboard layout and try again.',
    wait: 'Too many attempts. Wait a minute and try again.',
    hint: 'The server showed the password when it first started, unless STOIKA_OPERATOR_PASSWORD set one. The same variable sets a new one.'
  },
  signOut: 'Sign out',
  asOf: (time) => `as of ${time}`,
  refresh: 'Refresh',
  facts: (number) => count('en', number, { one: 'entry received', other: 'entries received' }),
  uncounted: (number) =>
    `The figures do not count ${count('en', number, { one: 'entry', other: 'entries' })} yet: refresh in a minute.`,
  today: 'Today',
  visits: 'visits',
  visitStates: {
    booked: 'booked',
    arrived: 'waiting',
    'in-chair': 'in the chair',
    done: 'done',
    paid: 'paid',
    left: 'left',
    'no-show': 'no-show',
    cancelled: 'cancelled'
  },
  acts: 'acts',
  payments: 'payments',
  consents: 'consents',
  noClinics: 'No clinics yet. Add the first one and issue a code for its desk.',
  devices: 'Workstations',
  noDevices: 'No workstation is connected yet. Issue a code and enter it at the desk.',
  columns: {
    name: 'Desk',
    series: 'Series',
    contact: 'Last contact',
    held: 'Received',
    waiting: 'Waiting there',
    papers: 'Files missing',
    toFetch: 'Not fetched',
    state: 'State'
  },
  columnHints: {
    series: 'How numbers of this desk’s papers begin',
    waiting: 'Entries that were left at the desk at its last contact',
    papers: 'Signed papers that entries of this desk name and whose files it has not sent yet',
    toFetch: 'Entries of others that the desk has not taken yet'
  },
  deviceStates: { fine: 'in contact', silent: 'silent for long', revoked: 'withdrawn' },
  ago: ago('en', 'just now'),
  none: '—',
  issue: 'Issue a code for a desk',
  code: {
    title: 'Code for a new desk',
    forClinic: 'Clinic',
    until: (time) => `Works once, until ${time}. It is shown only now: write it down or enter it at once.`,
    how: 'Open the program at the desk and enter the address of this server and the code.',
    back: 'Back to the overview'
  },
  newClinic: { title: 'Add a clinic', name: 'Name', submit: 'Add and issue a code' },
  revoke: {
    link: 'Withdraw',
    title: (name) => `Withdraw the desk “${name}”?`,
    what: 'Head office will give it no more data. What it still sends is kept apart until you have looked at it. What was received stays. It can only come back as a new workstation.',
    wipe: 'Destroy the data on its PC',
    wipeHint:
      'When the desk makes contact, it first sends everything it still holds and only then destroys its data. This cannot be undone.',
    submit: 'Withdraw the desk',
    back: 'Keep it'
  },
  device: deviceTexts.en,
  flagged: flaggedTexts.en,
  notFound: 'There is no such page. Go back to the overview.',
  forbidden: 'The request did not come from this page and was not carried out. Open the overview and try again.'
}

export const webTexts: Readonly<Record<Language, WebTexts>> = { ru, en }
