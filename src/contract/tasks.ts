/** Tasks: what desks entered apart and only a person can settle, each with what a person needs to know to do it. */
import { z } from 'zod'
import { ContestedValue } from '../domain/patients/contested.ts'
import { CardNumber } from '../domain/loyalty/card-number.ts'
import { ClockTime, Instant, IsoDate } from '../domain/values/dates.ts'
import { FactId, PatientId, StaffId, VisitId } from '../domain/values/ids.ts'
import { Phone } from '../domain/values/phone.ts'
import { VisitState } from '../domain/visits/facts.ts'
import { procedure } from './base.ts'

/** Who entered something, where and when. Nobody for what a program did; no clinic for head office. */
export const EnteredBy = z.object({
  by: z.string().nullable(),
  clinic: z.string().nullable(),
  /** At this very desk. */
  here: z.boolean(),
  at: Instant
})
export type EnteredBy = z.infer<typeof EnteredBy>

const Person = z.object({ id: PatientId, name: z.string() })

/** One of several values of a field; two desks may have entered the same. The first one is what screens show. */
export const ValueApart = z.object({ is: ContestedValue, facts: z.array(FactId), entered: EnteredBy })
export type ValueApart = z.infer<typeof ValueApart>

export const DoubleBookedVisit = z.object({
  id: VisitId,
  patient: Person,
  /** For telling the patient that the visit was moved. */
  phones: z.array(Phone),
  doctor: z.object({ id: StaffId, name: z.string() }),
  chair: z.string(),
  clinic: z.string(),
  from: ClockTime,
  to: ClockTime,
  state: VisitState,
  /** Whether this desk can find it another time: of its clinic, and nobody is in the chair. */
  movable: z.boolean(),
  booked: EnteredBy
})
export type DoubleBookedVisit = z.infer<typeof DoubleBookedVisit>

export const ConflictTask = z.discriminatedUnion('kind', [
  /** Values of one field of a patient, entered at desks that did not know of each other. */
  z.object({ kind: z.literal('values'), key: z.string(), patient: Person, values: z.array(ValueApart).min(2) }),
  /** Two visits that need one doctor or one chair at the same minute. */
  z.object({
    kind: z.literal('double-booking'),
    key: z.string(),
    date: IsoDate,
    shared: z.array(z.enum(['doctor', 'chair'])).min(1),
    visits: z.array(DoubleBookedVisit).length(2)
  }),
  /** More points were spent than the account had. */
  z.object({
    kind: z.literal('overspent'),
    key: z.string(),
    patient: Person,
    points: z.int(),
    spends: z.array(z.object({ points: z.int(), entered: EnteredBy }))
  }),
  /** One card opens the accounts of several patients. */
  z.object({
    kind: z.literal('shared-card'),
    key: z.string(),
    number: CardNumber,
    holders: z.array(z.object({ patient: Person, entered: EnteredBy })).min(2)
  }),
  /** Several cards open the account of one patient. */
  z.object({
    kind: z.literal('two-cards'),
    key: z.string(),
    patient: Person,
    cards: z.array(z.object({ number: CardNumber, entered: EnteredBy })).min(2)
  })
])
export type ConflictTask = z.infer<typeof ConflictTask>

export const tasksContract = {
  /** Most pressing first. */
  list: procedure.output(z.array(ConflictTask)),
  count: procedure.output(z.object({ open: z.int() }))
}
