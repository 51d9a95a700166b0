/** The virtual devices as a part of `npm start`: receipt printers that answer on real sockets. */
import { z } from 'zod'
import path from 'node:path'
import { OfferedPrinter } from '../../src/domain/printing/printer.ts'
import { type Part, startServing } from './part.ts'
import { root } from './places.ts'
import { readReadyLine } from './ready-line.ts'

const Ready = z.object({
  devices: z.array(z.object({ name: z.string(), address: z.string(), folder: z.string(), offer: OfferedPrinter }))
})

export type DevicesReady = z.infer<typeof Ready>

export const startDevices = (dataDir: string): Promise<Part & { readonly ready: DevicesReady }> =>
  startServing(
    {
      name: 'devices',
      command: process.execPath,
      args: [path.join(root, 'src/core/printing/virtual/main.ts'), '--data', dataDir]
    },
    readReadyLine(Ready)
  )
