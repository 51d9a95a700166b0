/** What the import from the command line says, in Russian and English. */
import type { ImportCounts } from '../../contract/imports.ts'
import type { ImportLanguage } from '../../domain/imports/column-titles.ts'
import type { DatabaseFault } from '../storage/database.ts'

interface CommandTexts {
  readonly usage: string
  readonly badFlags: (reason: string) => string
  readonly unknownLanguage: (language: string) => string
  readonly unknownKind: (kind: string, kinds: string) => string
  readonly noFile: (file: string) => string
  readonly badMapping: (text: string) => string
  readonly noHeading: (heading: string, headings: string) => string
  readonly noColumn: (column: string, columns: string) => string
  readonly notEnrolled: string
  readonly keyElsewhere: string
  readonly noDatabase: (folder: string) => string
  readonly faults: Readonly<Record<DatabaseFault, string>>
  readonly whoIsIt: string
  readonly wrongPerson: string
  readonly noPin: string
  readonly wrongPin: string
  readonly wait: (seconds: number) => string
  readonly forbidden: string
  readonly askPin: string
  readonly mapped: (column: string, heading: string) => string
  readonly ignored: (headings: string) => string
  readonly missing: (column: string) => string
  readonly line: (row: number, column: string | null, reason: string, text: string) => string
  readonly counts: (counts: ImportCounts) => string
  readonly nothingTaken: string
  readonly onlyLooked: string
  readonly done: (facts: number) => string
  readonly double: (row: number, title: string, others: string) => string
}

const RU: CommandTexts = {
  usage: `Импорт таблицы CSV в базу рабочего места:

  npm run import -- <вид> <файл> --data <папка> --as "<фамилия>" [ключи]

Виды: patients — пациенты, visits — записи на приём, shifts — смены врачей, price-list — прейскурант,
staff — сотрудники, plans — планы лечения.

  --data <папка>      папка данных рабочего места (где лежит desk.db); программа при этом должна быть закрыта
  --as "<фамилия>"    от чьего имени; ПИН спросим или возьмём из переменной STOIKA_PIN
  --map столбец=Заголовок   какой заголовок файла какому столбцу соответствует; можно повторять
  --dry-run           только посмотреть, что изменится
  --lang en           по-английски

Файл принимается целиком или не принимается вовсе. Повторный импорт того же файла ничего не меняет.`,
  badFlags: (reason) => `Ключи не поняты: ${reason}. Все ключи: npm run import -- --help`,
  unknownLanguage: (language) => `Программа не говорит на языке «${language}». Есть ru и en.`,
  unknownKind: (kind, kinds) => `Нет вида импорта «${kind}». Возможные: ${kinds}.`,
  noFile: (file) => `Файл не открывается: ${file}. Проверьте путь и права.`,
  badMapping: (text) => `Не понятно: --map ${text}. Напишите так: --map phone=Телефон`,
  noHeading: (heading, headings) => `В файле нет заголовка «${heading}». Есть: ${headings}.`,
  noColumn: (column, columns) => `Нет столбца «${column}». Возможные: ${columns}.`,
  notEnrolled: 'Это рабочее место ещё не подключено к клинике. Сначала откройте программу и подключите его.',
  keyElsewhere:
    'Ключ базы хранит операционная система. Импортируйте из окна программы или передайте ключ в переменной STOIKA_KEY.',
  noDatabase: (folder) => `В папке нет базы рабочего места: ${folder}`,
  faults: {
    'wrong-key-or-damaged': 'База не открывается: ключ не подходит или файл повреждён.',
    'newer-schema': 'База создана более новой версией программы. Обновите программу.',
    'no-access': 'К базе нет доступа. Проверьте права на папку.',
    'disk-full': 'На диске нет места. Освободите его и повторите.',
    'in-use': 'База занята: закройте программу на этом компьютере и повторите.'
  },
  whoIsIt: 'Укажите, от чьего имени импорт: --as "<фамилия>".',
  wrongPerson: 'Такого сотрудника с ПИНом нет, или подходят несколько: напишите фамилию, имя и отчество.',
  noPin: 'ПИН не введён. Введите его, когда программа спросит, или передайте в переменной STOIKA_PIN.',
  wrongPin: 'ПИН не подошёл.',
  wait: (seconds) => `ПИН вводили неверно несколько раз. Повторите через ${seconds} с.`,
  forbidden: 'У этого сотрудника нет права на такой импорт.',
  askPin: 'ПИН: ',
  mapped: (column, heading) => `  ${column} ← «${heading}»`,
  ignored: (headings) => `  не используются: ${headings}`,
  missing: (column) => `Не найден столбец «${column}». Укажите заголовок ключом --map.`,
  line: (row, column, reason, text) =>
    `строка ${row}${column === null ? '' : `, ${column}`}: ${reason}${text === '' ? '' : ` («${text}»)`}`,
  counts: (counts) =>
    `новых ${counts.new}, изменится ${counts.changed}, без изменений ${counts.same}, с ошибками ${counts.bad}`,
  nothingTaken: 'Ничего не записано: исправьте строки и повторите.',
  onlyLooked: 'Это просмотр: ничего не записано.',
  done: (facts) => `Записано, фактов: ${facts}.`,
  double: (row, title, others) => `строка ${row}: ${title} — похоже, уже есть: ${others}`
}

const EN: CommandTexts = {
  usage: `Imports a CSV table into the database of a workstation:

  npm run import -- <kind> <file> --data <folder> --as "<family name>" [flags]

Kinds: patients, visits, shifts, price-list, staff, plans.

  --data <folder>        data folder of the workstation (with desk.db); the program must be closed
  --as "<family name>"   on whose behalf; the PIN is asked for or taken from STOIKA_PIN
  --map column=Heading   which heading of the file is which column; may be repeated
  --dry-run              only look at what would change
  --lang en              in English

A file is taken whole or not at all. Importing the same file again changes nothing.`,
  badFlags: (reason) => `The flags are not understood: ${reason}. See npm run import -- --help`,
  unknownLanguage: (language) => `The program does not speak “${language}”. There are ru and en.`,
  unknownKind: (kind, kinds) => `There is no kind “${kind}”. Possible: ${kinds}.`,
  noFile: (file) => `The file cannot be opened: ${file}. Check path and permissions.`,
  badMapping: (text) => `Not understood: --map ${text}. Write it like --map phone=Phone`,
  noHeading: (heading, headings) => `The file has no heading “${heading}”. It has: ${headings}.`,
  noColumn: (column, columns) => `There is no column “${column}”. Possible: ${columns}.`,
  notEnrolled: 'This workstation has not joined a clinic yet. Open the program and enrol it first.',
  keyElsewhere:
    'The operating system keeps the key of the database. Import from the window, or pass the key in STOIKA_KEY.',
  noDatabase: (folder) => `The folder holds no workstation database: ${folder}`,
  faults: {
    'wrong-key-or-damaged': 'The database does not open: wrong key or damaged file.',
    'newer-schema': 'The database was made by a newer version. Update the program.',
    'no-access': 'No access to the database. Check the permissions of the folder.',
    'disk-full': 'The disk is full. Make room and try again.',
    'in-use': 'The database is in use: close the program on this computer and try again.'
  },
  whoIsIt: 'Say on whose behalf: --as "<family name>".',
  wrongPerson: 'Nobody with a PIN is called so, or several are: write the whole name.',
  noPin: 'No PIN was typed. Type it when asked, or pass it in STOIKA_PIN.',
  wrongPin: 'The PIN is wrong.',
  wait: (seconds) => `Too many wrong PINs. Try again in ${seconds} s.`,
  forbidden: 'This person has no right to import this.',
  askPin: 'PIN: ',
  mapped: (column, heading) => `  ${column} ← “${heading}”`,
  ignored: (headings) => `  not used: ${headings}`,
  missing: (column) => `The column “${column}” was not found. Name its heading with --map.`,
  line: (row, column, reason, text) =>
    `line ${row}${column === null ? '' : `, ${column}`}: ${reason}${text === '' ? '' : ` (“${text}”)`}`,
  counts: (counts) =>
    `${counts.new} new, ${counts.changed} changed, ${counts.same} the same, ${counts.bad} with errors`,
  nothingTaken: 'Nothing was recorded: mend the lines and try again.',
  onlyLooked: 'This was a look: nothing was recorded.',
  done: (facts) => `Recorded, facts: ${facts}.`,
  double: (row, title, others) => `line ${row}: ${title} looks like ${others}`
}

export const commandTexts = (language: ImportLanguage): CommandTexts => (language === 'ru' ? RU : EN)
