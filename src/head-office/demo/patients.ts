/** Households of the demo town: people alone, couples, families with children and their representatives, a few seen twice under two spellings. */
import { newFact, type NewFact } from '../../domain/fact.ts'
import {
  AllergyNoted,
  PatientRegistered,
  RepresentativeNamed,
  type PatientDetails,
  type Representative
} from '../../domain/patients/facts.ts'
import { addDays, ageOn, isoDate, type IsoDate } from '../../domain/values/dates.ts'
import { PatientId } from '../../domain/values/ids.ts'
import type { Sex } from '../../domain/values/person-name.ts'
import type { Phone } from '../../domain/values/phone.ts'
import { birthDateAtAge, FOREIGNERS, newFamily, newPerson, newPhone, type Person } from './people.ts'
import type { Random } from './random.ts'

export interface DemoPatient {
  readonly id: PatientId
  readonly details: PatientDetails
  readonly age: number
  /** Place in the list of clinics: where the household usually goes. */
  readonly home: number
  readonly representatives: readonly Representative[]
  readonly allergy: string | null
}

const STREETS = [
  'ул. Садовая',
  'ул. Лесная',
  'ул. Озёрная',
  'Парковый пр.',
  'ул. Мельничная',
  'ул. Вокзальная',
  'наб. реки Тихой',
  'ул. Яблочная'
]
const ALLERGIES = ['лидокаин', 'пенициллин', 'латекс', 'артикаин', 'йод', 'новокаин', 'анальгин']
const NOTES = [
  'просит звонить после 18:00',
  'боится боли, просит объяснять каждый шаг',
  'плохо слышит, говорить громче',
  'приходит с коляской'
]

interface Household {
  readonly phone: Phone
  readonly address: string
  readonly home: number
}

/** Makes at least `count` patients and cuts the last household off at the exact number. */
export const makePatients = (random: Random, today: IsoDate, count: number, since: number): readonly DemoPatient[] => {
  // Everybody whose name is unlike others comes once for certain, however small the town.
  const patients: DemoPatient[] = FOREIGNERS.map((person, place) => alone(random, person, today, since, place))
  while (patients.length < count) patients.push(...household(random, today, since, patients.length))
  return withDoubles(random.fork('doubles'), patients.slice(0, count), since)
}

const newHome = (random: Random): Household => ({
  phone: newPhone(random),
  address: `г. Примерск, ${random.pick(STREETS)}, д. ${random.whole(1, 96)}, кв. ${random.whole(1, 220)}`,
  home: random.chance(0.66) ? 0 : 1
})

const alone = (random: Random, person: Person, today: IsoDate, since: number, known: number): DemoPatient => {
  const home = newHome(random)
  return patient(random, {
    person,
    birthDate: birthDateAtAge(random, today, 22, 70),
    phones: [home.phone],
    household: home,
    today,
    since,
    number: known + 1
  })
}

const household = (random: Random, today: IsoDate, since: number, known: number): readonly DemoPatient[] => {
  const home = newHome(random)
  const make = (person: Person, birthDate: IsoDate, phones: readonly Phone[], place: number): DemoPatient =>
    patient(random, { person, birthDate, phones, household: home, today, since, number: known + place + 1 })
  const kind = random.next()
  if (kind < 0.008) return [alone(random, random.pick(FOREIGNERS), today, since, known)]
  const tree = newFamily(random)
  if (kind < 0.55) {
    const person = newPerson(random, tree, random.chance(0.56) ? 'female' : 'male')
    return [make(person, birthDateAtAge(random, today, 18, 86), random.chance(0.97) ? [home.phone] : [], 0)]
  }
  const parents = (['male', 'female'] as const).map((sex, place) =>
    make(
      newPerson(random, tree, sex),
      birthDateAtAge(random, today, 26, 48),
      place === 0 || random.chance(0.4) ? [home.phone] : [home.phone, newPhone(random)],
      place
    )
  )
  if (kind < 0.68) return parents
  return [...parents, ...children(random, parents, make, today)]
}

type Make = (person: Person, birthDate: IsoDate, phones: readonly Phone[], place: number) => DemoPatient

const children = (
  random: Random,
  parents: readonly DemoPatient[],
  make: Make,
  today: IsoDate
): readonly DemoPatient[] => {
  const father = parents.find((parent) => parent.details.sex === 'male')
  const tree = {
    family: father?.details.name.family ?? 'Безымянный',
    eastern: father?.details.name.patronymic?.endsWith('оглы') ?? false
  }
  const twins = random.chance(0.06)
  const firstBorn = birthDateAtAge(random, today, 1, 17)
  return Array.from({ length: twins ? 2 : random.whole(1, 3) }, (_, place) => {
    const sex: Sex = random.chance(0.5) ? 'male' : 'female'
    const birthDate = place === 0 || twins ? firstBorn : birthDateAtAge(random, today, 1, 17)
    const child = make(
      newPerson(random, tree, sex, father?.details.name.given ?? null),
      birthDate,
      father?.details.phones ?? [],
      place + 2
    )
    // One child in twelve came with nobody who is written down yet: the desk has to ask.
    return child.age >= 18 || random.chance(0.08)
      ? child
      : { ...child, representatives: represented(random, parents, child) }
  })
}

const represented = (
  random: Random,
  parents: readonly DemoPatient[],
  child: DemoPatient
): readonly Representative[] => {
  const bringing = random.chance(0.75) ? parents.filter((parent) => parent.details.sex === 'female') : parents
  return bringing.map((parent) => ({
    id: random.uuid(Date.parse(child.details.birthDate)),
    kind: 'parent' as const,
    name: parent.details.name,
    birthDate: parent.details.birthDate,
    phone: parent.details.phones[0] ?? null,
    document: null,
    basis: {
      title: 'свидетельство о рождении',
      number: `II-ПР № ${random.whole(100_000, 999_999)}`,
      date: addDays(child.details.birthDate, 20),
      validTo: null
    },
    patient: parent.id
  }))
}

interface Born {
  readonly person: Person
  readonly birthDate: IsoDate
  readonly phones: readonly Phone[]
  readonly household: Household
  readonly today: IsoDate
  readonly since: number
  readonly number: number
}

const patient = (random: Random, born: Born): DemoPatient => {
  const { person, birthDate, household: home } = born
  const age = ageOn(birthDate, born.today)
  return {
    id: PatientId.parse(random.uuid(born.since)),
    details: {
      name: person.name,
      birthDate,
      sex: person.sex,
      phones: [...born.phones],
      email: random.chance(0.3) ? `patient${born.number}@example.test` : null,
      address: random.chance(0.9) ? home.address : null,
      recordNumber: String(10_000 + born.number),
      document: age >= 14 && random.chance(0.35) ? passport(random, birthDate, born.today) : null,
      note: random.chance(0.03) ? random.pick(NOTES) : null
    },
    age,
    home: home.home,
    representatives: [],
    allergy: random.chance(0.06) ? random.pick(ALLERGIES) : null
  }
}

const passport = (random: Random, birthDate: IsoDate, today: IsoDate): PatientDetails['document'] => {
  const fourteen = isoDate(
    `${Number(birthDate.slice(0, 4)) + 14}-${birthDate.slice(5) === '02-29' ? '02-28' : birthDate.slice(5)}`
  )
  const issued = addDays(fourteen, random.whole(10, 60))
  return {
    code: '21',
    series: `99 ${random.whole(10, 26)}`,
    number: String(random.whole(100_000, 999_999)),
    issuedBy: 'ГУ МВД по г. Примерску',
    issuedOn: issued <= today ? issued : null
  }
}

/** The same person registered again: without ё, with day and month swapped, under the maiden name. */
const withDoubles = (random: Random, patients: readonly DemoPatient[], since: number): readonly DemoPatient[] => {
  const adults = random.shuffled(patients.map((_, place) => place).filter((place) => (patients[place]?.age ?? 0) >= 20))
  const doubled = new Map<number, DemoPatient>()
  for (let pair = 0; pair < Math.floor(patients.length / 400); pair++) {
    const [original, place] = [patients[adults[pair * 2] ?? -1], adults[pair * 2 + 1]]
    if (original === undefined || place === undefined) break
    doubled.set(place, {
      ...original,
      id: PatientId.parse(random.uuid(since)),
      home: 1 - original.home,
      details: {
        ...misheard(random, original.details),
        recordNumber: patients[place]?.details.recordNumber ?? null,
        document: null,
        email: null
      }
    })
  }
  // A double takes the place of somebody else, unless that somebody brings children.
  const parents = new Set(
    patients.flatMap((one) => one.representatives.flatMap((by) => (by.patient === null ? [] : [by.patient])))
  )
  return patients.map((one, place) => (parents.has(one.id) ? one : (doubled.get(place) ?? one)))
}

const misheard = (random: Random, details: PatientDetails): PatientDetails => {
  const { name, birthDate } = details
  const [year = '', month = '', day = ''] = birthDate.split('-')
  if (Number(day) <= 12 && day !== month && random.chance(0.4))
    return { ...details, birthDate: isoDate(`${year}-${day}-${month}`) }
  if (details.sex === 'female' && random.chance(0.4))
    return { ...details, name: { ...name, family: newPerson(random, newFamily(random), 'female').name.family } }
  const without = (text: string): string => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е')
  const plain = {
    family: without(name.family),
    given: without(name.given),
    patronymic: name.patronymic === null ? null : without(name.patronymic)
  }
  const same = plain.family === name.family && plain.given === name.given
  return { ...details, name: same ? { ...plain, patronymic: null } : plain, phones: details.phones.slice(0, 1) }
}

export const patientFacts = (one: DemoPatient): readonly NewFact[] => [
  newFact(PatientRegistered, 'patient', one.id, one.details),
  ...one.representatives.map((representative) => newFact(RepresentativeNamed, 'patient', one.id, representative)),
  ...(one.allergy === null ? [] : [newFact(AllergyNoted, 'patient', one.id, { allergy: one.allergy })])
]
