/** Guards what was ever recorded: a program of today reads the facts of every version before it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { AGGREGATES, FOLDING_VERSION } from '../../domain/aggregates.ts'
import { CHAIN_START, chainFault, headerHash, payloadDigest } from '../envelope.ts'
import { foldRecording, neverShown, readRecording, recordedFact } from './golden.ts'

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8')
const names = readdirSync(path.join(import.meta.dirname, 'facts')).map((file) => path.basename(file, '.jsonl'))
const recordings = names.map((name) => ({ name, facts: readRecording(read(`facts/${name}.jsonl`)) }))

describe('the golden recordings', () => {
  it('show every type and version of a fact that the product ever shipped', () => {
    expect(
      neverShown(recordings.flatMap(({ facts }) => facts)),
      'These facts have no golden recording. Write a story that leads to them into scripts/golden/newest.ts, in place of the last one, and run `npm run golden`; see «Golden files» in CONTRIBUTING.md.'
    ).toEqual([])
  })

  it.each(recordings)('are whole chains whose seals hold: $name', ({ facts }) => {
    expect(facts.length).toBeGreaterThan(0)
    expect(chainFault({ epoch: 0, seq: 0, hash: CHAIN_START }, facts)).toBeNull()
    for (const { header, hash, payload, salt } of facts) {
      expect(headerHash(header)).toBe(hash)
      expect(payloadDigest(payload, salt ?? '')).toBe(header.digest)
    }
  })

  it.each(recordings)('are read by the program of today: $name', ({ facts }) => {
    const unread = facts.filter((fact) =>
      AGGREGATES.every((one) => one.kind !== fact.header.kind || one.read(recordedFact(fact)) === null)
    )
    expect(unread.map(({ header }) => `${header.seq} ${header.type}@${header.v}`)).toEqual([])
  })

  it.each(recordings)('fold to the states that were written down: $name', ({ name, facts }) => {
    expect(
      JSON.parse(JSON.stringify(foldRecording(facts))),
      'The fold has changed. If that is meant, run `npm run golden -- --states` and look through the difference.'
    ).toEqual(JSON.parse(read(`states/${name}.json`)))
  })

  it('say which version of the fold made each state, so that a changed fold cannot pass under an old one', () => {
    const lines = read('states/FOLDINGS').split('\n').filter(Boolean)
    expect(lines.map((line) => line.split('  ')[1])).toEqual(expect.arrayContaining(names))
    for (const line of lines) expect(Number(line.split('  ')[0])).toBeLessThanOrEqual(FOLDING_VERSION)
  })

  it('are to the letter what was committed once: a recorded fact is never changed, removed or put in', () => {
    const sums = read('SHA256SUMS')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('  '))
    const counted = sums.map(([, file = '']) => [createHash('sha256').update(read(file)).digest('hex'), file])
    expect(counted).toEqual(sums)
    const files = ['facts', 'wire'].flatMap((folder) =>
      readdirSync(path.join(import.meta.dirname, folder)).map((file) => `${folder}/${file}`)
    )
    expect(new Set(sums.map(([, file]) => file))).toEqual(new Set(files))
  })
})
