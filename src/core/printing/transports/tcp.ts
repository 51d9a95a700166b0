/** A socket to a network printer, port 9100. It is always closed by saying goodbye, never by cutting off. */
import { connect, type Socket } from 'node:net'
import type { PrinterAddress } from '../../../domain/printing/printer.ts'
import { Unreachable, unreachableCause, type Link, type OpenLink } from './link.ts'
import type { Patience } from './transport.ts'

export const tcpLink =
  (address: Extract<PrinterAddress, { via: 'tcp' }>, patience: Patience): OpenLink =>
  () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: address.host, port: address.port, noDelay: true })
      const timer = setTimeout(() => {
        // Nothing was sent yet, so that nothing can be lost by giving up at once.
        socket.destroy()
        reject(new Unreachable('timeout', null))
      }, patience.connect)
      const refused = (error: Error): void => {
        clearTimeout(timer)
        reject(new Unreachable(unreachableCause(error), error))
      }
      socket.once('error', refused)
      socket.once('connect', () => {
        clearTimeout(timer)
        socket.off('error', refused)
        resolve(overSocket(socket, patience))
      })
    })

const overSocket = (socket: Socket, patience: Patience): Link => {
  let broken = false
  let early: Uint8Array[] = []
  let hear = (bytes: Uint8Array): void => void early.push(bytes)
  socket.on('data', (bytes) => hear(bytes))
  socket.on('error', () => {
    broken = true
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const gone = new Promise<void>((resolve) => {
    socket.once('end', () => resolve())
    socket.once('close', () => resolve())
  })
  return {
    gone,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error === undefined || error === null ? resolve() : reject(error)))
      }),
    listen: (listener) => {
      hear = listener
      for (const bytes of early) listener(bytes)
      early = []
    },
    close: async () => {
      socket.end()
      const timer = timeLimit(patience.farewell)
      await Promise.race([closed, timer.over])
      timer.stop()
      // A printer that still reads keeps its connection; it must not keep the program from ending.
      socket.unref()
      return !broken && socket.writableFinished
    }
  }
}

const timeLimit = (milliseconds: number): { readonly over: Promise<void>; readonly stop: () => void } => {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  return { over, stop: () => clearTimeout(timer) }
}
