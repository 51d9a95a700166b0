/**
 * The books of a patient: what is owed to each legal entity of the network and what settles it. Other capabilities ask
 * `debtOf` for the figure, `owedAt` for a visit, and `booksOf` for the whole.
 */
import { settle, type OwedAct, type Settlement, type StandingPayment } from '../../domain/money/settle.ts'
import { LegalEntity } from '../../domain/money/facts.ts'
import { IsoDate } from '../../domain/values/dates.ts'
import { ActId, PaymentId, VisitId, type ClinicId, type PatientId } from '../../domain/values/ids.ts'
import { kopecks, ZERO, type Kopecks } from '../../domain/values/money.ts'
import { clinicById } from '../clinic/views.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

/** Whose act it is: the clinic's legal entity; of a clinic not described yet, the clinic itself. */
const ENTITY_OF_ACT = `coalesce((SELECT json_extract(clinic.description, '$.inn') FROM clinic WHERE clinic.id = act.clinic), act.clinic)`

export interface BookedAct extends OwedAct {
  readonly number: string
  readonly visit: VisitId | null
  /** Of the total, what earns loyalty points. */
  readonly earning: Kopecks
  /** Of the total, what the tax certificate counts as expensive treatment (code 2). */
  readonly expensive: Kopecks
}

export interface BookedPayment extends StandingPayment {
  /** Cash and card; `amount` holds the points too. */
  readonly money: Kopecks
}

/** Money of one patient with one legal entity; entities never settle each other's acts. */
export interface Books {
  readonly entity: string
  readonly acts: readonly BookedAct[]
  readonly payments: readonly BookedPayment[]
  readonly settlement: Settlement
}

interface ActRow {
  readonly id: string
  readonly entity: string
  readonly number: string
  readonly visit: string | null
  readonly date: string
  readonly total: number
  readonly earning: number
  readonly expensive: number
}

const actsOf = (db: Database, patient: PatientId): readonly ActRow[] =>
  prepared(
    db,
    `SELECT act.id, ${ENTITY_OF_ACT} AS entity, act.number, act.visit, act.date, act.total,
       coalesce((SELECT sum(sum) FROM act_line WHERE act_line.act = act.id AND points_allowed = 1), 0) AS earning,
       coalesce((SELECT sum(sum) FROM act_line WHERE act_line.act = act.id AND tax_code = 2), 0) AS expensive
     FROM act WHERE patient = ? AND cancelled = 0 ORDER BY date, id`
  ).all(patient) as ActRow[]

interface PaymentRow {
  readonly id: string
  readonly entity: string
  readonly date: string
  readonly money: number
  readonly settles: number
  readonly allocations: string
}

const paymentsOf = (db: Database, patient: PatientId): readonly PaymentRow[] =>
  prepared(
    db,
    `SELECT id, entity, date, cash + card AS money, settles,
       (SELECT json_group_array(json_object('act', act, 'amount', amount) ORDER BY position)
        FROM payment_allocation WHERE payment_allocation.payment = payment.id) AS allocations
     FROM payment WHERE patient = ? AND standing = 1 ORDER BY date, id`
  ).all(patient) as PaymentRow[]

/** One book for each legal entity that has an act or a payment of the patient. */
export const booksOf = (db: Database, patient: PatientId): readonly Books[] => {
  const acts = new Map<string, BookedAct[]>()
  const payments = new Map<string, BookedPayment[]>()
  for (const row of actsOf(db, patient)) {
    list(acts, row.entity).push({
      id: ActId.parse(row.id),
      number: row.number,
      visit: row.visit === null ? null : VisitId.parse(row.visit),
      date: IsoDate.parse(row.date),
      total: kopecks(row.total),
      earning: kopecks(row.earning),
      expensive: kopecks(row.expensive)
    })
  }
  for (const row of paymentsOf(db, patient)) {
    const meant = JSON.parse(row.allocations) as readonly { act: string; amount: number }[]
    list(payments, row.entity).push({
      id: PaymentId.parse(row.id),
      date: IsoDate.parse(row.date),
      money: kopecks(row.money),
      amount: kopecks(row.settles),
      allocations: meant.map((one) => ({ act: ActId.parse(one.act), amount: kopecks(one.amount) }))
    })
  }
  return [...new Set([...acts.keys(), ...payments.keys()])].map((entity) => {
    const owed = acts.get(entity) ?? []
    const paid = payments.get(entity) ?? []
    return { entity, acts: owed, payments: paid, settlement: settle(owed, paid) }
  })
}

const list = <Item>(lists: Map<string, Item[]>, key: string): Item[] => {
  const known = lists.get(key)
  if (known !== undefined) return known
  const fresh: Item[] = []
  lists.set(key, fresh)
  return fresh
}

export interface Standing {
  readonly debt: Kopecks
  readonly advance: Kopecks
}

/** What the patient owes and has paid ahead, over all legal entities: acts that stand less payments that stand. */
export const debtOf = (db: Database, patient: PatientId): Standing => {
  const balances = prepared(
    db,
    `SELECT sum(amount) AS balance FROM (
       SELECT ${ENTITY_OF_ACT} AS entity, act.total AS amount FROM act WHERE act.patient = @patient AND act.cancelled = 0
       UNION ALL
       SELECT entity, -settles FROM payment WHERE patient = @patient AND standing = 1
     ) GROUP BY entity`
  ).all({ patient }) as { balance: number }[]
  let debt = 0
  let advance = 0
  for (const { balance } of balances) {
    if (balance > 0) debt += balance
    else advance -= balance
  }
  return { debt: kopecks(debt), advance: kopecks(advance) }
}

/** What is still due for a visit, and for everything else of its patient. */
export const owedAt = (
  db: Database,
  visit: { readonly id: VisitId; readonly patient: PatientId }
): { readonly due: Kopecks; readonly earlier: Kopecks } => {
  const { debt } = debtOf(db, visit.patient)
  if (debt === 0) return { due: ZERO, earlier: ZERO }
  let due = 0
  for (const { acts, settlement } of booksOf(db, visit.patient)) {
    for (const act of acts) if (act.visit === visit.id) due += settlement.due.get(act.id) ?? 0
  }
  return { due: kopecks(due), earlier: kopecks(debt - due) }
}

/** The legal entity that takes money at a clinic; null before head office has described the clinic. */
export const entityOf = (db: Database, clinic: ClinicId): LegalEntity | null => {
  const inn = clinicById(db, clinic)?.inn
  return inn === undefined ? null : LegalEntity.parse(inn)
}
