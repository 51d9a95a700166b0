/**
 * Makes the whole demo network out of a seed: clinics, people, a price list, a town of patients, a year of visits with acts and
 * payments, today at the desk and bookings for the days to come. The same input gives the same facts on every machine.
 */
import type { PriceLine } from '../../domain/clinic/facts.ts'
import { ServicePriced, ShiftPlanned } from '../../domain/clinic/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { addDays, clockTimeOf, type IsoDate, type TimeZone } from '../../domain/values/dates.ts'
import { ShiftId, type PatientId } from '../../domain/values/ids.ts'
import { bookDate, bookingOf, type Booking, type Town } from './booking.ts'
import { calendarAt, datesBetween, demoZone, works, type Calendar } from './calendar.ts'
import { CAST_IDS, castId, castPatients, castPlan, withCast } from './cast.ts'
import { CLINICS, clinicFacts, OPENING, SADOVAYA } from './clinics.ts'
import { HEAD_OFFICE, type DemoFact } from './demo-fact.ts'
import { consentFacts } from './consents.ts'
import { condensed, visitFacts, type DemoVisit } from './demo-visit.ts'
import { cardFacts } from './cards.ts'
import { demoPriceList, numbering, paperFacts, type Settled } from './papers.ts'
import { makePatients, patientFacts, type DemoPatient } from './patients.ts'
import { asOf, withEveryState } from './present.ts'
import { fixedId, seededRandom, type Random } from './random.ts'
import { ANNA, DARYA, DOCTORS, pinHash, staffFacts, type PinHash } from './staff.ts'
import type { DemoTemplate } from './templates.ts'
import { bookedServices, serviceIdOf } from './treatments.ts'

export interface DemoOptions {
  readonly seed: string
  /** Milliseconds since 1970: the moment at which the desk is seen at work. No fact is later. */
  readonly now: number
  /** How many patients; at least those whom the demo knows by name. */
  readonly patients: number
  readonly historyDays: number
  readonly priceList: readonly PriceLine[]
  /** Wordings on which consents were signed; without them nobody has signed anything yet. */
  readonly templates?: readonly DemoTemplate[]
  /** Moscow, or at night the Russian zone where it is day. */
  readonly zone?: TimeZone
  /** The date in that zone unless given. */
  readonly today?: IsoDate
  /** Argon2id; something cheaper for tests that make many networks. */
  readonly hashPin?: PinHash
}

const MINUTE = 60_000
const DAY = 86_400_000
const AHEAD_DAYS = 14
/** Visits of the last fortnight keep all their moves, so that waiting times can be shown. */
const DETAILED_DAYS = 14

/** All facts, oldest first. About 67,000 for 5,000 patients and a year. */
export const generateNetwork = async (options: DemoOptions): Promise<readonly DemoFact[]> => {
  const random = seededRandom(options.seed)
  const calendar = calendarAt(options.now, options.zone ?? demoZone(options.now), options.today)
  const lines = new Map(options.priceList.map((line) => [line.code, line]))
  const started = calendar.momentOf(addDays(calendar.today, -options.historyDays), 8 * 60)
  const town = settle(random.fork('town'), options, calendar, started)
  const booking = bookingOf(town, calendar, lines)

  const facts: DemoFact[] = [...(await referenceFacts(random, options, calendar, started))]
  for (const patient of town.patients) {
    const at = town.registeredAt.get(patient.id) ?? started
    const author =
      patient.home === 0
        ? { staff: ANNA.id, clinic: SADOVAYA.id }
        : { staff: DARYA.id, clinic: CLINICS[1]?.id ?? SADOVAYA.id }
    patientFacts(patient).forEach((fact, place) => facts.push({ author, at: at + place * 1000, fact }))
  }

  const today = presentDay(random.fork('today'), options, booking)
  const past = pastVisits(random.fork('history'), options, booking)
  const ahead = futureVisits(random.fork('ahead'), options.now, booking)
  for (const visit of [...past, ...today, ...ahead]) facts.push(...visitFacts(visit, calendar))
  const finished = [...past, ...today].toSorted((a, b) =>
    a.date === b.date ? a.from - b.from : a.date < b.date ? -1 : 1
  )
  const papers = writtenPapers(random.fork('papers'), finished, options, calendar)
  facts.push(...papers)
  const signing = {
    calendar,
    now: options.now,
    lines,
    templates: options.templates ?? [],
    numbers: numbering(),
    registeredAt: town.registeredAt
  }
  if (signing.templates.length > 0) facts.push(...consentFacts(random.fork('consents'), [...today, ...ahead], signing))
  facts.push(...cardFacts(random.fork('cards'), { town, papers, calendar, now: options.now }))
  const seated = today.find((visit) => visit.patient.id === castId('kravtsova'))
  if (seated !== undefined) {
    const plan = {
      prices: demoPriceList(options.priceList),
      numbers: numbering(),
      today: calendar.today,
      at: options.now - 3 * MINUTE
    }
    facts.push(...castPlan(seated, plan))
  }
  return inOrder(facts)
}

/** By moment; facts of one moment in the order in which they were made up. */
const inOrder = (facts: readonly DemoFact[]): readonly DemoFact[] =>
  facts
    .map((fact, place) => ({ fact, place }))
    .toSorted((a, b) => a.fact.at - b.fact.at || a.place - b.place)
    .map(({ fact }) => fact)

const referenceFacts = async (
  random: Random,
  options: DemoOptions,
  calendar: Calendar,
  started: number
): Promise<readonly DemoFact[]> => {
  const hours = {
    zone: calendar.zone,
    opens: clockTimeOf(minutes(OPENING.opens) + calendar.shiftBy),
    closes: clockTimeOf(minutes(OPENING.closes) + calendar.shiftBy)
  }
  const reference = [
    ...CLINICS.flatMap((clinic) => clinicFacts(clinic, hours)),
    ...(await staffFacts(random.fork('staff'), options.hashPin ?? pinHash)),
    ...options.priceList.map((line) => newFact(ServicePriced, 'service', serviceIdOf(line.code), line))
  ]
  const before = started - 4 * 365 * DAY
  return [
    ...reference.map((fact, place) => ({ author: HEAD_OFFICE, at: before + place, fact })),
    ...shiftFacts(calendar).map((fact, place) => ({ author: HEAD_OFFICE, at: options.now - 10 * DAY + place, fact }))
  ]
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const shiftFacts = (calendar: Calendar) =>
  datesBetween(calendar.today, addDays(calendar.today, AHEAD_DAYS)).flatMap((date) =>
    DOCTORS.flatMap((doctor, place) => {
      const chair = doctor.clinic.chairs[doctor.chair]
      if (chair === undefined || !works(doctor, place, date, calendar.today)) return []
      const [from, to] = doctor.shift
      return [
        newFact(ShiftPlanned, 'shift', ShiftId.parse(fixedId(`shift ${doctor.id} ${date}`)), {
          doctor: doctor.id,
          clinic: doctor.clinic.id,
          chair: chair.id,
          date,
          from: clockTimeOf(from + calendar.shiftBy),
          to: clockTimeOf(to + calendar.shiftBy)
        })
      ]
    })
  )

/** Most were patients before the year began, the others came during it; the order of the list is the order of registration. */
const settle = (random: Random, options: DemoOptions, calendar: Calendar, started: number): Town => {
  const known = castPatients(calendar.today)
  const patients: readonly DemoPatient[] = [
    ...known,
    ...makePatients(random, calendar.today, Math.max(0, options.patients - known.length), started - 3 * 365 * DAY)
  ]
  const before = Math.ceil(patients.length * 0.85)
  const registeredAt = new Map<PatientId, number>()
  patients.forEach((patient, place) => {
    const at =
      place < before
        ? started - 3 * 365 * DAY + (place / before) * (3 * 365 - 2) * DAY
        : started + ((place - before) / Math.max(1, patients.length - before)) * (options.historyDays - 1) * DAY
    registeredAt.set(patient.id, Math.round(at))
  })
  return { patients, registeredAt }
}

const presentDay = (random: Random, options: DemoOptions, booking: Booking): readonly DemoVisit[] => {
  const { calendar, lines, town } = booking
  const now = (options.now - calendar.momentOf(calendar.today, 0)) / MINUTE
  const whole = bookDate(random, booking, calendar.today, (doctor) => (doctor.clinic === SADOVAYA ? 0.96 : 0.55))
  const day = withCast(asOf(withoutCast(whole), now), { patients: town.patients, lines, now })
  const desk = withEveryState(day, now, (visit) => CAST_IDS.has(visit.patient.id))
  return desk.map((visit) => ({ ...visit, bookedAt: Math.min(visit.bookedAt, options.now - DAY) }))
}

/** People of the cast come in their own parts only. */
const withoutCast = (visits: readonly DemoVisit[]): readonly DemoVisit[] =>
  visits.filter((visit) => !CAST_IDS.has(visit.patient.id))

const pastVisits = (random: Random, options: DemoOptions, booking: Booking): readonly DemoVisit[] => {
  const { calendar } = booking
  const detailedFrom = addDays(calendar.today, -DETAILED_DAYS)
  const dates = datesBetween(addDays(calendar.today, -options.historyDays + 1), addDays(calendar.today, -1))
  const visits = dates.flatMap((date) =>
    withoutCast(bookDate(random, booking, date, () => 0.62)).map((visit) =>
      date < detailedFrom ? condensed(visit) : visit
    )
  )
  return withOldDebt(visits, booking)
}

/** One known patient had a filling a while ago and has not paid for it: 4 200 ₽. */
const withOldDebt = (visits: readonly DemoVisit[], booking: Booking): readonly DemoVisit[] => {
  const debtor = booking.town.patients.find((patient) => patient.id === castId('solovyov'))
  const about = addDays(booking.calendar.today, -40)
  const candidates = visits.filter(
    (visit) =>
      visit.doctor.specialty === 'therapist' && visit.doctor.clinic === SADOVAYA && visit.moves.at(-1)?.to === 'left'
  )
  const chosen = candidates.find((visit) => visit.date >= about) ?? candidates[0]
  if (debtor === undefined || chosen === undefined) return visits
  const services = bookedServices('Т-001', booking.lines, '46', 1)
  return visits.map((visit) => (visit === chosen ? { ...visit, patient: debtor, services } : visit))
}

const futureVisits = (random: Random, now: number, booking: Booking): readonly DemoVisit[] => {
  const { calendar } = booking
  return datesBetween(addDays(calendar.today, 1), addDays(calendar.today, AHEAD_DAYS)).flatMap((date, ahead) =>
    withoutCast(bookDate(random, booking, date, () => 0.6 - ahead * 0.035)).map((visit) => ({
      ...visit,
      moves: [],
      bookedAt: Math.min(visit.bookedAt, now - random.whole(MINUTE, 3 * DAY))
    }))
  )
}

const writtenPapers = (
  random: Random,
  visits: readonly DemoVisit[],
  options: DemoOptions,
  calendar: Calendar
): readonly DemoFact[] => {
  const prices = demoPriceList(options.priceList)
  const numbers = numbering()
  const debtor = castId('solovyov')
  return visits.flatMap((visit) => {
    const chance = random.weighted<Settled>([
      [976, 'all'],
      [10, 'half'],
      [14, 'nothing']
    ])
    const settled: Settled = visit.patient.id === debtor ? 'nothing' : visit.date === calendar.today ? 'all' : chance
    return paperFacts(random, visit, { calendar, prices, numbers, settled })
  })
}
