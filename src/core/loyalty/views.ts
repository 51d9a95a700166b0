/** Tables of loyalty accounts and the cards that open them. */
import { balanceOn } from '../../domain/loyalty/balance.ts'
import { activeCards, type LoyaltyAccount } from '../../domain/loyalty/evolve.ts'
import type { Database } from '../storage/database.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

/**
 * One number may stand under two accounts: a blank that two desks gave apart. `blocked` is the reason, null while the card
 * opens the account; `printed` counts how often it came out of a card printer; `lacking` is 1 for an account of which more was
 * spent than it had and nobody has settled it (what came in since must be counted by the day). `loyalty_shared` names the numbers that open several accounts.
 */
export const loyaltyProjection = projection<LoyaltyAccount | null>({
  kind: 'loyalty-account',
  version: 2,
  tables: ['loyalty_account', 'loyalty_card', 'loyalty_shared'],
  schema: [
    `CREATE TABLE loyalty_account (
      id TEXT PRIMARY KEY, patient TEXT NOT NULL, joined_on TEXT NOT NULL, lacking INTEGER NOT NULL, open_cards INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX loyalty_account_lacking ON loyalty_account (patient) WHERE lacking = 1',
    `CREATE TABLE loyalty_card (
      number TEXT NOT NULL, account TEXT NOT NULL, source TEXT NOT NULL, issued_on TEXT NOT NULL, issued_at TEXT NOT NULL,
      replaces TEXT, blocked TEXT, blocked_on TEXT, printed INTEGER NOT NULL, PRIMARY KEY (number, account)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX loyalty_card_of_account ON loyalty_card (account)',
    'CREATE INDEX loyalty_account_with_two ON loyalty_account (patient) WHERE open_cards > 1',
    'CREATE TABLE loyalty_shared (number TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
    'CREATE INDEX loyalty_card_by_day ON loyalty_card (issued_on)'
  ],
  project: (db, id, account) => {
    const touched = new Set(numbersOf(db, id))
    prepared(db, 'DELETE FROM loyalty_card WHERE account = ?').run(id)
    if (account === null) {
      prepared(db, 'DELETE FROM loyalty_account WHERE id = ?').run(id)
      for (const number of touched) noteShared(db, number)
      return
    }
    prepared(db, 'INSERT OR REPLACE INTO loyalty_account VALUES (?, ?, ?, ?, ?)').run(
      id,
      account.patient,
      account.joinedOn,
      lacked(account) ? 1 : 0,
      activeCards(account).length
    )
    for (const card of account.cards) {
      prepared(db, 'INSERT INTO loyalty_card VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        card.number,
        id,
        card.source,
        card.issuedOn,
        card.issuedAt,
        card.replaces,
        card.blocked?.reason ?? null,
        card.blocked?.on ?? null,
        card.printings.length
      )
      touched.add(card.number)
    }
    for (const number of touched) noteShared(db, number)
  }
})

const numbersOf = (db: Database, account: string): readonly string[] =>
  (prepared(db, 'SELECT number FROM loyalty_card WHERE account = ?').all(account) as { number: string }[]).map(
    (row) => row.number
  )

/** Looked at whenever an account that holds the number changes, so that listing what is shared reads no cards. */
const noteShared = (db: Database, number: string): void => {
  const { n } = prepared(db, 'SELECT count(*) AS n FROM loyalty_card WHERE number = ? AND blocked IS NULL').get(
    number
  ) as { n: number }
  prepared(
    db,
    n > 1 ? 'INSERT OR IGNORE INTO loyalty_shared VALUES (?)' : 'DELETE FROM loyalty_shared WHERE number = ?'
  ).run(number)
}

/** On the day of the last spending: from then on a lack only becomes less. */
const lacked = (account: LoyaltyAccount): boolean => {
  const last = account.spends
    .map((spend) => spend.date)
    .toSorted()
    .at(-1)
  return last !== undefined && balanceOn(account, last).unsettled.length > 0
}
