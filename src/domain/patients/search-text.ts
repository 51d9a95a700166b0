/**
 * What is indexed of a patient and what a typed question means: parts of a name in any spelling, digits of a phone or a card,
 * a birth date. Whoever keeps the index stores `indexWords` and looks each word of `readQuestion` up as a prefix.
 */
import { IsoDate } from '../values/dates.ts'
import type { PersonName } from '../values/person-name.ts'
import type { Phone } from '../values/phone.ts'
import { asLatinLayout, asRussianLayout, repairLookalikes } from './keyboard-layout.ts'
import { soundKeys } from './sound-key.ts'

/** Lower case, ё as е, hyphens and dots as spaces, apostrophes («Natal'ya», «О'Коннор») as nothing; й stays й. */
export const searchText = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/['’ʼ`´]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export const searchWords = (text: string): readonly string[] => searchText(text).split(' ').filter(Boolean)

/** Words to store for a name: as written and, where it differs, by sound, so that Latin and careless spellings find it. */
export const indexWords = (name: PersonName): readonly string[] => {
  const written = [name.family, name.given, name.patronymic ?? ''].flatMap(searchWords)
  return [...new Set([...written, ...written.flatMap((word) => soundKeys(word).slice(0, 2))])]
}

/** Digits to store for a phone: without the country code of Russia, since nobody types it twice alike. */
export const phoneDigits = (phone: Phone): string => phone.replace(/^\+7(?=\d{10}$)/, '').replace('+', '')

/** Every tail of a phone of at least four digits: stored as words, they make any four digits in a row a prefix. */
export const phoneTails = (phone: Phone): readonly string[] => {
  const digits = phoneDigits(phone)
  return Array.from({ length: Math.max(0, digits.length - 3) }, (_, from) => digits.slice(from))
}

/** One typed word: what was typed, and what else it may mean, likeliest first. Each is looked up as a prefix. */
export interface QuestionWord {
  readonly typed: string
  /** Wrong layout, Latin look-alikes, transliteration, spelling by sound: for when too little is found as typed. */
  readonly otherwise: readonly string[]
}

export interface Question {
  readonly words: readonly QuestionWord[]
  /** Runs of at least four digits: part of a phone, a card, a record number. Readings with and without a leading 8 or 7. */
  readonly digits: readonly (readonly string[])[]
  /** What a typed date may mean; two readings when its year has two digits. */
  readonly birthDates: readonly IsoDate[]
  /** Four digits that may be a year of birth. */
  readonly birthYear: number | null
}

const DATE = /(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?![\d.])/g
const ISO_DATE = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g
const PACKED_DATE = /^(\d{2})(\d{2})((?:19|20)\d{2})$/

const calendarDay = (year: string, month: string, day: string): readonly IsoDate[] => {
  const years = year.length === 2 ? [`20${year}`, `19${year}`] : [year]
  return years.flatMap((full) => {
    const parsed = IsoDate.safeParse(`${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    return parsed.success ? [parsed.data] : []
  })
}

/** Makes sense of what was typed into the search line. */
export const readQuestion = (text: string): Question => {
  const birthDates: IsoDate[] = []
  const take = (dates: readonly IsoDate[], whole: string): string => {
    birthDates.push(...dates)
    return dates.length > 0 ? ' ' : whole
  }
  const dateless = text
    .replaceAll(ISO_DATE, (whole, year: string, month: string, day: string) =>
      take(calendarDay(year, month, day), whole)
    )
    .replaceAll(DATE, (whole, day: string, month: string, year: string) => take(calendarDay(year, month, day), whole))
  const runs = digitRuns(dateless)
  for (const run of runs) {
    const packed = PACKED_DATE.exec(run)
    if (packed !== null) birthDates.push(...calendarDay(packed[3] ?? '', packed[2] ?? '', packed[1] ?? ''))
  }
  const year = runs.map(Number).find((run) => run >= 1900 && run <= 2099) ?? null
  const words = dateless
    .replaceAll(DIGIT_RUN, ' ')
    .split(/\s+/)
    .filter((chunk) => /[\p{L}\d]/u.test(chunk))
    .flatMap(questionWords)
  return { words, digits: runs.filter((run) => run.length >= 4).map(withoutTrunk), birthDates, birthYear: year }
}

/** Digits with the marks people put inside a phone; joined when only such marks lie between. */
const DIGIT_RUN = /\+?\d(?:[\d\s()-]*\d)?(?![\p{L}\d])/gu
const digitRuns = (text: string): readonly string[] =>
  [...text.matchAll(DIGIT_RUN)].map(([run]) => run.replaceAll(/\D/g, ''))

const withoutTrunk = (digits: string): readonly string[] =>
  /^[78]\d{4,10}$/.test(digits) ? [digits, digits.slice(1)] : [digits]

/** A chunk between spaces; layout is undone before punctuation, since б ж х ъ э ю ё lie on keys of punctuation. */
const questionWords = (chunk: string): readonly QuestionWord[] => {
  const typed = searchWords(chunk)
  const plain = typed.map((word) => ({ typed: word, otherwise: otherReadings(word) }))
  if (!/[a-z]/i.test(chunk) || !/[^\p{L}\d-]/u.test(chunk)) return plain
  // «;erjdf» begins with a key of punctuation, «rjhjk`d» has one inside: only as a whole is it «жукова», «королёв».
  const meant = searchWords(asRussianLayout(chunk))
  if (typed.length === meant.length) {
    return typed.map((word, index) => ({
      typed: word,
      otherwise: unique([meant[index] ?? '', ...otherReadings(word)], word)
    }))
  }
  return meant.length > 0 && meant.every(pronounceable)
    ? meant.map((word) => ({ typed: word, otherwise: otherReadings(word) }))
    : plain
}

/** «королев» against «шмфтщмб» (Ivanov,): five consonants in a row do not begin to be a Russian name. */
const pronounceable = (word: string): boolean => !/[бвгджзйклмнпрстфхцчшщъь]{5}/.test(word)

const otherReadings = (word: string): readonly string[] => {
  const latin = /[a-z]/.test(word)
  const cyrillic = /\p{Script=Cyrillic}/u.test(word)
  if (latin && cyrillic) return unique([searchText(repairLookalikes(word)), ...soundKeys(repairLookalikes(word))], word)
  if (latin) return unique([searchText(asRussianLayout(word)), ...soundKeys(word)], word)
  if (cyrillic) return unique([...soundKeys(word), searchText(asLatinLayout(word))], word)
  return []
}

const unique = (readings: readonly string[], except: string): readonly string[] =>
  [...new Set(readings)].filter((reading) => reading !== '' && reading !== except && !reading.includes(' '))
