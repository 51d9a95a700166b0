/** How long a visit has waited and whether that is too long. */
import type { VisitRow } from '../../contract/visits.ts'
import { instantOf, type Instant, type TimeZone } from '../../domain/values/dates.ts'

/** Minutes of waiting after which the timer turns to attention and to danger. */
export const WAIT_ATTENTION = 10
export const WAIT_DANGER = 15
/** A booked patient counts as late from this minute after the beginning. */
const LATE_AFTER = 5

export type Waiting = { readonly minutes: number; readonly tone: 'calm' | 'attention' | 'danger' }

/** Whoever came early waits from the booked minute on: until then nobody is late for them. */
export const waitingOf = (
  visit: Pick<VisitRow, 'state' | 'since' | 'date' | 'from'>,
  now: Instant,
  zone: TimeZone
): Waiting | null => {
  if (visit.state !== 'arrived' && visit.state !== 'in-chair') return null
  const came = Date.parse(visit.since)
  const since = visit.state === 'arrived' ? Math.max(came, Date.parse(instantOf(visit.date, visit.from, zone))) : came
  const minutes = Math.max(0, (Date.parse(now) - since) / 60_000)
  const tone =
    visit.state === 'in-chair' || minutes < WAIT_ATTENTION ? 'calm' : minutes < WAIT_DANGER ? 'attention' : 'danger'
  return { minutes, tone }
}

export const isLate = (visit: VisitRow, now: Instant, zone: TimeZone): boolean =>
  visit.state === 'booked' &&
  Date.parse(now) > Date.parse(instantOf(visit.date, visit.from, zone)) + LATE_AFTER * 60_000
