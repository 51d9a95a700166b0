/** Taking money, giving it back, what a patient owes, and what the cash desk took today. */
import { z } from 'zod'
import { Allocation, Amount, FiscalMarks, Payer } from '../domain/money/facts.ts'
import { MoneyRefusal } from '../domain/money/refusals.ts'
import { PrintJobId } from '../domain/printing/job.ts'
import { Instant, IsoDate } from '../domain/values/dates.ts'
import { ActId, PatientId, PaymentId, VisitId } from '../domain/values/ids.ts'
import { Kopecks } from '../domain/values/money.ts'
import { LoyaltyRefusal } from '../domain/loyalty/refusals.ts'
import { procedure, refusable } from './base.ts'

/** One payment as lists and the slip show it. */
export const PaymentView = z.object({
  id: PaymentId,
  number: z.string(),
  date: IsoDate,
  at: Instant,
  patient: z.object({ id: PatientId, name: z.string() }),
  payer: Payer,
  /** Name of the payer; the patient's own when the patient pays. */
  payerName: z.string(),
  /** «Кравцова Е. С.», for narrow places. */
  payerShort: z.string(),
  cash: Kopecks,
  card: Kopecks,
  points: z.int(),
  tendered: Kopecks,
  change: Kopecks,
  /** What it settles now; the rest of it is an advance. Empty for a reversed payment. */
  settles: z.array(z.object({ act: ActId, number: z.string(), amount: Kopecks })),
  advance: Kopecks,
  /** Short name of who took it; empty when unknown. */
  takenBy: z.string(),
  reversed: z
    .object({ reason: z.string(), date: IsoDate, at: Instant, by: z.string(), cash: Kopecks, card: Kopecks })
    .nullable(),
  /** Reversed on two desks apart: the sum counts once, the drawers must be checked. */
  reversedTwice: z.boolean(),
  fiscal: z.array(FiscalMarks),
  /** Taken by the legal entity of this desk, so that it can be reversed here. */
  here: z.boolean()
})
export type PaymentView = z.infer<typeof PaymentView>

export const ActDue = z.object({
  act: ActId,
  number: z.string(),
  date: IsoDate,
  visit: VisitId.nullable(),
  total: Kopecks,
  due: Kopecks,
  /** Of this desk's legal entity: money for it can be taken here. */
  payableHere: z.boolean()
})
export type ActDue = z.infer<typeof ActDue>

/** All money between a patient and the network. */
export const MoneyAccount = z.object({
  patient: PatientId,
  debt: Kopecks,
  /** Of the debt, what can be paid at this desk. */
  dueHere: Kopecks,
  advance: Kopecks,
  /** Acts that stand, oldest first; paid ones too, with nothing due. */
  acts: z.array(ActDue),
  /** Newest first, reversed ones too. */
  payments: z.array(PaymentView),
  /** Points that may be given for what is due here now; zero without a card. */
  points: z.object({ usable: z.int(), limit: z.int(), spendShare: z.int() })
})
export type MoneyAccount = z.infer<typeof MoneyAccount>

const Sums = z.object({ cash: Kopecks, card: Kopecks, points: z.int(), count: z.int() })

/** One day of the cash desk of this clinic. */
export const CashDay = z.object({
  date: IsoDate,
  received: Sums,
  refunded: Sums,
  /** Received less refunded. */
  net: z.object({ cash: Kopecks, card: Kopecks, total: Kopecks }),
  /** Net cash of this very desk: what its drawer should hold above the morning's change. */
  drawer: Kopecks,
  byStaff: z.array(z.object({ name: z.string(), cash: Kopecks, card: Kopecks, count: z.int() })),
  /** Taken or reversed on this day, newest first. */
  payments: z.array(PaymentView),
  /** Second reversals of one payment, made apart: money that may have been handed back twice. */
  doubtful: z.int()
})
export type CashDay = z.infer<typeof CashDay>

export const Taken = z.object({ payment: PaymentView, account: MoneyAccount })
export type Taken = z.infer<typeof Taken>

/** Points are refused by the programme's rules, money by the rules of money. */
export const PaymentRefusal = z.union([MoneyRefusal, LoyaltyRefusal])
export type PaymentRefusal = z.infer<typeof PaymentRefusal>

export const SlipRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('PAYMENT_UNKNOWN') }),
  z.object({ code: z.literal('NO_RECEIPT_PRINTER') })
])
export type SlipRefusal = z.infer<typeof SlipRefusal>

export const TakePaymentInput = z.object({
  /** Made by the window, so that a payment sent twice is taken once. */
  id: PaymentId,
  patient: PatientId,
  visit: VisitId.nullable(),
  payer: Payer,
  /** What stays here, of it `card` by card; `cashGiven` are the notes on the desk. */
  tender: z.object({ pays: Amount, card: Amount, cashGiven: Amount }),
  points: z.int().min(0).max(10_000_000),
  /** Null pays the oldest acts first. */
  chosen: z.array(Allocation).max(200).nullable(),
  /** What is above the debt stays as an advance. */
  advance: z.boolean()
})
export type TakePaymentInput = z.infer<typeof TakePaymentInput>

export const moneyContract = {
  account: procedure.input(z.object({ patient: PatientId })).output(MoneyAccount),
  payment: procedure.input(z.object({ id: PaymentId })).output(PaymentView.nullable()),
  take: refusable(PaymentRefusal).input(TakePaymentInput).output(Taken),
  reverse: refusable(MoneyRefusal)
    .input(z.object({ id: PaymentId, reason: z.string().trim().min(3).max(300) }))
    .output(Taken),
  noteFiscalMarks: refusable(MoneyRefusal)
    .input(z.object({ id: PaymentId, marks: FiscalMarks }))
    .output(PaymentView),
  /** The slip, which is no fiscal receipt; asked again it comes out as a marked copy. */
  printSlip: refusable(SlipRefusal)
    .input(z.object({ id: PaymentId }))
    .output(z.object({ job: PrintJobId })),
  /** Null is today. */
  cashDay: procedure.input(z.object({ date: IsoDate.nullable() })).output(CashDay)
}
