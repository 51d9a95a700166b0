/** Facts of a loyalty account: joined, cards given and blocked, points earned, taken back and spent. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { Amount } from '../money/facts.ts'
import { IsoDate } from '../values/dates.ts'
import { ActId, PatientId, PaymentId } from '../values/ids.ts'
import { CardNumber } from './card-number.ts'
import { Points } from './points.ts'

/** A card printed elsewhere and scanned here, or a number of the desk's own series printed on the card printer. */
export const CardSource = z.enum(['blank', 'series'])
export type CardSource = z.infer<typeof CardSource>

/** `double` settles the case of one blank given at two desks apart. */
export const BlockReason = z.enum(['lost', 'stolen', 'damaged', 'double', 'patient-asked'])
export type BlockReason = z.infer<typeof BlockReason>

export const LoyaltyJoined = defineFact('loyalty.joined', 1, z.object({ patient: PatientId, date: IsoDate }))
export const CardIssued = defineFact(
  'loyalty.card-issued',
  1,
  z.object({ number: CardNumber, source: CardSource, date: IsoDate, replaces: CardNumber.nullable() })
)
export const CardBlocked = defineFact(
  'loyalty.card-blocked',
  1,
  z.object({ number: CardNumber, reason: BlockReason, date: IsoDate })
)

/** What the spool reported; `sent` is a printer that does not tell whether it printed. Copy 0 is the first. */
export const CardPrinted = defineFact(
  'loyalty.card-printed',
  1,
  z.object({ number: CardNumber, job: z.uuid(), copy: z.int().min(0), outcome: z.enum(['printed', 'sent']) })
)

/**
 * Points for what one payment settled of one act, with the rule of that day frozen in. Recorded again for the same pair
 * it replaces what was recorded before: so two desks that count the same money never give its points twice.
 */
export const PointsAccrued = defineFact(
  'loyalty.points-accrued',
  1,
  z.object({
    payment: PaymentId,
    act: ActId,
    /** Money really paid for services that earn points. */
    base: Amount,
    points: Points,
    rule: z.int().min(1),
    earnedOn: IsoDate,
    usableFrom: IsoDate,
    lastDay: IsoDate
  })
)
/** The payment no longer settles that act: the act was cancelled, or other money settled it first. */
export const PointsWithdrawn = defineFact('loyalty.points-withdrawn', 1, z.object({ payment: PaymentId, act: ActId }))
export const PointsSpent = defineFact(
  'loyalty.points-spent',
  1,
  z.object({ payment: PaymentId, points: Points, date: IsoDate })
)
/** The payment was reversed: what it earned is taken back for good and what was spent with it returns. */
export const PaymentUndone = defineFact('loyalty.payment-undone', 1, z.object({ payment: PaymentId }))

/**
 * What becomes of points that were spent though the account did not have them: they stay owed and the next points make them
 * good, or the clinic forgives them. `points` is what holds of that payment in all, so that two desks that settle one
 * and the same never forgive it twice.
 */
export const OverspendSettled = defineFact(
  'loyalty.overspend-settled',
  1,
  z.object({
    how: z.enum(['owed', 'forgiven']),
    lacks: z.array(z.object({ payment: PaymentId, points: Points })).min(1),
    reason: z.string().max(300).nullable(),
    date: IsoDate
  })
)

export type LoyaltyFact =
  | FactOf<typeof LoyaltyJoined>
  | FactOf<typeof CardIssued>
  | FactOf<typeof CardBlocked>
  | FactOf<typeof CardPrinted>
  | FactOf<typeof PointsAccrued>
  | FactOf<typeof PointsWithdrawn>
  | FactOf<typeof PointsSpent>
  | FactOf<typeof PaymentUndone>
  | FactOf<typeof OverspendSettled>
