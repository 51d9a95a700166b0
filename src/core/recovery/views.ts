/** Tables of incidents, of talks with patients, of slots kept for them and of coupons given. */
import type { Incident, Recovery } from '../../domain/recovery/evolve.ts'
import { outcomeView } from '../../domain/recovery/outcome.ts'
import { projection, type Projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'

export const recoveryProjections: readonly Projection[] = [
  projection<Incident | null>({
    kind: 'incident',
    version: 1,
    tables: ['incident', 'incident_visit'],
    schema: [
      `CREATE TABLE incident (
        id TEXT PRIMARY KEY, number TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, clinic TEXT NOT NULL, doctor TEXT, equipment TEXT,
        from_date TEXT NOT NULL, through_date TEXT NOT NULL, only_visit TEXT, opened_at TEXT NOT NULL, closed_at TEXT
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX incident_by_state ON incident (state, opened_at)',
      'CREATE TABLE incident_visit (incident TEXT NOT NULL, visit TEXT NOT NULL, PRIMARY KEY (incident, visit)) STRICT, WITHOUT ROWID'
    ],
    project: (db, id, incident) => {
      prepared(db, 'DELETE FROM incident_visit WHERE incident = ?').run(id)
      if (incident === null) {
        prepared(db, 'DELETE FROM incident WHERE id = ?').run(id)
        return
      }
      const { subject } = incident
      prepared(db, 'INSERT OR REPLACE INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        id,
        incident.number,
        subject.kind,
        incident.state,
        incident.clinic,
        subject.kind === 'doctor-ill' ? subject.doctor : null,
        subject.kind === 'equipment-down' ? subject.equipment : null,
        incident.from,
        incident.through,
        incident.only,
        incident.openedAt,
        incident.closedAt
      )
      for (const visit of incident.affected)
        prepared(db, 'INSERT OR IGNORE INTO incident_visit VALUES (?, ?)').run(id, visit)
    }
  }),
  projection<Recovery | null>({
    kind: 'recovery',
    version: 1,
    tables: ['recovery_round', 'slot_hold', 'coupon'],
    schema: [
      // One row for each visit and incident that anybody dealt with; `outcome` is the kind of the one that stands.
      `CREATE TABLE recovery_round (
        visit TEXT NOT NULL, incident TEXT NOT NULL, settled TEXT, outcome TEXT, settled_at TEXT, settled_by TEXT, call_back_at TEXT,
        attempts INTEGER NOT NULL, overlooked INTEGER NOT NULL, PRIMARY KEY (visit, incident)
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX recovery_round_of_incident ON recovery_round (incident)',
      `CREATE INDEX recovery_round_promised ON recovery_round (outcome) WHERE outcome IN ('call-back', 'contact-centre')`,
      // Whoever reads this compares `until` with the clock: a hold past it holds nothing.
      `CREATE TABLE slot_hold (
        visit TEXT NOT NULL, incident TEXT NOT NULL, id TEXT NOT NULL, device TEXT NOT NULL, clinic TEXT NOT NULL, doctor TEXT NOT NULL,
        chair TEXT NOT NULL, date TEXT NOT NULL, from_time TEXT NOT NULL, to_time TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (visit, incident)
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX slot_hold_until ON slot_hold (until)',
      `CREATE TABLE coupon (
        number TEXT NOT NULL, visit TEXT NOT NULL, incident TEXT NOT NULL, discount INTEGER NOT NULL, issued_at TEXT NOT NULL,
        PRIMARY KEY (visit, incident)
      ) STRICT, WITHOUT ROWID`
    ],
    project: (db, id, recovery) => {
      for (const table of ['recovery_round', 'slot_hold', 'coupon'] as const)
        prepared(db, `DELETE FROM ${table} WHERE visit = ?`).run(id)
      for (const round of recovery?.rounds ?? []) {
        const { standing, overlooked, attempts } = outcomeView(round)
        const outcome = standing?.outcome ?? null
        prepared(db, 'INSERT INTO recovery_round VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
          id,
          round.incident,
          standing?.id ?? null,
          outcome?.kind ?? null,
          standing?.at ?? null,
          standing?.staff ?? null,
          outcome?.kind === 'call-back' ? outcome.at : null,
          attempts,
          overlooked.length
        )
        if (round.hold !== null) {
          const { id: hold, device, until, slot } = round.hold
          prepared(db, 'INSERT INTO slot_hold VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
            id,
            round.incident,
            hold,
            device,
            slot.clinic,
            slot.doctor,
            slot.chair,
            slot.date,
            slot.from,
            slot.to,
            until
          )
        }
        if (outcome?.kind === 'accepted' && outcome.coupon !== null) {
          prepared(db, 'INSERT INTO coupon VALUES (?, ?, ?, ?, ?)').run(
            outcome.coupon.number,
            id,
            round.incident,
            outcome.coupon.discount,
            standing?.at ?? ''
          )
        }
      }
    }
  })
]
