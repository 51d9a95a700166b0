import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { defineFact, foldable, newFact, type Aggregate, type FactOf } from '../../domain/fact.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { StaffDismissed, StaffHired } from '../../domain/staff/facts.ts'
import { instant } from '../../domain/values/dates.ts'
import { ClinicId, DeviceId } from '../../domain/values/ids.ts'
import { PatientDetailsChanged, PatientRegistered, AllergyNoted } from '../../domain/patients/facts.ts'
import { inventedPatient } from '../../domain/patients/testing/invented.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { ClockStamp, clockMilliseconds } from '../../journal/clock.ts'
import { chainFault, CHAIN_START, FactHeader, type SealedFact } from '../../journal/envelope.ts'
import { MAX_EPOCH, MAX_FACT_BYTES } from '../../journal/protocol.ts'
import { DatabaseUnusable, openDatabase, type Database } from './database.ts'
import { FactTooLarge, openJournal, type Journal } from './journal.ts'

const folders: string[] = []
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'stoika-journal-'))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

const KEY = 'ab'.repeat(32)
const clinic = ClinicId.parse('018f0000-0000-7000-8000-0000000000c1')
const author = { staff: null, clinic }
const patientId = '018f0000-0000-7000-8000-0000000000a1'
const details = inventedPatient()

const desk = async (number: number, db?: Database): Promise<Journal> => {
  let tick = 1_700_000_000_000 + number
  return openJournal({
    db: db ?? (await openDatabase({ path: ':memory:', key: null })),
    device: DeviceId.parse(`018f0000-0000-7000-8000-00000000000${number}`),
    epoch: 0,
    now: () => (tick += 10),
    aggregates: AGGREGATES,
    projections: []
  })
}

describe('the journal', () => {
  it('shows what was recorded after the program was killed and started again', async () => {
    const path = join(folder(), 'desk.db')
    const first = await openDatabase({ path, key: KEY })
    const before = await desk(1, first)
    before.record(author, [newFact(PatientRegistered, 'patient', patientId, details)])
    before.record(author, [newFact(AllergyNoted, 'patient', patientId, { allergy: 'лидокаин' })])
    first.close()
    const after = await desk(1, await openDatabase({ path, key: KEY }))
    expect(after.state(patientAggregate, patientId)?.allergy).toBe('лидокаин')
    expect(chainFault({ epoch: 0, seq: 0, hash: CHAIN_START }, after.ownAfter(0, 10))).toBeNull()
    after.db.close()
  })

  it('keeps nothing of an action of which one part failed', async () => {
    const journal = await desk(1)
    expect(() =>
      journal.atomically(() => {
        journal.record(author, [newFact(PatientRegistered, 'patient', patientId, details)])
        throw new Error('power cut')
      })
    ).toThrow('power cut')
    expect(journal.head().seq).toBe(0)
    expect(journal.state(patientAggregate, patientId)).toBeNull()
  })

  it('shows the same on two desks whatever order facts arrive in and however often they are repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ desk: fc.constantFrom(0, 1), note: fc.string({ maxLength: 5 }), allergy: fc.boolean() }), {
          minLength: 1,
          maxLength: 12
        }),
        fc.infiniteStream(fc.nat()),
        async (actions, numbers) => {
          const desks = [await desk(1), await desk(2)] as const
          for (const action of actions) {
            const journal = desks[action.desk === 0 ? 0 : 1]
            journal.record(author, [
              newFact(PatientRegistered, 'patient', patientId, details),
              action.allergy
                ? newFact(AllergyNoted, 'patient', patientId, { allergy: action.note })
                : newFact(PatientDetailsChanged, 'patient', patientId, { changes: { note: action.note }, base: {} })
            ])
          }
          const sent = desks.map((journal) => journal.ownAfter(0, 100))
          const deliver = (to: Journal, facts: readonly SealedFact[]): void => {
            const shuffled = [...facts, ...facts]
              .map((fact) => ({ fact, at: Number(numbers.next().value) }))
              .toSorted((a, b) => a.at - b.at)
            for (const { fact } of shuffled) to.receive([{ cursor: 1, effective: fact.header.clock, fact }])
          }
          deliver(desks[0], sent[1] ?? [])
          deliver(desks[1], sent[0] ?? [])
          const [one, two] = desks.map((journal) => journal.state(patientAggregate, patientId))
          expect(one).toEqual(two)
          desks[0].rebuild()
          expect(desks[0].state(patientAggregate, patientId)).toEqual(two)
          for (const journal of desks) journal.db.close()
        }
      ),
      { numRuns: 40 }
    )
  })

  it('records no fact that head office would refuse for its size', async () => {
    const journal = await desk(1)
    const huge = {
      type: 'patient.described',
      v: 1,
      aggregate: { kind: 'patient', id: patientId },
      payload: { text: 'я'.repeat(200_000) }
    }
    expect(() => journal.record(author, [newFact(PatientRegistered, 'patient', patientId, details), huge])).toThrow(
      FactTooLarge
    )
    expect(journal.head().seq).toBe(0)
  })

  it('records none either that head office would refuse once it is sealed again in another epoch', async () => {
    const journal = await desk(1)
    const describe = (length: number): void =>
      void journal.record(author, [
        {
          type: 'patient.described',
          v: 1,
          aggregate: { kind: 'patient', id: patientId },
          payload: { text: 'x'.repeat(length) }
        }
      ])
    let [fits, tooLong] = [0, MAX_FACT_BYTES]
    while (tooLong - fits > 1) {
      const middle = Math.trunc((fits + tooLong) / 2)
      try {
        describe(middle)
        fits = middle
      } catch (error) {
        if (!(error instanceof FactTooLarge)) throw error
        tooLong = middle
      }
    }
    journal.beginEpoch(MAX_EPOCH - 1, 0)
    journal.beginEpoch(MAX_EPOCH, 0)
    const sizes = journal.ownAfter(0, 100).map((fact) => Buffer.byteLength(JSON.stringify(fact)))
    expect(Math.max(...sizes)).toBeGreaterThan(MAX_FACT_BYTES - 200)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_FACT_BYTES)
  })

  it('keeps and passes over a fact that a newer version wrote', async () => {
    const journal = await desk(1)
    const other = await desk(2)
    other.record(author, [
      { type: 'patient.x-rayed', v: 1, aggregate: { kind: 'patient', id: patientId }, payload: { dose: 3 } },
      newFact(PatientRegistered, 'patient', patientId, details)
    ])
    journal.receive(
      other.ownAfter(0, 10).map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact }))
    )
    expect(journal.state(patientAggregate, patientId)?.name.family).toBe('Выдумкина')
    expect(journal.history('patient', patientId).map((fact) => fact.type)).toEqual([
      'patient.x-rayed',
      'patient.registered'
    ])
  })

  it('reads again what a newer version wrote, once the program is that version', async () => {
    const db = await openDatabase({ path: ':memory:', key: null })
    const old = await desk(1, db)
    const other = await desk(2)
    const XRayed = defineFact('patient.x-rayed', 1, z.object({ dose: z.int() }))
    other.record(author, [newFact(XRayed, 'patient', patientId, { dose: 3 })])
    const [fact] = other.ownAfter(0, 1)
    if (fact === undefined) throw new Error('a fact was recorded')
    old.receive([{ cursor: 1, effective: fact.header.clock, fact }])
    const dose: Aggregate<{ readonly dose: number }, FactOf<typeof XRayed>> = {
      kind: 'patient',
      definitions: [XRayed],
      evolve: (_state, { payload }) => payload
    }
    const newer = openJournal({
      db,
      device: DeviceId.parse('018f0000-0000-7000-8000-000000000001'),
      epoch: 0,
      now: Date.now,
      aggregates: [foldable(dose)],
      projections: []
    })
    expect(newer.state(dose, patientId)).toEqual({ dose: 3 })
  })

  it('counts a fact that arrives erased as nothing, whether it comes last or is folded again', async () => {
    const journal = await desk(1)
    const other = await desk(2)
    const person = '018f0000-0000-7000-8000-0000000000d1'
    const card = { name: details.name, roles: ['doctor' as const], clinics: [], specialty: null, position: 'врач' }
    other.record(author, [newFact(StaffHired, 'staff', person, card), newFact(StaffDismissed, 'staff', person, {})])
    const [hired, dismissed] = other.ownAfter(0, 10)
    if (hired === undefined || dismissed === undefined) throw new Error('two facts were recorded')
    journal.receive([{ cursor: 1, effective: hired.header.clock, fact: hired }])
    const erased = { ...dismissed, payload: null, salt: null }
    journal.receive([{ cursor: 2, effective: dismissed.header.clock, fact: erased }])
    const onArrival = journal.state(staffAggregate, person)
    journal.rebuild()
    expect(onArrival).toEqual(journal.state(staffAggregate, person))
  })

  it('moves its own fact in time when head office clamps a clock that ran ahead', async () => {
    const journal = await desk(1)
    journal.record(author, [newFact(PatientRegistered, 'patient', patientId, details)])
    journal.record(author, [newFact(AllergyNoted, 'patient', patientId, { allergy: 'ранний' })])
    journal.record(author, [newFact(AllergyNoted, 'patient', patientId, { allergy: 'поздний' })])
    journal.clampOwn([{ seq: 3, effective: ClockStamp.parse('0'.repeat(16)) }])
    expect(journal.state(patientAggregate, patientId)?.allergy).toBe('ранний')
    expect(FactHeader.parse(journal.ownAfter(2, 1)[0]?.header).seq).toBe(3)
  })

  it('moves a fact of another desk in time when a head office that was set back and refilled judges it anew', async () => {
    const [journal, other] = [await desk(1), await desk(2)]
    other.record(author, [newFact(PatientRegistered, 'patient', patientId, details)])
    other.record(author, [newFact(PatientDetailsChanged, 'patient', patientId, { changes: { note: 'раз' }, base: {} })])
    other.record(author, [newFact(PatientDetailsChanged, 'patient', patientId, { changes: { note: 'два' }, base: {} })])
    const facts = other.ownAfter(0, 10)
    const received = facts.map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact }))
    journal.receive(received)
    const [registered, first, second] = received
    if (registered === undefined || first === undefined || second === undefined) throw new Error('three were recorded')
    journal.receive([registered, { ...first, cursor: 9, effective: ClockStamp.parse('018d000000000000') }, second])
    expect(journal.state(patientAggregate, patientId)?.note).toBe('раз')
  })

  it('tells a fault of whoever listens, once, and keeps what was received with what went with it', async () => {
    const [journal, other] = [await desk(1), await desk(2)]
    other.record(author, [newFact(PatientRegistered, 'patient', patientId, details)])
    const facts = other.ownAfter(0, 1).map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact }))
    let [told, went] = [0, 0]
    journal.onChange(() => {
      told += 1
      throw new RangeError('a listener is wrong')
    })
    expect(() => journal.receive(facts, () => (went += 1))).toThrow(RangeError)
    expect([told, went]).toEqual([1, 1])
    expect(journal.state(patientAggregate, patientId)?.name).toEqual(details.name)
  })

  it('moves a fact of its own former chain in time when the history of a snapshot brings the verdict on it', async () => {
    const journal = await desk(1)
    journal.record(author, [newFact(PatientRegistered, 'patient', patientId, details)])
    const [fact] = journal.ownAfter(0, 1)
    if (fact === undefined) throw new Error('one was recorded')
    // Its twin has sent the fact, and more behind it: this one goes on in an epoch of its own, and begins from a snapshot.
    journal.beginEpoch(1, 1)
    const effective = ClockStamp.parse('018d000000000000')
    journal.bootstrap.takeHistory([{ cursor: 1, effective, fact }])
    journal.bootstrap.finish()
    expect(journal.db.prepare('SELECT effective FROM fact').all()).toEqual([{ effective }])
    expect(journal.history('patient', patientId)[0]?.provenance.at).toBe(instant(clockMilliseconds(effective)))
  })
})

describe('the database file', () => {
  it('is unreadable without its key and says so', async () => {
    const path = join(folder(), 'desk.db')
    ;(await openDatabase({ path, key: KEY })).close()
    await expect(openDatabase({ path, key: 'cd'.repeat(32) })).rejects.toMatchObject({ fault: 'wrong-key-or-damaged' })
    await expect(openDatabase({ path, key: null })).rejects.toBeInstanceOf(DatabaseUnusable)
  })

  it('names a damaged file, a place where no file can be and a file of a newer version', async () => {
    const broken = join(folder(), 'desk.db')
    writeFileSync(broken, 'это не база данных '.repeat(500))
    await expect(openDatabase({ path: broken, key: KEY })).rejects.toMatchObject({ fault: 'wrong-key-or-damaged' })
    await expect(openDatabase({ path: join(broken, 'desk.db'), key: KEY })).rejects.toMatchObject({
      fault: 'no-access'
    })
    const newer = join(folder(), 'desk.db')
    const db = await openDatabase({ path: newer, key: KEY })
    db.prepare('INSERT INTO kysely_migration (name, timestamp) VALUES (?, ?)').run('9999-from-the-future', '2030-01-01')
    db.close()
    await expect(openDatabase({ path: newer, key: KEY })).rejects.toMatchObject({ fault: 'newer-schema' })
  })
})
