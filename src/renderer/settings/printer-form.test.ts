import { describe, expect, it } from 'vitest'
import { Printer, PrinterId, type PrinterKind } from '../../domain/printing/printer.ts'
import { PRINTER_PROFILES } from '../../domain/printing/profile.ts'
import { emptyForm, formOf, printerOf, waysFor, withCodePage, withKind, type PrinterForm } from './printer-form.ts'

const ID = PrinterId.parse('018f0000-0000-7000-8000-000000000001')
const PROFILES = Object.entries(PRINTER_PROFILES).map(([key, profile]) => ({ key, profile: { ...profile } }))

const empty = (kind: PrinterKind): PrinterForm => {
  const form = emptyForm(kind, PROFILES)
  if (form === null) throw new Error('no profiles')
  return form
}

const printers: readonly Printer[] = [
  { via: 'tcp', host: '192.168.1.50', port: 9101 },
  { via: 'serial', path: 'COM3', baudRate: 9600, flow: 'software' },
  { via: 'usb', path: '/dev/usb/lp0' },
  { via: 'queue', queue: 'Чеки', options: { media: 'roll' } },
  { via: 'folder', path: '/receipts' }
].map((address) =>
  Printer.parse({
    id: ID,
    name: 'Чеки',
    kind: 'receipt-58',
    address,
    profile: PRINTER_PROFILES['pos-58'],
    enabled: false
  })
)

describe('the form of a printer', () => {
  it.each(printers)('shows a printer reached by $address.via and saves it unchanged', (printer) => {
    const form = formOf(printer, PROFILES)
    expect(form === null ? null : printerOf(ID, form)).toEqual({ ok: true, printer })
  })

  it('names each field that is not filled in rightly', () => {
    const form = { ...empty('receipt-80'), name: ' ', host: '', port: '9100x' }
    expect(printerOf(ID, form)).toEqual({ ok: false, wrong: ['name', 'host', 'port'] })
    expect(printerOf(ID, { ...form, name: 'Чеки', via: 'folder' })).toEqual({ ok: false, wrong: ['folder'] })
  })

  it('leaves a way that cards cannot go, and takes a profile of the width of the paper', () => {
    const card = withKind(empty('receipt-80'), 'card', PROFILES)
    expect(waysFor('card')).toContain(card.via)
    const narrow = withKind(empty('receipt-80'), 'receipt-58', PROFILES)
    expect(narrow.profile.columns).toBe(32)
  })

  it('prints in the code page whose line could be read', () => {
    const form = withCodePage({ ...empty('receipt-80'), name: 'Чеки', host: 'printer' }, 'cp1251', 73)
    expect(printerOf(ID, form)).toMatchObject({
      printer: { profile: { text: 'cp1251', codePages: { cp866: 17, cp1251: 73 } } }
    })
  })
})
