/** Texts of the settings of printers. */
import type { PrinterProfile } from '../../domain/printing/profile.ts'
import type { FormField, Via } from './printer-form.ts'

type Words<Code extends string> = Readonly<Record<Code, string>>

export interface PrinterSettingsTexts {
  readonly forbidden: string
  readonly forbiddenHint: string
  readonly queue: string
  readonly list: string
  readonly empty: string
  readonly emptyHint: string
  readonly add: string
  readonly fresh: string
  readonly off: string
  readonly name: string
  readonly nameHint: string
  readonly kind: string
  readonly via: string
  readonly ways: Words<Via>
  readonly wayHelp: Words<Via>
  readonly host: string
  readonly port: string
  readonly path: string
  readonly pathUsb: string
  readonly baudRate: string
  readonly flow: string
  readonly flows: Words<'none' | 'hardware' | 'software'>
  readonly systemQueue: string
  readonly folder: string
  readonly found: string
  readonly searching: string
  readonly search: string
  readonly nothingFound: string
  readonly profile: string
  readonly ownProfile: string
  readonly status: string
  readonly statuses: Words<PrinterProfile['status']>
  readonly cut: string
  readonly cuts: Words<PrinterProfile['cut']>
  readonly qr: string
  readonly qrs: Words<PrinterProfile['qr']>
  readonly enabled: string
  readonly codePage: string
  readonly codePageHint: string
  readonly save: string
  readonly saved: (name: string) => string
  readonly test: string
  readonly testSaving: string
  readonly tested: string
  readonly ask: string
  readonly remove: string
  readonly removed: (name: string) => string
  readonly undo: string
  readonly unsaved: string
  readonly wrong: Words<FormField>
}

export const printerSettingsRussian: PrinterSettingsTexts = {
  forbidden: 'Принтеры настраивает старший администратор',
  forbiddenHint:
    'Попросите его войти на этом рабочем месте. Посмотреть бумаги и ответить, что распечаталось, можно в очереди печати.',
  queue: 'Очередь печати',
  list: 'Принтеры этого рабочего места',
  empty: 'Принтеров пока нет',
  emptyHint: 'Добавьте принтер чеков, карт или листов A4.',
  add: 'Добавить принтер',
  fresh: 'Новый принтер',
  off: 'выключен',
  name: 'Название',
  nameHint: 'Чеки у стойки',
  kind: 'Что печатает',
  via: 'Как подключён',
  ways: { tcp: 'По сети', usb: 'USB', serial: 'COM-порт', queue: 'Очередь системы', folder: 'Папка' },
  wayHelp: {
    tcp: 'Адрес печатает сам принтер: удерживайте кнопку подачи бумаги при включении.',
    usb: 'Устройство принтера, подключённого кабелем USB.',
    serial: 'Скорость и управление потоком должны совпадать с переключателями на принтере.',
    queue: 'Принтер уже установлен в системе. О печати система сообщает не всё: бумаги будут отмечены «отправлено».',
    folder: 'Файлы складываются в папку, откуда их берёт программа принтера карт или другая программа.'
  },
  host: 'Адрес в сети',
  port: 'Порт',
  path: 'COM-порт',
  pathUsb: 'Устройство',
  baudRate: 'Скорость',
  flow: 'Управление потоком',
  flows: { hardware: 'аппаратное (RTS/CTS)', software: 'программное (XON/XOFF)', none: 'нет' },
  systemQueue: 'Очередь',
  folder: 'Папка',
  found: 'Найдено на этом компьютере',
  searching: 'Ищем принтеры',
  search: 'Искать снова',
  nothingFound: 'Ничего не найдено. Подключите кабель, включите принтер и нажмите «Искать снова».',
  profile: 'Модель',
  ownProfile: 'своя настройка',
  status: 'Что отвечает принтер',
  statuses: {
    full: 'состояние и печать',
    realtime: 'только состояние',
    none: 'ничего'
  },
  cut: 'Отрезка',
  cuts: { none: 'нет ножа', partial: 'не до конца', full: 'до конца' },
  qr: 'QR-код',
  qrs: { native: 'рисует принтер', raster: 'рисует программа' },
  enabled: 'Принтер включён в работу',
  codePage: 'Какая строка пробной страницы читается?',
  codePageHint:
    'Напечатайте пробную страницу и выберите строку, где видно «АБВабвЁё№». Если читаются несколько, подойдёт любая.',
  save: 'Сохранить',
  saved: (name) => `Принтер сохранён: ${name}`,
  test: 'Пробная страница',
  testSaving: 'Сохранить и напечатать пробную страницу',
  tested: 'Пробная страница отправлена на печать',
  ask: 'Проверить связь',
  remove: 'Удалить принтер',
  removed: (name) => `Принтер удалён: ${name}`,
  undo: 'Вернуть',
  unsaved: 'Есть несохранённые изменения',
  wrong: {
    name: 'Назовите принтер: до 60 знаков',
    host: 'Укажите адрес, например 192.168.1.50',
    port: 'Число от 1 до 65535, обычно 9100',
    path: 'Выберите из найденных или укажите, например COM3',
    baudRate: 'Число от 1200 до 921600, обычно 115200',
    queue: 'Укажите название очереди, как в системе',
    folder: 'Укажите папку целиком'
  }
}

export const printerSettingsEnglish: PrinterSettingsTexts = {
  forbidden: 'Printers are set up by a senior receptionist',
  forbiddenHint:
    'Ask one to sign in at this workstation. You can look at papers and say what was printed in the print queue.',
  queue: 'Print queue',
  list: 'Printers of this workstation',
  empty: 'No printers yet',
  emptyHint: 'Add a printer for receipts, cards or A4 pages.',
  add: 'Add a printer',
  fresh: 'New printer',
  off: 'off',
  name: 'Name',
  nameHint: 'Receipts at the desk',
  kind: 'What it prints',
  via: 'How it is connected',
  ways: { tcp: 'Network', usb: 'USB', serial: 'Serial port', queue: 'System queue', folder: 'Folder' },
  wayHelp: {
    tcp: 'The printer prints its address itself: hold its feed button while switching it on.',
    usb: 'The device of a printer connected by a USB cable.',
    serial: 'Speed and flow control must match the switches on the printer.',
    queue:
      'The printer is installed in the system already. The system does not tell everything: papers will be marked “sent”.',
    folder: 'Files fall into a folder, where the program of a card printer or another one takes them.'
  },
  host: 'Network address',
  port: 'Port',
  path: 'Serial port',
  pathUsb: 'Device',
  baudRate: 'Speed',
  flow: 'Flow control',
  flows: { hardware: 'hardware (RTS/CTS)', software: 'software (XON/XOFF)', none: 'none' },
  systemQueue: 'Queue',
  folder: 'Folder',
  found: 'Found on this PC',
  searching: 'Looking for printers',
  search: 'Look again',
  nothingFound: 'Nothing was found. Plug in the cable, switch the printer on and press “Look again”.',
  profile: 'Model',
  ownProfile: 'own settings',
  status: 'What the printer answers',
  statuses: {
    full: 'its state and printing',
    realtime: 'its state only',
    none: 'nothing'
  },
  cut: 'Cutting',
  cuts: { none: 'no cutter', partial: 'partial', full: 'full' },
  qr: 'QR code',
  qrs: { native: 'drawn by the printer', raster: 'drawn by the program' },
  enabled: 'The printer is in use',
  codePage: 'Which line of the test page is readable?',
  codePageHint:
    'Print the test page and choose the line that shows “АБВабвЁё№”. If several do, any of them will serve.',
  save: 'Save',
  saved: (name) => `Printer saved: ${name}`,
  test: 'Test page',
  testSaving: 'Save and print the test page',
  tested: 'The test page is on its way to the printer',
  ask: 'Check the line',
  remove: 'Remove the printer',
  removed: (name) => `Printer removed: ${name}`,
  undo: 'Bring back',
  unsaved: 'There are unsaved changes',
  wrong: {
    name: 'Name the printer: up to 60 signs',
    host: 'Give an address, for example 192.168.1.50',
    port: 'A number from 1 to 65535, usually 9100',
    path: 'Choose one that was found, or type, for example, COM3',
    baudRate: 'A number from 1200 to 921600, usually 115200',
    queue: 'Give the name of the queue as in the system',
    folder: 'Give the whole folder'
  }
}
