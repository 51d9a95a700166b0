/** A card printer behind a real print queue: a scheduler of our own, and a device that keeps each page as it came. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import type { OfferedPrinter } from '../../src/domain/printing/printer.ts'
import { hasCups, startPrivateCups } from '../../src/core/printing/testing/private-cups.ts'

export interface QueuedCardPrinter {
  readonly offer: OfferedPrinter
  /** Where each card falls as a PDF. */
  readonly folder: string
  /** What a workstation needs in its environment to see the queue. */
  readonly env: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

const QUEUE = 'cards'

/** Null where this machine has no printing system; cards then fall into a folder. */
export const startQueuedCardPrinter = async (folder: string): Promise<QueuedCardPrinter | null> => {
  if (!hasCups) return null
  await mkdir(folder, { recursive: true })
  const device = await startDevice(folder)
  const cups = await startPrivateCups()
  cups.admin('lpadmin', '-p', QUEUE, '-E', '-v', `socket://127.0.0.1:${device.port}`, '-m', 'raw')
  return {
    offer: { name: 'Карты', kind: 'card', address: { via: 'queue', queue: QUEUE, options: {} }, profile: null },
    folder,
    env: { CUPS_SERVER: cups.server },
    stop: async () => {
      await cups.stop()
      await device.stop()
    }
  }
}

const startDevice = async (folder: string): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> => {
  let cards = 0
  const keep = async (bytes: Buffer): Promise<void> => {
    cards += 1
    const file = path.join(folder, `${String(cards).padStart(6, '0')}.pdf`)
    await writeFile(`${file}.part`, bytes)
    await rename(`${file}.part`, file)
  }
  const server = createServer((socket) => {
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', () => undefined)
    socket.on('end', () => {
      socket.end()
      if (parts.length > 0) void keep(Buffer.concat(parts))
    })
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the port has no number'))
      else resolve(address.port)
    })
  })
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
