/** Plants what is forbidden into a tree of its own and lets the real linter find it. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const project = path.resolve(import.meta.dirname, '../..')
let tree: string

beforeEach(async () => {
  tree = await mkdtemp(path.join(os.tmpdir(), 'stoika-lint-'))
  await plant(
    '.oxlintrc.json',
    JSON.stringify({
      categories: { correctness: 'off' },
      jsPlugins: [path.join(import.meta.dirname, 'plugin.ts')],
      rules: { 'stoika/arrows': 'error', 'stoika/texts': 'error' }
    })
  )
})

afterEach(() => rm(tree, { recursive: true, force: true }))

const plant = async (file: string, content: string): Promise<void> => {
  await mkdir(path.join(tree, path.dirname(file)), { recursive: true })
  await writeFile(path.join(tree, file), content)
}

interface Finding {
  readonly filename: string
  readonly message: string
}

const findings = (): Promise<readonly Finding[]> =>
  new Promise((resolve, reject) => {
    const linter = path.join(project, 'node_modules/oxlint/bin/oxlint')
    execFile(process.execPath, [linter, '--format', 'json'], { cwd: tree }, (_failed, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics)
      } catch {
        reject(new Error(`oxlint said no JSON:\n${stdout}${stderr}`))
      }
    })
  })

describe('an import between rooms', () => {
  const forbidden: readonly (readonly [string, string])[] = [
    [
      'src/domain/acts/decide.ts',
      `import { database } from '../../core/storage/database.ts'\nexport const x = database`
    ],
    [
      'src/domain/acts/decide.ts',
      `import type { Database } from '../../core/storage/database.ts'\nexport type X = Database`
    ],
    ['src/domain/acts/decide.ts', `import { readFileSync } from 'node:fs'\nexport const x = readFileSync`],
    ['src/domain/acts/decide.ts', `export { x } from '../../journal/clock.ts'`],
    ['src/domain/acts/decide.ts', `export * from '../../journal/clock.ts'`],
    ['src/domain/acts/decide.ts', `export const x = () => import('../../journal/clock.ts')`],
    ['src/domain/acts/decide.ts', `export type X = import('../../journal/clock.ts').Clock`],
    ['src/journal/clock.ts', `import { desk } from '../core/desk.ts'\nexport const x = desk`],
    ['src/contract/acts.ts', `import { clock } from '../journal/clock.ts'\nexport const x = clock`],
    ['src/renderer/acts/page.tsx', `import { desk } from '../../core/desk.ts'\nexport const x = desk`],
    ['src/renderer/acts/page.tsx', `import { shell } from 'electron'\nexport const x = shell`],
    ['src/renderer/acts/page.tsx', `import path from 'node:path'\nexport const x = path`],
    ['src/preload/index.ts', `import { decide } from '../domain/acts/decide.ts'\nexport const x = decide`],
    ['src/main/index.ts', `import { desk } from '../core/desk.ts'\nexport const x = desk`],
    ['src/main/index.ts', `import Database from 'better-sqlite3'\nexport const x = Database`],
    ['src/core/main.ts', `import { app } from 'electron'\nexport const x = app`],
    ['src/core/main.ts', `import { page } from '../renderer/acts/page.tsx'\nexport const x = page`],
    ['src/core/main.ts', `import { build } from 'vite'\nexport const x = build`],
    ['src/core/main.ts', `export const x = (require: NodeJS.Require) => require('zod')`],
    ['src/core/main.ts', `import { start } from '../../scripts/start/main.ts'\nexport const x = start`],
    ['src/head-office/main.ts', `import { desk } from '../core/desk.ts'\nexport const x = desk`]
  ]

  it.each(forbidden)('is refused: %s with %s', async (file, content) => {
    await plant(file, content)
    expect(await findings()).toEqual([expect.objectContaining({ filename: file })])
  })

  it('is left alone where an arrow is drawn', async () => {
    await plant(
      'src/core/main.ts',
      `import { decide } from '../domain/a.ts'\nimport { seal } from '../journal/b.ts'\nimport { call } from '../contract/c.ts'\nimport 'node:fs'\nimport 'kysely'\nimport './desk.ts'\nexport const x = [decide, seal, call]\nexport const y = (require: NodeJS.Require) => [require('pdfkit'), require('node:fs')]`
    )
    await plant(
      'src/renderer/page.tsx',
      `import { call } from '../contract/c.ts'\nimport { decide } from '../domain/a.ts'\nimport 'react'\nexport const x = [decide, call]`
    )
    await plant(
      'src/main/index.ts',
      `import { app } from 'electron'\nimport { host } from '../contract/host.ts'\nexport const x = [app, host]`
    )
    await plant(
      'src/head-office/main.ts',
      `import { seal } from '../journal/b.ts'\nimport 'fastify'\nexport const x = seal`
    )
    await plant('src/core/desk.test.ts', `import 'vitest'`)
    await plant('scripts/demo.ts', `import { desk } from '../src/core/desk.ts'\nexport const x = desk`)
    expect(await findings()).toEqual([])
  })
})

describe('a word that people read', () => {
  it('is refused in a component, as a string, a template and as text', async () => {
    await plant('src/renderer/acts/page.tsx', 'export const Page = () => <p title="Акт">Печать {`Акт ${1}`}</p>')
    expect(await findings()).toHaveLength(3)
  })

  it('stands in a catalogue, in a comment and outside the window', async () => {
    await plant('src/renderer/acts/texts.ts', `export const texts = { print: 'Напечатать' }`)
    await plant('src/renderer/acts/sheet-texts.ts', `export const texts = { print: 'Напечатать' }`)
    await plant('src/renderer/acts/texts-board.ts', `export const texts = { print: 'Напечатать' }`)
    await plant('src/renderer/acts/page.tsx', `/** Акт */ export const page = 1 // Печать`)
    await plant('src/core/acts/layout.ts', `export const copy = 'КОПИЯ'`)
    expect(await findings()).toEqual([])
  })
})
