/**
 * Whether two records may be one person, as a score with its reasons, so that the desk is told why and decides itself.
 * A shared phone is no reason by itself: a family has one.
 */
import type { IsoDate } from '../values/dates.ts'
import { isoDate } from '../values/dates.ts'
import type { PersonName, Sex } from '../values/person-name.ts'
import type { Phone } from '../values/phone.ts'
import { editDistance } from './edit-distance.ts'
import type { IdentityDocument } from './identity-document.ts'
import { nameLikeness, type Likeness } from './name-likeness.ts'
import { searchText } from './search-text.ts'
import { soundKeys } from './sound-key.ts'

/** What is compared of a patient; `PatientDetails` fits. */
export interface PersonTraits {
  readonly name: PersonName
  readonly birthDate: IsoDate
  readonly sex: Sex | null
  readonly phones: readonly Phone[]
  readonly document: IdentityDocument | null
  readonly recordNumber: string | null
}

export type NamePartKey = 'family' | 'given' | 'patronymic'

export type DuplicateReason =
  | { readonly code: 'name-same' }
  /** A part of the name is alike though not the same. */
  | {
      readonly code: 'name-alike'
      readonly part: NamePartKey
      readonly likeness: Exclude<Likeness, 'same' | 'different'>
    }
  /** Another family name, everything else the same: «девичья фамилия». */
  | { readonly code: 'family-changed' }
  /** Family and given name stand in each other's place. */
  | { readonly code: 'name-swapped' }
  | { readonly code: 'birth-date-same' }
  | { readonly code: 'birth-date-swapped' }
  | { readonly code: 'birth-date-typo' }
  | { readonly code: 'phone-same'; readonly phone: Phone }
  | { readonly code: 'document-same' }
  | { readonly code: 'record-number-same' }
  | { readonly code: 'sex-different' }

export interface DuplicateVerdict {
  /** 0–100. */
  readonly score: number
  /** `same` from 90, `likely` from 75, `possible` from 60. */
  readonly likelihood: 'same' | 'likely' | 'possible' | 'none'
  readonly reasons: readonly DuplicateReason[]
}

type Weights = Readonly<Record<Likeness, number>>
const FAMILY: Weights = {
  same: 25,
  spelling: 24,
  layout: 23,
  transliteration: 22,
  typo: 17,
  part: 18,
  initial: 8,
  missing: 5,
  different: 0
}
const GIVEN: Weights = {
  same: 20,
  spelling: 19,
  layout: 18,
  transliteration: 18,
  typo: 11,
  part: 15,
  initial: 10,
  missing: 0,
  different: -40
}
const PATRONYMIC: Weights = {
  same: 15,
  spelling: 14,
  layout: 14,
  transliteration: 14,
  typo: 9,
  part: 10,
  initial: 9,
  missing: 7,
  different: -20
}

const DATE = { same: 30, swapped: 22, typo: 15, different: -20 } as const

/** Compares two people. The order of the two makes no difference. */
export const compareForDuplicate = (a: PersonTraits, b: PersonTraits): DuplicateVerdict => {
  const straight = compareNames(a.name, b.name)
  const crossed = straight.given === 'different' && isCrossed(a.name, b.name)
  const names: NameComparison = crossed ? { ...straight, family: 'same', given: 'same' } : straight
  const reasons: DuplicateReason[] = crossed ? [{ code: 'name-swapped' }] : []
  const date = dateLikeness(a.birthDate, b.birthDate)
  let score = FAMILY[names.family] + GIVEN[names.given] + PATRONYMIC[names.patronymic] - (crossed ? 3 : 0) + DATE[date]
  if (names.family === 'different') {
    // Women change it on marrying; for anybody else another family name needs a second witness, the phone.
    if (a.sex === 'male' || b.sex === 'male') score -= 10
    reasons.push({ code: 'family-changed' })
  }
  reasons.push(...nameReasons(names, crossed))
  if (date !== 'different') reasons.push({ code: `birth-date-${date}` })
  const phone = a.phones.find((one) => b.phones.includes(one))
  if (phone !== undefined && names.given !== 'different') {
    score += 10
    reasons.push({ code: 'phone-same', phone })
  }
  if (a.sex !== null && b.sex !== null && a.sex !== b.sex) {
    score -= 10
    reasons.push({ code: 'sex-different' })
  }
  if (a.recordNumber !== null && a.recordNumber === b.recordNumber) {
    score += 10
    reasons.push({ code: 'record-number-same' })
  }
  if (sameDocument(a.document, b.document)) {
    score = Math.max(score, 95)
    reasons.push({ code: 'document-same' })
  }
  const bounded = Math.max(0, Math.min(100, score))
  return { score: bounded, likelihood: likelihoodOf(bounded), reasons }
}

const likelihoodOf = (score: number): DuplicateVerdict['likelihood'] =>
  score >= 90 ? 'same' : score >= 75 ? 'likely' : score >= 60 ? 'possible' : 'none'

type NameComparison = Readonly<Record<NamePartKey, Likeness>>

const compareNames = (a: PersonName, b: PersonName): NameComparison => ({
  family: nameLikeness(a.family, b.family),
  given: nameLikeness(a.given, b.given),
  patronymic: nameLikeness(a.patronymic ?? '', b.patronymic ?? '')
})

const isCrossed = (a: PersonName, b: PersonName): boolean =>
  [nameLikeness(a.family, b.given), nameLikeness(a.given, b.family)].every(
    (likeness) => likeness === 'same' || likeness === 'spelling'
  )

const nameReasons = (names: NameComparison, crossed: boolean): readonly DuplicateReason[] => {
  const parts: readonly NamePartKey[] = ['family', 'given', 'patronymic']
  if (!crossed && parts.every((part) => names[part] === 'same')) return [{ code: 'name-same' }]
  return parts.flatMap((part) => {
    const likeness = names[part]
    return likeness === 'same' || likeness === 'different' ? [] : [{ code: 'name-alike' as const, part, likeness }]
  })
}

/** The date with day and month in each other's place, when that is a date too. */
export const swapDayAndMonth = (date: IsoDate): IsoDate | null => {
  const [year = '', month = '', day = ''] = date.split('-')
  return Number(day) <= 12 && day !== month ? isoDate(`${year}-${day}-${month}`) : null
}

const dateLikeness = (a: IsoDate, b: IsoDate): keyof typeof DATE => {
  if (a === b) return 'same'
  if (swapDayAndMonth(a) === b) return 'swapped'
  // One digit wrong or two neighbours swapped: 1978 and 1987, 12.04 and 13.04.
  return editDistance(a.replaceAll('-', ''), b.replaceAll('-', ''), 1) <= 1 ? 'typo' : 'different'
}

const sameDocument = (a: IdentityDocument | null, b: IdentityDocument | null): boolean =>
  a !== null &&
  b !== null &&
  a.code === b.code &&
  digitsAndLetters(a.series + a.number) === digitsAndLetters(b.series + b.number)

const digitsAndLetters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Where to look for people worth comparing: each list is an alternative, none needs a scan of everybody. */
export interface DuplicateProbes {
  /** Born on that day, or on the day with day and month swapped. */
  readonly birthDates: readonly IsoDate[]
  readonly phones: readonly Phone[]
  readonly recordNumber: string | null
  /** All words of one list, as whole words of the index: the same name with whatever birth date. */
  readonly nameWords: readonly (readonly string[])[]
}

export const duplicateProbes = (person: PersonTraits): DuplicateProbes => {
  const swapped = swapDayAndMonth(person.birthDate)
  const words = (part: string): string | undefined => soundKeys(searchText(part).replaceAll(' ', ''))[0]
  const given = words(person.name.given)
  const family = words(person.name.family)
  return {
    birthDates: swapped === null ? [person.birthDate] : [person.birthDate, swapped],
    phones: person.phones,
    recordNumber: person.recordNumber,
    nameWords: given === undefined || family === undefined ? [] : [[family, given]]
  }
}
