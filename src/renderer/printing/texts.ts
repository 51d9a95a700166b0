/** Texts of the printers' lights and of the print queue. */
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'
import { stateWordsEnglish, stateWordsRussian } from './texts-states.ts'

export const printingTexts = catalogue({
  ru: {
    ...stateWordsRussian,
    lights: {
      groups: { receipts: 'Чеки', cards: 'Карты', pages: 'A4' },
      ready: 'готов',
      paperLow: 'бумага кончается',
      printing: (no: number, of: number) => (of > 1 ? `печатает ${no} из ${of}` : 'печатает'),
      question: 'распечаталось?',
      silent: 'на связи',
      unasked: 'проверяем',
      waiting: (count: number) => `${plural(count, { one: 'ждёт', few: 'ждут', many: 'ждут' })} ${count}`,
      none: 'Принтеры не настроены',
      open: 'Очередь печати'
    },
    help: {
      ready: 'Связь есть, бумага есть, крышка закрыта.',
      paperLow: 'Бумага кончается: приготовьте новый рулон.',
      silent: 'Принтер принимает бумаги, но о своём состоянии не сообщает: посматривайте на него сами.',
      unasked: 'Принтер ещё не отвечал с запуска программы.',
      off: 'Принтер выключен в настройках.'
    },
    question: {
      one: (title: string) => `Распечаталось полностью: ${title}?`,
      more: (count: number) =>
        `и ещё ${count} ${plural(count, { one: 'бумага', few: 'бумаги', many: 'бумаг' })} под вопросом`,
      look: 'Посмотрите на принтер и ответьте',
      answer: 'Ответить'
    },
    queue: {
      title: 'Очередь печати',
      parts: { questions: 'Нужен ответ', waiting: 'Ждут печати', today: 'Сегодня' },
      figures: (waiting: number, today: number) => `в очереди ${waiting} · сегодня ${today}`,
      columns: { time: 'Время', paper: 'Бумага', printer: 'Принтер', state: 'Состояние' },
      list: 'Бумаги в очереди печати',
      settings: 'Настройки принтеров',
      empty: 'Сегодня ещё ничего не печатали',
      emptyHint: 'Акты, квитанции, карты и документы появятся здесь, как только их отправят на печать.',
      noPrinters: 'Принтеры ещё не настроены',
      noPrintersHint: 'Добавьте принтер чеков, карт или листов A4, и бумаги пойдут через эту очередь.',
      noPrintersForbidden: 'Попросите старшего администратора войти и добавить принтер в настройках.'
    },
    job: {
      copy: (no: number) => `КОПИЯ ${no}`,
      details: 'Выбранная бумага',
      waits: (why: string) => `ждёт: ${why}`,
      tooOld: 'ждало слишком долго',
      stalled: 'принтер остановился',
      progress: 'Сколько передано на принтер',
      done: (percent: number) => `${percent} %`,
      settledYes: 'распечатано, проверено глазами',
      settledNo: 'не вышло',
      about: {
        queued: 'Напечатается само, как только дойдёт очередь.',
        queuedWaiting:
          'Напечатается само, как только принтер будет готов. Если ждать придётся больше 15 минут, само уже не выйдет: решение останется за Вами.',
        sending: 'Если остановить сейчас, часть может остаться на бумаге: программа спросит, что вышло.',
        sent: 'Принтер принял бумагу, но подтверждать печать не умеет. Посмотрите в лоток: бумага вышла целиком?',
        printed: 'Принтер подтвердил, что бумага вышла целиком.',
        printedSeen: 'Бумагу посмотрели и подтвердили, что она вышла целиком.',
        question: 'Посмотрите на принтер: бумага вышла целиком?',
        didNot:
          'Бумага не вышла целиком. Напечатайте копию: на ней будет пометка КОПИЯ, чтобы её не спутали с оборванным листом.',
        tooOld:
          'Бумага ждала больше 15 минут, и пациент мог уйти. Если она ещё нужна, напечатайте её: это по-прежнему будет оригинал.',
        failed: 'Ничего не напечатано. Можно отправить снова: это по-прежнему будет оригинал.',
        cancelled: 'Ничего не напечатано: печать отменили.'
      },
      printerNow: (name: string, state: string) => `${name}: ${state}`,
      yes: 'Да, целиком',
      no: 'Нет',
      yesAfterAll: 'Всё-таки вышла',
      didNotCome: 'Не вышла',
      retry: 'Напечатать',
      retryNow: 'Отправить сейчас',
      repeat: 'Напечатать копию',
      cancel: 'Отменить печать',
      stop: 'Остановить печать',
      on: 'На принтер',
      usual: 'Как обычно',
      forbidden:
        'Для этой бумаги нужны другие права. Попросите сотрудника, который её оформил, или старшего администратора.',
      gone: 'Содержание хранится 30 дней и уже удалено. Откройте сам документ и напечатайте его оттуда.',
      preview: 'Как это выглядит на бумаге',
      noPreview: 'Это не чек: посмотреть его можно там, где он оформлен.',
      a4Copy: 'Копия листа печатается из самого документа: на ней ставится своя пометка.',
      history: 'Что было с этой бумагой',
      saidYes: 'ответ: вышла целиком',
      saidNo: 'ответ: не вышла'
    },
    done: {
      settledYes: (title: string) => `Отмечено: вышла целиком. ${title}`,
      settledNo: (title: string) => `Отмечено: не вышла. ${title}`,
      retried: (title: string) => `Отправлено на печать: ${title}`,
      repeated: (title: string, copy: number) => `Отправлено на печать: ${title}, КОПИЯ ${copy}`,
      cancelled: (title: string) => `Печать отменена: ${title}`,
      stopping: (title: string) => `Останавливаем печать: ${title}`
    }
  },
  en: {
    ...stateWordsEnglish,
    lights: {
      groups: { receipts: 'Receipts', cards: 'Cards', pages: 'A4' },
      ready: 'ready',
      paperLow: 'paper is running out',
      printing: (no: number, of: number) => (of > 1 ? `printing ${no} of ${of}` : 'printing'),
      question: 'did it print?',
      silent: 'connected',
      unasked: 'checking',
      waiting: (count: number) => `${count} waiting`,
      none: 'No printers set up',
      open: 'Print queue'
    },
    help: {
      ready: 'Connected, with paper, cover closed.',
      paperLow: 'Paper is running out: have a new roll at hand.',
      silent: 'The printer takes papers and says nothing of its state: keep an eye on it yourself.',
      unasked: 'The printer has not answered since the program started.',
      off: 'The printer is switched off in the settings.'
    },
    question: {
      one: (title: string) => `Did it print whole: ${title}?`,
      more: (count: number) => `and ${count} more ${pluralEnglish(count, 'paper', 'papers')} in doubt`,
      look: 'Look at the printer and answer',
      answer: 'Answer'
    },
    queue: {
      title: 'Print queue',
      parts: { questions: 'An answer is needed', waiting: 'Waiting to be printed', today: 'Today' },
      figures: (waiting: number, today: number) => `${waiting} queued · ${today} today`,
      columns: { time: 'Time', paper: 'Paper', printer: 'Printer', state: 'State' },
      list: 'Papers in the print queue',
      settings: 'Printer settings',
      empty: 'Nothing was printed today',
      emptyHint: 'Acts, slips, cards and documents appear here as soon as they are sent to print.',
      noPrinters: 'No printers are set up yet',
      noPrintersHint: 'Add a printer for receipts, cards or A4 pages, and papers will go through this queue.',
      noPrintersForbidden: 'Ask a senior receptionist to sign in and add a printer in the settings.'
    },
    job: {
      copy: (no: number) => `COPY ${no}`,
      details: 'The chosen paper',
      waits: (why: string) => `waits: ${why}`,
      tooOld: 'waited too long',
      stalled: 'the printer stopped',
      progress: 'How much has gone to the printer',
      done: (percent: number) => `${percent}%`,
      settledYes: 'printed, seen by a person',
      settledNo: 'did not come out',
      about: {
        queued: 'Prints by itself when its turn comes.',
        queuedWaiting:
          'Prints by itself as soon as the printer is ready. After 15 minutes it no longer comes out by itself: that is then for you to decide.',
        sending: 'If you stop it now, a part may stay on paper: the program will ask what came out.',
        sent: 'The printer took the paper and cannot confirm printing. Check the tray when in doubt.',
        printed: 'The printer confirmed that the paper came out whole.',
        printedSeen: 'Somebody looked at the paper and confirmed that it came out whole.',
        question: 'Look at the printer: did the paper come out whole?',
        didNot:
          'The paper did not come out whole. Print a copy: it is marked as a copy so that nobody takes it for the torn sheet.',
        tooOld:
          'The paper waited for more than 15 minutes and the patient may have left. If it is still wanted, print it: it is still the original.',
        failed: 'Nothing was printed. It may be sent again: it is still the original.',
        cancelled: 'Nothing was printed: printing was called off.'
      },
      printerNow: (name: string, state: string) => `${name}: ${state}`,
      yes: 'Yes, whole',
      no: 'No',
      yesAfterAll: 'It did come out',
      didNotCome: 'Did not come out',
      retry: 'Print',
      retryNow: 'Send now',
      repeat: 'Print a copy',
      cancel: 'Call off',
      stop: 'Stop printing',
      on: 'Printer',
      usual: 'As usual',
      forbidden: 'This paper needs other rights. Ask whoever made it, or a senior receptionist.',
      gone: 'The content is kept for 30 days and has been removed. Open the document itself and print it from there.',
      preview: 'How it looks on paper',
      noPreview: 'This is no receipt: look at it where it was made.',
      a4Copy: 'The copy of a page is printed from the document itself, which puts its own mark on it.',
      history: 'What happened to this paper',
      saidYes: 'answer: came out whole',
      saidNo: 'answer: did not come out'
    },
    done: {
      settledYes: (title: string) => `Noted: came out whole. ${title}`,
      settledNo: (title: string) => `Noted: did not come out. ${title}`,
      retried: (title: string) => `Sent to print: ${title}`,
      repeated: (title: string, copy: number) => `Sent to print: ${title}, COPY ${copy}`,
      cancelled: (title: string) => `Called off: ${title}`,
      stopping: (title: string) => `Stopping: ${title}`
    }
  }
})
export type PrintingTexts = (typeof printingTexts)['ru']
