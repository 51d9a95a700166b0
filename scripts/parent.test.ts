import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, it } from 'vitest'

// Windows has no shell between npm and a command that could go alone.
it.skipIf(process.platform === 'win32')('notices that the shell which started it was killed', async () => {
  const file = path.join(import.meta.dirname, 'parent.mjs')
  const command = `import(${JSON.stringify(file)}).then(({ whenParentIsGone }) => {
    whenParentIsGone(() => { console.log('gone'); process.exit() }); console.log('watching'); setInterval(() => {}, 1000) })`
  // The second command keeps the shell from becoming the first one.
  const shell = spawn('sh', ['-c', '"$0" -e "$1"; true', process.execPath, command], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const said = shell.stdout.setEncoding('utf8')
  expect(await once(said, 'data')).toEqual(['watching\n'])
  shell.kill('SIGTERM')
  expect(await once(said, 'data')).toEqual(['gone\n'])
})
