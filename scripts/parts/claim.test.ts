import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { claim } from './claim.ts'

let folder: string
let other: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'stoika-claim-'))
})

afterEach(() => {
  other?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Another command that has claimed the desk, in a process of its own. */
const otherCommand = async (): Promise<ChildProcess> => {
  const claimed = `import { claim } from ${JSON.stringify(path.join(import.meta.dirname, 'claim.ts'))}
    claim('workstation', ${JSON.stringify(folder)}); gc(); console.log('claimed'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', claimed], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  other = child
  await once(child.stdout, 'data')
  return child
}

it('says that the desk is open already, and lets go when the other command has ended, however it did', async () => {
  const command = await otherCommand()
  expect(() => claim('workstation', folder)).toThrow('The demo desk is already open.')
  // What another command does not use is free.
  claim('head-office', folder)[Symbol.dispose]()
  command.kill('SIGKILL')
  await once(command, 'exit')
  const again = claim('workstation', folder)
  expect(() => claim('workstation', folder)).toThrow('already open')
  again[Symbol.dispose]()
})
