/** Brings a patient's points in line with what their money settles now; called after whatever changes that. */
import { trueUp, type EarningMoney } from '../../domain/loyalty/accrual.ts'
import { accountOf, loyaltyAggregate } from '../../domain/loyalty/evolve.ts'
import { LOYALTY_PROGRAMME, loyaltyProgrammeAggregate } from '../../domain/loyalty/rules.ts'
import { shareOf } from '../../domain/money/settle.ts'
import { PaymentId, type PatientId } from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'
import { booksOf } from '../money/books.ts'
import type { Database } from '../storage/database.ts'
import type { Author } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'

const earningMoney = (db: Database, patient: PatientId): readonly EarningMoney[] =>
  booksOf(db, patient).flatMap(({ acts, payments, settlement }) => {
    const actById = new Map(acts.map((act) => [act.id, act]))
    const paymentById = new Map(payments.map((payment) => [payment.id, payment]))
    return settlement.settled.flatMap((part): readonly EarningMoney[] => {
      const act = actById.get(part.act)
      const payment = paymentById.get(part.payment)
      if (act === undefined || payment === undefined) return []
      // Points given in the payment earn nothing: only its money does.
      const money = shareOf(part.amount, payment.money, payment.amount)
      const day = act.date > payment.date ? act.date : payment.date
      return [{ payment: part.payment, act: part.act, base: shareOf(money, act.earning, act.total), day }]
    })
  })

const reversedPayments = (db: Database, patient: PatientId): ReadonlySet<PaymentId> =>
  new Set(
    (prepared(db, 'SELECT id FROM payment WHERE patient = ? AND standing = 0').all(patient) as { id: string }[]).map(
      (row) => PaymentId.parse(row.id)
    )
  )

/** To be called inside the transaction that recorded a payment, a reversal, an act or an act's cancellation. */
export const settlePoints = (desk: Desk, author: Author, patient: PatientId): void => {
  const account = desk.journal.state(loyaltyAggregate, accountOf(patient))
  if (account === null) return
  const programme = desk.journal.state(loyaltyProgrammeAggregate, LOYALTY_PROGRAMME)
  const facts = trueUp(account, programme, earningMoney(desk.db, patient), reversedPayments(desk.db, patient))
  if (facts.length > 0) desk.journal.record(author, facts)
}
