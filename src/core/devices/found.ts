/** Looks for ways to printers that this machine has now: serial ports, USB printers, queues of the system. */
import { readdir } from 'node:fs/promises'
import type { FoundAddress } from '../../contract/printing.ts'
import { PrinterAddress } from '../../domain/printing/printer.ts'
import { serialport } from '../printing/transports/engines.ts'
import type { OsSpooler } from '../printing/transports/os-queue.ts'

const USB_FOLDER = '/dev/usb'

const usbPrinters = async (): Promise<FoundAddress[]> => {
  // No such folder where no USB printer has ever been plugged in.
  const names = await readdir(USB_FOLDER).catch(() => [])
  return names
    .filter((name) => /^lp\d+$/u.test(name))
    .toSorted()
    .map((name) => ({ address: PrinterAddress.parse({ via: 'usb', path: `${USB_FOLDER}/${name}` }), label: name }))
}

const serialPorts = async (): Promise<FoundAddress[]> => {
  const ports = await serialport().SerialPort.list()
  return ports.map(({ path, manufacturer }) => ({
    address: PrinterAddress.parse({ via: 'serial', path }),
    label: manufacturer === undefined ? path : `${path}, ${manufacturer}`
  }))
}

const systemQueues = async (spooler: OsSpooler): Promise<FoundAddress[]> => {
  const queues = await spooler.queues()
  return queues.flatMap((queue) => {
    const address = PrinterAddress.safeParse({ via: 'queue', queue })
    return address.success ? [{ address: address.data, label: queue }] : []
  })
}

/** What one kind cannot tell, because the system lacks it or forbids it, does not hide the others. */
export const findAddresses = async (spooler: OsSpooler): Promise<FoundAddress[]> => {
  const found = await Promise.allSettled([systemQueues(spooler), usbPrinters(), serialPorts()])
  return found.flatMap((kind) => (kind.status === 'fulfilled' ? kind.value : []))
}
