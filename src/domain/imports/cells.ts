/** Reads single cells as Excel and people write them: numbers, money, phones, yes and no, lists. Dates and times are in dated-cells.ts. */
import { z } from 'zod'
import { kopecks, type Kopecks } from '../values/money.ts'
import { PersonName } from '../values/person-name.ts'
import { parsePhone, type Phone } from '../values/phone.ts'
import { parsed, unparsed, type Parsed } from './problems.ts'

/** What Excel hangs on a cell taken off: `="00123"`, a leading apostrophe, non-breaking and doubled spaces. */
export const cleanCell = (raw: string): string => {
  const plain = raw
    .normalize('NFC')
    .replaceAll(/[\u00a0\u202f\u2009\ufeff]/g, ' ')
    .trim()
  const kept = /^="([^]*)"$/.exec(plain)
  return (kept?.[1]?.replaceAll('""', '"') ?? plain.replace(/^'(?=\d)/, '')).trim()
}

/** What no column can use, whatever it is for. */
export const unusable = (text: string): Parsed<never> | null => {
  if (/^#(Н\/Д|ССЫЛКА!|ИМЯ\?|ЗНАЧ!|ДЕЛ\/0!|ЧИСЛО!|ПУСТО!|N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)/i.test(text))
    return unparsed({ code: 'EXCEL_ERROR' })
  if (/^#{3,}$/.test(text)) return unparsed({ code: 'TOO_NARROW' })
  return text.startsWith('=') ? unparsed({ code: 'FORMULA' }) : null
}

export const textCell =
  (most: number) =>
  (text: string): Parsed<string> => {
    const line = text.replaceAll(/\s+/g, ' ')
    return line.length > most ? unparsed({ code: 'TOO_LONG', most }) : parsed(line)
  }

/** The same with line breaks kept, for notes. */
export const linesCell =
  (most: number) =>
  (text: string): Parsed<string> =>
    text.length > most ? unparsed({ code: 'TOO_LONG', most }) : parsed(text.replaceAll(/\r\n?/g, '\n'))

/** A code or number that people read: «00123» stays as it is, «123,0» loses what Excel added. */
export const codeCell =
  (most: number) =>
  (text: string): Parsed<string> => {
    if (isScientific(text)) return unparsed({ code: 'ROUNDED_BY_EXCEL' })
    return textCell(most)(/^\d+[.,]0+$/.test(text) ? text.replace(/[.,]0+$/, '') : text)
  }

const isScientific = (text: string): boolean => /^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i.test(text.replaceAll(' ', ''))

export const wholeCell =
  (least: number, most: number) =>
  (text: string): Parsed<number> => {
    const digits = text
      .replaceAll(' ', '')
      .replace(/[.,]0+$/, '')
      .replace(/(мин|min|шт)\.?$/i, '')
    if (!/^-?\d{1,15}$/.test(digits)) return unparsed({ code: 'NOT_WHOLE' })
    const value = Number(digits)
    return value < least || value > most ? unparsed({ code: 'OUT_OF_RANGE', least, most }) : parsed(value)
  }

const MOST_KOPECKS = 10_000_000_000

/** «4 200,50», «4200.5 ₽», «4 200 руб.», «1.234,50», «1,234.50». */
export const moneyCell = (text: string): Parsed<Kopecks> => {
  if (isScientific(text)) return unparsed({ code: 'ROUNDED_BY_EXCEL' })
  const plain = text.replace(/(₽|руб(лей|ля|ль)?\.?|р\.|rub)$/i, '').replaceAll(/[\s'’]/g, '')
  if (/^[-−–(]/.test(plain)) return unparsed({ code: 'NEGATIVE' })
  if (/^\d{1,3}[.,]\d{3}$/.test(plain))
    return plain.startsWith('0') ? unparsed({ code: 'NOT_MONEY' }) : unparsed({ code: 'AMBIGUOUS_MONEY' })
  const grouped = plain
    .replace(/^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/, dropping('.'))
    .replace(/^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/, dropping(','))
  const match = /^(\d{1,10})(?:[.,](\d{1,2})0*)?$/.exec(
    grouped.replace(/^(\d{1,3})((?:[.,]\d{3}){2,})$/, (whole) => whole.replaceAll(/[.,]/g, ''))
  )
  if (match === null) return unparsed({ code: 'NOT_MONEY' })
  const amount = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return amount > MOST_KOPECKS
    ? unparsed({ code: 'OUT_OF_RANGE', least: 0, most: MOST_KOPECKS / 100 })
    : parsed(kopecks(amount))
}

const dropping =
  (mark: string) =>
  (_whole: string, groups: string, rest: string): string =>
    `${groups.replaceAll(mark, '')}.${rest}`

/** One or several phones in a cell, between commas, semicolons, slashes or on lines of their own. */
export const phonesCell = (text: string): Parsed<readonly Phone[]> => {
  if (isScientific(text)) return unparsed({ code: 'ROUNDED_BY_EXCEL' })
  const pieces = text
    .replace(/[.,]0+$/, '')
    .split(/[;,/\n]+|\s+и\s+/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  const phones: Phone[] = []
  for (const piece of pieces) {
    const phone = /^[+\d][\d\s().–-]*$/.test(piece) ? parsePhone(piece) : null
    if (phone === null) return unparsed({ code: 'NOT_A_PHONE' })
    if (!phones.includes(phone)) phones.push(phone)
  }
  if (phones.length === 0) return unparsed({ code: 'NOT_A_PHONE' })
  return phones.length > 5 ? unparsed({ code: 'TOO_MANY', most: 5 }) : parsed(phones)
}

export const emailCell = (text: string): Parsed<string> => {
  const email = z.email().safeParse(text.toLowerCase())
  return email.success ? parsed(email.data) : unparsed({ code: 'NOT_AN_EMAIL' })
}

const YES = new Set(['да', 'д', 'yes', 'y', 'true', 'истина', '1', '+', 'v', 'есть', 'x', 'х'])
const NO = new Set(['нет', 'н', 'no', 'n', 'false', 'ложь', '0', '-', '–', '—'])

export const yesNoCell = (text: string): Parsed<boolean> => {
  const word = text.toLowerCase()
  if (YES.has(word)) return parsed(true)
  return NO.has(word) ? parsed(false) : unparsed({ code: 'NOT_YES_OR_NO' })
}

/** A word of a closed list, by any of its spellings in lower case. `allowed` is shown to whoever wrote another. */
export const listedCell =
  <Value>(spellings: ReadonlyMap<string, Value>, allowed: readonly string[]) =>
  (text: string): Parsed<Value> => {
    const value = spellings.get(text.toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/g, ' ').trim())
    return value === undefined ? unparsed({ code: 'NOT_OF_LIST', allowed: [...allowed] }) : parsed(value)
  }

/** Several values between commas, semicolons, slashes, plus signs or on lines of their own. */
export const severalCell =
  <Value>(one: (text: string) => Parsed<Value>) =>
  (text: string): Parsed<readonly Value[]> => {
    const values: Value[] = []
    for (const piece of text
      .split(/[;,/+\n]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '')) {
      const value = one(piece)
      if (!value.ok) return value
      if (!values.includes(value.value)) values.push(value.value)
    }
    return parsed(values)
  }

/** A whole name in one cell, or three cells put together by spaces: «Соловьёв-Седой Пётр Ильич», «Абдуллаев Тимур Рашид оглы». */
export const fullNameCell = (text: string): Parsed<PersonName> => {
  const [family = '', given, ...rest] = text.replaceAll(/\s+/g, ' ').trim().split(' ')
  const name =
    given === undefined
      ? { family: '', given: family, patronymic: null }
      : { family, given, patronymic: rest.length === 0 ? null : rest.join(' ') }
  return nameOf(name.family, name.given, name.patronymic)
}

export const nameOf = (family: string, given: string, patronymic: string | null): Parsed<PersonName> => {
  const bare = patronymic === null || /^[-–—]?$/.test(patronymic) ? null : patronymic
  const name = PersonName.safeParse({
    family: titled(family),
    given: titled(given),
    patronymic: bare === null ? null : titled(bare)
  })
  return name.success ? parsed(name.data) : unparsed({ code: 'NOT_A_NAME' })
}

/** «ИВАНОВА» and «иванова» as «Иванова»; a name with capitals of its own («де Врис», «О'Нил») stays. */
const titled = (text: string): string => {
  const trimmed = text.trim()
  if (trimmed !== trimmed.toUpperCase() && trimmed !== trimmed.toLowerCase()) return trimmed
  return trimmed
    .toLowerCase()
    .replaceAll(/(^|[\s'’-])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase())
    .replaceAll(/(?<=\s)(Оглы|Кызы|Оглу|Улы)$/g, (word) => word.toLowerCase())
}
