/** Programs of different versions on one network: what one of them does not know passes through it to the letter. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { headerHash, payloadDigest, readStoredFact, type SealedFact, type StoredFact } from '../../journal/envelope.ts'
import { readRecording } from '../../journal/golden/golden.ts'
import { HelloAnswer, PullAnswer, PushAnswer } from '../../journal/protocol.ts'
import { ackedOf } from './send.ts'
import { factCount, type TestDesk } from './testing/desk.ts'
import { desksAtOneOffice } from './testing/desks.ts'

const { desk } = desksAtOneOffice(8)

const [golden] = readRecording(
  readFileSync(path.join(import.meta.dirname, '../../journal/golden/facts/0001-first-shift.jsonl'), 'utf8')
)

/** The next fact of a desk whose program knows more than this one: a member of the header, a kind, a type. */
const ofNewerProgram = (at: TestDesk): SealedFact => {
  if (golden === undefined) throw new Error('a recording has facts')
  const { seq, hash: prev } = at.journal.head()
  const payload = { dose: 3, seen: ['16', '17'], more: { jaw: 'upper' } }
  const salt = 'cd'.repeat(16)
  const header = {
    ...golden.header,
    device: at.journal.device,
    id: '018f0000-0000-7000-8000-0000000000f1',
    seq: seq + 1,
    type: 'jaw.x-rayed',
    v: 7,
    kind: 'jaw',
    scope: 'network',
    digest: payloadDigest(payload, salt),
    prev,
    room: { floor: 2, door: 'Б' }
  }
  return { header, hash: headerHash(header), payload, salt }
}

const stored = (at: TestDesk, id: string): unknown => {
  const row = at.journal.db
    .prepare<[string], StoredFact>('SELECT header, hash, payload, salt FROM fact WHERE id = ?')
    .get(id)
  return row === undefined ? null : readStoredFact(row)
}

describe('a fact of a newer program', () => {
  it('goes from desk to head office to desk to the letter, and those that come after it go too', async () => {
    const [newer, other] = [await desk(), await desk()]
    newer.register(1)
    const fact = ofNewerProgram(newer)
    // The newer program was taken off this PC again: what it had recorded lies in the journal.
    newer.journal.receive([{ cursor: 0, effective: fact.header.clock, fact }])
    const [patient = ''] = newer.register(1)
    newer.noteAllergy(patient, 'йод')
    expect(await newer.round()).toBeNull()
    expect(ackedOf(newer.journal)).toBe(newer.journal.head().seq)
    expect(await other.round()).toBeNull()
    expect(stored(other, fact.header.id)).toEqual(fact)
    expect(other.allergyOf(patient)).toBe('йод')
  })
})

describe('a head office of a newer version', () => {
  it('is sent everything by an old desk, which fetches nothing that it could not read', async () => {
    const [old, other] = [await desk(), await desk()]
    other.register(2)
    expect(await other.round()).toBeNull()
    old.register(3)
    const before = factCount(old)
    const problem = await old.round({
      hello: async (recorded) => ({ ...(await old.link.hello(recorded)), protocol: 2 })
    })
    expect(problem).toMatchObject({ code: 'NEWER_PROTOCOL', achieved: 'sent' })
    expect(ackedOf(old.journal)).toBe(3)
    expect(factCount(old)).toBe(before)
  })

  it('may answer more than an old desk knows', async () => {
    const old = await desk()
    old.register(2)
    const more = { news: { of: 'version 1.1' } }
    const problem = await old.round({
      hello: async (recorded) => HelloAnswer.parse({ ...(await old.link.hello(recorded)), ...more }),
      push: async (facts) => PushAnswer.parse({ ...(await old.link.push(facts)), ...more }),
      pull: async (after, anchor, limit) =>
        PullAnswer.parse({ ...(await old.link.pull(after, anchor, limit)), ...more })
    })
    expect(problem).toBeNull()
    expect(ackedOf(old.journal)).toBe(2)
  })
})
