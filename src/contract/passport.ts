/** The passport of a visit: every step of the patient's path today, done or not, and what has happened so far. */
import { z } from 'zod'
import { ConsentKind } from '../domain/clinic/facts.ts'
import { ClockTime, Instant, IsoDate } from '../domain/values/dates.ts'
import { ActId, PlanId, VisitId } from '../domain/values/ids.ts'
import { Kopecks } from '../domain/values/money.ts'
import { procedure } from './base.ts'
import { VisitRow } from './visits.ts'

/** `needed` can be done now, `later` not before something else, `offered` is no duty. */
export const StepStatus = z.enum(['done', 'needed', 'later', 'offered'])
export type StepStatus = z.infer<typeof StepStatus>

export const PassportStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('representative'), status: StepStatus }),
  z.object({ kind: z.literal('personal-data-consent'), status: StepStatus }),
  z.object({
    kind: z.literal('consent'),
    status: StepStatus,
    consent: ConsentKind,
    /** Signed by the patient's side; the doctor has yet to sign. */
    clinicianAwaited: z.boolean()
  }),
  z.object({ kind: z.literal('plan'), status: StepStatus, plan: PlanId.nullable() }),
  z.object({
    kind: z.literal('act'),
    status: StepStatus,
    act: ActId.nullable(),
    number: z.string().nullable(),
    total: Kopecks
  }),
  z.object({ kind: z.literal('payment'), status: StepStatus, due: Kopecks, earlier: Kopecks }),
  z.object({
    kind: z.literal('card'),
    status: StepStatus,
    number: z.string().nullable(),
    points: z.int(),
    /** What is credited later, and when the first of it is. */
    coming: z.object({ points: z.int(), on: IsoDate }).nullable()
  }),
  z.object({
    kind: z.literal('next-visit'),
    status: StepStatus,
    booked: z.object({ id: VisitId, date: IsoDate, from: ClockTime, doctor: z.string() }).nullable()
  })
])
export type PassportStep = z.infer<typeof PassportStep>

/** What happened with this visit, newest first: the type of the fact, when, and who did it. */
export const PassportEvent = z.object({
  type: z.string(),
  at: Instant,
  by: z.string().nullable(),
  detail: z.string().nullable()
})
export type PassportEvent = z.infer<typeof PassportEvent>

export const Passport = z.object({ visit: VisitRow, steps: z.array(PassportStep), events: z.array(PassportEvent) })
export type Passport = z.infer<typeof Passport>

export const passportContract = {
  of: procedure.input(z.object({ visit: VisitId })).output(Passport.nullable())
}
