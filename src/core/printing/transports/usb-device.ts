/**
 * A character device such as /dev/usb/lp0. Opened non-blocking: a printer out of paper would otherwise hold a thread of
 * the program for each write, and four such writes stop all its file work.
 */
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { PrinterAddress } from '../../../domain/printing/printer.ts'
import { Unreachable, unreachableCause, type Link, type OpenLink } from './link.ts'

const BETWEEN_TRIES_MS = 10
const READ_SIZE = 256

export const usbDeviceLink =
  (address: Extract<PrinterAddress, { via: 'usb' }>): OpenLink =>
  async () => {
    try {
      const file = await open(address.path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY)
      // A printer that is not there leaves a plain file behind when somebody writes to its name.
      if (!(await file.stat()).isCharacterDevice()) {
        await file.close()
        throw new Unreachable('no-such-device', null)
      }
      return overDevice(file)
    } catch (error) {
      throw error instanceof Unreachable ? error : new Unreachable(unreachableCause(error), error)
    }
  }

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS))

const overDevice = (file: FileHandle): Link => {
  const is = { open: true, broken: false }
  let unwritten = 0
  let early: Uint8Array[] = []
  let hear = (bytes: Uint8Array): void => void early.push(bytes)
  let lose = (): void => undefined
  const gone = new Promise<void>((resolve) => {
    lose = () => {
      is.broken = true
      resolve()
    }
  })

  const reading = (async () => {
    const buffer = Buffer.alloc(READ_SIZE)
    while (is.open && !is.broken) {
      try {
        const { bytesRead } = await file.read(buffer, 0, READ_SIZE, null)
        if (bytesRead > 0) hear(Uint8Array.from(buffer.subarray(0, bytesRead)))
        else await pause()
      } catch (error) {
        // EAGAIN is a printer that has nothing to say; anything else is a printer that is no longer there.
        if (codeOf(error) === 'EAGAIN') await pause()
        else lose()
      }
    }
  })()

  return {
    gone,
    write: async (bytes) => {
      unwritten += bytes.length
      for (let from = 0; from < bytes.length;) {
        if (!is.open || is.broken) throw new Error('the device is gone')
        try {
          const { bytesWritten } = await file.write(bytes, from, bytes.length - from, null)
          from += bytesWritten
          unwritten -= bytesWritten
          if (bytesWritten === 0) await pause()
        } catch (error) {
          if (codeOf(error) !== 'EAGAIN') {
            lose()
            throw error
          }
          await pause()
        }
      }
    },
    listen: (listener) => {
      hear = listener
      for (const bytes of early) listener(bytes)
      early = []
    },
    close: async () => {
      is.open = false
      await reading
      await file.close()
      return unwritten === 0 && !is.broken
    }
  }
}
