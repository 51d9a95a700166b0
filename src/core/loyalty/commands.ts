/** Gives, blocks and replaces cards. */
import type { CardRefusal, NewCardInput } from '../../contract/loyalty.ts'
import { refuse, type Decision } from '../../domain/fact.ts'
import { seriesCardNumber, type CardNumber } from '../../domain/loyalty/card-number.ts'
import { blockCard, issueCard, replaceCard, settleOverspend, type NewCard } from '../../domain/loyalty/decide.ts'
import { accountOf, loyaltyAggregate, type LoyaltyAccount } from '../../domain/loyalty/evolve.ts'
import type { BlockReason, LoyaltyFact } from '../../domain/loyalty/facts.ts'
import type { LoyaltyRefusal } from '../../domain/loyalty/refusals.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import type { PrintJob } from '../../domain/printing/job.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { nextCounter } from '../storage/numbers.ts'
import { printCard, type Queue } from './printing.ts'
import { isCardUsed } from './queries.ts'
import { settlePoints } from './settle-points.ts'

/** The next free number of this device's series; one that a blank already took is passed over. */
const nextOfSeries = (desk: Desk): CardNumber | null => {
  for (;;) {
    const number = seriesCardNumber(desk.identity.series, nextCounter(desk.db, 'card'))
    if (number === null || !isCardUsed(desk.db, number)) return number
  }
}

const newCard = (desk: Desk, card: NewCardInput): NewCard =>
  card.source === 'blank' ? card : { source: 'series', next: () => nextOfSeries(desk) }

type Decide = (state: LoyaltyAccount | null, today: IsoDate) => Decision<LoyaltyFact, LoyaltyRefusal>

const decideOn = (
  desk: Desk,
  actor: Actor,
  patient: PatientId,
  decide: Decide
): Decision<LoyaltyFact, LoyaltyRefusal> =>
  desk.journal.atomically(() => {
    if (desk.journal.state(patientAggregate, patient) === null) return refuse({ code: 'PATIENT_UNKNOWN' })
    const decision = decide(desk.journal.state(loyaltyAggregate, accountOf(patient)), presentAt(desk).today)
    if (decision.ok) {
      desk.journal.record(authorOf(actor), decision.facts)
      // Money paid earlier on the day of joining counts from the first minute.
      settlePoints(desk, authorOf(actor), patient)
    }
    return decision
  })

export type CardResult =
  | { readonly ok: true; readonly job: PrintJob | null }
  | { readonly ok: false; readonly refusal: CardRefusal }

/** Thrown inside a transaction to undo it; carried out as the refusal it holds. */
class Undone extends Error {
  override readonly name = 'Undone'
  readonly refusal: CardRefusal
  constructor(refusal: CardRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Gives the card and queues it, both or neither: without a printer no number is used up, and the desk chooses again. */
const giveAndPrint = (
  desk: Desk,
  actor: Actor,
  patient: PatientId,
  queue: Queue | null,
  give: () => Decision<LoyaltyFact, LoyaltyRefusal>
): CardResult => {
  try {
    return desk.journal.atomically(() => {
      const given = give()
      if (!given.ok) return given
      if (queue === null) return { ok: true, job: null }
      const printed = printCard(desk, queue, actor, patient)
      if (!printed.ok) throw new Undone(printed.refusal)
      return printed
    })
  } catch (error) {
    if (error instanceof Undone) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** `queue` is null for a card that is not printed here: a blank mostly is a finished card. */
export const issue = (
  desk: Desk,
  actor: Actor,
  input: { readonly patient: PatientId; readonly card: NewCardInput },
  queue: Queue | null
): CardResult =>
  giveAndPrint(desk, actor, input.patient, queue, () =>
    decideOn(desk, actor, input.patient, (state, today) =>
      issueCard(state, { patient: input.patient, card: newCard(desk, input.card) }, today, (number) =>
        isCardUsed(desk.db, number)
      )
    )
  )

export const block = (
  desk: Desk,
  actor: Actor,
  input: { readonly patient: PatientId; readonly number: CardNumber; readonly reason: BlockReason }
): Decision<LoyaltyFact, LoyaltyRefusal> =>
  decideOn(desk, actor, input.patient, (state, today) => blockCard(state, input, today))

export const replace = (
  desk: Desk,
  actor: Actor,
  input: {
    readonly patient: PatientId
    readonly number: CardNumber
    readonly reason: BlockReason
    readonly card: NewCardInput
  },
  queue: Queue | null
): CardResult =>
  giveAndPrint(desk, actor, input.patient, queue, () =>
    decideOn(desk, actor, input.patient, (state, today) =>
      replaceCard(state, { ...input, card: newCard(desk, input.card) }, today, (number) => isCardUsed(desk.db, number))
    )
  )

export const settle = (
  desk: Desk,
  actor: Actor,
  input: {
    readonly patient: PatientId
    readonly how: 'owed' | 'forgiven'
    readonly points: number
    readonly reason: string | null
  }
): Decision<LoyaltyFact, LoyaltyRefusal> =>
  decideOn(desk, actor, input.patient, (state, today) => settleOverspend(state, input, today))
