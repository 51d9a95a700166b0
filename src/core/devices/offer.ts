/** Sets up printers that announce themselves, as those of a demonstration do; one known by kind and name only moves. */
import { uuidv7 } from 'uuidv7'
import { Printer, type OfferedPrinter } from '../../domain/printing/printer.ts'
import type { Database } from '../storage/database.ts'
import { allPrinters, savePrinter } from './printers.ts'

/** To be called before the print queue opens, which would otherwise still look for them where they were. */
export const offerPrinters = (db: Database, offered: readonly OfferedPrinter[]): void => {
  for (const { name, kind, address, profile } of offered) {
    const known = allPrinters(db).find((printer) => printer.kind === kind && printer.name === name)
    // What a person changed in its settings stays; only where it is to be found is new.
    const printer = known === undefined ? { id: uuidv7(), name, kind, profile, enabled: true } : known
    savePrinter(db, Printer.parse({ ...printer, address }))
  }
}
