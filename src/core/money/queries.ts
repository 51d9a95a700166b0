/** Reads money the way the desk looks at it: a patient's account, one payment, a day of the cash desk. */
import type { CashDay, MoneyAccount, PaymentView } from '../../contract/money.ts'
import { FiscalMarks, Payer } from '../../domain/money/facts.ts'
import { pointsLimit } from '../../domain/money/decide.ts'
import { Instant, IsoDate } from '../../domain/values/dates.ts'
import { PatientId, PaymentId, type ClinicId } from '../../domain/values/ids.ts'
import { kopecks, subtractKopecks, sumKopecks, ZERO } from '../../domain/values/money.ts'
import { fullName, PersonName, shortName } from '../../domain/values/person-name.ts'
import { presentAt, type Desk } from '../desk.ts'
import { spendablePoints } from '../loyalty/queries.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import { booksOf, entityOf, type Books } from './books.ts'

interface Row {
  readonly id: string
  readonly number: string
  readonly date: string
  readonly at: string
  readonly patient: string
  readonly patient_name: string | null
  readonly entity: string
  readonly payer: string
  readonly payer_name: string | null
  readonly cash: number
  readonly card: number
  readonly points: number
  readonly settles: number
  readonly tendered: number
  readonly change: number
  readonly fiscal: string
  readonly taken_by: string | null
  readonly reversals: number
  readonly reason: string
  readonly reversed_on: string
  readonly reversed_at: string
  readonly reversed_by: string | null
  readonly back_cash: number
  readonly back_card: number
}

const selectPayments = (where: string): string =>
  `SELECT payment.id, payment.number, payment.date, payment.at, payment.patient, patient.name AS patient_name, payment.entity,
     payment.payer, other.name AS payer_name, payment.cash, payment.card, payment.points, payment.settles, payment.tendered,
     payment.change, payment.fiscal, staff.short_name AS taken_by,
     (SELECT count(*) FROM payment_reversal WHERE payment_reversal.payment = payment.id) AS reversals,
     back.reason, back.date AS reversed_on, back.at AS reversed_at, person.short_name AS reversed_by,
     back.cash AS back_cash, back.card AS back_card
   FROM payment
     LEFT JOIN patient ON patient.id = payment.patient
     LEFT JOIN patient AS other ON other.id = json_extract(payment.payer, '$.patient')
     LEFT JOIN staff ON staff.id = payment.staff
     LEFT JOIN payment_reversal AS back ON back.payment = payment.id AND back.position = 0
     LEFT JOIN staff AS person ON person.id = back.staff
   WHERE ${where} ORDER BY payment.date DESC, payment.at DESC, payment.id DESC`

const nameIn = (json: string | null): PersonName | null => (json === null ? null : PersonName.parse(JSON.parse(json)))
const written = (name: PersonName | null, how: (name: PersonName) => string): string => (name === null ? '' : how(name))

const payerNameOf = (payer: Payer, row: Row): PersonName | null => {
  if (payer.kind === 'person') return payer.name
  return nameIn(payer.kind === 'patient' ? row.patient_name : row.payer_name)
}

type ToView = (row: Row) => PaymentView

/** Shows payments of one patient; the books are indexed once, since a patient may have a thousand of them. */
const viewer = (books: readonly Books[], here: string | null): ToView => {
  const settlesOf = new Map<string, PaymentView['settles']>()
  for (const { acts, settlement } of books) {
    const numbers = new Map(acts.map((act) => [act.id, act.number]))
    for (const { payment, act, amount } of settlement.settled) {
      const known = settlesOf.get(payment) ?? []
      known.push({ act, number: numbers.get(act) ?? '', amount })
      settlesOf.set(payment, known)
    }
  }
  return (row) => toView(row, settlesOf.get(row.id) ?? [], here)
}

const toView = (row: Row, settles: PaymentView['settles'], here: string | null): PaymentView => {
  const payer = Payer.parse(JSON.parse(row.payer))
  const advance = subtractKopecks(kopecks(row.settles), sumKopecks(settles.map((part) => part.amount)))
  return {
    id: PaymentId.parse(row.id),
    number: row.number,
    date: IsoDate.parse(row.date),
    at: Instant.parse(row.at),
    patient: { id: PatientId.parse(row.patient), name: written(nameIn(row.patient_name), fullName) },
    payer,
    payerName: written(payerNameOf(payer, row), fullName),
    payerShort: written(payerNameOf(payer, row), shortName),
    cash: kopecks(row.cash),
    card: kopecks(row.card),
    points: row.points,
    tendered: kopecks(row.tendered),
    change: kopecks(row.change),
    settles,
    advance: row.reversals === 0 ? advance : ZERO,
    takenBy: row.taken_by ?? '',
    reversed:
      row.reversals === 0
        ? null
        : {
            reason: row.reason,
            date: IsoDate.parse(row.reversed_on),
            at: Instant.parse(row.reversed_at),
            by: row.reversed_by ?? '',
            cash: kopecks(row.back_cash),
            card: kopecks(row.back_card)
          },
    reversedTwice: row.reversals > 1,
    fiscal: FiscalMarks.array().parse(JSON.parse(row.fiscal)),
    here: row.entity === here
  }
}

export const paymentById = (desk: Desk, id: PaymentId): PaymentView | null => {
  const row = prepared(desk.db, selectPayments('payment.id = ?')).get(id) as Row | undefined
  if (row === undefined) return null
  return viewer(booksOf(desk.db, PatientId.parse(row.patient)), entityOf(desk.db, desk.identity.clinic))(row)
}

export const moneyAccount = (desk: Desk, patient: PatientId): MoneyAccount => {
  const here = entityOf(desk.db, desk.identity.clinic)
  const books = booksOf(desk.db, patient)
  const payments = prepared(desk.db, selectPayments('payment.patient = ?')).all(patient) as Row[]
  const dueHere = books.find((book) => book.entity === here)?.settlement.debt ?? ZERO
  const spendable = spendablePoints(desk, patient)
  return {
    patient,
    debt: sumKopecks(books.map((book) => book.settlement.debt)),
    dueHere,
    advance: sumKopecks(books.map((book) => book.settlement.advance)),
    acts: books
      .flatMap((book) =>
        book.acts.map((act) => ({
          act: act.id,
          number: act.number,
          date: act.date,
          visit: act.visit,
          total: act.total,
          due: book.settlement.due.get(act.id) ?? ZERO,
          payableHere: book.entity === here
        }))
      )
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.number < b.number ? -1 : 1)),
    payments: payments.map(viewer(books, here)),
    points: { ...spendable, limit: Math.min(spendable.usable, pointsLimit(dueHere, spendable.spendShare)) }
  }
}

interface SumRow {
  readonly cash: number
  readonly card: number
  readonly points: number
  readonly count: number
}

const sumsOf = (row: SumRow): CashDay['received'] => ({
  cash: kopecks(row.cash),
  card: kopecks(row.card),
  points: row.points,
  count: row.count
})

const RECEIVED = 'FROM payment WHERE date = @date AND clinic = @clinic'
const REFUNDED = `FROM payment_reversal AS back JOIN payment ON payment.id = back.payment
  WHERE back.date = @date AND back.clinic = @clinic AND back.position = 0`

const sum = (db: Database, sql: string, given: object): SumRow => prepared(db, sql).get(given) as SumRow

/** The day of a clinic's cash desk. A payment reversed later stays in its own day; the refund is in the day it was made. */
export const cashDay = (desk: Desk, clinic: ClinicId, day: IsoDate | null): CashDay => {
  const { db, identity } = desk
  const date = day ?? presentAt(desk).today
  const totals = (prefix: string): string =>
    `SELECT coalesce(sum(${prefix}.cash), 0) AS cash, coalesce(sum(${prefix}.card), 0) AS card,
       coalesce(sum(payment.points), 0) AS points, count(*) AS count`
  const received = sumsOf(sum(db, `${totals('payment')} ${RECEIVED}`, { date, clinic }))
  const refunded = sumsOf(sum(db, `${totals('back')} ${REFUNDED}`, { date, clinic }))
  const taken = sum(db, `${totals('payment')} ${RECEIVED} AND device = @device`, {
    date,
    clinic,
    device: identity.device
  })
  const given = sum(db, `${totals('back')} ${REFUNDED} AND back.device = @device`, {
    date,
    clinic,
    device: identity.device
  })
  const cash = subtractKopecks(received.cash, refunded.cash)
  const card = subtractKopecks(received.card, refunded.card)
  const here = entityOf(db, identity.clinic)
  const viewers = new Map<string, ToView>()
  const viewOf: ToView = (row) => {
    const known = viewers.get(row.patient) ?? viewer(booksOf(db, PatientId.parse(row.patient)), here)
    viewers.set(row.patient, known)
    return known(row)
  }
  const ofDay = `(payment.date = @date AND payment.clinic = @clinic)
    OR payment.id IN (SELECT payment FROM payment_reversal WHERE date = @date AND clinic = @clinic)`
  return {
    date,
    received,
    refunded,
    net: { cash, card, total: kopecks(cash + card) },
    drawer: kopecks(taken.cash - given.cash),
    byStaff: byStaff(db, date, clinic),
    payments: (prepared(db, selectPayments(ofDay)).all({ date, clinic }) as Row[]).map(viewOf),
    doubtful: (
      prepared(db, 'SELECT count(*) AS n FROM payment_reversal WHERE date = ? AND clinic = ? AND position > 0').get(
        date,
        clinic
      ) as { n: number }
    ).n
  }
}

const byStaff = (db: Database, date: IsoDate, clinic: ClinicId): CashDay['byStaff'] =>
  (
    prepared(
      db,
      `SELECT coalesce(staff.short_name, '') AS name, sum(payment.cash) AS cash, sum(payment.card) AS card, count(*) AS count
       FROM payment LEFT JOIN staff ON staff.id = payment.staff
       WHERE payment.date = ? AND payment.clinic = ? GROUP BY payment.staff ORDER BY name`
    ).all(date, clinic) as { name: string; cash: number; card: number; count: number }[]
  ).map((row) => ({ name: row.name, cash: kopecks(row.cash), card: kopecks(row.card), count: row.count }))
