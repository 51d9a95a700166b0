/** The local head office as a part of `npm start`: the real server on an embedded PostgreSQL, filled with the demo network. */
import { z } from 'zod'
import path from 'node:path'
import { type Part, startServing } from './part.ts'
import { root } from './places.ts'
import { readReadyLine } from './ready-line.ts'

const Ready = z.object({
  url: z.url(),
  /** One-time code by which a workstation of the demo clinic enrols. */
  enrolmentCode: z.string().min(1),
  /** Of the operators' page, when this first start has made one up: it is told this once. */
  operatorPassword: z.string().nullable()
})

export type HeadOfficeReady = z.infer<typeof Ready>

export const startHeadOffice = (dataDir: string): Promise<Part & { readonly ready: HeadOfficeReady }> =>
  startServing(
    {
      name: 'head office',
      command: process.execPath,
      args: [path.join(root, 'src/head-office/main.ts'), '--data', dataDir, '--demo', '--port', '0']
    },
    readReadyLine(Ready)
  )
