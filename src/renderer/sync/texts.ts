/** Texts of enrolment and of the desk's standing with head office. */
import type { EnrolRefusal, SyncPhase, SyncProblemCode } from '../../contract/sync.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const entries = (count: number): string =>
  `${count.toLocaleString('ru')} ${plural(count, { one: 'запись', few: 'записи', many: 'записей' })}`
const entriesEnglish = (count: number): string =>
  `${count.toLocaleString('en')} ${pluralEnglish(count, 'entry', 'entries')}`

/** Every code must have its sentence: what happened and what to do next. */
type Sentences<Code extends string> = Readonly<Record<Code, string>>

const problemsRussian: Sentences<SyncProblemCode> = {
  UNREACHABLE:
    'До центра не дозвониться: нет связи или сервер не отвечает. Работать можно как обычно, программа повторяет попытки сама.',
  BUSY: 'Центр занят или на обслуживании и просит зайти позже. Программа повторит сама.',
  RUBBISH:
    'По адресу центра отвечает что-то другое: страница провайдера или чужой сервер. Проверьте, что в браузере открывается интернет без входа в сеть. Если так и останется, позвоните администратору сети.',
  CERTIFICATE:
    'Сертификату центра нельзя верить: он истёк или чужой, и отправлять ему записи опасно. Проверьте дату на этом компьютере. Если она верна, позвоните администратору сети; записанное здесь сохранено.',
  NEWER_PROTOCOL:
    'Центр обновился, а эта программа ещё нет. Обновите программу на этом компьютере. Всё записанное сохранено и уйдёт после обновления.',
  UNAUTHENTICATED:
    'Центр не узнаёт этот компьютер. Позвоните администратору сети: рабочее место нужно подключить заново. Записанное здесь сохранено.',
  REVOKED: 'Центр отключил это рабочее место. Позвоните администратору сети. Записанное здесь сохранено.',
  FORK: 'Похоже, этот компьютер восстановлен из старой копии или по нему сделан второй. Чтобы ничего не перепутать, отправка остановлена. Позвоните администратору сети, не переустанавливайте программу.',
  HEAD_OFFICE_CHANGED:
    'По адресу центра отвечает сервер с чужим ключом. Ему ничего не отправлено. Позвоните администратору сети; записанное здесь сохранено.',
  OWN_FACT_REFUSED:
    'Центр не принял одну из записей этой стойки: она повреждена. Позвоните администратору сети. Остальное сохранено на этом компьютере.',
  OTHERS_FACTS_DAMAGED:
    'Записи одной из других стоек пришли с пропуском и пока не показаны. Остальные получены. Позвоните администратору сети.',
  PAPER_NOT_SENT:
    'Один из документов этой стойки не ушёл в центр: файл повреждён или слишком велик. Позвоните администратору сети. Записи о нём отправлены.',
  STORAGE:
    'На диск этого компьютера не удалось записать полученное. Освободите место на диске; программа повторит сама.',
  PROGRAM:
    'Обмен с центром прервался из-за сбоя программы, она повторит сама. Если так продолжается, перезапустите программу и позвоните администратору сети.'
}

const problemsEnglish: Sentences<SyncProblemCode> = {
  UNREACHABLE:
    'Head office cannot be reached: no line, or the server is silent. Work on as usual, the program keeps trying.',
  BUSY: 'Head office is busy or under maintenance and asks to come back later. The program will try again.',
  RUBBISH:
    "Something else answers at head office's address: a provider's page or a strange server. Check in a browser that the Internet opens without signing in. If it stays so, call the network administrator.",
  CERTIFICATE:
    'The certificate of head office cannot be trusted: it has expired or is foreign, and sending entries there is not safe. Check this PC’s date. If it is right, call the network administrator; what is recorded here is kept.',
  NEWER_PROTOCOL:
    'Head office has been updated and this program has not. Update the program on this PC. Everything recorded is kept and will be sent then.',
  UNAUTHENTICATED:
    'Head office does not know this PC. Call the network administrator: the workstation must be enrolled again. What was recorded here is kept.',
  REVOKED:
    'Head office has withdrawn this workstation. Call the network administrator. What was recorded here is kept.',
  FORK: 'This PC seems to be restored from an old copy, or there is a second one made from it. Sending has stopped so that nothing is mixed up. Call the network administrator and do not reinstall the program.',
  HEAD_OFFICE_CHANGED:
    'The server at head office’s address signs with a foreign key. It was sent nothing. Call the network administrator; what is recorded here is kept.',
  OWN_FACT_REFUSED:
    'Head office refused an entry of this desk: it is damaged. Call the network administrator. Everything else is kept on this PC.',
  OTHERS_FACTS_DAMAGED:
    'Entries of another desk arrived with a gap and are not shown yet. All others are here. Call the network administrator.',
  PAPER_NOT_SENT:
    'A paper of this desk did not go to head office: its file is damaged or too large. Call the network administrator. The entries about it were sent.',
  STORAGE: 'What was fetched could not be written to this PC’s disk. Free some space; the program will try again.',
  PROGRAM:
    'The exchange with head office stopped because of a fault of the program; it will try again. If this goes on, restart the program and call the network administrator.'
}

const refusalsRussian: Sentences<EnrolRefusal['code']> = {
  BAD_CODE: 'Код не подошёл: он одноразовый и действует сутки. Проверьте цифры или попросите в центре новый.',
  BAD_ADDRESS: 'Это не похоже на адрес. Спросите в центре, как он пишется, например stoika.example.ru.',
  NOT_ENCRYPTED:
    'По этому адресу записи шли бы через интернет открыто, и их могли бы прочесть. Введите адрес, который начинается с https://, или спросите его в центре.',
  UNREACHABLE: 'До центра не дозвониться. Проверьте адрес и интернет и попробуйте ещё раз.',
  BUSY: 'Центр занят. Попробуйте ещё раз через минуту.',
  RUBBISH: 'По этому адресу отвечает не центр. Проверьте адрес.',
  REVOKED: 'Центр отключил это рабочее место. Позвоните администратору сети.',
  CLINIC_FULL: 'У клиники закончились серии номеров для документов. Позвоните администратору сети.',
  ALREADY_ENROLLED: 'Это рабочее место уже подключено. Перезапустите программу.'
}

const refusalsEnglish: Sentences<EnrolRefusal['code']> = {
  BAD_CODE: 'The code did not match: it works once and for a day. Check the digits or ask head office for a new one.',
  BAD_ADDRESS: 'This does not look like an address. Ask head office how it is written, for example stoika.example.ru.',
  NOT_ENCRYPTED:
    'At this address entries would cross the Internet unencrypted and could be read. Enter an address that begins with https://, or ask head office for it.',
  UNREACHABLE: 'Head office cannot be reached. Check the address and the Internet and try again.',
  BUSY: 'Head office is busy. Try again in a minute.',
  RUBBISH: 'What answers at this address is not head office. Check the address.',
  REVOKED: 'Head office has withdrawn this workstation. Call the network administrator.',
  CLINIC_FULL: 'The clinic has used up its series of paper numbers. Call the network administrator.',
  ALREADY_ENROLLED: 'This workstation is already enrolled. Restart the program.'
}

const phasesRussian: Sentences<SyncPhase> = {
  greeting: 'Связываемся с центром',
  sending: 'Отправляем записи этой стойки',
  fetching: 'Получаем записи других стоек',
  papers: 'Отправляем документы'
}
const phasesEnglish: Sentences<SyncPhase> = {
  greeting: 'Calling head office',
  sending: "Sending this desk's entries",
  fetching: "Fetching other desks' entries",
  papers: 'Sending papers'
}

/** Kinds of aggregates, as people call what was entered. */
const kindsRussian: Readonly<Record<string, string>> = {
  patient: 'карточка пациента',
  visit: 'визит',
  document: 'документ',
  plan: 'план лечения',
  act: 'акт',
  payment: 'оплата',
  'loyalty-account': 'карта и баллы',
  recovery: 'разговор о переносе',
  incident: 'сбой'
}
const kindsEnglish: Readonly<Record<string, string>> = {
  patient: 'patient’s card',
  visit: 'visit',
  document: 'document',
  plan: 'treatment plan',
  act: 'act',
  payment: 'payment',
  'loyalty-account': 'card and points',
  recovery: 'talk about moving a visit',
  incident: 'incident'
}

export const syncTexts = catalogue({
  ru: {
    enrol: {
      title: 'Подключить рабочее место',
      lead: 'Код и адрес дают в центре. После подключения программа получит данные клиники и сможет работать без интернета.',
      address: 'Адрес центра',
      code: 'Одноразовый код',
      codeHint: '12 цифр',
      name: 'Как называть эту стойку',
      nameHint: 'Например: Стойка 1',
      submit: 'Подключить',
      pending: 'Подключаем',
      refusals: refusalsRussian
    },
    light: {
      never: 'Центр ещё ничего не видел',
      seen: (when: string) => `Центр видел всё в ${when}`,
      away: { noLine: 'Нет связи с центром', busy: 'Центр занят', failed: 'Обмен с центром не удался, повторяем' },
      seenTill: (when: string) => `центр видел всё до ${when}`,
      unsent: (count: number) => `не отправлено ${count.toLocaleString('ru')}`,
      sending: (count: number) => `Отправляем в центр ${entries(count)}`,
      fetching: (count: number) => `получаем ${entries(count)}`,
      history: (done: number, total: number) =>
        `история загружается: ${done.toLocaleString('ru')} из ${total.toLocaleString('ru')}`,
      clock: '▲ часы компьютера неверны',
      review: '▲ просмотрите перенесённые записи',
      stopped: 'Обмен с центром остановлен',
      alone: 'Центр не подключён',
      open: 'Связь с центром'
    },
    page: {
      title: 'Связь с центром',
      now: 'Отправить и получить сейчас',
      working: phasesRussian,
      sentTitle: 'Что видел центр',
      sentAll: (when: string) => `Всё, что записано на этой стойке, центр видел в ${when}.`,
      sentTill: (when: string) => `До ${when} центр видел всё, что записано на этой стойке.`,
      sentNever: 'Центр ещё ничего не получал с этой стойки.',
      waits: (count: number, since: string) =>
        `Отправки ждёт ${entries(count)}, самая ранняя с ${since}. Они сохранены на этом компьютере и уйдут сами, как только будет связь.`,
      fetchedTitle: 'Что получено от других',
      fetchedAll: (when: string) => `Всё, что записали другие стойки и центр, получено в ${when}.`,
      fetchedNever: 'Записи других стоек ещё не получены полностью.',
      reviewTitle: 'Просмотрите',
      review: (count: number) =>
        `Этот компьютер восстанавливали из копии или по нему сделали второй. ${entries(count)} перенесены в новый журнал и ничего не потеряно, но что-то могли внести дважды. Просмотрите список и отмените повторы.`,
      kinds: kindsRussian,
      otherKind: 'другая запись',
      reviewed: 'Просмотрено, повторов нет',
      reviewRight: 'Отметить просмотренным может старший администратор.',
      unshown: (count: number) =>
        `${entries(count)} с других стоек программа не смогла показать. Они сохранены; обновите программу, а если не поможет, позвоните администратору сети.`,
      clockTitle: 'Часы компьютера',
      clock: (desk: string, office: string | null) =>
        office === null
          ? `Часы показывают ${desk}: это раньше, чем последняя запись. Поправьте дату и время в Windows. До тех пор документы предупреждают об этом.`
          : `Часы показывают ${desk}, а в центре ${office}. Поправьте дату и время в Windows. До тех пор на документах стоит и то и другое время.`,
      toFetch: (count: number) => `Осталось получить ${entries(count)}.`,
      history: (done: number, total: number) =>
        `История загружается: ${done.toLocaleString('ru')} из ${total.toLocaleString('ru')}. Работать можно уже сейчас: пока не видно только, кто и когда что делал раньше.`,
      problemTitle: 'Что мешает',
      noProblem: 'Ничего не мешает.',
      achieved: {
        sent: 'Свои записи отправлены, а получить записи других не удалось.',
        fetched: 'Записи других стоек получены, а отправить свои не удалось.',
        both: 'Записи отправлены и получены, не ушли только документы.'
      },
      papersWait: (count: number) =>
        `Ещё ждёт отправки ${count} ${plural(count, { one: 'документ', few: 'документа', many: 'документов' })}.`,
      retry: (when: string) => `Следующая попытка в ${when}.`,
      problems: problemsRussian,
      alone: 'Эта стойка не подключена к центру: всё записанное хранится только на этом компьютере.'
    }
  },
  en: {
    enrol: {
      title: 'Enrol this workstation',
      lead: 'Head office gives the code and the address. Once enrolled, the program fetches the clinic’s data and can work without the Internet.',
      address: 'Address of head office',
      code: 'One-time code',
      codeHint: '12 digits',
      name: 'What to call this desk',
      nameHint: 'For example: Desk 1',
      submit: 'Enrol',
      pending: 'Enrolling',
      refusals: refusalsEnglish
    },
    light: {
      never: 'Head office has seen nothing yet',
      seen: (when: string) => `Head office saw everything at ${when}`,
      away: {
        noLine: 'No line to head office',
        busy: 'Head office is busy',
        failed: 'The exchange with head office failed, trying again'
      },
      seenTill: (when: string) => `it saw everything till ${when}`,
      unsent: (count: number) => `${count.toLocaleString('en')} not sent`,
      sending: (count: number) => `Sending ${entriesEnglish(count)} to head office`,
      fetching: (count: number) => `fetching ${entriesEnglish(count)}`,
      history: (done: number, total: number) =>
        `history is coming: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`,
      clock: '▲ this PC’s clock is wrong',
      review: '▲ look through what was carried over',
      stopped: 'The exchange with head office has stopped',
      alone: 'No head office',
      open: 'Line to head office'
    },
    page: {
      title: 'Line to head office',
      now: 'Send and fetch now',
      working: phasesEnglish,
      sentTitle: 'What head office has seen',
      sentAll: (when: string) => `Head office saw everything recorded at this desk at ${when}.`,
      sentTill: (when: string) => `Head office had seen everything recorded at this desk till ${when}.`,
      sentNever: 'Head office has received nothing from this desk yet.',
      waits: (count: number, since: string) =>
        `${entriesEnglish(count)} to be sent, the oldest since ${since}. They are safe on this PC and go by themselves as soon as there is a line.`,
      fetchedTitle: 'What has come from others',
      fetchedAll: (when: string) => `Everything that other desks and head office recorded was here at ${when}.`,
      fetchedNever: "Other desks' entries have not all come yet.",
      reviewTitle: 'Look through',
      review: (count: number) =>
        `This PC was restored from a copy, or a second one was made from it. ${entriesEnglish(count)} were carried over into a new journal and nothing is lost, but something may have been entered twice. Look through the list and reverse what is double.`,
      kinds: kindsEnglish,
      otherKind: 'another entry',
      reviewed: 'Looked through, nothing is double',
      reviewRight: 'A senior receptionist may mark it as looked through.',
      unshown: (count: number) =>
        `${entriesEnglish(count)} of other desks cannot be shown by this program. They are kept; update the program, and if that does not help call the network administrator.`,
      clockTitle: 'Clock of this PC',
      clock: (desk: string, office: string | null) =>
        office === null
          ? `The clock shows ${desk}, which is before the last entry. Set date and time in Windows. Until then papers warn of it.`
          : `The clock shows ${desk}, at head office it is ${office}. Set date and time in Windows. Until then papers state both times.`,
      toFetch: (count: number) => `${entriesEnglish(count)} still to fetch.`,
      history: (done: number, total: number) =>
        `The history is coming: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}. You can work already: all that is missing is who did what when in the past.`,
      problemTitle: 'What is in the way',
      noProblem: 'Nothing is in the way.',
      achieved: {
        sent: "Our entries were sent, but other desks' could not be fetched.",
        fetched: "Other desks' entries have come, but ours could not be sent.",
        both: 'Entries were sent and fetched, only papers did not go.'
      },
      papersWait: (count: number) => `${count} ${pluralEnglish(count, 'paper', 'papers')} still to be sent.`,
      retry: (when: string) => `Next attempt at ${when}.`,
      problems: problemsEnglish,
      alone: 'This desk has no head office: everything recorded is kept on this PC alone.'
    }
  }
})
