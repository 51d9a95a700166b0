/** What the tax certificate of a year (КНД 1151156) is made of: money really paid for treatment, by payer and code. */
import { Payer } from '../../domain/money/facts.ts'
import { shareOf } from '../../domain/money/settle.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { addKopecks, subtractKopecks, ZERO, type Kopecks } from '../../domain/values/money.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import { booksOf } from './books.ts'

export interface TaxableSum {
  readonly entity: string
  readonly payer: Payer
  /** Code 1. */
  readonly usual: Kopecks
  /** Code 2. */
  readonly expensive: Kopecks
}

/**
 * For each payer and legal entity, what was paid in a calendar year for this patient. Points, advances not yet spent on
 * treatment and payments reversed are not in it; the codes are those of the acts' lines, shared in proportion.
 */
export const taxableIn = (db: Database, patient: PatientId, year: number): readonly TaxableSum[] => {
  const payers = new Map(
    (
      prepared(db, 'SELECT id, payer FROM payment WHERE patient = ?').all(patient) as { id: string; payer: string }[]
    ).map((row) => [row.id, row.payer])
  )
  const sums = new Map<string, TaxableSum>()
  for (const { entity, acts, payments, settlement } of booksOf(db, patient)) {
    const actById = new Map(acts.map((act) => [act.id, act]))
    const paymentById = new Map(payments.map((payment) => [payment.id, payment]))
    for (const part of settlement.settled) {
      const act = actById.get(part.act)
      const payment = paymentById.get(part.payment)
      const payer = payers.get(part.payment)
      if (act === undefined || payment === undefined || payer === undefined || !payment.date.startsWith(`${year}-`))
        continue
      const money = shareOf(part.amount, payment.money, payment.amount)
      const expensive = shareOf(money, act.expensive, act.total)
      const before = sums.get(`${entity} ${payer}`) ?? {
        entity,
        payer: Payer.parse(JSON.parse(payer)),
        usual: ZERO,
        expensive: ZERO
      }
      sums.set(`${entity} ${payer}`, {
        ...before,
        usual: addKopecks(before.usual, subtractKopecks(money, expensive)),
        expensive: addKopecks(before.expensive, expensive)
      })
    }
  }
  return [...sums.values()]
}
