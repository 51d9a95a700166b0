/**
 * `npm run devices`: the virtual receipt printers and the card folder as a process of their own. Says where they are in one
 * line of JSON, `{"ready":{"devices":[…]}}`, then a line for each paper; obeys lines of JSON such as
 * `{"device":"receipt-80","faults":{"paperOut":true}}` on its input.
 */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { OfferedPrinter } from '../../../domain/printing/printer.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '../../../domain/printing/profile.ts'
import { startVirtualPrinter, type VirtualPrinter } from './tcp-printer.ts'

interface Device {
  readonly name: string
  /** For people. */
  readonly address: string
  /** Where the exact bytes of each paper fall. */
  readonly folder: string
  /** What a workstation needs to set the printer up. */
  readonly offer: OfferedPrinter
}

const FaultLine = z.object({
  device: z.enum(['receipt-80', 'receipt-58']),
  faults: z.strictObject({
    paperOut: z.boolean().optional(),
    coverOpen: z.boolean().optional(),
    paperLow: z.boolean().optional(),
    mute: z.boolean().optional(),
    reports: z.boolean().optional(),
    resets: z.boolean().optional(),
    paperLines: z.int().min(0).nullable().optional(),
    powerOffAt: z.int().min(1).nullable().optional(),
    bytesPerSecond: z.int().min(1).nullable().optional()
  })
})

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    'port-80': { type: 'string', default: '0' },
    'port-58': { type: 'string', default: '0' }
  }
})
// Absolute, because the workstation that is told about it runs elsewhere.
const data = resolve(values.data ?? '.cache/devices')

const receiptPrinter = async (
  kind: 'receipt-80' | 'receipt-58',
  model: string,
  port: number
): Promise<VirtualPrinter> =>
  startVirtualPrinter({
    name: model,
    port,
    folder: join(data, kind),
    onJob: ({ number, bytes, file, broken }) =>
      say({ paper: { device: kind, number, bytes: bytes.length, file, broken } })
  })

const deviceOf = (
  kind: 'receipt-80' | 'receipt-58',
  name: string,
  { host, port }: VirtualPrinter,
  profile: PrinterProfile
): Device => ({
  name,
  address: `${host}:${port}`,
  folder: join(data, kind),
  offer: { name, kind, address: { via: 'tcp', host, port }, profile }
})

const folderDevice = (kind: 'card' | 'a4', name: string): Device => {
  const folder = join(data, kind)
  mkdirSync(folder, { recursive: true })
  return {
    name,
    address: folder,
    folder,
    offer: { name, kind, address: { via: 'folder', path: folder }, profile: null }
  }
}

const printers = {
  'receipt-80': await receiptPrinter('receipt-80', 'TM-T20III', Number(values['port-80'])),
  'receipt-58': await receiptPrinter('receipt-58', 'TM-m10', Number(values['port-58']))
}
const devices: readonly Device[] = [
  deviceOf('receipt-80', 'Чеки 80 мм', printers['receipt-80'], PRINTER_PROFILES['epson-80']),
  deviceOf('receipt-58', 'Чеки 58 мм', printers['receipt-58'], PRINTER_PROFILES['epson-58']),
  folderDevice('card', 'Карты'),
  folderDevice('a4', 'Листы A4')
]

createInterface({ input: process.stdin }).on('line', (line) => {
  let told: unknown
  try {
    told = JSON.parse(line)
  } catch {
    told = null
  }
  const parsed = FaultLine.safeParse(told)
  if (!parsed.success) return say({ refused: line.slice(0, 200), because: z.prettifyError(parsed.error) })
  const { device, faults } = parsed.data
  // Keys that were not said stay as they are.
  printers[device].setFaults(Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined)))
  say({ faults: { device, ...faults } })
})

const end = (): void => {
  void Promise.all(Object.values(printers).map((printer) => printer.stop())).then(() => process.exit(0))
}
process.once('SIGTERM', end)
process.once('SIGINT', end)

say({ ready: { devices } })
