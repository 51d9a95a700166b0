/** How a paper says that the clock of the PC on which it was made could not be trusted: it states both times. */
import type { ClockDoubt } from '../fact.ts'
import { formatDate, localDate, localTime, type Instant, type TimeZone } from '../values/dates.ts'

export const clockDoubtWords = ({ desk, office }: ClockDoubt, zone: TimeZone): string => {
  const said = (moment: Instant): string => `${formatDate(localDate(moment, zone))} ${localTime(moment, zone)}`
  return office === null
    ? `Часы компьютера показывали ${said(desk)} и отставали от прежних записей; время центра не было известно.`
    : `Часы компьютера показывали ${said(desk)}, по времени центра было ${said(office)}.`
}
