/** What is installed at a clinic, packed and tried out: it opens its database, shows Today to who signs in, and ends cleanly. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '..')
const packing = (script: string, ...args: readonly string[]) =>
  run(process.execPath, [path.join(root, 'scripts/package', script), ...args], { cwd: root })

it('packs an application that works on its own', { timeout: 240_000 }, async () => {
  await packing('main.ts', '--dir', '--skip-build')
  const { stdout } = await packing('smoke.ts')
  expect(stdout.split('\n').filter((line) => line.startsWith('ok  '))).toEqual(
    expect.arrayContaining([
      'ok  fuses',
      'ok  database opened, names shown',
      expect.stringMatching(/^ok {2}signed in, Today shows \d+ visits/),
      'ok  ended by itself, exit code 0',
      expect.stringMatching(/^ok {2}database opens again and is sound/)
    ])
  )
})
