/** `npm run check`: everything about the code that can be judged without running it. Says only what is wrong. */
import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

interface Check {
  readonly name: string
  /** What a person should do about a failure, where the tool does not say. */
  readonly hint?: string
  readonly tool: string
  readonly args: readonly string[]
}

/** `arrows` is one rule of the linter, named on its own for those who want to know just that. */
const checks: readonly Check[] = [
  { name: 'types', tool: 'typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'lint', tool: 'oxlint/bin/oxlint', args: ['--deny-warnings'] },
  { name: 'format', tool: 'oxfmt/bin/oxfmt', args: ['--list-different'], hint: 'Not formatted; run: npm run format' },
  { name: 'unused', tool: 'knip/bin/knip.js', args: ['--no-progress', '--no-config-hints'] }
]
const arrows: Check = {
  name: 'arrows',
  tool: 'oxlint/bin/oxlint',
  args: ['--config', 'scripts/lint/arrows.oxlintrc.json']
}

const main = async (names: readonly string[]): Promise<boolean> => {
  const known = [...checks, arrows]
  const unknown = names.filter((name) => !known.some((check) => check.name === name))
  if (unknown.length > 0)
    throw new Error(`Unknown check ${unknown.join(', ')}; known: ${known.map((check) => check.name).join(', ')}`)
  const wanted = names.length === 0 ? checks : known.filter((check) => names.includes(check.name))
  let allPassed = true
  for (const check of wanted) allPassed = (await passes(check)) && allPassed
  return allPassed
}

const passes = async ({ name, tool, args, hint }: Check): Promise<boolean> => {
  const started = performance.now()
  const child = spawn(process.execPath, [path.join(root, 'node_modules', tool), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(7)} ${seconds} s`)
  if (code !== 0) console.log([output.trim(), hint].filter(Boolean).join('\n'))
  return code === 0
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
