/** Accounts that a person must settle: points spent apart, one card for two people, two cards for one; for the list of tasks. */
import type { ConflictTask, EnteredBy } from '../../contract/tasks.ts'
import { balanceOn } from '../../domain/loyalty/balance.ts'
import { CardNumber } from '../../domain/loyalty/card-number.ts'
import { accountOf, loyaltyAggregate } from '../../domain/loyalty/evolve.ts'
import { CardIssued, PointsSpent } from '../../domain/loyalty/facts.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { fullName, PersonName } from '../../domain/values/person-name.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import { enteredBy } from '../tasks/entered-by.ts'

/** Accounts that lacked points once; whether they still do depends on the day. */
const lacking = (desk: Desk) => {
  const { today } = presentAt(desk)
  return (
    prepared(desk.db, 'SELECT patient FROM loyalty_account WHERE lacking = 1').all() as { patient: string }[]
  ).flatMap((row) => {
    const patient = PatientId.parse(row.patient)
    const account = desk.journal.state(loyaltyAggregate, accountOf(patient))
    const unsettled = account === null ? [] : balanceOn(account, today).unsettled
    return unsettled.length === 0 ? [] : [{ patient, unsettled }]
  })
}

const sharedNumbers = (db: Database): readonly CardNumber[] =>
  (prepared(db, 'SELECT number FROM loyalty_shared').all() as { number: string }[]).map((row) =>
    CardNumber.parse(row.number)
  )
const holdersOfTwo = (db: Database): readonly PatientId[] =>
  (prepared(db, 'SELECT patient FROM loyalty_account WHERE open_cards > 1').all() as { patient: string }[]).map((row) =>
    PatientId.parse(row.patient)
  )

export const countLoyaltyConflicts = (desk: Desk): number =>
  lacking(desk).length + sharedNumbers(desk.db).length + holdersOfTwo(desk.db).length

export const loyaltyConflicts = (desk: Desk): readonly ConflictTask[] => [
  ...lacking(desk).map(({ patient, unsettled }): ConflictTask => ({
    kind: 'overspent',
    key: `points ${patient}`,
    patient: person(desk, patient),
    points: unsettled.reduce((sum, lack) => sum + lack.points, 0),
    spends: spendsOf(desk, patient)
  })),
  ...sharedNumbers(desk.db).map((number): ConflictTask => ({
    kind: 'shared-card',
    key: `card ${number}`,
    number,
    holders: (
      prepared(desk.db, 'SELECT account FROM loyalty_card WHERE number = ? AND blocked IS NULL ORDER BY issued_at').all(
        number
      ) as { account: string }[]
    ).flatMap((row) => {
      const patient = PatientId.parse(row.account)
      const entered = issuedBy(desk, patient, number)
      return entered === null ? [] : [{ patient: person(desk, patient), entered }]
    })
  })),
  ...holdersOfTwo(desk.db).map((patient): ConflictTask => ({
    kind: 'two-cards',
    key: `cards ${patient}`,
    patient: person(desk, patient),
    cards: (
      prepared(desk.db, 'SELECT number FROM loyalty_card WHERE account = ? AND blocked IS NULL ORDER BY issued_at').all(
        patient
      ) as { number: string }[]
    ).flatMap((row) => {
      const number = CardNumber.parse(row.number)
      const entered = issuedBy(desk, patient, number)
      return entered === null ? [] : [{ number, entered }]
    })
  }))
]

const person = (desk: Desk, id: PatientId): { readonly id: PatientId; readonly name: string } => {
  const row = prepared(desk.db, 'SELECT name FROM patient WHERE id = ?').get(id) as { name: string } | undefined
  return { id, name: row === undefined ? '' : fullName(PersonName.parse(JSON.parse(row.name))) }
}

const issuedBy = (desk: Desk, patient: PatientId, number: CardNumber): EnteredBy | null => {
  const issue = desk.journal
    .history(loyaltyAggregate.kind, accountOf(patient))
    .find((fact) => CardIssued.payload.safeParse(fact.payload).data?.number === number)?.provenance
  return issue === undefined ? null : enteredBy(desk, { ...issue, by: issue.staff })
}

/** The last payments that took points, newest first: those of one day on two desks are mostly the cause. */
const SHOWN_SPENDS = 3
const spendsOf = (desk: Desk, patient: PatientId) => {
  const spends = desk.journal.state(loyaltyAggregate, accountOf(patient))?.spends ?? []
  const standing = new Set<string>(spends.map((spend) => spend.payment))
  return desk.journal
    .history(loyaltyAggregate.kind, accountOf(patient))
    .flatMap((fact) => {
      if (fact.type !== PointsSpent.type) return []
      const spent = PointsSpent.payload.safeParse(fact.payload).data
      if (spent === undefined || !standing.has(spent.payment)) return []
      return [{ points: spent.points, entered: enteredBy(desk, { ...fact.provenance, by: fact.provenance.staff }) }]
    })
    .slice(-SHOWN_SPENDS)
    .toReversed()
}
