/** Everything that prints during the shift, and the papers that come out of it, in the order in which they came. */
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { startDevices as startVirtualDevices } from '../../scripts/parts/devices.ts'
import type { OfferedPrinter, PrinterKind } from '../../src/domain/printing/printer.ts'
import { startQueuedCardPrinter } from './card-printer.ts'
import { until } from './until.ts'

export interface Devices {
  readonly offers: readonly OfferedPrinter[]
  /** What a workstation needs in its environment to reach them. */
  readonly env: Readonly<Record<string, string>>
  /** How cards are printed on this machine. */
  readonly cards: 'queue' | 'folder'
  /** The file of the next paper that nobody has taken out of a device yet. */
  readonly next: (kind: PrinterKind) => Promise<string>
  readonly stop: () => Promise<void>
}

export const startDevices = async (dataDir: string): Promise<Devices> => {
  const virtual = await startVirtualDevices(dataDir)
  const queued = await startQueuedCardPrinter(path.join(dataDir, 'card-queue'))
  const folders = new Map<PrinterKind, string>(virtual.ready.devices.map(({ offer, folder }) => [offer.kind, folder]))
  if (queued !== null) folders.set('card', queued.folder)
  const offers = virtual.ready.devices.map(({ offer }) =>
    offer.kind === 'card' && queued !== null ? queued.offer : offer
  )
  const taken = new Set<string>()
  return {
    offers,
    env: { STOIKA_PRINTERS: JSON.stringify(offers), ...queued?.env },
    cards: queued === null ? 'folder' : 'queue',
    next: async (kind) => {
      const folder = folders.get(kind)
      if (folder === undefined) throw new Error(`there is no printer for ${kind}`)
      const file = await until(`a paper from ${kind}`, async () =>
        (await papersIn(folder)).find((one) => !taken.has(one))
      )
      taken.add(file)
      return file
    },
    stop: async () => {
      await queued?.stop()
      await virtual.stop()
    }
  }
}

/** Whole papers, oldest first. */
const papersIn = async (folder: string): Promise<readonly string[]> => {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => /\.(pdf|escpos)$/u.test(name))
  const dated = await Promise.all(
    names.map(async (name) => ({ file: path.join(folder, name), at: (await stat(path.join(folder, name))).mtimeMs }))
  )
  return dated.toSorted((a, b) => a.at - b.at || a.file.localeCompare(b.file)).map(({ file }) => file)
}
