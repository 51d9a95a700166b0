/** Texts of importing files; what is wrong with lines is said by the domain's own texts. */
import { catalogue, plural, pluralEnglish, type Catalogue } from '../ui/texts.ts'

const lines = (count: number): string => `${count} ${plural(count, { one: 'строка', few: 'строки', many: 'строк' })}`
const places = (count: number): string => `${count} ${plural(count, { one: 'ошибка', few: 'ошибки', many: 'ошибок' })}`

export const importTexts = catalogue({
  ru: {
    title: 'Импорт',
    kinds: 'Что загружаем',
    choose: 'Выбрать файл',
    another: 'Другой файл',
    run: (count: number) => `Записать ${lines(count)}`,
    empty: {
      title: 'Какую таблицу загрузить?',
      hint: 'Подойдёт CSV из Excel или другой программы, в любой кодировке. Файл можно перетащить сюда. Сначала покажем, что изменится, и ничего не запишем без Вашего слова.',
      columns: 'Столбцы, которые понимаем',
      needed: (instead: string) => (instead === '' ? 'нужен' : `нужен, или ${instead}`),
      or: ' или '
    },
    reading: 'Читаем файл',
    writing: 'Записываем',
    file: (rows: number, encoding: string, mark: string) => `${lines(rows)} · ${encoding} · ${mark}`,
    encodings: { 'utf-8': 'UTF-8', 'windows-1251': 'Windows-1251', 'utf-16': 'Юникод' },
    marks: { ';': 'точка с запятой', ',': 'запятая', '\t': 'табуляция', '|': 'черта' },
    mapping: {
      title: 'Столбцы файла',
      remembered: 'как в прошлый раз',
      guessed: 'подобрано по заголовкам',
      none: 'нет в файле',
      needed: 'нужен'
    },
    counts: {
      new: (count: number) => `новых ${count}`,
      changed: (count: number) => `изменится ${count}`,
      same: (count: number) => `без изменений ${count}`,
      bad: (count: number) => `с ошибками ${lines(count)}`
    },
    missing: (columns: string) => `Покажите, в каком столбце файла: ${columns}.`,
    problems: {
      title: (count: number) => `${places(count)}. Файл запишем, когда всё будет исправлено`,
      hint: 'Исправьте строки в таблице, сохраните её и выберите файл снова.',
      row: 'Строка',
      column: 'Столбец',
      text: 'В ячейке',
      reason: 'Что не так',
      more: (count: number) => `И ещё ${places(count)}.`
    },
    outcome: {
      title: 'Что изменится',
      new: 'новая запись',
      changed: 'изменится',
      was: 'было',
      nothing: 'пусто',
      doubles: (names: string) => `похоже, уже есть: ${names}`,
      doublesTitle: (count: number) =>
        `Похожи на уже известных: ${lines(count)}. Их запишем отдельно; объединить можно потом.`,
      more: (count: number) => `И ещё ${lines(count)}.`,
      same: 'Всё из этого файла уже есть: записывать нечего.'
    },
    sample: 'Первые строки файла',
    done: (created: number, changed: number) => `Записано: новых ${created}, изменено ${changed}`,
    changedMeanwhile:
      'Пока Вы смотрели, на другом рабочем месте что-то изменили. Посмотрите заново, что будет записано.',
    forbidden:
      'Загружать таблицы может старший администратор, директор или сотрудник центра. Попросите кого-то из них войти.',
    forbiddenStaff: 'Список сотрудников загружает директор или сотрудник центра: он даёт людям права.'
  },
  en: {
    title: 'Import',
    kinds: 'What to import',
    choose: 'Choose a file',
    another: 'Another file',
    run: (count: number) => `Record ${count} ${pluralEnglish(count, 'line', 'lines')}`,
    empty: {
      title: 'Which table do you want to import?',
      hint: 'A CSV from Excel or another program, in any encoding. You may drop the file here. You will see what changes first; nothing is recorded without your word.',
      columns: 'Columns we understand',
      needed: (instead: string) => (instead === '' ? 'needed' : `needed, or ${instead}`),
      or: ' or '
    },
    reading: 'Reading the file',
    writing: 'Recording',
    file: (rows: number, encoding: string, mark: string) =>
      `${rows} ${pluralEnglish(rows, 'line', 'lines')} · ${encoding} · ${mark}`,
    encodings: { 'utf-8': 'UTF-8', 'windows-1251': 'Windows-1251', 'utf-16': 'Unicode' },
    marks: { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' },
    mapping: {
      title: 'Columns of the file',
      remembered: 'as last time',
      guessed: 'guessed by the headings',
      none: 'not in the file',
      needed: 'needed'
    },
    counts: {
      new: (count: number) => `${count} new`,
      changed: (count: number) => `${count} changed`,
      same: (count: number) => `${count} the same`,
      bad: (count: number) => `${count} with remarks`
    },
    missing: (columns: string) => `Show which column of the file is: ${columns}.`,
    problems: {
      title: (count: number) =>
        `${count} ${pluralEnglish(count, 'remark', 'remarks')}: the file is not recorded while there are any`,
      hint: 'Mend the lines in the table, save it and choose the file again.',
      row: 'Line',
      column: 'Column',
      text: 'In the cell',
      reason: 'What is wrong and what to do',
      more: (count: number) => `And ${count} more.`
    },
    outcome: {
      title: 'What changes',
      new: 'new',
      changed: 'changes',
      was: 'was',
      nothing: 'empty',
      doubles: (names: string) => `looks like ${names}`,
      doublesTitle: (count: number) =>
        `${count} ${pluralEnglish(count, 'line looks', 'lines look')} like somebody already known. They are recorded apart; they can be merged later.`,
      more: (count: number) => `And ${count} more.`,
      same: 'Everything in this file is there already: nothing to record.'
    },
    sample: 'First lines of the file',
    done: (created: number, changed: number) => `Recorded: ${created} new, ${changed} changed`,
    changedMeanwhile:
      'Somebody has changed something at another desk while you were looking. Look again at what will be recorded.',
    forbidden: 'A senior receptionist, the director or head office imports tables. Ask one of them to sign in.',
    forbiddenStaff: 'The director or head office imports staff, since it gives people rights.'
  }
})

export type ImportTexts = typeof importTexts extends Catalogue<infer Texts> ? Texts : never
