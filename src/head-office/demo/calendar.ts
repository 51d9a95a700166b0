/** Where and when the demo day happens: a zone in which it is day now, moments of its wall clock, and who works on which date. */
import {
  addDays,
  epochMilliseconds,
  instant,
  instantOf,
  localDate,
  localTime,
  minutesOf,
  TimeZone,
  clockTime,
  type IsoDate
} from '../../domain/values/dates.ts'
import type { DemoDoctor } from './staff.ts'

const DAY_MS = 86_400_000

/** Zones of Russia from west to east; Moscow is taken whenever it is day there. */
const ZONES = [
  'Europe/Moscow',
  'Europe/Kaliningrad',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka'
]

/** Minutes of the day between which a front desk has both a past and a future today. */
const DAYTIME = [9 * 60 + 45, 19 * 60] as const
const NOON = 13 * 60

const minutesIn = (zone: TimeZone, now: number): number => minutesOf(localTime(instant(now), zone))

/**
 * The zone of the demo clinics: Moscow by day, otherwise the Russian zone where it is nearest to one in the afternoon,
 * so that whoever starts the demo at night still sees a front desk at work.
 */
export const demoZone = (now: number): TimeZone => {
  const zones = ZONES.map((name) => TimeZone.parse(name))
  const [moscow] = zones
  if (moscow === undefined) throw new RangeError('no zone to choose from')
  const isDay = (zone: TimeZone): boolean => minutesIn(zone, now) >= DAYTIME[0] && minutesIn(zone, now) <= DAYTIME[1]
  if (isDay(moscow)) return moscow
  const distance = (zone: TimeZone): number => Math.abs(minutesIn(zone, now) - NOON)
  return zones.reduce((best, zone) => (distance(zone) < distance(best) ? zone : best), moscow)
}

export interface Calendar {
  readonly zone: TimeZone
  readonly today: IsoDate
  /** Minutes by which all working hours are moved when even the best zone has early morning or late evening. */
  readonly shiftBy: number
  /** Milliseconds at so many minutes of the wall clock of a date. */
  momentOf(date: IsoDate, minutes: number): number
}

export const calendarAt = (now: number, zone: TimeZone, today: IsoDate = localDate(instant(now), zone)): Calendar => {
  const noons = new Map<IsoDate, number>()
  const noonOf = (date: IsoDate): number => {
    let noon = noons.get(date)
    if (noon === undefined) {
      noon = epochMilliseconds(instantOf(date, clockTime('12:00'), zone))
      noons.set(date, noon)
    }
    return noon
  }
  const local = minutesIn(zone, now)
  return {
    zone,
    today,
    shiftBy: local < DAYTIME[0] - 45 ? -180 : local > DAYTIME[1] + 60 ? 180 : 0,
    momentOf: (date, minutes) => noonOf(date) + (minutes - 720) * 60_000
  }
}

export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

export const isSunday = (date: IsoDate): boolean => new Date(`${date}T00:00:00Z`).getUTCDay() === 0

/** Everybody works today; on other dates each has two days off a week in turn, and nobody works on Sundays. */
export const works = (doctor: DemoDoctor, place: number, date: IsoDate, today: IsoDate): boolean => {
  if (date === today) return true
  if (isSunday(date)) return false
  const turn = (((daysBetween(today, date) + place * 3) % 7) + 7) % 7
  return doctor.specialty === 'children' || (turn !== 2 && turn !== 5)
}

export const datesBetween = (first: IsoDate, last: IsoDate): readonly IsoDate[] =>
  Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, index) => addDays(first, index))
