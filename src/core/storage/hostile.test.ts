import { uuidv7 } from 'uuidv7'
import { afterEach, describe, expect, it } from 'vitest'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { erasureAggregate } from '../../domain/erasure/evolve.ts'
import { ErasureOrdered } from '../../domain/erasure/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { LoyaltyJoined, PointsAccrued, PointsSpent } from '../../domain/loyalty/facts.ts'
import { points } from '../../domain/loyalty/points.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { inventedPatient } from '../../domain/patients/testing/invented.ts'
import { AllergyNoted, PatientRegistered } from '../../domain/patients/facts.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { ActId, DeviceId, PatientId, PaymentId } from '../../domain/values/ids.ts'
import { rubles } from '../../domain/values/money.ts'
import { ClockStamp } from '../../journal/clock.ts'
import { CHAIN_START, FactHeader, sealFact, type SealedFact } from '../../journal/envelope.ts'
import { PROJECTIONS } from '../projections.ts'
import { openDatabase, type Database } from './database.ts'
import { openJournal, type Journal } from './journal.ts'
import { countUnshown } from './showing.ts'

const author = { staff: null, clinic: null }
const open: Database[] = []
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

const desk = async (projections = PROJECTIONS): Promise<Journal> => {
  const db = await openDatabase({ path: ':memory:', key: null })
  open.push(db)
  let tick = Date.parse('2026-11-24T09:00:00Z')
  const device = DeviceId.parse(uuidv7())
  return openJournal({ db, device, epoch: 0, now: () => (tick += 10), aggregates: AGGREGATES, projections })
}
const deliver = (to: Journal, ...facts: readonly SealedFact[]): void =>
  to.receive(facts.map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact })))

const registered = (id: string) => newFact(PatientRegistered, 'patient', id, inventedPatient())
/** The state of an aggregate as a snapshot of head office brings it. */
const stateAt = (from: Journal, kind: string, id: string) => {
  const row = from.db
    .prepare<[string, string], { state: string; last: string }>(
      'SELECT state, last FROM aggregate_state WHERE kind = ? AND id = ?'
    )
    .get(kind, id)
  const state: unknown = JSON.parse(row?.state ?? 'null')
  return { kind, id, last: row?.last ?? '', state }
}
const HISTORY = { stage: 'history', part: null, items: 0, cursor: 0, anchor: null, until: 1 } as const

describe('what another desk sends', () => {
  it('is stored with everything after it even if it cannot be shown, and the desk says that there is such a thing', async () => {
    const [sender, receiver] = [await desk([]), await desk()]
    const patient = PatientId.parse(uuidv7())
    const day = isoDate('2026-11-01')
    const accrued = () =>
      newFact(PointsAccrued, 'loyalty-account', patient, {
        payment: PaymentId.parse(uuidv7()),
        act: ActId.parse(uuidv7()),
        base: rubles(100),
        points: points(1_000_000_000),
        rule: 1,
        earnedOn: day,
        usableFrom: day,
        lastDay: isoDate('2027-11-01')
      })
    sender.record(author, [
      registered(patient),
      newFact(LoyaltyJoined, 'loyalty-account', patient, { patient, date: day }),
      accrued(),
      accrued(),
      newFact(PointsSpent, 'loyalty-account', patient, {
        payment: PaymentId.parse(uuidv7()),
        points: points(1),
        date: day
      })
    ])
    deliver(receiver, ...sender.ownAfter(0, 10))
    expect(receiver.state(patientAggregate, patient)?.name.family).toBe('Выдумкина')
    expect(receiver.db.prepare('SELECT count(*) AS n FROM fact').get()).toEqual({ n: 5 })
    expect(countUnshown(receiver.db)).toBe(1)
    receiver.rebuild()
    expect(countUnshown(receiver.db)).toBe(1)
  })

  it('about something that never began shows nothing, whatever it is about, and everything after it is stored', async () => {
    const [sender, receiver] = [await desk([]), await desk()]
    const id = uuidv7()
    for (const { kind } of AGGREGATES)
      sender.record(author, [{ type: 'thing.of-tomorrow', v: 1, aggregate: { kind, id: uuidv7() }, payload: {} }])
    sender.record(author, [registered(id)])
    deliver(receiver, ...sender.ownAfter(0, 100))
    expect(receiver.state(patientAggregate, id)?.name.family).toBe('Выдумкина')
    expect(countUnshown(receiver.db)).toBe(0)
    receiver.rebuild()
    expect(countUnshown(receiver.db)).toBe(0)
  })

  it('cannot take the place of a third desk’s fact by taking its id', async () => {
    const [victim, receiver] = [await desk(), await desk()]
    const id = uuidv7()
    victim.record(author, [registered(id)])
    victim.record(author, [newFact(AllergyNoted, 'patient', id, { allergy: 'лидокаин' })])
    const facts = victim.ownAfter(0, 5)
    deliver(receiver, ...facts)
    const [, noted] = facts
    if (noted === undefined) throw new Error('an allergy was noted')
    const { digest: _digest, ...header } = noted.header
    const forged = { ...header, device: uuidv7(), seq: 1, prev: CHAIN_START, type: 'patient.nothing' }
    deliver(receiver, sealFact({ ...forged, clock: ClockStamp.parse('0'.repeat(16)) }, {}, '1'.repeat(32)))
    expect(receiver.state(patientAggregate, id)?.allergy).toBe('лидокаин')
  })

  it('names devices and people in lower case, so that no two stores take one for two', () => {
    const header = { id: uuidv7(), epoch: 0, seq: 1, type: 'abc', v: 1, kind: 'k', aggregate: 'a', scope: 'network' }
    const rest = { clinic: null, staff: null, clock: '0'.repeat(16), digest: '0'.repeat(64), prev: CHAIN_START }
    const device = 'a18f0000-0000-7000-8000-00000000000f'
    expect(FactHeader.safeParse({ ...header, ...rest, device }).success).toBe(true)
    expect(FactHeader.safeParse({ ...header, ...rest, device: device.toUpperCase() }).success).toBe(false)
  })
})

describe('while the history of a snapshot is still coming', () => {
  it('a person who is destroyed is gone from the tables at once', async () => {
    const [source, fresh] = [await desk(), await desk()]
    const id = uuidv7()
    source.record(author, [registered(id)])
    fresh.atomically(() => {
      fresh.bootstrap.cameTo(HISTORY)
      fresh.bootstrap.takeStates([stateAt(source, 'patient', id)])
    })
    expect(fresh.db.prepare('SELECT count(*) AS n FROM patient').get()).toEqual({ n: 1 })
    fresh.erase([{ kind: 'patient', id }])
    expect(fresh.state(patientAggregate, id)).toBeNull()
    expect(fresh.db.prepare('SELECT count(*) AS n FROM patient').get()).toEqual({ n: 0 })
  })

  it('a fact that was sealed anew counts once, though the state holds it already', async () => {
    const [source, fresh] = [await desk(), await desk()]
    const id = uuidv7()
    source.record(author, [
      newFact(ErasureOrdered, 'erasure', id, { aggregates: [], blobs: [], categories: [], on: isoDate('2026-01-01') })
    ])
    const [first] = source.ownAfter(0, 1)
    if (first?.payload == null) throw new Error('an order was recorded')
    fresh.atomically(() => {
      fresh.bootstrap.cameTo(HISTORY)
      fresh.bootstrap.takeStates([stateAt(source, 'erasure', id)])
    })
    const { digest: _digest, ...header } = first.header
    const resealed = { epoch: 0, seq: 1, hash: first.hash }
    deliver(
      fresh,
      sealFact({ ...header, epoch: 2, seq: 1, prev: CHAIN_START, resealed }, first.payload, '1'.repeat(32))
    )
    fresh.atomically(() => {
      fresh.bootstrap.takeHistory([{ cursor: 1, effective: first.header.clock, fact: first }])
      fresh.bootstrap.finish()
    })
    expect(fresh.state(erasureAggregate, id)?.orders).toHaveLength(1)
    fresh.rebuild()
    expect(fresh.state(erasureAggregate, id)?.orders).toHaveLength(1)
  })
})
