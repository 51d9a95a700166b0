/** Words of the pages of facts that break a rule, and of those that a newer program wrote. */
import { count, type Language } from '../counting.ts'
import type { Breach } from '../../figures/check.ts'

export interface FlaggedTexts {
  readonly title: string
  readonly what: string
  readonly link: string
  readonly reasons: Readonly<Record<Breach, string>>
  readonly explained: Readonly<Record<Breach, string>>
  readonly open: string
  readonly nothing: string
  readonly columns: Readonly<Record<'reason' | 'type' | 'desk' | 'received' | 'owner', string>>
  readonly nobody: string
  readonly headOffice: string
  readonly unread: {
    readonly title: string
    readonly what: string
    readonly columns: Readonly<Record<'type' | 'version' | 'facts', string>>
  }
  readonly settled: {
    readonly title: string
    readonly columns: Readonly<Record<'reason' | 'type' | 'by' | 'at' | 'note', string>>
    readonly itself: string
  }
  readonly fact: {
    readonly title: (type: string) => string
    readonly fields: Readonly<
      Record<'type' | 'kind' | 'aggregate' | 'desk' | 'place' | 'made' | 'received' | 'owner', string>
    >
    readonly place: (epoch: number, seq: number) => string
    readonly version: (type: string, v: number) => string
    readonly ownTitle: string
    readonly name: string
    readonly own: string
    readonly settleTitle: string
    readonly note: string
    readonly noteHint: string
    readonly settle: string
    readonly back: string
  }
  readonly attention: {
    readonly flagged: (number: number, unowned: number) => string
    readonly unread: (number: number) => string
  }
}

const ru: FlaggedTexts = {
  title: 'Записи на проверку',
  what: 'Эти записи приняты и переданы всем, как любые другие, но нарушают правила. Обычно это сбой на стойке или ошибка программы. Содержания здесь нет: посмотрите его на стойке, по номеру записи.',
  link: 'Записи на проверку',
  reasons: {
    payload: 'Содержание не по правилам',
    'not-begun': 'Нет начала',
    uncounted: 'Не удаётся посчитать',
    'too-much': 'Слишком много записей'
  },
  explained: {
    payload: 'Содержание этой записи не подходит к её виду, поэтому программа её не учитывает.',
    'not-begun':
      'Запись говорит о том, чего никто не начинал: например, о переносе визита, которого нет. Если начало придёт позже, запись уйдёт из списка сама.',
    uncounted:
      'То, о чём эта запись, не удаётся посчитать, поэтому в показателях центра этого нет. Остальное посчитано. Посмотрите запись на стойке и исправьте её там, затем закройте.',
    'too-much':
      'Об одном и том же сделано намного больше записей, чем делает программа, поэтому центр их не читает. Проверьте стойку, с которой они пришли; если они сделаны нарочно, отзовите её.'
  },
  open: 'Ждут решения',
  nothing: 'Все записи в порядке.',
  columns: { reason: 'Что не так', type: 'Вид записи', desk: 'Откуда', received: 'Принята', owner: 'Занимается' },
  nobody: 'никто',
  headOffice: 'Центральный офис',
  unread: {
    title: 'Новее, чем этот центр',
    what: 'Эти записи сделала более новая программа. Центр хранит их и передаёт как есть. Обновите центр, и он прочтёт их сам.',
    columns: { type: 'Вид записи', version: 'Версия', facts: 'Записей' }
  },
  settled: {
    title: 'Решённые',
    columns: { reason: 'Что было не так', type: 'Вид записи', by: 'Кто решил', at: 'Когда', note: 'Как решено' },
    itself: 'само: начало пришло позже'
  },
  fact: {
    title: (type) => `Запись «${type}»`,
    fields: {
      type: 'Вид и версия',
      kind: 'О чём',
      aggregate: 'Код',
      desk: 'Откуда',
      place: 'Место',
      made: 'Сделана',
      received: 'Принята',
      owner: 'Занимается'
    },
    place: (epoch, seq) => `журнал ${epoch + 1}, запись ${seq}`,
    version: (type, v) => `${type}, версия ${v}`,
    ownTitle: 'Взять себе',
    name: 'Ваше имя',
    own: 'Взять',
    settleTitle: 'Закрыть',
    note: 'Как решено',
    noteHint: 'Без фамилий и телефонов пациентов: эту страницу видят все операторы.',
    settle: 'Закрыть запись',
    back: 'К списку'
  },
  attention: {
    flagged: (number, unowned) =>
      `${count('ru', number, { one: 'запись нарушает', few: 'записи нарушают', other: 'записей нарушают' })} правила${unowned > 0 ? `, никем не взято: ${unowned}` : ''}`,
    unread: (number) =>
      `${count('ru', number, { one: 'запись новее', few: 'записи новее', other: 'записей новее' })}, чем этот центр: его пора обновить`
  }
}

const en: FlaggedTexts = {
  title: 'Entries to check',
  what: 'These entries were taken and given to everybody like any other, but they break a rule. Usually something went wrong at the desk or in the program. Their content is not shown here: look at it at the desk, by the number of the entry.',
  link: 'Entries to check',
  reasons: {
    payload: 'Content against the rules',
    'not-begun': 'No beginning',
    uncounted: 'Cannot be counted',
    'too-much': 'Too many entries'
  },
  explained: {
    payload: 'The content of this entry does not fit its kind, so the program does not count it.',
    'not-begun':
      'The entry speaks of something that nobody began, such as a move of a visit that is not there. If the beginning comes later, the entry leaves the list by itself.',
    uncounted:
      'What this entry is about cannot be counted, so the figures leave it out. Everything else is counted. Look at the entry at the desk, put it right there, then settle it.',
    'too-much':
      'Far more entries speak of one and the same thing than the program ever makes, so head office does not read them. Check the desk from which they came; if they were made on purpose, withdraw it.'
  },
  open: 'Open',
  nothing: 'All entries are in order.',
  columns: { reason: 'What is wrong', type: 'Kind of entry', desk: 'From', received: 'Received', owner: 'In charge' },
  nobody: 'nobody',
  headOffice: 'Head office',
  unread: {
    title: 'Newer than this head office',
    what: 'A newer program made these entries. Head office keeps them and passes them on as they are. Upgrade it, and it will read them by itself.',
    columns: { type: 'Kind of entry', version: 'Version', facts: 'Entries' }
  },
  settled: {
    title: 'Settled',
    columns: { reason: 'What was wrong', type: 'Kind of entry', by: 'By whom', at: 'When', note: 'How' },
    itself: 'by itself: the beginning came later'
  },
  fact: {
    title: (type) => `Entry “${type}”`,
    fields: {
      type: 'Kind and version',
      kind: 'About',
      aggregate: 'Code',
      desk: 'From',
      place: 'Place',
      made: 'Made',
      received: 'Received',
      owner: 'In charge'
    },
    place: (epoch, seq) => `journal ${epoch + 1}, entry ${seq}`,
    version: (type, v) => `${type}, version ${v}`,
    ownTitle: 'Take over',
    name: 'Your name',
    own: 'Take over',
    settleTitle: 'Settle',
    note: 'How it was settled',
    noteHint: 'No names or telephone numbers of patients: all operators see this page.',
    settle: 'Settle the entry',
    back: 'Back to the list'
  },
  attention: {
    flagged: (number, unowned) =>
      `${count('en', number, { one: 'entry breaks', other: 'entries break' })} a rule${unowned > 0 ? `, in nobody’s charge: ${unowned}` : ''}`,
    unread: (number) =>
      `${count('en', number, { one: 'entry is', other: 'entries are' })} newer than this head office: it should be upgraded`
  }
}

export const flaggedTexts: Readonly<Record<Language, FlaggedTexts>> = { ru, en }
