/** Runs npm for the scripts, with whatever registry and proxy its user has set up. */
import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const runNpm = async (args: readonly string[]): Promise<void> => {
  // Outside the repository, so that npm neither reads nor changes the project.
  const options = { cwd: os.tmpdir(), maxBuffer: 16 * 1024 * 1024 }
  const cli = process.env['npm_execpath']
  if (cli !== undefined && path.basename(cli).startsWith('npm-cli')) {
    await run(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...args], options)
    return
  }
  await run('npm', [...args], { ...options, shell: process.platform === 'win32' })
}
