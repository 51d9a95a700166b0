/** A moment as the desk says it: the time alone today, with the date before. */
import { localDate, type Instant, type TimeZone } from '../../domain/values/dates.ts'
import { formatDate, formatTime } from '../ui/format.ts'

export const sayWhen = (moment: Instant, now: Instant, zone: TimeZone): string =>
  localDate(moment, zone) === localDate(now, zone)
    ? formatTime(moment, zone)
    : `${formatTime(moment, zone)} ${formatDate(localDate(moment, zone))}`
