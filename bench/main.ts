/** `npm run bench [-- name …] [--full]`: runs the benchmarks, shows a table, leaves `out/bench/<name>.json`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Bench, Figure } from './bench.ts'
import { coldStart } from './cold-start.ts'
import { openPatient } from './open-patient.ts'
import { papers } from './papers.ts'
import { recording } from './recording.ts'
import { search } from './search.ts'
import { storageGrowthBench } from './storage-growth.ts'
import { sync } from './sync.ts'
import { tasks } from './tasks.ts'

const BENCHES: readonly Bench[] = [coldStart, recording, papers, openPatient, search, tasks, sync, storageGrowthBench]

const out = path.resolve(import.meta.dirname, '../out/bench')
const full = process.argv.includes('--full')
const wanted = process.argv.slice(2).filter((argument) => argument !== '--full')
const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(
    `No benchmark named ${unknown.join(', ')}. There are: ${BENCHES.map((bench) => bench.name).join(', ')}.`
  )
  process.exit(2)
}

const row = (figure: Figure): Record<string, string | number> => ({
  id: figure.id,
  unit: figure.unit,
  median: figure.median,
  min: figure.min,
  max: figure.max,
  runs: figure.runs,
  reference: figure.reference === undefined ? '' : `${figure.reference.id} ${figure.reference.median}`,
  ratio: figure.ratio ?? '',
  size: figure.size ?? ''
})

mkdirSync(out, { recursive: true })
for (const bench of BENCHES.filter((one) => wanted.length === 0 || wanted.includes(one.name))) {
  console.log(`\n${bench.name}`)
  const results = await bench.run((line) => console.log(`  ${line}`), full)
  writeFileSync(path.join(out, `${bench.name}.json`), `${JSON.stringify({ name: bench.name, results }, null, 2)}\n`)
  console.table(results.map(row))
}
