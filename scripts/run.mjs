/** Door to every command: installs what is missing, then hands over to the project's own Node. Runs on any Node from 20. */
import { spawn } from 'node:child_process'
import { commands } from './commands.mjs'
import { whenParentIsGone } from './parent.mjs'
import { ensureDependencies, projectNode } from './setup/dependencies.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'
import { slipIn } from './slips.mjs'

const [name, ...flags] = process.argv.slice(2)
const command = name === undefined ? undefined : commands[name]

if (command === undefined) {
  console.error(`Unknown command. Known: ${Object.keys(commands).join(', ')}`)
  process.exit(2)
}
if (flags.includes('--help') || flags.includes('-h')) {
  console.log(command.help)
  process.exit(0)
}
const slip = slipIn(`npm ${name === 'start' || name === 'test' ? '' : 'run '}${name}`, command, flags)
if (slip !== undefined) {
  console.error(slip)
  process.exit(2)
}

let node
try {
  if (!flags.includes('--skip-system')) ensureSystemPackages(command.system(flags))
  if (!flags.includes('--skip-install')) ensureDependencies()
  node = projectNode()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const rest = flags.filter((flag) => flag !== '--skip-system' && flag !== '--skip-install')
const child = spawn(node, [command.main, ...rest], { stdio: 'inherit' })

// Ctrl+C reaches the child through the terminal; a plain kill of this process must reach it too.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
process.on('SIGHUP', () => child.kill('SIGHUP'))
// The shell between npm and us passes no kill on: it only goes.
if (process.env.npm_lifecycle_event !== undefined) whenParentIsGone(() => child.kill('SIGTERM'))

child.on('error', (error) => {
  console.error(`Could not start ${command.main}: ${error.message}`)
  process.exitCode = 1
})
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
})
