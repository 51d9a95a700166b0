/** Tables of acts of completed work: what was done, for how much, and whether it still counts. */
import type { Act } from '../../domain/acts/evolve.ts'
import { projection } from '../storage/projection.ts'
import { prepared, putRow } from '../storage/query.ts'

export interface ActTables {
  /** Sums in kopecks; `cancelled` is 1 after a reversal, the row stays. `printed` counts papers, copies included. */
  act: {
    id: string
    patient: string
    visit: string | null
    clinic: string
    doctor: string
    number: string
    date: string
    total: number
    cancelled: number
    issued_at: string
    issued_by: string | null
    printed: number
  }
  /** `discount` in basis points; `sum` is what the line costs. */
  act_line: {
    act: string
    position: number
    service: string
    code: string
    nomenclature: string | null
    name: string
    tooth: string | null
    quantity: number
    price: number
    discount: number
    sum: number
    vat_code: number
    tax_code: number
    doctor: string
    plan: string | null
    plan_line: string | null
    points_allowed: number
  }
}

export const actProjection = projection<Act | null>({
  kind: 'act',
  version: 2,
  tables: ['act', 'act_line'],
  schema: [
    `CREATE TABLE act (
      id TEXT PRIMARY KEY, patient TEXT NOT NULL, visit TEXT, clinic TEXT NOT NULL, doctor TEXT NOT NULL, number TEXT NOT NULL,
      date TEXT NOT NULL, total INTEGER NOT NULL, cancelled INTEGER NOT NULL, issued_at TEXT NOT NULL, issued_by TEXT,
      printed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX act_of_patient ON act (patient, date)',
    'CREATE INDEX act_of_visit ON act (visit) WHERE visit IS NOT NULL',
    'CREATE INDEX act_by_date ON act (date, clinic)',
    'CREATE INDEX act_by_number ON act (number)',
    `CREATE TABLE act_line (
      act TEXT NOT NULL, position INTEGER NOT NULL, service TEXT NOT NULL, code TEXT NOT NULL, nomenclature TEXT, name TEXT NOT NULL,
      tooth TEXT, quantity INTEGER NOT NULL, price INTEGER NOT NULL, discount INTEGER NOT NULL, sum INTEGER NOT NULL,
      vat_code INTEGER NOT NULL, tax_code INTEGER NOT NULL, doctor TEXT NOT NULL, plan TEXT, plan_line TEXT,
      points_allowed INTEGER NOT NULL, PRIMARY KEY (act, position)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX act_line_of_plan ON act_line (plan, plan_line) WHERE plan IS NOT NULL'
  ],
  project: (db, id, act) => {
    prepared(db, 'DELETE FROM act_line WHERE act = ?').run(id)
    if (act === null) {
      prepared(db, 'DELETE FROM act WHERE id = ?').run(id)
      return
    }
    putRow<ActTables['act']>(db, 'act', {
      id,
      patient: act.patient,
      visit: act.visit,
      clinic: act.clinic,
      doctor: act.doctor,
      number: act.number,
      date: act.date,
      total: act.total,
      cancelled: act.reversed === null ? 0 : 1,
      issued_at: act.issuedAt,
      issued_by: act.issuedBy,
      printed: act.printings.length
    })
    act.lines.forEach((line, position) => {
      prepared(db, 'INSERT INTO act_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        id,
        position,
        line.service,
        line.code,
        line.nomenclature,
        line.name,
        line.tooth,
        line.quantity,
        line.price,
        line.discount,
        line.sum,
        line.vatCode,
        line.taxCode,
        line.doctor,
        line.plan?.plan ?? null,
        line.plan?.line ?? null,
        line.pointsAllowed ? 1 : 0
      )
    })
  }
})
