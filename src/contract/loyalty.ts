/** Loyalty cards and points: giving a card, printing it, replacing a lost one, finding the patient by it. */
import { z } from 'zod'
import { CardNumber } from '../domain/loyalty/card-number.ts'
import { BlockReason, CardSource } from '../domain/loyalty/facts.ts'
import { LoyaltyRefusal } from '../domain/loyalty/refusals.ts'
import { PrintJobId } from '../domain/printing/job.ts'
import { IsoDate } from '../domain/values/dates.ts'
import { PatientId } from '../domain/values/ids.ts'
import { procedure, refusable } from './base.ts'

export const CardView = z.object({
  number: CardNumber,
  source: CardSource,
  issuedOn: IsoDate,
  replaces: CardNumber.nullable(),
  blocked: z.object({ reason: BlockReason, on: IsoDate }).nullable(),
  /** How often it came out of a card printer here or elsewhere. */
  printed: z.int(),
  /** Other patients who hold this very number: one blank given at two desks apart. */
  alsoHeldBy: z.array(z.object({ id: PatientId, name: z.string() }))
})
export type CardView = z.infer<typeof CardView>

export const LoyaltyView = z.object({
  patient: z.object({ id: PatientId, name: z.string() }),
  joinedOn: IsoDate,
  /** The card that opens the account now; null while none does. */
  card: CardNumber.nullable(),
  /** Newest first. */
  cards: z.array(CardView),
  usable: z.int(),
  waiting: z.int(),
  nextUsableFrom: IsoDate.nullable(),
  expiring: z.object({ points: z.int(), lastDay: IsoDate }).nullable(),
  /** Spent apart on two desks beyond what there was; made good by the next points. */
  overspent: z.int(),
  /** Two cards open the account, or a card opens two accounts: a person must settle it. */
  conflict: z.enum(['two-cards', 'shared-number']).nullable()
})
export type LoyaltyView = z.infer<typeof LoyaltyView>

/** What a scanned or typed card number leads to. */
export const CardLookup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patient'), patient: z.object({ id: PatientId, name: z.string() }), number: CardNumber }),
  z.object({
    kind: z.literal('blocked'),
    patient: z.object({ id: PatientId, name: z.string() }),
    number: CardNumber,
    reason: BlockReason,
    on: IsoDate
  }),
  /** Given at two desks apart; ask the patient's name and replace the card of one of them. */
  z.object({
    kind: z.literal('shared'),
    patients: z.array(z.object({ id: PatientId, name: z.string() })).min(2),
    number: CardNumber
  }),
  /** A good number that nobody has: a blank. */
  z.object({ kind: z.literal('blank'), number: CardNumber }),
  z.object({ kind: z.literal('not-a-card') })
])
export type CardLookup = z.infer<typeof CardLookup>

export const NewCardInput = z.discriminatedUnion('source', [
  z.object({ source: z.literal('blank'), text: z.string().max(40) }),
  z.object({ source: z.literal('series') })
])
export type NewCardInput = z.infer<typeof NewCardInput>

/** Rules of the programme, or no printer for the card. */
export const CardRefusal = z.union([LoyaltyRefusal, z.object({ code: z.literal('NO_CARD_PRINTER') })])
export type CardRefusal = z.infer<typeof CardRefusal>

/** `job` is the card in the print queue; null when it was not to be printed. */
export const CardGiven = z.object({ account: LoyaltyView, job: PrintJobId.nullable() })
export type CardGiven = z.infer<typeof CardGiven>

/** The programme as the loyalty page shows it. */
export const LoyaltyPage = z.object({
  accounts: z.int(),
  issuedToday: z.int(),
  rule: z.object({
    version: z.int(),
    accrual: z.int(),
    usableAfterDays: z.int(),
    expireAfterDays: z.int(),
    spendShare: z.int()
  }),
  /** Cards given last, newest first. */
  recent: z.array(
    z.object({
      number: CardNumber,
      patient: z.object({ id: PatientId, name: z.string() }),
      issuedOn: IsoDate,
      source: CardSource,
      blocked: BlockReason.nullable()
    })
  )
})
export type LoyaltyPage = z.infer<typeof LoyaltyPage>

export const loyaltyContract = {
  /** Null when the patient is not in the programme. */
  account: procedure.input(z.object({ patient: PatientId })).output(LoyaltyView.nullable()),
  byNumber: procedure.input(z.object({ number: z.string().max(40) })).output(CardLookup),
  page: procedure.output(LoyaltyPage),
  /** `print` puts the card into the print queue together with the fact, both or neither. */
  issue: refusable(CardRefusal)
    .input(z.object({ patient: PatientId, card: NewCardInput, print: z.boolean() }))
    .output(CardGiven),
  block: refusable(LoyaltyRefusal)
    .input(z.object({ patient: PatientId, number: CardNumber, reason: BlockReason }))
    .output(LoyaltyView),
  replace: refusable(CardRefusal)
    .input(
      z.object({ patient: PatientId, number: CardNumber, reason: BlockReason, card: NewCardInput, print: z.boolean() })
    )
    .output(CardGiven),
  /** What becomes of points spent beyond the account; `points` is what the screen showed. */
  settleOverspend: refusable(LoyaltyRefusal)
    .input(
      z.object({
        patient: PatientId,
        how: z.enum(['owed', 'forgiven']),
        points: z.int().min(1),
        reason: z.string().trim().max(300).nullable()
      })
    )
    .output(LoyaltyView),
  /** The card that opens the account; printed before, it is printed once more and the queue says so. */
  print: refusable(CardRefusal)
    .input(z.object({ patient: PatientId }))
    .output(CardGiven),
  /** The face of the card as it is printed; null while no card opens the account. PDF as base64. */
  face: procedure.input(z.object({ patient: PatientId })).output(z.object({ pdf: z.string() }).nullable())
}
