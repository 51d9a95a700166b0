import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OfferedPrinter, PrinterId } from '../../domain/printing/printer.ts'
import { PRINTER_PROFILES } from '../../domain/printing/profile.ts'
import { openDatabase, type Database } from '../storage/database.ts'
import { offerPrinters } from './offer.ts'
import { allPrinters, deletePrinter, printerById, printerFor, savePrinter } from './printers.ts'

let db: Database
beforeEach(async () => {
  db = await openDatabase({ path: ':memory:', key: null })
})
afterEach(() => db.close())

const receipts = (port: number): OfferedPrinter =>
  OfferedPrinter.parse({
    name: 'Чеки 80 мм',
    kind: 'receipt-80',
    address: { via: 'tcp', host: '127.0.0.1', port },
    profile: PRINTER_PROFILES['epson-80']
  })
const cards = OfferedPrinter.parse({
  name: 'Карты',
  kind: 'card',
  address: { via: 'folder', path: '/srv/cards' },
  profile: null
})

describe('printers of a workstation', () => {
  it('are set up when they announce themselves, and only move when they come again', () => {
    offerPrinters(db, [receipts(9101), cards])
    const [first] = allPrinters(db)
    if (first === undefined || first.profile === null) throw new Error('the receipt printer was not set up')
    savePrinter(db, { ...first, profile: { ...first.profile, text: 'cp1251' } })
    offerPrinters(db, [receipts(9202), cards])
    expect(allPrinters(db)).toMatchObject([
      { id: first.id, address: { port: 9202 }, profile: { text: 'cp1251' } },
      { kind: 'card', address: { via: 'folder', path: '/srv/cards' } }
    ])
  })

  it('take papers of their kind in the order in which they were set up, unless switched off', () => {
    offerPrinters(db, [receipts(9101), { ...receipts(9102), name: 'Запасной' }])
    const [first, second] = allPrinters(db)
    if (first === undefined) throw new Error('no printer')
    expect(printerFor(db, 'receipt-80')?.id).toBe(first.id)
    savePrinter(db, { ...first, enabled: false })
    expect(printerFor(db, 'receipt-80')?.id).toBe(second?.id)
    deletePrinter(db, first.id)
    expect(printerById(db, first.id)).toBeNull()
    expect(printerFor(db, 'card')).toBeNull()
    expect(printerById(db, PrinterId.parse('018f0000-0000-7000-8000-000000000001'))).toBeNull()
  })
})
