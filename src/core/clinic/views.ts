/** Tables of reference data (clinics, chairs, equipment, price list, shifts) and the questions screens ask of them. */
import type { Chair, Equipment, Service, Shift } from '../../domain/clinic/evolve.ts'
import { ClinicDescription, PriceLine } from '../../domain/clinic/facts.ts'
import { ServiceId, type ClinicId } from '../../domain/values/ids.ts'
import type { Database } from '../storage/database.ts'
import { projection, type Projection } from '../storage/projection.ts'
import { prepared, queryBuilder, rows } from '../storage/query.ts'

export interface ClinicTables {
  clinic: { id: string; name: string; short_name: string; zone: string; description: string }
  chair: { id: string; clinic: string; name: string }
  equipment: { id: string; clinic: string; chair: string | null; name: string; kind: string; down: string | null }
  /** `line` is the whole price line as JSON (see PriceLine); `search` its name and codes in lower case with ё as е. */
  service: {
    id: string
    code: string
    name: string
    category: string
    price: number
    active: number
    search: string
    line: string
  }
  shift: {
    id: string
    doctor: string
    clinic: string
    chair: string
    date: string
    from_time: string
    to_time: string
    withdrawn: string | null
  }
}

const query = queryBuilder<ClinicTables>()

export const clinicProjections: readonly Projection[] = [
  projection<ClinicDescription | null>({
    kind: 'clinic',
    version: 1,
    tables: ['clinic'],
    schema: [
      'CREATE TABLE clinic (id TEXT PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL, zone TEXT NOT NULL, description TEXT NOT NULL) STRICT, WITHOUT ROWID'
    ],
    project: (db, id, clinic) => {
      if (clinic === null) return void prepared(db, 'DELETE FROM clinic WHERE id = ?').run(id)
      prepared(db, 'INSERT OR REPLACE INTO clinic VALUES (?, ?, ?, ?, ?)').run(
        id,
        clinic.name,
        clinic.shortName,
        clinic.zone,
        JSON.stringify(clinic)
      )
    }
  }),
  projection<Chair | null>({
    kind: 'chair',
    version: 1,
    tables: ['chair'],
    schema: [
      'CREATE TABLE chair (id TEXT PRIMARY KEY, clinic TEXT NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID'
    ],
    project: (db, id, chair) => {
      if (chair === null) return void prepared(db, 'DELETE FROM chair WHERE id = ?').run(id)
      prepared(db, 'INSERT OR REPLACE INTO chair VALUES (?, ?, ?)').run(id, chair.clinic, chair.name)
    }
  }),
  projection<Equipment | null>({
    kind: 'equipment',
    version: 1,
    tables: ['equipment'],
    schema: [
      'CREATE TABLE equipment (id TEXT PRIMARY KEY, clinic TEXT NOT NULL, chair TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, down TEXT) STRICT, WITHOUT ROWID'
    ],
    project: (db, id, one) => {
      if (one === null) return void prepared(db, 'DELETE FROM equipment WHERE id = ?').run(id)
      prepared(db, 'INSERT OR REPLACE INTO equipment VALUES (?, ?, ?, ?, ?, ?)').run(
        id,
        one.clinic,
        one.chair,
        one.name,
        one.kind,
        one.down === null ? null : JSON.stringify(one.down)
      )
    }
  }),
  projection<Service | null>({
    kind: 'service',
    version: 1,
    tables: ['service'],
    schema: [
      'CREATE TABLE service (id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL, price INTEGER NOT NULL, active INTEGER NOT NULL, search TEXT NOT NULL, line TEXT NOT NULL) STRICT, WITHOUT ROWID'
    ],
    project: (db, id, service) => {
      if (service === null) return void prepared(db, 'DELETE FROM service WHERE id = ?').run(id)
      const search = `${service.code} ${service.nomenclature ?? ''} ${service.name}`.toLowerCase().replaceAll('ё', 'е')
      prepared(db, 'INSERT OR REPLACE INTO service VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
        id,
        service.code,
        service.name,
        service.category,
        service.price,
        service.active ? 1 : 0,
        search,
        JSON.stringify(service)
      )
    }
  }),
  projection<Shift | null>({
    kind: 'shift',
    version: 1,
    tables: ['shift'],
    schema: [
      'CREATE TABLE shift (id TEXT PRIMARY KEY, doctor TEXT NOT NULL, clinic TEXT NOT NULL, chair TEXT NOT NULL, date TEXT NOT NULL, from_time TEXT NOT NULL, to_time TEXT NOT NULL, withdrawn TEXT) STRICT, WITHOUT ROWID',
      'CREATE INDEX shift_by_date ON shift (date, clinic)'
    ],
    project: (db, id, shift) => {
      if (shift === null) return void prepared(db, 'DELETE FROM shift WHERE id = ?').run(id)
      prepared(db, 'INSERT OR REPLACE INTO shift VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
        id,
        shift.doctor,
        shift.clinic,
        shift.chair,
        shift.date,
        shift.from,
        shift.to,
        shift.withdrawn
      )
    }
  })
]

/** The clinic as its papers state it; null before head office has described it. */
export const clinicById = (db: Database, id: ClinicId): ClinicDescription | null => {
  const row = prepared(db, 'SELECT description FROM clinic WHERE id = ?').get(id) as { description: string } | undefined
  return row === undefined ? null : ClinicDescription.parse(JSON.parse(row.description))
}

export type PricedService = PriceLine & { readonly id: ServiceId; readonly active: boolean }

const toService = (row: { id: string; active: number; line: string }): PricedService => ({
  ...PriceLine.parse(JSON.parse(row.line)),
  id: ServiceId.parse(row.id),
  active: row.active === 1
})

export const serviceById = (db: Database, id: ServiceId): PricedService | null => {
  const row = prepared(db, 'SELECT id, active, line FROM service WHERE id = ?').get(id) as
    | { id: string; active: number; line: string }
    | undefined
  return row === undefined ? null : toService(row)
}

/** Services whose code or name holds every word, cheapest names first by category; all active ones for an empty text. */
export const findServices = (db: Database, text: string, limit: number): readonly PricedService[] => {
  let found = query.selectFrom('service').select(['id', 'active', 'line']).where('active', '=', 1)
  for (const word of text.toLowerCase().replaceAll('ё', 'е').split(/\s+/).filter(Boolean)) {
    found = found.where('search', 'like', `%${word.replaceAll(/[%_]/g, '')}%`)
  }
  return rows(db, found.orderBy('category').orderBy('code').limit(limit)).map(toService)
}
