/** Types commands as a person would, with slips, and looks at what is said. Nothing is installed or started for it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, cpSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'

const door = path.join(import.meta.dirname, 'run.mjs')

const typed = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [door, ...words], { encoding: 'utf8' })
  return { status, stdout, stderr: stderr.trim() }
}

it.each([
  ['start', 'npm start'],
  ['test', 'npm test'],
  ['check', 'npm run check'],
  ['demo', 'npm run demo'],
  ['bench', 'npm run bench'],
  ['head-office', 'npm run head-office'],
  ['devices', 'npm run devices'],
  ['import', 'npm run import'],
  ['rebuild', 'npm run rebuild'],
  ['verify', 'npm run verify'],
  ['golden', 'npm run golden'],
  ['package', 'npm run package'],
  ['package:smoke', 'npm run package:smoke']
])('%s names a flag that it does not know, and where its flags are told', (name, call) => {
  expect(typed(name, '--bogus')).toEqual({
    status: 2,
    stdout: '',
    stderr: `Unknown flag --bogus; see ${call} -- --help`
  })
})

it('takes -h for help', () => {
  expect(typed('start', '-h')).toEqual(typed('start', '--help'))
  expect(typed('start', '-h').stdout).toMatch(/^npm start/u)
})

it('tells a flag that lacks its value or has one too many', () => {
  expect(typed('import', 'patients', 'x.csv', '--data').stderr).toContain('--data needs a value')
  expect(typed('start', '--fresh=yes').stderr).toContain('--fresh takes no value')
})

it('refuses words where only flags are taken', () => {
  expect(typed('start', 'fresh').stderr).toContain('takes flags only, not «fresh»')
})

it('says in one sentence that the packages are not there when it may not install them', () => {
  const bare = mkdtempSync(path.join(os.tmpdir(), 'stoika-bare-'))
  try {
    cpSync(import.meta.dirname, path.join(bare, 'scripts'), { recursive: true })
    const { status, stderr } = spawnSync(
      process.execPath,
      [path.join(bare, 'scripts/run.mjs'), 'check', '--skip-install'],
      { encoding: 'utf8' }
    )
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'The packages are not installed. Run: npm ci\n' })
  } finally {
    rmSync(bare, { recursive: true, force: true })
  }
})

it('knows a flag with a digit in it', () => {
  expect(typed('test', '--e2e', '--bogus').stderr).toContain('Unknown flag --bogus;')
})
