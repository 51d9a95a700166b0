/** How dates, times and waiting are written on screens. */
import type { IsoDate, Instant, TimeZone } from '../../domain/values/dates.ts'

/** 24.11.2026 */
export const formatDate = (date: IsoDate): string => `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`

/** «вторник, 24 ноября» */
export const formatDayLong = (date: IsoDate, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`)
  )

/** «09:24» by the clinic's clock. */
export const formatTime = (moment: Instant, zone: TimeZone): string =>
  new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(moment))
