/** Tables of loyalty accounts and the cards that open them. */
import type { LoyaltyAccount } from '../../domain/loyalty/evolve.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

/**
 * One number may stand under two accounts: a blank that two desks gave apart. `blocked` is the reason, null while the card
 * opens the account; `printed` counts how often it came out of a card printer.
 */
export const loyaltyProjection = projection<LoyaltyAccount | null>({
  kind: 'loyalty-account',
  version: 1,
  tables: ['loyalty_account', 'loyalty_card'],
  schema: [
    'CREATE TABLE loyalty_account (id TEXT PRIMARY KEY, patient TEXT NOT NULL, joined_on TEXT NOT NULL) STRICT, WITHOUT ROWID',
    `CREATE TABLE loyalty_card (
      number TEXT NOT NULL, account TEXT NOT NULL, source TEXT NOT NULL, issued_on TEXT NOT NULL, issued_at TEXT NOT NULL,
      replaces TEXT, blocked TEXT, blocked_on TEXT, printed INTEGER NOT NULL, PRIMARY KEY (number, account)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX loyalty_card_of_account ON loyalty_card (account)',
    'CREATE INDEX loyalty_card_by_day ON loyalty_card (issued_on)'
  ],
  project: (db, id, account) => {
    prepared(db, 'DELETE FROM loyalty_card WHERE account = ?').run(id)
    if (account === null) {
      prepared(db, 'DELETE FROM loyalty_account WHERE id = ?').run(id)
      return
    }
    prepared(db, 'INSERT OR REPLACE INTO loyalty_account VALUES (?, ?, ?)').run(id, account.patient, account.joinedOn)
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
    }
  }
})
