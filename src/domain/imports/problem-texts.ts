/** Says in words what is wrong with a file, a line or a cell and what to do about it, for the window and the command line alike. */
import { assertNever } from '../values/assert-never.ts'
import type { ImportLanguage } from './column-titles.ts'
import type { CellProblem, FileProblem, RowProblem } from './problems.ts'

export const cellProblemText = (problem: CellProblem | RowProblem, language: ImportLanguage): string =>
  language === 'ru' ? inRussian(problem) : inEnglish(problem)

const inRussian = (problem: CellProblem | RowProblem): string => {
  switch (problem.code) {
    case 'EMPTY':
      return 'ячейка пустая, а без неё строку не принять'
    case 'EXCEL_ERROR':
      return 'в ячейке сообщение Excel о сбое формулы: исправьте её в таблице'
    case 'TOO_NARROW':
      return 'вместо значения решётки: расширьте столбец в Excel и сохраните файл ещё раз'
    case 'FORMULA':
      return 'вместо значения формула: скопируйте столбец и вставьте его как значения'
    case 'TOO_LONG':
      return `слишком длинно: можно не больше ${problem.most} знаков`
    case 'NOT_A_DATE':
      return 'это не дата: напишите так: 12.04.1987'
    case 'NO_SUCH_DAY':
      return 'такого дня в календаре нет'
    case 'AMBIGUOUS_DATE':
      return 'непонятно, где день, а где месяц: напишите через точку, сначала день: 04.05.1987'
    case 'TWO_DIGIT_YEAR':
      return 'год из двух цифр можно прочитать двояко: напишите четыре цифры'
    case 'DATE_IN_FUTURE':
      return 'дата рождения ещё не наступила'
    case 'DATE_TOO_OLD':
      return 'дата рождения раньше 1900 года'
    case 'NOT_A_TIME':
      return 'это не время: напишите так: 09:30'
    case 'NOT_MONEY':
      return 'это не сумма: напишите так: 4200 или 4200,50'
    case 'AMBIGUOUS_MONEY':
      return 'непонятно, тысячи это или копейки: напишите без разделителя тысяч, например 4200,00'
    case 'NEGATIVE':
      return 'сумма не может быть отрицательной'
    case 'NOT_WHOLE':
      return 'нужно целое число'
    case 'OUT_OF_RANGE':
      return `число должно быть от ${problem.least} до ${problem.most}`
    case 'NOT_A_PHONE':
      return 'это не телефон: напишите так: +7 921 555-12-34'
    case 'ROUNDED_BY_EXCEL':
      return 'Excel округлил число и потерял последние цифры: задайте столбцу формат «Текстовый» и внесите номер заново'
    case 'NOT_AN_EMAIL':
      return 'это не адрес почты'
    case 'NOT_A_NAME':
      return 'в имени есть то, чего в именах не бывает: проверьте цифры и знаки'
    case 'ONE_WORD_NAME':
      return 'в имени одно слово: допишите остальное, а если так и есть, заведите столбец «Имя» без фамилии'
    case 'NOT_YES_OR_NO':
      return 'напишите «да» или «нет»'
    case 'NOT_OF_LIST':
      return `такого значения нет; возможные: ${problem.allowed.join(', ')}`
    case 'NOT_A_TOOTH':
      return 'такого зуба нет: номер из двух цифр, например 36'
    case 'NOT_A_CODE_804':
      return 'это не код номенклатуры 804н: он выглядит так: A16.07.002.010'
    case 'NOT_MKB10':
      return 'это не код МКБ-10: он выглядит так: K02.1'
    case 'NOT_A_PIN':
      return 'ПИН состоит из 4–8 цифр'
    case 'SEX_UNKNOWN':
      return 'по имени пол не определить: укажите «м» или «ж»'
    case 'TIMES_REVERSED':
      return 'окончание раньше начала'
    case 'TOO_MANY':
      return `слишком много значений: можно не больше ${problem.most}`
    case 'DOCTOR_UNKNOWN':
      return 'такого врача нет: сначала загрузите сотрудников или исправьте имя'
    case 'DOCTOR_AMBIGUOUS':
      return 'врачей с таким именем несколько: напишите имя и отчество полностью'
    case 'CLINIC_UNKNOWN':
      return 'такой клиники нет: напишите название, как в настройках'
    case 'CHAIR_UNKNOWN':
      return 'такого кабинета в этой клинике нет'
    case 'CHAIR_NEEDED':
      return 'укажите кабинет: по сменам врача его не определить'
    case 'SERVICE_UNKNOWN':
      return `услуги «${problem.service}» нет в прейскуранте: сначала загрузите прейскурант или исправьте код`
    case 'PATIENT_UNKNOWN':
      return 'такого пациента нет: сначала загрузите пациентов или исправьте имя'
    case 'PATIENT_AMBIGUOUS':
      return 'таких пациентов несколько: добавьте дату рождения, телефон или номер карты'
    case 'EXTRA_CELLS':
      return 'ячеек больше, чем столбцов: проверьте разделитель и кавычки в строке'
    case 'REPEATED':
      return `об этом же сказано в строке ${problem.row}, но иначе: оставьте одну из строк`
    case 'SLOT_TAKEN':
      return `врач или кабинет в это время занят: там уже запись с ${problem.from} до ${problem.to}`
    case 'SLOT_TAKEN_IN_FILE':
      return `врач или кабинет в это время занят строкой ${problem.row} этого же файла`
    case 'STATE_NEEDED':
      return 'запись в прошлом: укажите в столбце «Статус», чем она кончилась'
    case 'STATE_IN_FUTURE':
      return 'запись ещё впереди, а по статусу уже прошла'
    case 'VISIT_STARTED':
      return 'этот визит уже начат или закрыт на рабочем месте: из файла его не изменить'
    case 'VISIT_OF_ANOTHER_PATIENT':
      return 'под этим номером записан другой пациент'
    case 'SHIFTS_OVERLAP':
      return `смена накладывается на смену в строке ${problem.row}`
    case 'PLAN_INCONSISTENT':
      return `в плане с тем же номером в строке ${problem.row} другой пациент или врач`
    case 'PLAN_REFUSED':
      return `план не принят: ${PLAN_REASONS_RU[problem.reason] ?? problem.reason}`
    default:
      return assertNever(problem, 'import problem')
  }
}

const PLAN_REASONS_RU: Readonly<Record<string, string>> = {
  NO_DIAGNOSIS: 'нет ни одного диагноза',
  VALIDITY_OVER: 'срок действия цен уже прошёл',
  SERVICE_UNKNOWN: 'услуги нет в прейскуранте',
  SERVICE_WITHDRAWN: 'услуга снята с прейскуранта',
  DISCOUNT_NOT_ALLOWED: 'на одну из услуг скидка не разрешена',
  TOOTH_NEEDED: 'у услуги не указан зуб',
  PLAN_WITHDRAWN: 'план уже отозван'
}

const inEnglish = (problem: CellProblem | RowProblem): string => {
  switch (problem.code) {
    case 'EMPTY':
      return 'the cell is empty, and the line cannot be taken without it'
    case 'EXCEL_ERROR':
      return 'Excel reports a failed formula here: mend it in the table'
    case 'TOO_NARROW':
      return 'hash signs instead of a value: widen the column in Excel and save again'
    case 'FORMULA':
      return 'a formula instead of a value: copy the column and paste it as values'
    case 'TOO_LONG':
      return `too long: at most ${problem.most} characters`
    case 'NOT_A_DATE':
      return 'not a date: write it like 12.04.1987'
    case 'NO_SUCH_DAY':
      return 'there is no such day'
    case 'AMBIGUOUS_DATE':
      return 'day and month cannot be told apart: write the day first, with dots: 04.05.1987'
    case 'TWO_DIGIT_YEAR':
      return 'a year of two digits can mean two years: write four digits'
    case 'DATE_IN_FUTURE':
      return 'the date of birth lies in the future'
    case 'DATE_TOO_OLD':
      return 'the date of birth is before 1900'
    case 'NOT_A_TIME':
      return 'not a time: write it like 09:30'
    case 'NOT_MONEY':
      return 'not a sum: write it like 4200 or 4200.50'
    case 'AMBIGUOUS_MONEY':
      return 'thousands or fractions: write it without a thousands separator, such as 4200.00'
    case 'NEGATIVE':
      return 'the sum cannot be negative'
    case 'NOT_WHOLE':
      return 'a whole number is needed'
    case 'OUT_OF_RANGE':
      return `the number must be from ${problem.least} to ${problem.most}`
    case 'NOT_A_PHONE':
      return 'not a phone: write it like +7 921 555-12-34'
    case 'ROUNDED_BY_EXCEL':
      return 'Excel has rounded the number and lost its last digits: format the column as text and enter the number again'
    case 'NOT_AN_EMAIL':
      return 'not an e-mail address'
    case 'NOT_A_NAME':
      return 'the name has something that names do not have: check digits and signs'
    case 'ONE_WORD_NAME':
      return 'one word only: write the rest, or, if that is the whole name, give it a column of given names'
    case 'NOT_YES_OR_NO':
      return 'write yes or no'
    case 'NOT_OF_LIST':
      return `no such value; possible ones: ${problem.allowed.join(', ')}`
    case 'NOT_A_TOOTH':
      return 'no such tooth: two digits, such as 36'
    case 'NOT_A_CODE_804':
      return 'not a code of the nomenclature 804н, which looks like A16.07.002.010'
    case 'NOT_MKB10':
      return 'not a code of ICD-10, which looks like K02.1'
    case 'NOT_A_PIN':
      return 'a PIN has 4 to 8 digits'
    case 'SEX_UNKNOWN':
      return 'the name does not tell the sex: write m or f'
    case 'TIMES_REVERSED':
      return 'the end is before the start'
    case 'TOO_MANY':
      return `too many values: at most ${problem.most}`
    case 'DOCTOR_UNKNOWN':
      return 'no such doctor: import the staff first, or mend the name'
    case 'DOCTOR_AMBIGUOUS':
      return 'several doctors are called so: write the whole name'
    case 'CLINIC_UNKNOWN':
      return 'no such clinic: write its name as in the settings'
    case 'CHAIR_UNKNOWN':
      return 'this clinic has no such chair'
    case 'CHAIR_NEEDED':
      return 'name the chair: the doctor’s shifts do not tell it'
    case 'SERVICE_UNKNOWN':
      return `“${problem.service}” is not in the price list: import the price list first, or mend the code`
    case 'PATIENT_UNKNOWN':
      return 'no such patient: import the patients first, or mend the name'
    case 'PATIENT_AMBIGUOUS':
      return 'several patients are called so: add the date of birth, the phone or the record number'
    case 'EXTRA_CELLS':
      return 'more cells than columns: check the separator and the quotes of the line'
    case 'REPEATED':
      return `line ${problem.row} speaks of the same and says otherwise: keep one of them`
    case 'SLOT_TAKEN':
      return `doctor or chair is taken from ${problem.from} to ${problem.to}`
    case 'SLOT_TAKEN_IN_FILE':
      return `doctor or chair is taken by line ${problem.row} of this file`
    case 'STATE_NEEDED':
      return 'a visit of the past: say in the column of states how it ended'
    case 'STATE_IN_FUTURE':
      return 'the visit is still to come, but its state says it is over'
    case 'VISIT_STARTED':
      return 'the desk has begun or closed this visit: a file cannot change it'
    case 'VISIT_OF_ANOTHER_PATIENT':
      return 'another patient is booked under this number'
    case 'SHIFTS_OVERLAP':
      return `the shift overlaps that of line ${problem.row}`
    case 'PLAN_INCONSISTENT':
      return `line ${problem.row} of the same plan names another patient or doctor`
    case 'PLAN_REFUSED':
      return `the plan was not taken: ${problem.reason}`
    default:
      return assertNever(problem, 'import problem')
  }
}

export const fileProblemText = (problem: FileProblem, language: ImportLanguage): string => {
  const ru = language === 'ru'
  switch (problem.code) {
    case 'EMPTY_FILE':
      return ru ? 'Файл пустой. Выберите другой файл.' : 'The file is empty. Choose another one.'
    case 'TOO_LARGE':
      return ru
        ? `Файл больше ${problem.megabytes} МБ. Разделите его на части.`
        : `The file is larger than ${problem.megabytes} MB. Split it.`
    case 'TOO_MANY_ROWS':
      return ru
        ? `В файле больше ${problem.most} строк. Разделите его на части.`
        : `The file has more than ${problem.most} rows. Split it.`
    case 'EXCEL_WORKBOOK':
      return ru
        ? 'Это книга Excel. Откройте её и сохраните как «CSV UTF-8 (разделители — запятые)», затем выберите новый файл.'
        : 'This is an Excel workbook. Open it, save it as “CSV UTF-8”, then choose the new file.'
    case 'NOT_TEXT':
      return ru
        ? 'Это не таблица CSV. Сохраните таблицу как CSV и выберите её.'
        : 'This is no CSV table. Save the table as CSV and choose that file.'
    case 'DAMAGED_LETTERS':
      return ru
        ? `В строке ${problem.row} повреждены буквы. Сохраните таблицу как CSV ещё раз.`
        : `Letters in line ${problem.row} are damaged. Save the table as CSV again.`
    case 'UNCLOSED_QUOTE':
      return ru
        ? `В строке ${problem.row} кавычка открыта и не закрыта. Исправьте её в файле.`
        : `Line ${problem.row} opens a quote and does not close it. Mend it in the file.`
    case 'NO_HEADINGS':
      return ru
        ? 'В файле не видно строки с названиями столбцов. Добавьте её первой строкой.'
        : 'There is no row of headings. Add one as the first row.'
    case 'NO_ROWS':
      return ru ? 'Под названиями столбцов нет ни одной строки.' : 'There is no row under the headings.'
    default:
      return assertNever(problem, 'file problem')
  }
}
