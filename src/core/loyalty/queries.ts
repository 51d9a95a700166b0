/** Reads the programme: a patient's account, the patient behind a card, what the loyalty page shows. */
import type { CardLookup, LoyaltyPage, LoyaltyView } from '../../contract/loyalty.ts'
import { balanceOn } from '../../domain/loyalty/balance.ts'
import { CardNumber } from '../../domain/loyalty/card-number.ts'
import { accountOf, activeCards, loyaltyAggregate } from '../../domain/loyalty/evolve.ts'
import { BlockReason, CardSource } from '../../domain/loyalty/facts.ts'
import { LOYALTY_PROGRAMME, loyaltyProgrammeAggregate, ruleOn, type LoyaltyRule } from '../../domain/loyalty/rules.ts'
import { IsoDate } from '../../domain/values/dates.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { fullName, PersonName } from '../../domain/values/person-name.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

type Holder = { readonly id: PatientId; readonly name: string }

const holder = (row: { readonly patient: string; readonly name: string | null }): Holder => ({
  id: PatientId.parse(row.patient),
  name: row.name === null ? '' : fullName(PersonName.parse(JSON.parse(row.name)))
})

interface CardRow {
  readonly number: string
  readonly patient: string
  readonly name: string | null
  readonly issued_on: string
  readonly source: string
  readonly blocked: string | null
  readonly blocked_on: string | null
}

const CARDS = `SELECT loyalty_card.number, loyalty_account.patient, patient.name, loyalty_card.issued_on, loyalty_card.source,
    loyalty_card.blocked, loyalty_card.blocked_on
  FROM loyalty_card
    JOIN loyalty_account ON loyalty_account.id = loyalty_card.account
    LEFT JOIN patient ON patient.id = loyalty_account.patient`

const rowsByNumber = (db: Database, number: CardNumber): readonly CardRow[] =>
  prepared(db, `${CARDS} WHERE loyalty_card.number = ? ORDER BY loyalty_card.issued_at, loyalty_account.id`).all(
    number
  ) as CardRow[]

/** Whether the number was ever given to anybody, as far as this desk knows. */
export const isCardUsed = (db: Database, number: CardNumber): boolean =>
  prepared(db, 'SELECT 1 FROM loyalty_card WHERE number = ? LIMIT 1').get(number) !== undefined

/** The rule in force today. */
export const currentRule = (desk: Desk): LoyaltyRule =>
  ruleOn(desk.journal.state(loyaltyProgrammeAggregate, LOYALTY_PROGRAMME), presentAt(desk).today)

/** Points that could be given now, and the share of a payment that may be given in them. */
export const spendablePoints = (
  desk: Desk,
  patient: PatientId
): { readonly usable: number; readonly spendShare: number } => {
  const account = desk.journal.state(loyaltyAggregate, accountOf(patient))
  return {
    usable: account === null ? 0 : balanceOn(account, presentAt(desk).today).usable,
    spendShare: currentRule(desk).spendShare
  }
}

/** The patient's account as the desk shows it; null when the patient is not in the programme. */
export const loyaltyOf = (desk: Desk, patient: PatientId): LoyaltyView | null => {
  const account = desk.journal.state(loyaltyAggregate, accountOf(patient))
  if (account === null) return null
  const active = activeCards(account)
  const cards = account.cards.toReversed().map((card) => ({
    number: card.number,
    source: card.source,
    issuedOn: card.issuedOn,
    replaces: card.replaces,
    blocked: card.blocked,
    printed: card.printings.length,
    alsoHeldBy: rowsByNumber(desk.db, card.number)
      .filter((row) => row.patient !== patient && row.blocked === null)
      .map(holder)
  }))
  const shared = cards.some((card) => card.blocked === null && card.alsoHeldBy.length > 0)
  const name = prepared(desk.db, 'SELECT name FROM patient WHERE id = ?').get(patient) as { name: string } | undefined
  return {
    patient: holder({ patient, name: name?.name ?? null }),
    joinedOn: account.joinedOn,
    card: active[0]?.number ?? null,
    cards,
    ...balanceOn(account, presentAt(desk).today),
    conflict: shared ? 'shared-number' : active.length > 1 ? 'two-cards' : null
  }
}

/** What the strip of the patient shows; cheaper than the whole account. */
export const loyaltyFigures = (
  desk: Desk,
  patient: PatientId
): {
  readonly card: CardNumber | null
  readonly points: number
  /** Credited later, the first of it on that day. */
  readonly coming: { readonly points: number; readonly on: IsoDate } | null
} => {
  const account = desk.journal.state(loyaltyAggregate, accountOf(patient))
  if (account === null) return { card: null, points: 0, coming: null }
  const { usable, waiting, nextUsableFrom } = balanceOn(account, presentAt(desk).today)
  return {
    card: activeCards(account)[0]?.number ?? null,
    points: usable,
    coming: nextUsableFrom === null ? null : { points: waiting, on: nextUsableFrom }
  }
}

/** Whom a scanned or typed number belongs to. */
export const cardByNumber = (db: Database, text: string): CardLookup => {
  const parsed = CardNumber.safeParse(text.replaceAll(/\s/g, ''))
  if (!parsed.success) return { kind: 'not-a-card' }
  const number = parsed.data
  const rows = rowsByNumber(db, number)
  const open = rows.filter((row) => row.blocked === null)
  const [first, second] = open
  if (first !== undefined && second !== undefined) return { kind: 'shared', patients: open.map(holder), number }
  if (first !== undefined) return { kind: 'patient', patient: holder(first), number }
  const last = rows.at(-1)
  if (last === undefined) return { kind: 'blank', number }
  const reason = BlockReason.parse(last.blocked)
  return { kind: 'blocked', patient: holder(last), number, reason, on: IsoDate.parse(last.blocked_on) }
}

/** Patients whose card this is; nobody for a text that is no card number. A blocked card still tells whose it was. */
export const patientsByCard = (db: Database, text: string): readonly PatientId[] => {
  const found = cardByNumber(db, text)
  if (found.kind === 'shared') return found.patients.map((one) => one.id)
  return found.kind === 'patient' || found.kind === 'blocked' ? [found.patient.id] : []
}

const RECENT = 50

export const loyaltyPage = (desk: Desk): LoyaltyPage => {
  const { db } = desk
  const { today } = presentAt(desk)
  const count = (sql: string, ...given: readonly string[]): number =>
    (prepared(db, sql).get(...given) as { n: number }).n
  const recent = prepared(db, `${CARDS} ORDER BY loyalty_card.issued_on DESC, loyalty_card.issued_at DESC LIMIT ?`).all(
    RECENT
  ) as CardRow[]
  const { version, accrual, usableAfterDays, expireAfterDays, spendShare } = currentRule(desk)
  return {
    accounts: count('SELECT count(*) AS n FROM loyalty_account'),
    issuedToday: count('SELECT count(*) AS n FROM loyalty_card WHERE issued_on = ?', today),
    rule: { version, accrual, usableAfterDays, expireAfterDays, spendShare },
    recent: recent.map((row) => ({
      number: CardNumber.parse(row.number),
      patient: holder(row),
      issuedOn: IsoDate.parse(row.issued_on),
      source: CardSource.parse(row.source),
      blocked: row.blocked === null ? null : BlockReason.parse(row.blocked)
    }))
  }
}
