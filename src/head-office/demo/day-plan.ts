/** Fills one doctor's working day with visits that follow each other, leaving lunch and some air. */
import type { PriceLine, Specialty } from '../../domain/clinic/facts.ts'
import type { BookedService } from '../../domain/visits/facts.ts'
import type { Random } from './random.ts'
import { usualTreatment } from './treatments.ts'

/** Minutes from midnight. */
export interface PlannedVisit {
  readonly from: number
  readonly to: number
  readonly services: readonly BookedService[]
}

const LUNCH_MINUTES = 30

/** `load` is the share of time that is booked: 1 leaves no gap but lunch. */
export const planDay = (
  random: Random,
  work: { readonly specialty: Specialty; readonly from: number; readonly to: number; readonly load: number },
  lines: ReadonlyMap<string, PriceLine>
): readonly PlannedVisit[] => {
  const visits: PlannedVisit[] = []
  const lunch = work.from + Math.round((work.to - work.from) / 2 / 30) * 30
  let cursor = work.from
  for (;;) {
    const { services, minutes } = usualTreatment(random, work.specialty, lines)
    const booked = random.chance(work.load)
    const beforeLunch = cursor < lunch && cursor + minutes > lunch
    if (beforeLunch) cursor = Math.max(lunch, cursor) + LUNCH_MINUTES
    if (cursor + minutes > work.to) return visits
    if (booked) visits.push({ from: cursor, to: cursor + minutes, services })
    cursor += booked ? minutes : 30
  }
}
