import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ClockStamp, clockMilliseconds } from '../../journal/clock.ts'
import { openDatabase } from '../storage/database.ts'
import { writeSetting } from '../storage/settings.ts'
import { enrol } from './enrol.ts'
import { Refused } from './failure.ts'
import { cameTo, fetchedOf } from './fetch.ts'
import type { Link } from './link.ts'
import { milestonesOf } from './round.ts'
import { ackedOf } from './send.ts'
import { Acked, Fetched, Manifest } from './settings.ts'
import { openBadLine, type BadLine, type Fault } from './testing/bad-line.ts'
import { factCount, testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'

const YEAR_MS = 365 * 86_400_000

let office: HeadOfficeProcess
const open: { close(): Promise<void> }[] = []
beforeAll(async () => {
  office = await startHeadOffice(40)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const desk = async (now?: () => number): Promise<TestDesk> => {
  const made = await testDesk(office.url, office.code(), now)
  open.push(made)
  return made
}
const overBadLine = async (): Promise<{ line: BadLine; desk: TestDesk }> => {
  const line = await openBadLine(office.url)
  open.push(line)
  const made = await testDesk(line.url, office.code())
  open.push(made)
  return { line, desk: made }
}
const code = async (round: Promise<{ code: string; phase: string } | null>): Promise<string | null> =>
  (await round)?.code ?? null

describe('two desks of a clinic', () => {
  it('see each other’s work after both have synchronised, and agree on what was changed at both', async () => {
    const [one, two] = [await desk(), await desk()]
    const [patient = ''] = one.register(1)
    expect(await one.round()).toBeNull()
    expect(await two.round()).toBeNull()
    expect(two.allergyOf(patient)).toBeNull()
    one.noteAllergy(patient, 'лидокаин')
    two.noteAllergy(patient, 'латекс')
    for (const at of [one, two, one]) expect(await at.round()).toBeNull()
    expect(one.allergyOf(patient)).toBe('латекс')
    expect(two.allergyOf(patient)).toBe('латекс')
  })

  it('send 3,000 facts in batches and fetch them in slices that leave the desk free', async () => {
    const [one, two] = [await desk(), await desk()]
    expect(await two.round()).toBeNull()
    one.register(3000)
    let turns = 0
    const spinning = setInterval(() => (turns += 1), 0)
    expect(await one.round()).toBeNull()
    const held = factCount(two)
    const before = turns
    expect(await two.round()).toBeNull()
    clearInterval(spinning)
    expect(ackedOf(one.journal)).toBe(3000)
    expect(factCount(two) - held).toBeGreaterThanOrEqual(3000)
    expect(two.progress.at(-1)?.remaining).toBe(0)
    // At least one turn of the event loop between any two slices.
    expect(turns - before).toBeGreaterThanOrEqual(12)
    const stored = factCount(two)
    expect(await two.round()).toBeNull()
    expect(factCount(two)).toBe(stored)
  })
})

describe('a bad line', () => {
  it('that loses an answer after head office has stored the facts costs nothing: the retry changes nothing', async () => {
    const { line, desk: one } = await overBadLine()
    const two = await desk()
    one.register(30)
    line.fault = ({ method }) => (method === 'POST' ? 'lose-answer' : null)
    expect(await one.round()).toMatchObject({ code: 'UNREACHABLE', phase: 'sending', achieved: null })
    expect(ackedOf(one.journal)).toBe(0)
    expect((await one.link.hello(30)).acked).toBe(30)
    line.fault = () => null
    expect(await one.round()).toBeNull()
    expect(ackedOf(one.journal)).toBe(30)
    await two.round()
    const device = one.journal.ownAfter(0, 1)[0]?.header.device
    expect(two.journal.db.prepare('SELECT count(*) AS n FROM fact WHERE device = ?').get(device)).toEqual({ n: 30 })
  })

  const faults: [Fault, string][] = [
    ['lose-request', 'UNREACHABLE'],
    ['half-answer', 'UNREACHABLE'],
    ['portal-page', 'RUBBISH'],
    ['other-json', 'RUBBISH'],
    ['redirect', 'RUBBISH'],
    ['unavailable', 'BUSY']
  ]
  it.each(faults)('(%s) is told as %s wherever it strikes, and nothing is lost by it', async (fault, expected) => {
    const { line, desk: one } = await overBadLine()
    const [patient = ''] = one.register(5)
    for (const strikes of ['/v1/hello', 'POST', '/v1/facts?']) {
      line.fault = ({ method, path }) => (method === strikes || path.startsWith(strikes) ? fault : null)
      expect(await code(one.round())).toBe(expected)
    }
    line.fault = () => null
    one.noteAllergy(patient, 'йод')
    expect(await one.round()).toBeNull()
    expect(ackedOf(one.journal)).toBe(6)
  })

  it('waits as long as head office asks', async () => {
    const { line, desk: one } = await overBadLine()
    line.fault = () => 'unavailable'
    expect(await one.round()).toMatchObject({ code: 'BUSY', retryAfterMs: 7000 })
  })

  it('that breaks while fetching leaves what was sent sent, and says which half failed', async () => {
    const { line, desk: one } = await overBadLine()
    one.register(3)
    line.fault = ({ method, path }) => (method === 'GET' && path.startsWith('/v1/facts') ? 'lose-request' : null)
    expect(await one.round()).toMatchObject({ code: 'UNREACHABLE', phase: 'fetching', achieved: 'sent' })
    expect(ackedOf(one.journal)).toBe(3)
    expect(milestonesOf(one.journal).sawAllAt).not.toBeNull()
    expect(milestonesOf(one.journal).fetchedAllAt).toBeNull()
  })

  it('that confirms more than head office has signed for is not believed at all', async () => {
    const one = await desk()
    one.register(3)
    const boasting: Partial<Link> = { push: async (facts) => ({ ...(await one.link.push(facts)), acked: 999 }) }
    expect(await one.round(boasting)).toMatchObject({ code: 'RUBBISH', phase: 'sending' })
    expect(ackedOf(one.journal)).toBe(0)
    expect(await one.round()).toBeNull()
    expect(ackedOf(one.journal)).toBe(3)
  })

  it('that takes only small bodies gets small ones', async () => {
    const one = await desk()
    one.register(40)
    const batches: number[] = []
    const strict: Partial<Link> = {
      push: (facts) => {
        batches.push(facts.length)
        if (facts.length > 10) return Promise.reject(new Refused('TOO_LARGE', 'a proxy on the way', null))
        return one.link.push(facts)
      }
    }
    expect(await one.round(strict)).toBeNull()
    expect(batches).toEqual([40, 20, 10, 10, 10, 10])
  })
})

describe('a head office that is killed while a desk sends', () => {
  it('has, once it is back, everything that it confirmed, and takes the rest', async () => {
    const own = await startHeadOffice(2)
    const line = await openBadLine(own.url)
    open.push({ close: () => own.stop() }, line)
    const one = await testDesk(line.url, own.code())
    open.push(one)
    one.register(3000)
    let pushes = 0
    line.fault = ({ method }) => {
      if (method === 'POST' && ++pushes === 4) void own.kill()
      return null
    }
    expect(await code(one.round())).toBe('UNREACHABLE')
    const confirmed = ackedOf(one.journal)
    expect(confirmed).toBeGreaterThan(0)
    await own.restart()
    line.target = own.url
    line.fault = () => null
    expect((await one.link.hello(3000)).acked).toBeGreaterThanOrEqual(confirmed)
    expect(await one.round()).toBeNull()
    expect(ackedOf(one.journal)).toBe(3000)
    const two = await testDesk(line.url, own.code())
    open.push(two)
    expect(await two.round()).toBeNull()
    expect(factCount(two)).toBe(3000)
  })

  it('starts again at once when PostgreSQL died with it, as after a power cut', async () => {
    const own = await startHeadOffice(1)
    open.push({ close: () => own.stop() })
    const line = await openBadLine(own.url)
    open.push(line)
    const one = await testDesk(line.url, own.code())
    open.push(one)
    one.register(2)
    expect(await one.round()).toBeNull()
    await own.kill()
    await own.killDatabase()
    await own.restart()
    line.target = own.url
    expect((await one.link.hello(2)).acked).toBe(2)
  })
})

describe('a desk whose clock lies', () => {
  it.each([10 * YEAR_MS, -10 * YEAR_MS])(
    'by %d ms synchronises at once, and its facts count as everybody agrees',
    async (offset) => {
      const [liar, honest] = [await desk(() => Date.now() + offset), await desk()]
      const [patient = ''] = liar.register(1)
      liar.noteAllergy(patient, 'раньше')
      expect(await liar.round()).toBeNull()
      expect(await honest.round()).toBeNull()
      expect(honest.allergyOf(patient)).toBe('раньше')
      for (const { journal } of [liar, honest]) {
        const rows = journal.db
          .prepare<[string], { effective: string }>('SELECT effective FROM fact WHERE aggregate = ? ORDER BY sort')
          .all(patient)
        expect(rows.every((row) => clockMilliseconds(ClockStamp.parse(row.effective)) <= Date.now() + 6 * 60_000)).toBe(
          true
        )
      }
      expect(liar.journal.history('patient', patient)).toEqual(honest.journal.history('patient', patient))
    }
  )
})

describe('what must never pass unseen', () => {
  it('is a fact of its own that was changed by hand', async () => {
    const one = await desk()
    one.register(3)
    one.journal.db.exec(`UPDATE fact SET payload = '{"подмена":true}' WHERE seq = 2 AND cursor IS NULL`)
    expect(await one.round()).toMatchObject({ code: 'OWN_FACT_REFUSED', phase: 'sending' })
    expect((await one.link.hello(3)).acked).toBe(1)
  })

  it('is a gap or a changed fact of another desk: it is left out, everybody else’s work is stored, and it is asked for again', async () => {
    const [one, two, three] = [await desk(), await desk(), await desk()]
    one.register(4)
    two.register(4)
    await one.round()
    await two.round()
    await three.round()
    one.register(3)
    two.register(2)
    await one.round()
    await two.round()
    const device = one.journal.ownAfter(0, 1)[0]?.header.device
    const lossy: Partial<Link> = {
      pull: async (after, anchor, limit) => {
        const page = await three.link.pull(after, anchor, limit)
        return {
          ...page,
          facts: page.facts.filter(({ fact }) => fact.header.device !== device || fact.header.seq !== 6)
        }
      }
    }
    const stored = factCount(three)
    expect(await three.round(lossy)).toMatchObject({
      code: 'OTHERS_FACTS_DAMAGED',
      phase: 'fetching',
      achieved: 'sent'
    })
    expect(factCount(three)).toBe(stored + 3)
    expect(await three.round(lossy)).toMatchObject({ code: 'OTHERS_FACTS_DAMAGED' })
    expect(await three.round()).toBeNull()
    expect(factCount(three)).toBe(stored + 5)
    expect(await three.round()).toBeNull()
  })

  it('is a head office that was set back while the history of a snapshot was coming: chains begin from their first facts', async () => {
    const [one, two] = [await desk(), await desk()]
    two.register(3)
    expect(await two.round()).toBeNull()
    const { epoch, hash } = two.journal.head()
    const cursor = 1_000_000
    one.journal.atomically(() => {
      // As after the states of a snapshot that head office does not know any more.
      writeSetting(one.journal.db, Manifest, {
        format: 1,
        id: two.journal.device,
        cursor,
        anchor: hash,
        createdAt: '2026-11-24T08:00:00.000Z',
        derivation: hash,
        heads: [{ device: two.journal.device, epoch, seq: 5, hash }],
        parts: []
      })
      one.journal.bootstrap.cameTo({ stage: 'history', part: null, items: 0, cursor: 0, anchor: null, until: cursor })
      cameTo(one.journal, { cursor, anchor: hash })
    })
    expect(await one.round()).toBeNull()
    expect(factCount(one)).toBe(factCount(two))
  })

  it('is a restore of head office that passed while the desk was away: everything is read again, until its mark is here', async () => {
    const [one, two] = [await desk(), await desk()]
    two.register(2)
    for (const at of [two, one]) expect(await at.round()).toBeNull()
    const cursor = fetchedOf(one.journal)
    const pulledFrom = async (restores: { epoch: number; cursor: number; hash: string }[]): Promise<number[]> => {
      const from: number[] = []
      const told: Partial<Link> = {
        hello: async (recorded) => ({ ...(await one.link.hello(recorded)), restores }),
        pull: (after, ...rest) => {
          from.push(after)
          return one.link.pull(after, ...rest)
        }
      }
      expect(await one.round(told)).toBeNull()
      return from
    }
    const unknown = { epoch: 7, cursor, hash: 'ab'.repeat(32) }
    expect((await pulledFrom([unknown]))[0]).toBe(0)
    // It comes with the facts that are still to be fetched.
    expect((await pulledFrom([{ ...unknown, cursor: cursor + 1 }]))[0]).toBe(cursor)
    expect((await pulledFrom([]))[0]).toBe(cursor)
  })

  it('is a head office that forgot: what it lost is sent to it again', async () => {
    const one = await desk()
    one.register(6)
    expect(await one.round()).toBeNull()
    // As after a restore of head office from a backup taken before this desk's facts: it knows less than it confirmed.
    writeSetting(one.journal.db, Acked, 6)
    const sent: number[] = []
    const forgetful: Partial<Link> = {
      hello: async (recorded) => ({
        ...(await one.link.hello(recorded)),
        acked: 2,
        head: one.journal.ownAfter(1, 1)[0]?.hash ?? ''
      }),
      push: async (facts) => {
        sent.push(...facts.map((fact) => fact.header.seq))
        return one.link.push(facts)
      }
    }
    expect(await one.round(forgetful)).toBeNull()
    expect(sent).toEqual([3, 4, 5, 6])
    writeSetting(one.journal.db, Fetched, 1_000_000)
    expect(await one.round()).toBeNull()
    expect(fetchedOf(one.journal)).toBeLessThan(1_000_000)
  })

  it('is a head office that forgot and judges anew: what it once clamped may count at its own clock now', async () => {
    const one = await desk()
    const [patient = ''] = one.register(1)
    one.noteAllergy(patient, 'лидокаин')
    expect(await one.round()).toBeNull()
    const [noted] = one.journal.ownAfter(1, 1)
    if (noted === undefined) throw new Error('two facts were recorded')
    one.journal.clampOwn([{ seq: 2, effective: ClockStamp.parse('0'.repeat(16)) }])
    expect(one.allergyOf(patient)).toBeNull()
    const restored: Partial<Link> = {
      hello: async (recorded) => ({
        ...(await one.link.hello(recorded)),
        acked: 1,
        head: one.journal.ownAfter(0, 1)[0]?.hash ?? ''
      })
    }
    expect(await one.round(restored)).toBeNull()
    expect(one.allergyOf(patient)).toBe('лидокаин')
  })
})

describe('enrolment at the desk', () => {
  it('is told apart: a wrong code, nobody there, something else there', async () => {
    const db = await openDatabase({ path: ':memory:', key: null })
    const line = await openBadLine(office.url)
    open.push(line, { close: async () => void db.close() })
    const tried = async (url: string, with_ = '0000 0000 0000'): Promise<string> => {
      const answer = await enrol(db, { url, code: with_, name: 'Стойка' })
      return answer.ok ? 'ok' : answer.refusal.code
    }
    expect(await tried(line.url)).toBe('BAD_CODE')
    expect(await tried('http://127.0.0.1:9')).toBe('UNREACHABLE')
    expect(await tried('не адрес')).toBe('BAD_ADDRESS')
    line.fault = () => 'portal-page'
    expect(await tried(line.url)).toBe('RUBBISH')
    line.fault = () => 'unavailable'
    expect(await tried(line.url)).toBe('BUSY')
    const valid = office.code()
    line.fault = () => 'lose-answer'
    expect(await tried(line.url, valid)).toBe('UNREACHABLE')
    line.fault = () => null
    expect(await tried(line.url, valid)).toBe('ok')
  })
})
