/** Dates of life as plain calendar dates and moments as UTC instants, with the clinic's zone between them. */
import { z } from 'zod'

const isCalendarDay = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** A calendar date `YYYY-MM-DD`, never shifted by a time zone. */
export const IsoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isCalendarDay, 'not a day of the calendar')
  .brand<'IsoDate'>()
export type IsoDate = z.infer<typeof IsoDate>

/** A moment as UTC text with milliseconds, `2026-11-24T06:12:00.000Z`; sorts as text. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** Wall-clock time of a clinic, `09:30`. */
export const ClockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .brand<'ClockTime'>()
export type ClockTime = z.infer<typeof ClockTime>

/** IANA zone such as `Europe/Moscow`. */
export const TimeZone = z
  .string()
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'unknown time zone')
  .brand<'TimeZone'>()
export type TimeZone = z.infer<typeof TimeZone>

export const isoDate = (text: string): IsoDate => IsoDate.parse(text)
export const clockTime = (text: string): ClockTime => ClockTime.parse(text)
export const instant = (epochMilliseconds: number): Instant => Instant.parse(new Date(epochMilliseconds).toISOString())
export const epochMilliseconds = (moment: Instant): number => Date.parse(moment)

const zoneFormats = new Map<string, Intl.DateTimeFormat>()
const partsIn = (zone: TimeZone, moment: Instant): Record<string, string> => {
  let format = zoneFormats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit'
    })
    zoneFormats.set(zone, format)
  }
  return Object.fromEntries(format.formatToParts(Date.parse(moment)).map((part) => [part.type, part.value]))
}

/** The calendar date at the clinic when the moment happened. */
export const localDate = (moment: Instant, zone: TimeZone): IsoDate => {
  const parts = partsIn(zone, moment)
  return isoDate(`${parts.year}-${parts.month}-${parts.day}`)
}

/** The wall clock at the clinic when the moment happened. */
export const localTime = (moment: Instant, zone: TimeZone): ClockTime => {
  const parts = partsIn(zone, moment)
  return clockTime(`${parts.hour}:${parts.minute}`)
}

/** The moment at which the clinic's wall clock shows this date and time. */
export const instantOf = (date: IsoDate, time: ClockTime, zone: TimeZone): Instant => {
  const asUtc = Date.parse(`${date}T${time}:00.000Z`)
  // Two rounds settle the offset also on the night when the clocks change.
  let guess = asUtc
  for (let round = 0; round < 2; round++) {
    const shown = partsIn(zone, instant(guess))
    const shownAsUtc = Date.parse(`${shown.year}-${shown.month}-${shown.day}T${shown.hour}:${shown.minute}:00.000Z`)
    guess += asUtc - shownAsUtc
  }
  return instant(guess)
}

export const addDays = (date: IsoDate, days: number): IsoDate =>
  isoDate(new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10))

export const minutesOf = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
export const clockTimeOf = (minutes: number): ClockTime =>
  clockTime(`${String(Math.trunc(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)

/**
 * Full years on a date. An age is reached on the day AFTER the birthday (практика исчисления возраста по
 * постановлению Пленума ВС РФ № 1 от 01.02.2011, п. 5): on the 14th birthday itself a child still counts as 13.
 */
export const ageOn = (birthDate: IsoDate, date: IsoDate): number => {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return Math.max(0, date.slice(5) > birthDate.slice(5) ? years : years - 1)
}

/** «24.11.2026», as Russian papers and screens write a date. */
export const formatDate = (date: IsoDate): string => `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`
