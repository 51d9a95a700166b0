/** Facts of an act of completed work: issued, cancelled by reversal, printed. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { PlanLineId } from '../plans/content.ts'
import { PricedLine } from '../plans/priced-line.ts'
import { IsoDate } from '../values/dates.ts'
import { ClinicId, PatientId, PlanId, StaffId, VisitId } from '../values/ids.ts'
import { Kopecks } from '../values/money.ts'
import { PersonName } from '../values/person-name.ts'

/** Гарантийный срок and срок службы in months; the latter is never the shorter one (ЗоЗПП ст. 5). */
export const Warranty = z
  .object({ months: z.int().min(1).max(240), lifeMonths: z.int().min(1).max(360) })
  .refine((one) => one.lifeMonths >= one.months, 'the service life covers the warranty')
export type Warranty = z.infer<typeof Warranty>

/** `sum` is written down, not derived: it is what the patient owes, whatever a later version makes of rounding. */
export const ActLine = PricedLine.extend({
  sum: Kopecks.refine((sum) => sum >= 0, 'work is not paid back by an act'),
  doctor: StaffId,
  /** The line of the signed plan that this carries out. */
  plan: z.object({ plan: PlanId, line: PlanLineId }).nullable(),
  warranty: Warranty.nullable(),
  pointsAllowed: z.boolean()
})
export type ActLine = z.infer<typeof ActLine>

/** Who the paper says will pay; who really paid is written on each payment. */
export const ActPayer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patient') }),
  z.object({ kind: z.literal('person'), name: PersonName, patient: PatientId.nullable() }),
  z.object({ kind: z.literal('organisation'), name: z.string().trim().min(2).max(200) })
])
export type ActPayer = z.infer<typeof ActPayer>

export const ActIssued = defineFact(
  'act.issued',
  1,
  z.object({
    patient: PatientId,
    /** Null for work of an earlier day that is written down later. */
    visit: VisitId.nullable(),
    clinic: ClinicId,
    number: z.string().min(1).max(30),
    date: IsoDate,
    /** Who answers for the whole visit; every line names who did it. */
    doctor: StaffId,
    lines: z.array(ActLine).min(1).max(60),
    total: Kopecks,
    payer: ActPayer,
    contract: z.string().max(60).nullable()
  })
)

/** The act counts no more; its number stays taken and its paper readable. */
export const ActReversed = defineFact('act.reversed', 1, z.object({ reason: z.string().min(3).max(300), on: IsoDate }))

export const ActForm = z.enum(['receipt-80', 'receipt-58', 'a4'])
export type ActForm = z.infer<typeof ActForm>

/** What the spool reported. `sent` is a printer that does not tell whether it printed. Copy 0 is the original. */
export const ActPrinted = defineFact(
  'act.printed',
  1,
  z.object({
    job: z.uuid(),
    form: ActForm,
    copy: z.int().min(0),
    device: z.string().max(120),
    outcome: z.enum(['printed', 'sent'])
  })
)

export type ActFact = FactOf<typeof ActIssued> | FactOf<typeof ActReversed> | FactOf<typeof ActPrinted>
