/**
 * `npm run golden`: writes the newest recording of facts, and that of the protocol, if they are not there yet. What was recorded once is never written again; with
 * --states what the recordings fold to today is written down anew, for a person to look through the difference.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { FOLDING_VERSION } from '../../src/domain/aggregates.ts'
import { foldRecording, readRecording } from '../../src/journal/golden/golden.ts'
import { root } from '../parts/places.ts'
import { PROTOCOL_VERSION } from '../../src/journal/protocol.ts'
import { NAME, recordNewest } from './newest.ts'
import { recordWire } from './wire.ts'

const folder = path.join(root, 'src/journal/golden')
const sums = path.join(folder, 'SHA256SUMS')
const foldings = path.join(folder, 'states/FOLDINGS')

const statesOf = (text: string): string => `${JSON.stringify(foldRecording(readRecording(text)), null, 2)}\n`

/** Puts a file where none is, and its sum into the list that is never changed. */
const put = (name: string, text: string): void => {
  writeFileSync(path.join(folder, name), text)
  const sum = createHash('sha256').update(text).digest('hex')
  writeFileSync(sums, `${readFileSync(sums, 'utf8')}${sum}  ${name}\n`)
  console.log(`Recorded ${name}. It is never changed from now on.`)
}
/**
 * Each state is written down with the version of the fold that made it. A fold that changed under the version it had would
 * leave desks with states that nobody folds any more, so it is refused.
 */
function writeState(name: string, text: string): void {
  const place = path.join(folder, 'states', `${name}.json`)
  const line = `${FOLDING_VERSION}  ${name}`
  const known = existsSync(foldings) ? readFileSync(foldings, 'utf8').split('\n').filter(Boolean) : []
  if (existsSync(place) && readFileSync(place, 'utf8') !== text && known.includes(line)) {
    console.error(`The fold of ${name} has changed: raise FOLDING_VERSION in src/domain/aggregates.ts first.`)
    process.exit(1)
  }
  const changed = !existsSync(place) || readFileSync(place, 'utf8') !== text
  writeFileSync(place, text)
  if (!changed && known.some((one) => one.endsWith(`  ${name}`))) return
  const others = known.filter((one) => !one.endsWith(`  ${name}`))
  writeFileSync(foldings, `${[...others, line].toSorted().join('\n')}\n`)
}

const isMissing = (name: string): boolean => !existsSync(path.join(folder, name))

const facts = `facts/${NAME}.jsonl`
if (isMissing(facts)) {
  const text = recordNewest()
    .facts.map((fact) => `${JSON.stringify(fact)}\n`)
    .join('')
  put(facts, text)
  writeState(NAME, statesOf(text))
}

const wire = `wire/protocol-${PROTOCOL_VERSION}.json`
if (isMissing(wire)) put(wire, `${JSON.stringify(await recordWire(), null, 2)}\n`)

if (process.argv.includes('--states')) {
  for (const file of readdirSync(path.join(folder, 'facts'))) {
    const text = readFileSync(path.join(folder, 'facts', file), 'utf8')
    writeState(path.basename(file, '.jsonl'), statesOf(text))
  }
  console.log('Wrote what the recordings fold to now: look through the difference before you commit it.')
}
