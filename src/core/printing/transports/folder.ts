/** A folder into which jobs fall as whole files, for a card printer that has its own program watching the folder. */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrinterAddress } from '../../../domain/printing/printer.ts'
import { unreachableCause } from './link.ts'
import type { Payload, Transport } from './transport.ts'

const EXTENSION: Readonly<Record<Payload['format'], string>> = { escpos: 'escpos', pdf: 'pdf' }

/** The job's own name: a job that is sent twice is one file, so that a crash in between makes no second card. */
export const fileOf = (payload: Pick<Payload, 'job' | 'format'>): string =>
  `${payload.job}.${EXTENSION[payload.format]}`

export const folderTransport = (address: Extract<PrinterAddress, { via: 'folder' }>): Transport => ({
  status: async () => {
    try {
      await mkdir(address.path, { recursive: true })
      const is = await stat(address.path)
      return is.isDirectory() ? { state: 'silent' } : { state: 'unreachable', cause: 'no-such-device' }
    } catch (error) {
      return { state: 'unreachable', cause: unreachableCause(error) }
    }
  },
  send: async (payload, sending) => {
    const target = join(address.path, fileOf(payload))
    const draft = `${target}.part`
    try {
      await mkdir(address.path, { recursive: true })
      const file = await open(draft, 'w')
      try {
        await file.writeFile(payload.bytes)
        await file.sync()
      } finally {
        await file.close()
      }
    } catch (error) {
      // Nobody watches drafts: as long as there is no whole file, nothing has left.
      await rm(draft, { force: true }).catch(() => undefined)
      return { outcome: 'not-sent', reason: { code: 'unreachable', cause: unreachableCause(error) } }
    }
    if (sending.signal.aborted || !sending.leave()) {
      await rm(draft, { force: true })
      return { outcome: 'not-sent', reason: { code: 'cancelled' } }
    }
    await rename(draft, target)
    await syncFolder(address.path)
    return { outcome: 'sent-unconfirmed', bytesSent: payload.bytes.length }
  }
})

/** The name itself must survive a power cut too. Windows cannot open folders and needs no such care. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
