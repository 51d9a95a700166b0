/** The local head office as a part of `npm start`: the real server on an embedded PostgreSQL, filled with the demo network. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { operatorPassword } from './operator-password.ts'
import { type Part, startServing } from './part.ts'
import { root } from './places.ts'
import { readReadyLine } from './ready-line.ts'

const Ready = z.object({
  url: z.url(),
  /** One-time code by which a workstation of the demo clinic enrols. */
  enrolmentCode: z.string().min(1)
})

export type HeadOfficeReady = z.infer<typeof Ready>

/** Says what it is doing where that takes long, and where its page for operators is. */
export const startHeadOffice = async (
  dataDir: string,
  say: (line: string) => void
): Promise<Part & { readonly ready: HeadOfficeReady }> => {
  if (!existsSync(dataDir)) say('Filling a new head office with the demo network, about a minute …')
  const password = operatorPassword(dataDir)
  const part = await startServing(
    {
      name: 'head office',
      command: process.execPath,
      args: [path.join(root, 'src/head-office/main.ts'), '--data', dataDir, '--demo', '--port', '0'],
      env: { STOIKA_OPERATOR_PASSWORD: password }
    },
    readReadyLine(Ready)
  )
  say(`Head office: ${part.ready.url}, password of its operators' page: ${password}`)
  return part
}
