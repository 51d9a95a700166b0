/** A visit of the demo with all its moves, and the facts that a desk would have recorded of it. */
import { newFact } from '../../domain/fact.ts'
import { clockTimeOf, type IsoDate } from '../../domain/values/dates.ts'
import type { StaffId, VisitId } from '../../domain/values/ids.ts'
import { VisitBooked, VisitMoved, type BookedService, type VisitSlot } from '../../domain/visits/facts.ts'
import type { Calendar } from './calendar.ts'
import { SADOVAYA } from './clinics.ts'
import type { DemoFact, FactAuthor } from './demo-fact.ts'
import type { DemoPatient } from './patients.ts'
import { ANNA, DARYA, type DemoDoctor } from './staff.ts'
import { stateAfter, type TimelineMove } from './timeline.ts'

export interface DemoVisit {
  readonly id: VisitId
  readonly patient: DemoPatient
  readonly doctor: DemoDoctor
  readonly date: IsoDate
  /** Minutes from midnight. */
  readonly from: number
  readonly to: number
  readonly services: readonly BookedService[]
  readonly note: string | null
  readonly bookedAt: number
  readonly moves: readonly TimelineMove[]
}

/** The receptionist of the clinic, who books and moves. */
export const deskOf = (doctor: DemoDoctor): { readonly staff: StaffId; readonly author: FactAuthor } => {
  const staff = doctor.clinic === SADOVAYA ? ANNA.id : DARYA.id
  return { staff, author: { staff, clinic: doctor.clinic.id } }
}

export const slotOf = (visit: DemoVisit): VisitSlot => {
  const chair = visit.doctor.clinic.chairs[visit.doctor.chair]
  if (chair === undefined) throw new RangeError(`no chair ${visit.doctor.chair}`)
  return {
    clinic: visit.doctor.clinic.id,
    doctor: visit.doctor.id,
    chair: chair.id,
    date: visit.date,
    from: clockTimeOf(visit.from),
    to: clockTimeOf(visit.to)
  }
}

export const visitFacts = (visit: DemoVisit, calendar: Calendar): readonly DemoFact[] => {
  const { author } = deskOf(visit.doctor)
  return [
    {
      author,
      at: visit.bookedAt,
      fact: newFact(VisitBooked, 'visit', visit.id, {
        patient: visit.patient.id,
        slot: slotOf(visit),
        services: [...visit.services],
        note: visit.note
      })
    },
    ...visit.moves.map(({ from, to, at, reason }) => ({
      author,
      // Called off in advance, but never before it was booked.
      at: Math.max(momentOfMove(visit, at, calendar), visit.bookedAt + 60_000),
      fact: newFact(VisitMoved, 'visit', visit.id, { from, to, reason })
    }))
  ]
}

const momentOfMove = (visit: DemoVisit, minutes: number, calendar: Calendar): number =>
  Math.round(calendar.momentOf(visit.date, minutes))

/** A visit of long ago as one step, since nobody asks for its minutes any more. */
export const condensed = (visit: DemoVisit): DemoVisit => {
  const last = visit.moves.at(-1)
  return last === undefined || visit.moves.length === 1
    ? visit
    : { ...visit, moves: [{ ...last, from: 'booked', to: stateAfter(visit.moves) }] }
}
