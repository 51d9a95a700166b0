/** Records payments, reversals and fiscal marks, each with the points that follow from it, in one transaction. */
import type { PaymentRefusal, TakePaymentInput } from '../../contract/money.ts'
import { accept, refuse, type Decision, type NewFact } from '../../domain/fact.ts'
import { spendPoints } from '../../domain/loyalty/decide.ts'
import { accountOf, loyaltyAggregate } from '../../domain/loyalty/evolve.ts'
import { noteFiscalMarks, reversePayment, takePayment, type OpenAct, type Till } from '../../domain/money/decide.ts'
import { paymentAggregate } from '../../domain/money/evolve.ts'
import type { FiscalMarks } from '../../domain/money/facts.ts'
import type { MoneyRefusal } from '../../domain/money/refusals.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { PatientId, PaymentId, VisitId } from '../../domain/values/ids.ts'
import { ZERO } from '../../domain/values/money.ts'
import { moveVisit } from '../../domain/visits/decide.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { hasStandingAct } from '../acts/queries.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { spendablePoints } from '../loyalty/queries.ts'
import { settlePoints } from '../loyalty/settle-points.ts'
import { nextNumber } from '../storage/numbers.ts'
import { booksOf, entityOf, owedAt } from './books.ts'

/** Acts of the patient that can be paid at this desk, oldest first. */
const openActs = (desk: Desk, patient: PatientId, entity: string): readonly OpenAct[] => {
  const book = booksOf(desk.db, patient).find((one) => one.entity === entity)
  return (book?.acts ?? [])
    .map((act) => ({ id: act.id, due: book?.settlement.due.get(act.id) ?? ZERO }))
    .filter((act) => act.due > 0)
}

/** The till of this desk as rules see it, without what only a payment needs. */
const tillOf = (desk: Desk): Pick<Till, 'clinic' | 'entity' | 'today'> | null => {
  const { clinic } = desk.identity
  const entity = entityOf(desk.db, clinic)
  return entity === null ? null : { clinic, entity, today: presentAt(desk).today }
}

export const take = (desk: Desk, actor: Actor, input: TakePaymentInput): Decision<NewFact, PaymentRefusal> =>
  desk.journal.atomically(() => {
    const till = tillOf(desk)
    if (till === null) return refuse({ code: 'CLINIC_UNKNOWN' })
    if (desk.journal.state(patientAggregate, input.patient) === null) return refuse({ code: 'PATIENT_UNKNOWN' })
    const state = desk.journal.state(paymentAggregate, input.id)
    const account = desk.journal.state(loyaltyAggregate, accountOf(input.patient))
    const spent = spendPoints(account, { payment: input.id, points: input.points }, till.today)
    if (!spent.ok) return spent
    const paid = takePayment(state, input, {
      ...till,
      open: openActs(desk, input.patient, till.entity),
      spendShare: spendablePoints(desk, input.patient).spendShare,
      nextNumber: () => nextNumber(desk.db, desk.identity.series, 'payment')
    })
    if (!paid.ok) return paid
    const facts = [...paid.facts, ...spent.facts]
    desk.journal.record(authorOf(actor), facts)
    settlePoints(desk, authorOf(actor), input.patient)
    if (input.visit !== null) markPaid(desk, actor, input.visit, input.patient)
    return accept(...facts)
  })

/** A treated visit that was charged and for which nothing is due any more is paid: the desk need not say so twice. */
const markPaid = (desk: Desk, actor: Actor, id: VisitId, patient: PatientId): void => {
  const visit = desk.journal.state(visitAggregate, id)
  if (visit?.state !== 'done' || visit.patient !== patient) return
  // Before there is an act nothing is due either: money that comes then settles something else.
  if (!hasStandingAct(desk.db, id) || owedAt(desk.db, { id, patient }).due > 0) return
  const moved = moveVisit(visit, { id, from: 'done', to: 'paid', reason: null, override: null }, [])
  if (moved.ok) desk.journal.record(authorOf(actor), moved.facts)
}

export const reverse = (
  desk: Desk,
  actor: Actor,
  input: { readonly id: PaymentId; readonly reason: string }
): Decision<NewFact, MoneyRefusal> =>
  desk.journal.atomically(() => {
    const till = tillOf(desk)
    if (till === null) return refuse({ code: 'CLINIC_UNKNOWN' })
    const state = desk.journal.state(paymentAggregate, input.id)
    const reversed = reversePayment(state, input, till)
    if (!reversed.ok || state === null) return reversed
    desk.journal.record(authorOf(actor), reversed.facts)
    settlePoints(desk, authorOf(actor), state.patient)
    return reversed
  })

export const noteMarks = (
  desk: Desk,
  actor: Actor,
  input: { readonly id: PaymentId; readonly marks: FiscalMarks }
): Decision<NewFact, MoneyRefusal> =>
  desk.journal.atomically(() => {
    const noted = noteFiscalMarks(desk.journal.state(paymentAggregate, input.id), input)
    if (noted.ok) desk.journal.record(authorOf(actor), noted.facts)
    return noted
  })
