/**
 * `npm run golden`: writes the newest recording if it is not there yet. What was recorded once is never written again; with
 * --states what the recordings fold to today is written down anew, for a person to look through the difference.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { foldRecording, readRecording } from '../../src/journal/golden/golden.ts'
import { root } from '../parts/places.ts'
import { NAME, recordNewest } from './newest.ts'

const folder = path.join(root, 'src/journal/golden')
const sums = path.join(folder, 'SHA256SUMS')

const statesOf = (text: string): string => `${JSON.stringify(foldRecording(readRecording(text)), null, 2)}\n`

const file = path.join(folder, 'facts', `${NAME}.jsonl`)
if (!existsSync(file)) {
  const { facts } = recordNewest()
  const text = facts.map((fact) => `${JSON.stringify(fact)}\n`).join('')
  writeFileSync(file, text)
  writeFileSync(path.join(folder, 'states', `${NAME}.json`), statesOf(text))
  const sum = createHash('sha256').update(text).digest('hex')
  writeFileSync(sums, `${readFileSync(sums, 'utf8')}${sum}  facts/${NAME}.jsonl\n`)
  console.log(`Recorded ${facts.length} facts as ${NAME}. They are never changed from now on.`)
}

if (process.argv.includes('--states')) {
  for (const file of readdirSync(path.join(folder, 'facts'))) {
    const text = readFileSync(path.join(folder, 'facts', file), 'utf8')
    writeFileSync(path.join(folder, 'states', file.replace(/jsonl$/, 'json')), statesOf(text))
  }
  console.log('Wrote what the recordings fold to now: look through the difference before you commit it.')
}
