/** Fills the doctors' days with patients: who of the town comes to whom, booked when, and how the day then went. */
import type { PriceLine } from '../../domain/clinic/facts.ts'
import { addDays, type IsoDate } from '../../domain/values/dates.ts'
import { VisitId, type PatientId } from '../../domain/values/ids.ts'
import { works, type Calendar } from './calendar.ts'
import { CLINICS } from './clinics.ts'
import { planDay } from './day-plan.ts'
import type { DemoVisit } from './demo-visit.ts'
import type { DemoPatient } from './patients.ts'
import type { Random } from './random.ts'
import { DOCTORS, type DemoDoctor } from './staff.ts'
import { liveThrough } from './timeline.ts'

/** Everybody who may be booked, in the order in which they were registered. */
export interface Town {
  readonly patients: readonly DemoPatient[]
  readonly registeredAt: ReadonlyMap<PatientId, number>
}

/** Whom a doctor sees: children at the children's doctor, teenagers at the orthodontist, adults elsewhere. */
const suits = (doctor: DemoDoctor, patient: DemoPatient): boolean => {
  switch (doctor.specialty) {
    case 'children':
      return patient.age >= 2 && patient.age < 15
    case 'orthodontist':
      return patient.age >= 9 && patient.age < 32
    case 'orthopaedist':
      return patient.age >= 30
    default:
      return patient.age >= 15
  }
}

export interface Booking {
  readonly town: Town
  readonly calendar: Calendar
  readonly lines: ReadonlyMap<string, PriceLine>
  /** Patients each doctor may see, by the clinic where the household usually goes, earliest registered first. */
  readonly circles: ReadonlyMap<DemoDoctor, readonly DemoPatient[]>
}

export const bookingOf = (town: Town, calendar: Calendar, lines: ReadonlyMap<string, PriceLine>): Booking => ({
  town,
  calendar,
  lines,
  circles: new Map(
    DOCTORS.map((doctor) => {
      const home = CLINICS.indexOf(doctor.clinic)
      const all = town.patients.filter((patient) => suits(doctor, patient))
      const near = all.filter((patient) => patient.home === home)
      return [doctor, near.length >= 40 ? near : all]
    })
  )
})

/** Of the patients in order of registration, how many were known by a moment. */
const knownBy = (town: Town, circle: readonly DemoPatient[], moment: number): number => {
  let [low, high] = [0, circle.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const patient = circle[middle]
    if (patient !== undefined && (town.registeredAt.get(patient.id) ?? 0) <= moment) low = middle + 1
    else high = middle
  }
  return low
}

/** Visits of all doctors who work on a date, as if the whole day were over. `load` is the share of their time that is booked. */
export const bookDate = (
  random: Random,
  booking: Booking,
  date: IsoDate,
  load: (doctor: DemoDoctor) => number
): readonly DemoVisit[] => {
  const { calendar, town, lines } = booking
  const taken = new Set<PatientId>()
  return DOCTORS.flatMap((doctor, place) => {
    if (!works(doctor, place, date, calendar.today)) return []
    const [from, to] = doctor.shift
    const work = {
      specialty: doctor.specialty,
      from: from + calendar.shiftBy,
      to: to + calendar.shiftBy,
      load: load(doctor)
    }
    const planned = planDay(random, work, lines)
    const lived = liveThrough(random, planned)
    return planned.flatMap((slot, index): readonly DemoVisit[] => {
      const bookedAt =
        calendar.momentOf(addDays(date, -random.whole(1, 21)), random.whole(9 * 60, 19 * 60) + calendar.shiftBy) +
        random.whole(0, 59_000)
      const patient = freePatient(random, booking, doctor, bookedAt, taken)
      if (patient === null) return []
      const known = town.registeredAt.get(patient.id) ?? 0
      return [
        {
          id: VisitId.parse(random.uuid(bookedAt)),
          patient,
          doctor,
          date,
          from: slot.from,
          to: slot.to,
          services: slot.services,
          note: null,
          bookedAt: Math.max(bookedAt, known + 60_000),
          moves: lived[index] ?? []
        }
      ]
    })
  })
}

const freePatient = (
  random: Random,
  booking: Booking,
  doctor: DemoDoctor,
  moment: number,
  taken: Set<PatientId>
): DemoPatient | null => {
  const circle = booking.circles.get(doctor) ?? []
  const known = knownBy(booking.town, circle, moment)
  if (known === 0) return null
  for (let attempt = 0; attempt < 12; attempt++) {
    const patient = circle[random.whole(0, known - 1)]
    if (patient !== undefined && !taken.has(patient.id)) {
      taken.add(patient.id)
      return patient
    }
  }
  return null
}
