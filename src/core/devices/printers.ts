/** The printers that were set up on this workstation. Settings of this machine, not facts: nobody else needs to know them. */
import { Printer, type PrinterId, type PrinterKind } from '../../domain/printing/printer.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

interface PrinterRecord {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly address: string
  readonly profile: string | null
  readonly enabled: number
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

const printerOf = (row: PrinterRecord): Printer =>
  Printer.parse({
    id: row.id,
    name: row.name,
    kind: row.kind,
    address: parsed(row.address),
    profile: parsed(row.profile),
    enabled: row.enabled === 1
  })

const COLUMNS = 'id, name, kind, address, profile, enabled'

/** In the order in which they were set up. */
export const allPrinters = (db: Database): Printer[] =>
  (prepared(db, `SELECT ${COLUMNS} FROM printer ORDER BY position, id`).all() as PrinterRecord[]).map(printerOf)

export const printerById = (db: Database, id: PrinterId): Printer | null => {
  const row = prepared(db, `SELECT ${COLUMNS} FROM printer WHERE id = ?`).get(id) as PrinterRecord | undefined
  return row === undefined ? null : printerOf(row)
}

/** The printer that takes papers of a kind unless somebody chooses another: the first one set up and switched on. */
export const printerFor = (db: Database, kind: PrinterKind): Printer | null =>
  allPrinters(db).find((printer) => printer.kind === kind && printer.enabled) ?? null

/** Adds it at the end, or changes it in its place. */
export const savePrinter = (db: Database, printer: Printer): void => {
  const valid = Printer.parse(printer)
  prepared(
    db,
    `INSERT INTO printer (id, position, name, kind, address, profile, enabled)
     VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM printer), ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, address = excluded.address,
       profile = excluded.profile, enabled = excluded.enabled`
  ).run(
    valid.id,
    valid.name,
    valid.kind,
    JSON.stringify(valid.address),
    valid.profile === null ? null : JSON.stringify(valid.profile),
    valid.enabled ? 1 : 0
  )
}

export const deletePrinter = (db: Database, id: PrinterId): void => {
  prepared(db, 'DELETE FROM printer WHERE id = ?').run(id)
}
