/** Facts of a visit: booked, moved from state to state, undone, rebooked, and which services it is for. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { ClockTime, IsoDate } from '../values/dates.ts'
import { ChairId, ClinicId, PatientId, ServiceId, StaffId } from '../values/ids.ts'
import { Tooth } from '../values/tooth.ts'

/** The road of a visit; `no-show` and `cancelled` end it early. */
export const VisitState = z.enum(['booked', 'arrived', 'in-chair', 'done', 'paid', 'left', 'no-show', 'cancelled'])
export type VisitState = z.infer<typeof VisitState>

export const BookedService = z.object({
  service: ServiceId,
  tooth: Tooth.nullable(),
  quantity: z.int().min(1).max(100)
})
export type BookedService = z.infer<typeof BookedService>

/** Where and when: one doctor in one chair on one date. */
export const VisitSlot = z.object({
  clinic: ClinicId,
  doctor: StaffId,
  chair: ChairId,
  date: IsoDate,
  from: ClockTime,
  to: ClockTime
})
export type VisitSlot = z.infer<typeof VisitSlot>

export const VisitBooked = defineFact(
  'visit.booked',
  1,
  z.object({
    patient: PatientId,
    slot: VisitSlot,
    services: z.array(BookedService),
    /** Told when booking: «острая боль», «едет из Тосно». */
    note: z.string().max(300).nullable()
  })
)
export const VisitMoved = defineFact(
  'visit.moved',
  1,
  z.object({ from: VisitState, to: VisitState, reason: z.string().max(300).nullable() })
)
/** Takes back the last move of the visit. */
export const VisitMoveUndone = defineFact('visit.move-undone', 1, z.object({ move: z.uuid() }))
export const VisitRebooked = defineFact('visit.rebooked', 1, z.object({ slot: VisitSlot, reason: z.string().max(300) }))
export const VisitServicesChanged = defineFact(
  'visit.services-changed',
  1,
  z.object({ services: z.array(BookedService) })
)
/** The patient was let into the chair though a required consent was unsigned: why, and on whose word. */
export const ConsentGateOverridden = defineFact(
  'visit.consent-gate-overridden',
  1,
  z.object({
    missing: z.array(z.string()).min(1),
    reason: z.string().min(3).max(300),
    responsible: z.string().min(2).max(120)
  })
)

export type VisitFact =
  | FactOf<typeof VisitBooked>
  | FactOf<typeof VisitMoved>
  | FactOf<typeof VisitMoveUndone>
  | FactOf<typeof VisitRebooked>
  | FactOf<typeof VisitServicesChanged>
  | FactOf<typeof ConsentGateOverridden>
