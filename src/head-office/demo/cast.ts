/** The few people whom the demo shift, its screenshots and its tests know by name, and the visits they have today. */
import { PatientId, PlanId } from '../../domain/values/ids.ts'
import { proposePlan } from '../../domain/plans/decide.ts'
import { PlanLineId, VariantId, type PlanDraft } from '../../domain/plans/content.ts'
import { parseMkb10 } from '../../domain/plans/mkb10.ts'
import { NO_DISCOUNT } from '../../domain/plans/priced-line.ts'
import type { PriceList } from '../../domain/plans/pricing.ts'
import { addDays, ageOn, isoDate, type IsoDate } from '../../domain/values/dates.ts'
import type { PersonName, Sex } from '../../domain/values/person-name.ts'
import { Phone } from '../../domain/values/phone.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import type { PriceLine } from '../../domain/clinic/facts.ts'
import { acceptedFacts, type DemoFact } from './demo-fact.ts'
import { deskOf, type DemoVisit } from './demo-visit.ts'
import type { DemoPatient } from './patients.ts'
import type { Numbering } from './papers.ts'
import { movesUpTo, stateOf, type RoadState } from './present.ts'
import { fixedId } from './random.ts'
import { DOCTORS, type DemoDoctor } from './staff.ts'
import { bookedServices, serviceIdOf } from './treatments.ts'

const familyGivenPatronymic = (text: string): PersonName => {
  const [family = '', given = '', ...patronymic] = text.split(' ')
  return { family, given, patronymic: patronymic.length === 0 ? null : patronymic.join(' ') }
}

export const castId = (key: string): PatientId => PatientId.parse(fixedId(`patient ${key}`))

interface CastMember {
  readonly key: string
  readonly name: string
  readonly sex: Sex
  readonly age: number
  readonly phone: string
  readonly allergy?: string
}

const CAST: readonly CastMember[] = [
  {
    key: 'abdullaev',
    name: 'Абдуллаев Тимур Рашид оглы',
    sex: 'male',
    age: 34,
    phone: '+79450004118',
    allergy: 'лидокаин'
  },
  { key: 'kravtsova', name: 'Кравцова Елена Сергеевна', sex: 'female', age: 41, phone: '+79450001204' },
  { key: 'solovyov', name: 'Соловьёв-Седой Пётр Ильич', sex: 'male', age: 58, phone: '+79450007719' },
  { key: 'gavrilova', name: 'Гаврилова Ольга Дмитриевна', sex: 'female', age: 33, phone: '+79450003307' },
  { key: 'mira', name: 'Гаврилова Мира Артёмовна', sex: 'female', age: 7, phone: '+79450003307' },
  { key: 'melnik', name: 'Мельник Ольга Викторовна', sex: 'female', age: 46, phone: '+79450005560' },
  {
    key: 'long',
    name: 'Константинопольская-Заозёрная Александра Владиславовна',
    sex: 'female',
    age: 52,
    phone: '+79450008812'
  }
]

export const CAST_IDS: ReadonlySet<PatientId> = new Set(CAST.map((member) => castId(member.key)))

export const castPatients = (today: IsoDate): readonly DemoPatient[] =>
  CAST.map((member, place) => {
    const birthDate = addDays(isoDate(`${Number(today.slice(0, 4)) - member.age - 1}-01-15`), 200)
    return {
      id: castId(member.key),
      details: {
        name: familyGivenPatronymic(member.name),
        birthDate,
        sex: member.sex,
        phones: [Phone.parse(member.phone)],
        email: null,
        address: `г. Примерск, ул. Садовая, д. ${place + 3}, кв. ${place * 7 + 4}`,
        recordNumber: String(10_001 + place),
        document: null,
        note: null
      },
      age: ageOn(birthDate, today),
      home: 0,
      representatives: [],
      allergy: member.allergy ?? null
    }
  })

interface Role {
  readonly key: string
  readonly doctor: string
  readonly codes: string
  readonly tooth: string | null
  readonly note?: string
  /** Where on the road of the visit, and since how many minutes; null for somebody who is still to come. */
  readonly now: { readonly state: RoadState; readonly since: number } | null
}

const ROLES: readonly Role[] = [
  { key: 'kravtsova', doctor: 'Лисин', codes: 'К-001 Д-001', tooth: '36', now: { state: 'in-chair', since: 24 } },
  { key: 'abdullaev', doctor: 'Орлова', codes: 'А-003 Х-002', tooth: '48', now: { state: 'arrived', since: 19 } },
  { key: 'solovyov', doctor: 'Вяткин', codes: 'К-005', tooth: null, now: { state: 'arrived', since: 2 } },
  { key: 'mira', doctor: 'Зуева', codes: 'К-009 Б-002', tooth: '75', now: null },
  {
    key: 'melnik',
    doctor: 'Лисин',
    codes: 'К-001 Д-001',
    tooth: '26',
    note: 'острая боль, едет из Заозёрска',
    now: null
  },
  { key: 'long', doctor: 'Гордеева', codes: 'Г-001', tooth: null, now: null }
]

const doctorCalled = (family: string): DemoDoctor => {
  const doctor = DOCTORS.find((one) => one.card.name.family === family)
  if (doctor === undefined) throw new RangeError(`no doctor ${family}`)
  return doctor
}

/** Gives the known people their places in the day, each where it looks likeliest at this minute. */
export const withCast = (
  day: readonly DemoVisit[],
  around: {
    readonly patients: readonly DemoPatient[]
    readonly lines: ReadonlyMap<string, PriceLine>
    readonly now: number
  }
): readonly DemoVisit[] => {
  const placed = [...day]
  const given = new Set<number>()
  for (const role of ROLES) {
    const doctor = doctorCalled(role.doctor)
    const patient = around.patients.find((one) => one.id === castId(role.key))
    const place = likeliestPlace(placed, doctor, role, around.now, given)
    const visit = placed[place]
    if (patient === undefined || visit === undefined) continue
    given.add(place)
    placed[place] = {
      ...visit,
      patient,
      services: bookedServices(role.codes, around.lines, role.tooth, 1),
      note: role.note ?? null,
      moves: role.now === null ? [] : movesUpTo(role.now.state, around.now, role.now.since)
    }
  }
  return placed
}

/** In the chair: who sits there now. Waiting or to come: the next one who has not been treated yet. */
const likeliestPlace = (
  day: readonly DemoVisit[],
  doctor: DemoDoctor,
  role: Role,
  now: number,
  given: ReadonlySet<number>
): number => {
  const own = day
    .map((visit, place) => ({ visit, place }))
    .filter(({ visit, place }) => visit.doctor === doctor && !given.has(place))
  const wanted = role.now?.state ?? 'booked'
  const exact = own.filter(({ visit }) => stateOf(visit) === wanted && (wanted !== 'booked' || visit.from > now))
  const next = own.filter(({ visit }) => visit.to > now && stateOf(visit) !== 'in-chair')
  const chosen = exact[0] ?? next[0] ?? own.at(-1)
  return chosen?.place ?? -1
}

/** Two variants that the doctor has made for somebody in the chair; nobody has chosen or signed yet. */
export const castPlan = (
  visit: DemoVisit,
  around: { readonly prices: PriceList; readonly numbers: Numbering; readonly today: IsoDate; readonly at: number }
): readonly DemoFact[] => {
  const line = (
    variant: string,
    code: string,
    tooth: string | null,
    quantity: number
  ): PlanDraft['variants'][number]['stages'][number]['lines'][number] => ({
    id: PlanLineId.parse(fixedId(`plan line ${variant} ${code} ${tooth}`)),
    service: serviceIdOf(code),
    tooth: tooth === null ? null : Tooth.parse(tooth),
    quantity,
    discount: NO_DISCOUNT,
    price: null
  })
  const canals = (variant: string) => [
    line(variant, 'А-003', null, 1),
    line(variant, 'Э-001', '36', 3),
    line(variant, 'Э-003', '36', 3),
    line(variant, 'Э-006', '36', 3)
  ]
  const diagnosis = parseMkb10('K04.0')
  if (diagnosis === null) throw new Error('a code of МКБ-10 was expected')
  const draft: PlanDraft = {
    doctor: visit.doctor.id,
    diagnoses: [{ code: diagnosis, tooth: Tooth.parse('36'), text: 'Пульпит' }],
    variants: [
      {
        id: VariantId.parse(fixedId('plan variant crown')),
        title: 'Лечение каналов и коронка',
        explanation: 'Сохраняем зуб и закрываем его коронкой: так он выдержит нагрузку много лет.',
        stages: [
          { title: 'Лечение каналов', lines: canals('crown') },
          { title: 'Коронка', lines: [line('crown', 'О-007', '36', 1), line('crown', 'О-002', '36', 1)] }
        ],
        payments: []
      },
      {
        id: VariantId.parse(fixedId('plan variant filling')),
        title: 'Лечение каналов и пломба',
        explanation: 'Дешевле сейчас, но стенки зуба останутся тонкими, и коронка всё же может понадобиться.',
        stages: [{ title: 'Лечение', lines: [...canals('filling'), line('filling', 'Т-004', '36', 1)] }],
        payments: []
      }
    ],
    validUntil: addDays(around.today, 60),
    note: ''
  }
  const decision = proposePlan(
    null,
    {
      id: PlanId.parse(fixedId('plan kravtsova')),
      patient: visit.patient.id,
      clinic: visit.doctor.clinic.id,
      nextNumber: () => around.numbers.next('plan'),
      visit: visit.id,
      source: 'doctor',
      on: around.today,
      draft
    },
    around.prices
  )
  const author = { ...deskOf(visit.doctor).author, staff: visit.doctor.id }
  return acceptedFacts(decision).map((fact) => ({ author, at: around.at, fact }))
}
