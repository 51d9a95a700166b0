import { afterEach, describe, expect, it } from 'vitest'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { newFact } from '../../domain/fact.ts'
import { clockDoubtWords } from '../../domain/language/clock-doubt.ts'
import { AllergyNoted } from '../../domain/patients/facts.ts'
import { TimeZone } from '../../domain/values/dates.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import { ClockStamp, clockMilliseconds } from '../../journal/clock.ts'
import { openDatabase, type Database } from './database.ts'
import { openDeskClock, type DeskClock } from './desk-clock.ts'
import { openJournal, type Journal } from './journal.ts'

const NOON = Date.parse('2026-11-24T09:00:00.000Z')
const MINUTE = 60_000
const YEAR = 365 * 24 * 60 * MINUTE
const zone = TimeZone.parse('Europe/Moscow')

let db: Database
afterEach(() => db.close())

/** A PC whose wall clock can be set, while its uptime goes on as it must. */
const pc = async (): Promise<{
  clock: DeskClock
  journal: Journal
  set: (wall: number) => void
  pass: (ms: number) => void
}> => {
  db = await openDatabase({ path: ':memory:', key: null })
  let wall = NOON
  let uptime = 1000
  const clock = openDeskClock({ db, now: () => wall, uptime: () => uptime })
  const journal = openJournal({
    db,
    device: DeviceId.parse('018f0000-0000-7000-8000-000000000001'),
    epoch: 0,
    now: () => wall,
    doubt: () => clock.doubt(),
    aggregates: AGGREGATES,
    projections: []
  })
  return {
    clock,
    journal,
    set: (to) => (wall = to),
    pass: (ms) => {
      wall += ms
      uptime += ms
    }
  }
}
const note = (journal: Journal): void =>
  void journal.record({ staff: null, clinic: null }, [
    newFact(AllergyNoted, 'patient', '018f0000-0000-7000-8000-0000000000a1', { allergy: 'йод' })
  ])

describe('the clock of a desk', () => {
  it('is believed while it keeps head office’s time within ten minutes', async () => {
    const { clock, pass } = await pc()
    expect(clock.doubt()).toBeNull()
    clock.heard(NOON + 9 * MINUTE)
    pass(60 * MINUTE)
    expect(clock.doubt()).toBeNull()
  })

  it('that jumps between two contacts is noticed at once, and the time at head office stays known', async () => {
    const { clock, set, pass } = await pc()
    clock.heard(NOON)
    pass(30 * MINUTE)
    set(NOON + 10 * YEAR)
    expect(clock.doubt()).toEqual({ desk: '2036-11-21T09:00:00.000Z', office: '2026-11-24T09:30:00.000Z' })
    set(NOON + 30 * MINUTE)
    expect(clock.doubt()).toBeNull()
  })

  it('that stands before what was recorded is doubted even if head office was never heard', async () => {
    const { clock, journal, set } = await pc()
    note(journal)
    set(NOON - 9 * MINUTE)
    expect(clock.doubt()).toBeNull()
    set(NOON - YEAR)
    expect(clock.doubt()).toEqual({ desk: '2025-11-24T09:00:00.000Z', office: null })
  })

  it('marks what is recorded while it is doubted, and papers state both times', async () => {
    const { clock, journal, set } = await pc()
    note(journal)
    clock.heard(NOON)
    set(NOON + YEAR)
    note(journal)
    const [before, after] = journal.ownAfter(0, 2)
    expect(before?.header).not.toHaveProperty('doubt')
    expect(after?.header.doubt).toEqual({ desk: '2027-11-24T09:00:00.000Z', office: '2026-11-24T09:00:00.000Z' })
    const doubt = journal.history('patient', '018f0000-0000-7000-8000-0000000000a1').at(-1)?.provenance.doubt
    expect(doubt === undefined ? '' : clockDoubtWords(doubt, zone)).toBe(
      'Часы компьютера показывали 24.11.2027 12:00, по времени центра было 24.11.2026 12:00.'
    )
  })

  it('that ran years ahead comes back to everybody’s time as soon as head office has ruled on its last fact', async () => {
    const { journal, set } = await pc()
    set(NOON + 10 * YEAR)
    note(journal)
    set(NOON)
    const verdict = ClockStamp.parse(`${(NOON + 5 * MINUTE).toString(16).padStart(12, '0')}ffff`)
    journal.clampOwn([{ seq: 1, effective: verdict }])
    note(journal)
    const [, second] = journal.ownAfter(0, 2)
    const stamp = second?.header.clock
    expect(stamp !== undefined && stamp > verdict && clockMilliseconds(stamp) <= NOON + 6 * MINUTE).toBe(true)
  })
})
