/** Words of the page of one desk, and of the list of what needs an operator. */
import { count, type Language } from '../counting.ts'

export interface DeviceTexts {
  readonly back: string
  readonly about: (series: string, enrolled: string) => string
  readonly chains: {
    readonly title: string
    readonly what: string
    readonly columns: Readonly<
      Record<'name' | 'opened' | 'contact' | 'held' | 'waiting' | 'resealed' | 'looked', string>
    >
    readonly name: (epoch: number) => string
    readonly notLooked: string
    readonly look: string
  }
  readonly resealed: {
    readonly title: string
    readonly what: string
    readonly columns: Readonly<Record<'type' | 'time' | 'before' | 'now', string>>
    readonly place: (epoch: number, seq: number) => string
    readonly more: (number: number) => string
  }
  readonly gets: {
    readonly title: string
    readonly what: string
    readonly network: string
    readonly clinic: string
    readonly submit: string
  }
  readonly withdrawn: {
    readonly title: string
    readonly since: (time: string) => string
    readonly last: (time: string) => string
    readonly wipe: string
    readonly noWipe: string
    readonly addWipe: string
    readonly tail: Readonly<Record<Tail, (number: number) => string>>
    readonly short: Readonly<Record<Tail, string>>
  }
  readonly quarantine: {
    readonly title: string
    readonly what: (number: number, from: string, to: string) => string
    readonly columns: Readonly<Record<'kind' | 'facts', string>>
    readonly kinds: Readonly<Record<string, string>>
    readonly left: string
    readonly release: string
    readonly leave: string
  }
  readonly attention: {
    readonly title: string
    readonly epoch: (desk: string, clinic: string, time: string, resealed: number) => string
    readonly quarantine: (desk: string, clinic: string, number: number) => string
  }
}

/** How far a withdrawn desk has come with sending what it held. */
export type Tail = 'absent' | 'unknown' | 'waiting' | 'sent'

const ru: DeviceTexts = {
  back: 'К сводке',
  about: (series, enrolled) => `Серия ${series}. Подключена ${enrolled}.`,
  chains: {
    title: 'Журналы',
    what: 'Обычно у стойки один журнал. Новый она начинает сама, когда её компьютер скопировали или вернули к старой копии диска. Если на связи оба журнала, под одним именем работают два компьютера: один из них подключите заново.',
    columns: {
      name: 'Журнал',
      opened: 'Начат',
      contact: 'На связи',
      held: 'Принято',
      waiting: 'Ждёт отправки',
      resealed: 'Перенесено',
      looked: 'Просмотрен'
    },
    name: (epoch) => (epoch === 0 ? 'Первый' : `№ ${epoch + 1}`),
    notLooked: 'Ещё нет',
    look: 'Отметить просмотренным'
  },
  resealed: {
    title: 'Записи, перенесённые в новый журнал',
    what: 'Их внесли на компьютере до того, как он начал новый журнал. Проверьте вместе со стойкой, не внесено ли то же самое дважды.',
    columns: { type: 'Что произошло', time: 'Когда', before: 'Место раньше', now: 'Место теперь' },
    place: (epoch, seq) => `журнал ${epoch + 1}, запись ${seq}`,
    more: (number) => `И ещё ${count('ru', number, { one: 'запись', few: 'записи', other: 'записей' })}.`
  },
  gets: {
    title: 'Какие данные получает',
    what: 'Со «своей клиникой» документы, планы, акты, оплаты и сбои других клиник приходят без содержания. Пациенты, расписание и прейскурант общие. То, что компьютер уже получил, на нём останется.',
    network: 'Вся сеть',
    clinic: 'Только своя клиника',
    submit: 'Сохранить'
  },
  withdrawn: {
    title: 'Стойка отключена',
    since: (time) => `Отключена ${time}.`,
    last: (time) => `Последний раз на связи ${time}.`,
    wipe: 'Данные на её компьютере будут стёрты, когда она выйдет на связь и отправит всё, что на ней осталось.',
    noWipe: 'Данные на её компьютере остаются.',
    addWipe: 'Стереть данные на ней',
    tail: {
      absent: () => 'После отключения на связь не выходила.',
      unknown: () => 'После отключения была на связи, но не сказала, сколько записей на ней осталось.',
      waiting: (number) =>
        `Была на связи, осталось отправить ${count('ru', number, { one: 'запись', few: 'записи', other: 'записей' })}.`,
      sent: () => 'Была на связи и отправила всё, что на ней оставалось.'
    },
    short: {
      absent: 'отключена, не выходила на связь',
      unknown: 'отключена, была на связи',
      waiting: 'отключена, отправила не всё',
      sent: 'отключена, отправила всё'
    }
  },
  quarantine: {
    title: 'Записи, присланные после отключения',
    what: (number, from, to) =>
      `${count('ru', number, { one: 'запись принята', few: 'записи приняты', other: 'записей принято' })} с ${from} по ${to}. Они хранятся отдельно, другим стойкам их не передают. Выпустите их, если доверяете тому, кто работал за этой стойкой.`,
    columns: { kind: 'О чём', facts: 'Записей' },
    kinds: {
      visit: 'Визиты',
      patient: 'Пациенты',
      document: 'Документы',
      plan: 'Планы лечения',
      act: 'Акты',
      payment: 'Оплаты',
      'loyalty-account': 'Карты и баллы',
      'loyalty-programme': 'Программа лояльности',
      incident: 'Сбои',
      recovery: 'Разговоры о переносе',
      staff: 'Сотрудники',
      clinic: 'Клиники',
      chair: 'Кресла',
      equipment: 'Оборудование',
      service: 'Прейскурант',
      shift: 'Смены'
    },
    left: 'Решено оставить отдельно. Выпустить можно в любой момент.',
    release: 'Передать всем стойкам',
    leave: 'Оставить отдельно'
  },
  attention: {
    title: 'Нужно посмотреть',
    epoch: (desk, clinic, time, resealed) =>
      `${desk}, ${clinic}: ${time} начат новый журнал, перенесено ${count('ru', resealed, { one: 'запись', few: 'записи', other: 'записей' })}`,
    quarantine: (desk, clinic, number) =>
      `${desk}, ${clinic}: после отключения прислано ${count('ru', number, { one: 'запись', few: 'записи', other: 'записей' })}`
  }
}

const en: DeviceTexts = {
  back: 'Back to the overview',
  about: (series, enrolled) => `Series ${series}. Enrolled ${enrolled}.`,
  chains: {
    title: 'Journals',
    what: 'A desk usually has one journal. It begins another by itself when its PC was copied or set back to an older copy of its disk. If both journals are in contact, two PCs work under one name: enrol one of them anew.',
    columns: {
      name: 'Journal',
      opened: 'Begun',
      contact: 'Last contact',
      held: 'Received',
      waiting: 'Waiting there',
      resealed: 'Carried over',
      looked: 'Looked at'
    },
    name: (epoch) => (epoch === 0 ? 'First' : `No. ${epoch + 1}`),
    notLooked: 'Not yet',
    look: 'Mark as looked at'
  },
  resealed: {
    title: 'Entries carried over to a new journal',
    what: 'They were made on the PC before it began the new journal. Check with the desk that nothing was entered twice.',
    columns: { type: 'What happened', time: 'When', before: 'Place before', now: 'Place now' },
    place: (epoch, seq) => `journal ${epoch + 1}, entry ${seq}`,
    more: (number) => `And ${count('en', number, { one: 'entry', other: 'entries' })} more.`
  },
  gets: {
    title: 'Which data it gets',
    what: 'With “its own clinic” papers, plans, acts, payments and incidents of other clinics come without their content. Patients, the schedule and the price list are shared. What the PC has already got stays on it.',
    network: 'The whole network',
    clinic: 'Its own clinic only',
    submit: 'Save'
  },
  withdrawn: {
    title: 'The desk is withdrawn',
    since: (time) => `Withdrawn ${time}.`,
    last: (time) => `Last contact ${time}.`,
    wipe: 'The data on its PC will be destroyed when it makes contact and has sent everything it still holds.',
    noWipe: 'The data on its PC stay.',
    addWipe: 'Destroy the data on it',
    tail: {
      absent: () => 'It has not made contact since.',
      unknown: () => 'It has made contact since, but did not say how much it still holds.',
      waiting: (number) =>
        `It has made contact, ${count('en', number, { one: 'entry is', other: 'entries are' })} left to send.`,
      sent: () => 'It has made contact and sent everything it held.'
    },
    short: {
      absent: 'withdrawn, no contact since',
      unknown: 'withdrawn, was in contact',
      waiting: 'withdrawn, has more to send',
      sent: 'withdrawn, has sent everything'
    }
  },
  quarantine: {
    title: 'Entries sent after the withdrawal',
    what: (number, from, to) =>
      `${count('en', number, { one: 'entry was', other: 'entries were' })} received from ${from} to ${to}. They are kept apart and given to no other desk. Release them if you trust whoever worked at this desk.`,
    columns: { kind: 'About', facts: 'Entries' },
    kinds: {
      visit: 'Visits',
      patient: 'Patients',
      document: 'Papers',
      plan: 'Treatment plans',
      act: 'Acts',
      payment: 'Payments',
      'loyalty-account': 'Cards and points',
      'loyalty-programme': 'Loyalty programme',
      incident: 'Incidents',
      recovery: 'Talks about moving a visit',
      staff: 'Staff',
      clinic: 'Clinics',
      chair: 'Chairs',
      equipment: 'Equipment',
      service: 'Price list',
      shift: 'Shifts'
    },
    left: 'It was decided to keep them apart. They can be released at any time.',
    release: 'Give to all desks',
    leave: 'Keep apart'
  },
  attention: {
    title: 'To be looked at',
    epoch: (desk, clinic, time, resealed) =>
      `${desk}, ${clinic}: a new journal was begun ${time}, ${count('en', resealed, { one: 'entry', other: 'entries' })} carried over`,
    quarantine: (desk, clinic, number) =>
      `${desk}, ${clinic}: ${count('en', number, { one: 'entry', other: 'entries' })} sent after the withdrawal`
  }
}

export const deviceTexts: Readonly<Record<Language, DeviceTexts>> = { ru, en }
