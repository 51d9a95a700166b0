/** Tables of payments, what they were meant for, and their reversals. */
import { POINT_VALUE } from '../../domain/money/decide.ts'
import { stands, type Payment } from '../../domain/money/evolve.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

/**
 * `payment`: sums in kopecks, `settles` is all that the payment settles, points included; `payer` and `fiscal` are JSON;
 * `standing` is 0 after a reversal. `payment_reversal`: position 0 undoes the payment, others were made apart and count
 * nowhere.
 */
export const paymentProjection = projection<Payment | null>({
  kind: 'payment',
  version: 1,
  tables: ['payment', 'payment_allocation', 'payment_reversal'],
  schema: [
    `CREATE TABLE payment (
      id TEXT PRIMARY KEY, patient TEXT NOT NULL, visit TEXT, clinic TEXT NOT NULL, entity TEXT NOT NULL, number TEXT NOT NULL,
      date TEXT NOT NULL, at TEXT NOT NULL, staff TEXT, device TEXT NOT NULL, payer TEXT NOT NULL, cash INTEGER NOT NULL,
      card INTEGER NOT NULL, points INTEGER NOT NULL, settles INTEGER NOT NULL, tendered INTEGER NOT NULL,
      change INTEGER NOT NULL, standing INTEGER NOT NULL, fiscal TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX payment_of_patient ON payment (patient, date)',
    'CREATE INDEX payment_by_date ON payment (date, clinic)',
    `CREATE TABLE payment_allocation (
      payment TEXT NOT NULL, position INTEGER NOT NULL, act TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (payment, position)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE payment_reversal (
      payment TEXT NOT NULL, position INTEGER NOT NULL, clinic TEXT NOT NULL, date TEXT NOT NULL, at TEXT NOT NULL,
      staff TEXT, device TEXT NOT NULL, reason TEXT NOT NULL, cash INTEGER NOT NULL, card INTEGER NOT NULL,
      PRIMARY KEY (payment, position)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX payment_reversal_by_date ON payment_reversal (date, clinic)'
  ],
  project: (db, id, payment) => {
    prepared(db, 'DELETE FROM payment_allocation WHERE payment = ?').run(id)
    prepared(db, 'DELETE FROM payment_reversal WHERE payment = ?').run(id)
    if (payment === null) {
      prepared(db, 'DELETE FROM payment WHERE id = ?').run(id)
      return
    }
    prepared(db, 'INSERT OR REPLACE INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      id,
      payment.patient,
      payment.visit,
      payment.clinic,
      payment.entity,
      payment.number,
      payment.date,
      payment.at,
      payment.staff,
      payment.device,
      JSON.stringify(payment.payer),
      payment.cash,
      payment.card,
      payment.points,
      payment.cash + payment.card + payment.points * POINT_VALUE,
      payment.tendered,
      payment.change,
      stands(payment) ? 1 : 0,
      JSON.stringify(payment.fiscal)
    )
    payment.allocations.forEach(({ act, amount }, position) => {
      prepared(db, 'INSERT INTO payment_allocation VALUES (?, ?, ?, ?)').run(id, position, act, amount)
    })
    payment.reversals.forEach((one, position) => {
      prepared(db, 'INSERT INTO payment_reversal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        id,
        position,
        one.clinic,
        one.date,
        one.at,
        one.staff,
        one.device,
        one.reason,
        one.cash,
        one.card
      )
    })
  }
})
