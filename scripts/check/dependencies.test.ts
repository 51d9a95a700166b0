/** Holds docs/dependencies.md against the packages that are really there. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import manifest from '../../package.json' with { type: 'json' }

const root = path.resolve(import.meta.dirname, '../..')
const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })

interface Row {
  readonly names: readonly string[]
  readonly licences: string
}

/** Rows of all tables of the document; a row may speak of several packages. */
const documented = async (): Promise<readonly Row[]> => {
  const text = await readFile(path.join(root, 'docs/dependencies.md'), 'utf8')
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| package '))
    .map((line) => {
      const [, names = '', licences = ''] = line.split('|')
      return {
        names: names
          .replace(/\(.*\)/, '')
          .split(',')
          .map((name) => name.trim()),
        licences: licences.trim()
      }
    })
}

it('says of every package why it is here, and of none that is not', async () => {
  const named = (await documented()).flatMap((row) => row.names)
  expect(named.toSorted()).toEqual(packages.toSorted())
})

it('names the licence that each package declares', async () => {
  const License = z.object({ license: z.string() })
  for (const { names, licences } of await documented()) {
    for (const name of names) {
      const file = path.join(root, 'node_modules', name, 'package.json')
      const { license } = License.parse(JSON.parse(await readFile(file, 'utf8')))
      expect(licences, name).toContain(license)
    }
  }
})
