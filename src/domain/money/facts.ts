/** Facts of a payment: received, reversed, and its fiscal marks typed in from the cash register's receipt. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { IdentityDocument } from '../patients/identity-document.ts'
import { IsoDate } from '../values/dates.ts'
import { ActId, ClinicId, PatientId, VisitId } from '../values/ids.ts'
import { Kopecks } from '../values/money.ts'
import { PersonName } from '../values/person-name.ts'

/** What one payment may hold at most: 100 million roubles; anything above is a slip of the hand. */
const MOST = 10_000_000_000
/** A sum that changes hands: never negative, never absurd. */
export const Amount = Kopecks.refine((amount) => amount >= 0 && amount <= MOST, 'a sum from 0 to 100 000 000 roubles')

/** ИНН of the legal entity: money, act and cash register must belong to the same one. */
export const LegalEntity = z
  .string()
  .regex(/^\d{10}(\d{2})?$/)
  .brand<'LegalEntity'>()
export type LegalEntity = z.infer<typeof LegalEntity>

/** Who pays: kept on every payment, since the tax certificate (КНД 1151156) is given to the payer. */
export const Payer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patient') }),
  /** Another patient of the network: a parent, a spouse. */
  z.object({ kind: z.literal('other-patient'), patient: PatientId }),
  z.object({
    kind: z.literal('person'),
    name: PersonName,
    birthDate: IsoDate.nullable(),
    inn: z
      .string()
      .regex(/^\d{12}$/)
      .nullable(),
    document: IdentityDocument.nullable()
  })
])
export type Payer = z.infer<typeof Payer>

/** Part of a payment that the desk and the patient meant for one act. */
export const Allocation = z.object({ act: ActId, amount: Amount })
export type Allocation = z.infer<typeof Allocation>

export const PaymentReceived = defineFact(
  'payment.received',
  1,
  z.object({
    /** For whose treatment; the payer may be another person. */
    patient: PatientId,
    /** The visit at which it was paid, if any. */
    visit: VisitId.nullable(),
    payer: Payer,
    clinic: ClinicId,
    entity: LegalEntity,
    /** From the device's series: «12-000345». */
    number: z.string().min(1).max(20),
    /** The day at the clinic. */
    date: IsoDate,
    /** What stays in the drawer after change. */
    cash: Amount,
    card: Amount,
    /** Loyalty points given instead of money; one point settles one rouble and is never money itself. */
    points: z.int().min(0).max(10_000_000),
    /** Cash as handed over and what was given back of it. */
    tendered: Amount,
    change: Amount,
    /** What was meant for which act; the rest of the payment is an advance. */
    allocations: z.array(Allocation).max(200)
  })
)

/** A correction: the payment no longer counts and its money went back the way it came. The payment itself is never deleted. */
export const PaymentReversed = defineFact(
  'payment.reversed',
  1,
  z.object({
    reason: z.string().trim().min(3).max(300),
    clinic: ClinicId,
    date: IsoDate,
    /** Cash out of the drawer; card money returns to the same card. */
    cash: Amount,
    card: Amount
  })
)

/** Marks of a fiscal receipt (54-ФЗ), as the cash register printed them: ФН, ФД, ФП. */
export const FiscalMarks = z.object({
  operation: z.enum(['payment', 'refund']),
  /** Заводской номер ФН, 16 digits. */
  storage: z.string().regex(/^\d{16}$/),
  /** Номер ФД. */
  document: z.string().regex(/^\d{1,10}$/),
  /** ФПД. */
  sign: z.string().regex(/^\d{1,10}$/),
  /** Регистрационный номер ККТ; not always at hand. */
  register: z
    .string()
    .regex(/^\d{16}$/)
    .nullable()
})
export type FiscalMarks = z.infer<typeof FiscalMarks>

/** Typed in again, the same operation's marks are corrected. */
export const FiscalMarksNoted = defineFact('payment.fiscal-marks-noted', 1, FiscalMarks)

export type PaymentFact =
  | FactOf<typeof PaymentReceived>
  | FactOf<typeof PaymentReversed>
  | FactOf<typeof FiscalMarksNoted>
