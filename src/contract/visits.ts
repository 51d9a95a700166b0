/** The day at the desk: who is here, who waits, what each visit still needs, and the moves of a visit. */
import { z } from 'zod'
import { ConsentKind, Specialty } from '../domain/clinic/facts.ts'
import { BookedService, VisitSlot, VisitState } from '../domain/visits/facts.ts'
import { VisitRefusal } from '../domain/visits/refusals.ts'
import { ClockTime, Instant, IsoDate } from '../domain/values/dates.ts'
import { FactId, PatientId, PlanId, StaffId, VisitId } from '../domain/values/ids.ts'
import { Kopecks } from '../domain/values/money.ts'
import { Tooth } from '../domain/values/tooth.ts'
import { procedure, refusable } from './base.ts'

/** What a visit still needs, in the order in which the desk deals with it. */
export const VisitNeed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('representative') }),
  z.object({ kind: z.literal('personal-data-consent') }),
  z.object({ kind: z.literal('consent'), consent: ConsentKind }),
  z.object({ kind: z.literal('plan-signature'), plan: PlanId }),
  z.object({ kind: z.literal('act') }),
  z.object({ kind: z.literal('payment'), due: Kopecks }),
  /** Owed for earlier visits. */
  z.object({ kind: z.literal('debt'), amount: Kopecks }),
  z.object({ kind: z.literal('card') }),
  z.object({ kind: z.literal('next-visit') })
])
export type VisitNeed = z.infer<typeof VisitNeed>

export const VisitRow = z.object({
  id: VisitId,
  date: IsoDate,
  from: ClockTime,
  to: ClockTime,
  state: VisitState,
  since: Instant,
  arrivedAt: Instant.nullable(),
  patient: z.object({
    id: PatientId,
    name: z.string(),
    birthDate: IsoDate,
    age: z.int(),
    /** Below 15 somebody else consents (323-ФЗ ст. 20, 54). */
    minor: z.boolean(),
    allergy: z.string().nullable()
  }),
  doctor: z.object({ id: StaffId, name: z.string(), specialty: Specialty.nullable() }),
  chair: z.string(),
  services: z.array(z.object({ name: z.string(), tooth: Tooth.nullable(), quantity: z.int() })),
  note: z.string().nullable(),
  needs: z.array(VisitNeed),
  next: VisitState.nullable(),
  moves: z.array(VisitState)
})
export type VisitRow = z.infer<typeof VisitRow>

export const Day = z.object({ date: IsoDate, now: Instant, visits: z.array(VisitRow) })
export type Day = z.infer<typeof Day>

/** Undo names the move, so that it can never take back what another desk did meanwhile. */
export const Moved = z.object({ visit: VisitRow, undo: FactId })

export const FreeSlot = z.object({ slot: VisitSlot, doctor: z.string(), chair: z.string() })
export type FreeSlot = z.infer<typeof FreeSlot>

const Override = z.object({ reason: z.string().trim().min(3).max(300), responsible: z.string().trim().min(2).max(120) })

export const visitsContract = {
  day: procedure.input(z.object({ date: IsoDate.nullable() })).output(Day),
  visit: procedure.input(z.object({ id: VisitId })).output(VisitRow.nullable()),
  /** Visits of a patient, newest first, a page at a time. */
  ofPatient: procedure
    .input(z.object({ patient: PatientId, limit: z.int().min(1).max(200), offset: z.int().min(0) }))
    .output(z.object({ visits: z.array(VisitRow), total: z.int() })),
  move: refusable(VisitRefusal)
    .input(
      z.object({
        id: VisitId,
        from: VisitState,
        to: VisitState,
        reason: z.string().max(300).nullable(),
        override: Override.nullable()
      })
    )
    .output(Moved),
  undo: refusable(VisitRefusal)
    .input(z.object({ id: VisitId, move: FactId.nullable() }))
    .output(VisitRow),
  /** Free time of one doctor, or of a specialty, at this clinic: earliest first, over some days from a date. */
  freeSlots: procedure
    .input(
      z.object({
        doctor: StaffId.nullable(),
        specialty: Specialty.nullable(),
        from: IsoDate,
        days: z.int().min(1).max(60),
        minutes: z.int().min(5).max(480)
      })
    )
    .output(z.array(FreeSlot)),
  book: refusable(VisitRefusal)
    .input(
      z.object({
        id: VisitId,
        patient: PatientId,
        slot: VisitSlot,
        services: z.array(BookedService).max(30),
        note: z.string().max(300).nullable()
      })
    )
    .output(VisitRow),
  changeServices: refusable(VisitRefusal)
    .input(z.object({ id: VisitId, services: z.array(BookedService).max(30) }))
    .output(VisitRow),
  rebook: refusable(VisitRefusal)
    .input(z.object({ id: VisitId, slot: VisitSlot, reason: z.string().min(1).max(300) }))
    .output(VisitRow)
}
