/** Russian words that scripts are filled with: who is spoken to, about whom, by which doctor, when. */
import { getFirstnameGender, getGender, getLastnameGender } from 'lvovich'
import { GRAMMATICAL_CASES, type GrammaticalCase } from '../../domain/language/grammatical-case.ts'
import type { Representative } from '../../domain/patients/facts.ts'
import type { Declined, Gender } from '../../domain/recovery/template.ts'
import { addDays, type ClockTime, type IsoDate } from '../../domain/values/dates.ts'
import type { PersonName, Sex } from '../../domain/values/person-name.ts'
import { declineName } from '../language/decline-name.ts'

const inAllCases = (gender: Gender, sure: boolean, word: (gcase: GrammaticalCase) => string): Declined => ({
  nominative: word('nominative'),
  genitive: word('genitive'),
  dative: word('dative'),
  accusative: word('accusative'),
  instrumental: word('instrumental'),
  prepositional: word('prepositional'),
  gender,
  sure
})

const DOCTOR: Readonly<Record<GrammaticalCase, string>> = {
  nominative: 'доктор',
  genitive: 'доктора',
  dative: 'доктору',
  accusative: 'доктора',
  instrumental: 'доктором',
  prepositional: 'докторе'
}
const YOU: Readonly<Record<GrammaticalCase, string>> = {
  nominative: 'Вы',
  genitive: 'Вас',
  dative: 'Вам',
  accusative: 'Вас',
  instrumental: 'Вами',
  prepositional: 'Вас'
}
const YOUR_VISIT: Readonly<Record<GrammaticalCase, string>> = {
  nominative: 'Ваш приём',
  genitive: 'Вашего приёма',
  dative: 'Вашему приёму',
  accusative: 'Ваш приём',
  instrumental: 'Вашим приёмом',
  prepositional: 'Вашем приёме'
}
const VISIT_OF: Readonly<Record<GrammaticalCase, string>> = {
  nominative: 'приём',
  genitive: 'приёма',
  dative: 'приёму',
  accusative: 'приём',
  instrumental: 'приёмом',
  prepositional: 'приёме'
}

/** The patronymic says it; without one family and given name must agree, for «Ясмин» alone may be either. */
const sexOf = (name: PersonName): Sex | null => {
  const said =
    name.patronymic === null
      ? [getLastnameGender(name.family), getFirstnameGender(name.given)]
      : [getGender({ first: name.given, middle: name.patronymic, last: name.family })]
  const [gender] = said
  return (gender === 'male' || gender === 'female') && said.every((one) => one === gender) ? gender : null
}

/** «доктор Лисин», «доктору Орловой»; a family name whose owner's sex is unknown stays as it is. */
export const doctorWords = (name: PersonName): Declined => {
  const sex = sexOf(name)
  const oneWord = (one: PersonName): string => (one.family === '' ? one.given : one.family)
  const sure =
    sex !== null &&
    GRAMMATICAL_CASES.every(
      (gcase) => declineName(name.family === '' ? name : { ...name, patronymic: null }, sex, gcase).sure
    )
  return inAllCases(sex ?? 'unknown', sure, (gcase) =>
    sex === null
      ? `${DOCTOR[gcase]} ${oneWord(name)}`
      : `${DOCTOR[gcase]} ${oneWord(declineName(name, sex, gcase).name)}`
  )
}

/** A person's given name: for children, who are spoken about and not to. */
export const givenNameWords = (name: PersonName, sex: Sex): Declined => {
  const forms = (gcase: GrammaticalCase) => declineName({ family: '', given: name.given, patronymic: null }, sex, gcase)
  return inAllCases(
    sex,
    GRAMMATICAL_CASES.every((gcase) => forms(gcase).sure),
    (gcase) => forms(gcase).name.given
  )
}

export const youWords = (gender: Gender): Declined => inAllCases(gender, true, (gcase) => YOU[gcase])
export const yourVisitWords = (): Declined => inAllCases('male', true, (gcase) => YOUR_VISIT[gcase])
/** «приём Миры» */
export const visitOfWords = (patient: Declined): Declined =>
  inAllCases('male', patient.sure, (gcase) => `${VISIT_OF[gcase]} ${patient.genitive}`)

/** Whoever answers for a child: the first one who can be called, else the first. */
export const speaksFor = (representatives: readonly Representative[]): Representative | null =>
  representatives.find((one) => one.phone !== null) ?? representatives[0] ?? null

const WEEKDAYS = [
  'в воскресенье',
  'в понедельник',
  'во вторник',
  'в среду',
  'в четверг',
  'в пятницу',
  'в субботу'
] as const
const DAY_MONTH = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'UTC' })

/** «28 ноября» */
export const spokenDate = (date: IsoDate): string => DAY_MONTH.format(new Date(`${date}T00:00:00Z`))

/** «сегодня в 11:00», «завтра в 09:30», «в субботу 28 ноября в 10:00» */
export const spokenMoment = (date: IsoDate, time: ClockTime, today: IsoDate): string => {
  const near = [
    [today, 'сегодня'],
    [addDays(today, 1), 'завтра'],
    [addDays(today, -1), 'вчера']
  ].find(([day]) => day === date)?.[1]
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''
  return `${near ?? `${weekday} ${spokenDate(date)}`} в ${time}`
}

/** «7 %» out of basis points. */
export const spokenDiscount = (basisPoints: number): string => `${String(basisPoints / 100).replace('.', ',')}\u00a0%`
