/**
 * `npm run golden`: writes recordings that are not there yet. What was recorded once is never written again; with
 * --states what the recordings fold to today is written down anew, for a person to look through the difference.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { foldRecording, readRecording } from '../../src/journal/golden/golden.ts'
import { root } from '../parts/places.ts'
import { recordApart } from './apart.ts'
import { recordFirstShift } from './first-shift.ts'
import type { Recording } from './recording.ts'

/** In the order in which they were made; the next one goes to the end, under a name of its own. */
const RECORDINGS: readonly { readonly name: string; readonly make: () => Recording | Promise<Recording> }[] = [
  { name: '0001-first-shift', make: recordFirstShift },
  { name: '0002-apart', make: recordApart }
]

const folder = path.join(root, 'src/journal/golden')
const sums = path.join(folder, 'SHA256SUMS')

const statesOf = (text: string): string => `${JSON.stringify(foldRecording(readRecording(text)), null, 2)}\n`

for (const { name, make } of RECORDINGS) {
  const file = path.join(folder, 'facts', `${name}.jsonl`)
  if (existsSync(file)) continue
  const { facts } = await make()
  const text = facts.map((fact) => `${JSON.stringify(fact)}\n`).join('')
  writeFileSync(file, text)
  writeFileSync(path.join(folder, 'states', `${name}.json`), statesOf(text))
  const sum = createHash('sha256').update(text).digest('hex')
  writeFileSync(sums, `${existsSync(sums) ? readFileSync(sums, 'utf8') : ''}${sum}  facts/${name}.jsonl\n`)
  console.log(`Recorded ${facts.length} facts as ${name}. They are never changed from now on.`)
}

if (process.argv.includes('--states')) {
  for (const file of readdirSync(path.join(folder, 'facts'))) {
    const text = readFileSync(path.join(folder, 'facts', file), 'utf8')
    writeFileSync(path.join(folder, 'states', file.replace(/jsonl$/, 'json')), statesOf(text))
  }
  console.log('Wrote what the recordings fold to now: look through the difference before you commit it.')
}
