/** The transport for a printer's address: the only place that knows all of them. */
import { assertNever } from '../../../domain/values/assert-never.ts'
import type { Printer } from '../../../domain/printing/printer.ts'
import { escposTransport } from './conversation.ts'
import { cupsSpooler } from './cups.ts'
import { folderTransport } from './folder.ts'
import type { OpenLink } from './link.ts'
import { osQueueTransport, type OsSpooler } from './os-queue.ts'
import { serialLink } from './serial.ts'
import { tcpLink } from './tcp.ts'
import { PATIENCE, type Patience, type Transport } from './transport.ts'
import { usbDeviceLink } from './usb-device.ts'
import { winSpooler } from './winspool.ts'

/** The spooler of the system that the program runs on. */
export const systemSpooler = (): OsSpooler => (process.platform === 'win32' ? winSpooler() : cupsSpooler())

export const transportFor = (
  printer: Printer,
  spooler: () => OsSpooler = systemSpooler,
  patience: Patience = PATIENCE
): Transport => {
  const { address, profile } = printer
  const talking = (open: OpenLink): Transport => {
    if (profile === null) throw new Error('only receipt printers are spoken to directly')
    return escposTransport(open, profile, patience)
  }
  switch (address.via) {
    case 'tcp':
      return talking(tcpLink(address, patience))
    case 'serial':
      return talking(serialLink(address, patience))
    case 'usb':
      return talking(usbDeviceLink(address))
    case 'queue':
      return osQueueTransport(spooler(), address, patience)
    case 'folder':
      return folderTransport(address)
    default:
      return assertNever(address, 'address of a printer')
  }
}
