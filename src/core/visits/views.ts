/** Tables of visits and their services. */
import type { Visit } from '../../domain/visits/evolve.ts'
import { projection } from '../storage/projection.ts'
import { prepared, putRow } from '../storage/query.ts'

export interface VisitTables {
  visit: {
    id: string
    patient: string
    clinic: string
    doctor: string
    chair: string
    date: string
    from_time: string
    to_time: string
    state: string
    since: string
    arrived_at: string | null
    note: string | null
    last_move: string | null
    overridden: string
  }
  visit_service: { visit: string; position: number; service: string; tooth: string | null; quantity: number }
}

/** Visits that take somebody's time from now on, in the words of the indexes. */
export const AHEAD = "state IN ('booked', 'arrived', 'in-chair')"

export const visitProjection = projection<Visit | null>({
  kind: 'visit',
  version: 3,
  tables: ['visit', 'visit_service'],
  schema: [
    `CREATE TABLE visit (
      id TEXT PRIMARY KEY, patient TEXT NOT NULL, clinic TEXT NOT NULL, doctor TEXT NOT NULL, chair TEXT NOT NULL, date TEXT NOT NULL,
      from_time TEXT NOT NULL, to_time TEXT NOT NULL, state TEXT NOT NULL, since TEXT NOT NULL, arrived_at TEXT, note TEXT,
      last_move TEXT, overridden TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX visit_by_day ON visit (date, clinic, from_time)',
    'CREATE INDEX visit_of_patient ON visit (patient, date)',
    'CREATE INDEX visit_of_doctor ON visit (doctor, date)',
    // Only of visits still to come and under way, so that «who shares a doctor or a chair» reads nothing of the past.
    `CREATE INDEX visit_ahead ON visit (clinic, date, from_time, to_time, doctor, chair) WHERE ${AHEAD}`,
    `CREATE INDEX visit_ahead_of_doctor ON visit (doctor, date, from_time, to_time) WHERE ${AHEAD}`,
    `CREATE INDEX visit_ahead_in_chair ON visit (chair, date, from_time, to_time) WHERE ${AHEAD}`,
    `CREATE TABLE visit_service (
      visit TEXT NOT NULL, position INTEGER NOT NULL, service TEXT NOT NULL, tooth TEXT, quantity INTEGER NOT NULL,
      PRIMARY KEY (visit, position)
    ) STRICT, WITHOUT ROWID`
  ],
  project: (db, id, visit) => {
    if (visit === null) {
      prepared(db, 'DELETE FROM visit WHERE id = ?').run(id)
      prepared(db, 'DELETE FROM visit_service WHERE visit = ?').run(id)
      return
    }
    const { slot } = visit
    putRow<VisitTables['visit']>(db, 'visit', {
      id,
      patient: visit.patient,
      clinic: slot.clinic,
      doctor: slot.doctor,
      chair: slot.chair,
      date: slot.date,
      from_time: slot.from,
      to_time: slot.to,
      state: visit.state,
      since: visit.since,
      arrived_at: visit.arrivedAt,
      note: visit.note,
      last_move: visit.moves.at(-1)?.id ?? null,
      overridden: JSON.stringify(visit.overriddenConsents)
    })
    // Most moves leave the services as they are: those rows are then looked at, not written.
    visit.services.forEach((one, position) => {
      prepared(
        db,
        `INSERT INTO visit_service VALUES (?, ?, ?, ?, ?) ON CONFLICT (visit, position) DO UPDATE
           SET service = excluded.service, tooth = excluded.tooth, quantity = excluded.quantity
           WHERE service <> excluded.service OR tooth IS NOT excluded.tooth OR quantity <> excluded.quantity`
      ).run(id, position, one.service, one.tooth, one.quantity)
    })
    prepared(db, 'DELETE FROM visit_service WHERE visit = ? AND position >= ?').run(id, visit.services.length)
  }
})
