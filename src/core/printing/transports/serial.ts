/** A serial port to a receipt printer. Written bytes count only when they have left the port; a pulled cable is noticed. */
import type { SerialPort } from 'serialport'
import type { PrinterAddress } from '../../../domain/printing/printer.ts'
import { serialport } from './engines.ts'
import { Unreachable, unreachableCause, type Link, type OpenLink } from './link.ts'
import type { Patience } from './transport.ts'

export const serialLink =
  (address: Extract<PrinterAddress, { via: 'serial' }>, patience: Patience): OpenLink =>
  () =>
    new Promise((resolve, reject) => {
      const port = new (serialport().SerialPort)({
        path: address.path,
        baudRate: address.baudRate,
        autoOpen: false,
        // Two programs that write to one printer at once make one unreadable paper.
        lock: true,
        rtscts: address.flow === 'hardware',
        xon: address.flow === 'software',
        xoff: address.flow === 'software'
      })
      port.open((error) => {
        if (error === null) resolve(overPort(port, patience))
        else reject(new Unreachable(unreachableCause(error), error))
      })
    })

const overPort = (port: SerialPort, patience: Patience): Link => {
  let early: Uint8Array[] = []
  let hear = (bytes: Uint8Array): void => void early.push(bytes)
  let pending = 0
  port.on('data', (bytes: Uint8Array) => hear(bytes))
  port.on('error', () => undefined)
  const gone = new Promise<void>((resolve) => port.once('close', () => resolve()))
  const settle = (done: (callback: (error?: Error | null) => void) => void): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patience.farewell)
      done((error) => {
        clearTimeout(timer)
        resolve(error === undefined || error === null)
      })
    })
  return {
    gone,
    // After a pulled cable neither callback ever comes; whoever writes also watches `gone`.
    write: (bytes) =>
      new Promise((resolve, reject) => {
        pending++
        port.write(bytes, (failed) => {
          if (failed !== undefined && failed !== null) return reject(failed)
          port.drain((undrained) => {
            if (undrained !== null) return reject(undrained)
            pending--
            resolve()
          })
        })
      }),
    listen: (listener) => {
      hear = listener
      for (const bytes of early) listener(bytes)
      early = []
    },
    close: async () => {
      if (!port.isOpen) return pending === 0
      const drained = pending === 0
      // What is stuck in the port would come out by itself after the paper is put in, behind the marked copy.
      if (!drained) await settle((callback) => port.flush(callback))
      const closed = await settle((callback) => port.close(callback))
      return drained && closed
    }
  }
}
