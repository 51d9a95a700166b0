/** How printers and papers are, in words: every state of each has its own, with what to do next. */
import type { DoubtReason, PrintEvent, PrintJobState, PrintRefusal } from '../../domain/printing/job.ts'
import type { PrinterKind, PrinterProblem, UnreachableCause } from '../../domain/printing/printer.ts'

type Words<Code extends string> = Readonly<Record<Code, string>>

/** Short, for the bottom line and the queue; and a sentence that says what to do. */
export interface StateWords {
  readonly kinds: Words<PrinterKind>
  readonly problems: Words<PrinterProblem>
  readonly problemHelp: Words<PrinterProblem>
  readonly unreachable: string
  readonly unreachableHelp: Words<UnreachableCause>
  readonly doubts: Words<DoubtReason>
  readonly events: Words<PrintEvent['what']>
  readonly jobStates: Words<PrintJobState>
  readonly refusals: {
    readonly [Code in PrintRefusal['code']]: Code extends 'NO_PRINTER' | 'WRONG_KIND'
      ? (kind: string) => string
      : string
  }
}

export const stateWordsRussian: StateWords = {
  kinds: { 'receipt-80': 'Чеки 80 мм', 'receipt-58': 'Чеки 58 мм', card: 'Карты', a4: 'Листы A4' },
  problems: {
    'paper-out': 'нет бумаги',
    'cover-open': 'открыта крышка',
    'cutter-jammed': 'заклинило нож',
    error: 'неисправность',
    offline: 'на паузе'
  },
  problemHelp: {
    'paper-out': 'Вставьте бумагу и закройте крышку: печать продолжится сама.',
    'cover-open': 'Закройте крышку: печать продолжится сама.',
    'cutter-jammed': 'Нож не двигается. Выключите принтер, уберите застрявшую бумагу и включите снова.',
    error: 'Принтер сообщает о неисправности. Выключите его на десять секунд и включите снова.',
    offline:
      'Принтер на паузе. Нажмите на нём кнопку подачи бумаги или проверьте, что его очередь в системе не остановлена.'
  },
  unreachable: 'не отвечает',
  unreachableHelp: {
    refused: 'По этому адресу никто не отвечает. Проверьте, что принтер включён и адрес верный.',
    timeout: 'Принтер не отвечает. Проверьте питание и кабель или сеть.',
    'no-such-device': 'Такого устройства сейчас нет. Проверьте кабель и питание принтера или выберите адрес заново.',
    'no-access':
      'У программы нет доступа к принтеру. Попросите администратора сети выдать права на устройство или папку.',
    busy: 'Принтер занят другой программой. Закройте её, печать продолжится сама.',
    'no-space': 'На диске нет места. Освободите место, печать продолжится сама.',
    unsupported: 'Так эту бумагу на этом компьютере напечатать нельзя. Выберите в настройках папку или другой принтер.'
  },
  doubts: {
    'connection-lost': 'Связь с принтером прервалась посреди печати.',
    stalled: 'Принтер перестал принимать данные посреди печати.',
    'no-confirmation': 'Принтер получил всё, но не подтвердил, что допечатал.',
    'paper-out': 'Бумага кончилась посреди печати.',
    trouble: 'Принтер остановился посреди печати.',
    interrupted: 'Печать остановили на полпути.',
    'program-stopped': 'Программа закрылась посреди печати.',
    'queue-stuck': 'Очередь системы не сообщила, что стало с бумагой.'
  },
  events: {
    asked: 'отдано в печать',
    left: 'передаётся на принтер',
    held: 'ждёт принтер',
    ended: 'печать закончилась',
    cancelled: 'отменено',
    retried: 'отправлено снова',
    repeated: 'запрошена копия',
    settled: 'получен ответ',
    'found-after-crash': 'программа перезапущена посреди печати',
    forgotten: 'содержание удалено'
  },
  jobStates: {
    queued: 'в очереди',
    sending: 'печатается',
    printed: 'распечатано',
    sent: 'отправлено на принтер',
    unknown: 'распечаталось?',
    failed: 'не напечатано',
    cancelled: 'отменено'
  },
  refusals: {
    NO_PRINTER: (kind) => `Нет включённого принтера «${kind}». Добавьте или включите его в настройках.`,
    WRONG_KIND: (kind) => `Этот принтер печатает только «${kind}». Выберите другой.`,
    UNKNOWN_JOB: 'Этой бумаги в очереди уже нет.',
    WRONG_STATE: 'Состояние бумаги уже изменилось. Посмотрите на неё ещё раз.',
    CONTENT_GONE: 'Содержание этой бумаги больше не хранится. Откройте сам документ и напечатайте его оттуда.',
    NEEDS_MARKED_COPY: 'Копия листа печатается из самого документа: откройте его и напечатайте оттуда.',
    UNKNOWN_PRINTER: 'Этого принтера уже нет в настройках или он выключен.',
    PRINTER_BUSY: 'Принтер сейчас печатает или его ждут бумаги. Дождитесь конца печати или отмените её в очереди.'
  }
}

export const stateWordsEnglish: StateWords = {
  kinds: { 'receipt-80': 'Receipts 80 mm', 'receipt-58': 'Receipts 58 mm', card: 'Cards', a4: 'A4 pages' },
  problems: {
    'paper-out': 'no paper',
    'cover-open': 'cover open',
    'cutter-jammed': 'cutter jammed',
    error: 'out of order',
    offline: 'paused'
  },
  problemHelp: {
    'paper-out': 'Put in paper and close the cover: printing goes on by itself.',
    'cover-open': 'Close the cover: printing goes on by itself.',
    'cutter-jammed': 'The cutter does not move. Switch the printer off, remove the stuck paper and switch it on again.',
    error: 'The printer reports a fault. Switch it off for ten seconds and on again.',
    offline: 'The printer is paused. Press its feed button, or check that its system queue is not stopped.'
  },
  unreachable: 'no answer',
  unreachableHelp: {
    refused: 'Nobody answers at this address. Check that the printer is on and the address is right.',
    timeout: 'The printer does not answer. Check its power and its cable or network.',
    'no-such-device': 'There is no such device now. Check cable and power, or choose the address again.',
    'no-access':
      'The program may not use the printer. Ask the network administrator for rights to the device or folder.',
    busy: 'Another program uses the printer. Close it and printing goes on by itself.',
    'no-space': 'The disk is full. Free some space and printing goes on by itself.',
    unsupported: 'This paper cannot be printed that way on this PC. Choose a folder or another printer in the settings.'
  },
  doubts: {
    'connection-lost': 'The line to the printer broke in the middle of printing.',
    stalled: 'The printer stopped taking data in the middle of printing.',
    'no-confirmation': 'The printer got everything and did not confirm that it printed it.',
    'paper-out': 'Paper ran out in the middle of printing.',
    trouble: 'The printer stopped in the middle of printing.',
    interrupted: 'Printing was stopped half way.',
    'program-stopped': 'The program closed in the middle of printing.',
    'queue-stuck': 'The system queue did not say what became of the paper.'
  },
  events: {
    asked: 'asked for',
    left: 'on its way to the printer',
    held: 'waiting for the printer',
    ended: 'printing ended',
    cancelled: 'called off',
    retried: 'sent again',
    repeated: 'copy asked for',
    settled: 'answered',
    'found-after-crash': 'program restarted in the middle of printing',
    forgotten: 'content removed'
  },
  jobStates: {
    queued: 'queued',
    sending: 'printing',
    printed: 'printed',
    sent: 'sent to the printer',
    unknown: 'did it print?',
    failed: 'not printed',
    cancelled: 'called off'
  },
  refusals: {
    NO_PRINTER: (kind) => `No printer for “${kind}” is switched on. Add one or switch it on in the settings.`,
    WRONG_KIND: (kind) => `This printer takes “${kind}” only. Choose another one.`,
    UNKNOWN_JOB: 'This paper is no longer in the queue.',
    WRONG_STATE: 'The paper has moved on meanwhile. Look at it again.',
    CONTENT_GONE: 'What this paper said is no longer kept. Open the document itself and print it from there.',
    NEEDS_MARKED_COPY: 'The copy of a page is printed from the document itself: open it and print from there.',
    UNKNOWN_PRINTER: 'This printer is no longer set up or is switched off.',
    PRINTER_BUSY: 'The printer is printing or papers wait for it. Wait until it ends, or call them off in the queue.'
  }
}
