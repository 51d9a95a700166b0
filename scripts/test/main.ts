/** `npm test`: the tests beside the code, then those in the real window; one closing line over both. */
import { spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { electronRuntime, runtimeNotice } from '../runtime/electron.ts'
import { buildWorkstation } from '../build/workstation.ts'
import { closingLine, sum, type Tally, tallyOf } from './results.ts'

const root = path.resolve(import.meta.dirname, '../..')
const reports = path.join(root, 'out/test')
/** Debian keeps the tools of CUPS and the like where only root's PATH leads. */
const systemPrograms = process.platform === 'win32' ? '' : ':/usr/sbin:/sbin'

const main = async (args: readonly string[]): Promise<Tally> => {
  const filters = args.filter((arg) => !arg.startsWith('-'))
  const only = args.includes('--unit') ? 'unit' : args.includes('--e2e') ? 'e2e' : undefined

  await rm(reports, { recursive: true, force: true })
  await mkdir(reports, { recursive: true })
  const tallies: Tally[] = []
  if (only !== 'e2e') tallies.push(await runProject('unit', filters))
  if (only !== 'unit') tallies.push(await runWindowTests(filters, args.includes('--skip-build')))
  return sum(tallies)
}

const runWindowTests = async (filters: readonly string[], skipBuild: boolean): Promise<Tally> => {
  try {
    if (!skipBuild) await buildWorkstation()
    const notice = runtimeNotice(await electronRuntime())
    if (notice !== undefined) console.log(notice)
  } catch (error) {
    // The tests beside the code have been counted already: say why the others could not run, and count that too.
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
  return runProject('e2e', filters)
}

const runProject = async (project: string, filters: readonly string[]): Promise<Tally> => {
  const report = path.join(reports, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  // A filter may fit one part only; that the whole run found nothing is judged at the end.
  const args = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests']
  const child = spawn(process.execPath, [...args, ...reporters, ...filters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}${systemPrograms}`, STOIKA_E2E_SKIP_BUILD: '1' }
  })
  const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)))
  return tallyOf(report, exitCode)
}

let total: Tally
try {
  total = await main(process.argv.slice(2))
  if (total.passed + total.failed === 0) console.error('No test fits the filter.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  total = { passed: 0, failed: 1 }
}
console.log(closingLine(total))
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
