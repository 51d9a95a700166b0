import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { erasureAggregate } from '../../domain/erasure/evolve.ts'
import { ErasureOrdered } from '../../domain/erasure/facts.ts'
import { planErasure } from '../../domain/erasure/plan.ts'
import { newFact } from '../../domain/fact.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { AllergyNoted } from '../../domain/patients/facts.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import { chainFault, CHAIN_START } from '../../journal/envelope.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { ADULT, book, openTestDesk, type TestDesk } from '../documents/testing/desk.ts'
import { searchPatients } from '../patients/search.ts'
import { openDatabase } from '../storage/database.ts'
import { openJournal, type Journal } from '../storage/journal.ts'
import { writeSetting } from '../storage/settings.ts'
import { HeadOffice } from '../sync/settings.ts'
import { carryOutErasures } from './carry-out.ts'
import { personData } from './person.ts'

const FAMILY = 'Константинопольская'
const HEAD_OFFICE = DeviceId.parse('018f0000-0000-7000-8000-0000000000f1')
const ERASURE = '018f0000-0000-7000-8000-0000000000e5'
const closing: (() => Promise<void> | void)[] = []
let desk: TestDesk
let headOffice: Journal

const journalOf = async (device: DeviceId): Promise<Journal> => {
  let tick = Date.parse('2026-11-24T07:00:00Z')
  const db = await openDatabase({ path: ':memory:', key: null })
  closing.push(() => void db.close())
  return openJournal({ db, device, epoch: 0, now: () => (tick += 10), aggregates: AGGREGATES, projections: [] })
}

beforeEach(async () => {
  desk = await openTestDesk(closing)
  headOffice = await journalOf(HEAD_OFFICE)
  writeSetting(desk.db, HeadOffice, { device: HEAD_OFFICE, publicKey: generateDeviceKeys().publicKey })
  book(desk, ADULT, ['extraction:38'])
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** An order as head office would make it, with one paper among what goes. */
const order = (by: Journal, blobs: readonly ReturnType<TestDesk['blobs']['put']>[] = []): void => {
  const plan = planErasure(personData(desk, ADULT), 'everything', isoDate('2026-11-24'))
  by.record({ staff: null, clinic: null }, [
    newFact(ErasureOrdered, 'erasure', ERASURE, {
      aggregates: plan.items.map(({ kind, id }) => ({ kind, id })),
      blobs: [...blobs],
      categories: ['person', 'visits'],
      on: isoDate('2026-11-24')
    })
  ])
}
const deliver = (from: Journal, to: Journal = desk.journal): void =>
  to.receive(from.ownAfter(0, 100).map((fact, index) => ({ cursor: index + 1, effective: fact.header.clock, fact })))

/** Every text of every table of the desk. */
const everything = (): string =>
  (
    desk.db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'`).all() as {
      name: string
    }[]
  )
    .map(({ name }) => JSON.stringify(desk.db.prepare(`SELECT * FROM "${name}"`).all()))
    .join()

describe('an order of head office to destroy a person’s data', () => {
  it('leaves nothing of the person in any table, index, file or in the bytes of the database, and the chain still verifies', () => {
    const paper = desk.blobs.put(Buffer.from(`%PDF ${FAMILY}`))
    expect(everything()).toContain(FAMILY)
    expect(searchPatients(desk.db, FAMILY.toLowerCase(), 5)).toHaveLength(1)
    order(headOffice, [paper])
    deliver(headOffice)
    expect(carryOutErasures(desk)).toBe(1)

    expect(everything()).not.toContain(FAMILY)
    expect(searchPatients(desk.db, FAMILY.toLowerCase(), 5)).toHaveLength(0)
    expect(desk.db.prepare('SELECT count(*) AS n FROM visit').get()).toEqual({ n: 0 })
    expect(desk.blobs.has(paper)).toBe(false)
    const file = readFileSync(join(desk.places.data, 'desk.db'))
    expect(file.includes(Buffer.from(FAMILY, 'utf8'))).toBe(false)
    const facts = desk.journal.ownAfter(0, 1000)
    expect(chainFault({ epoch: 0, seq: 0, hash: CHAIN_START }, facts)).toBeNull()
    expect(facts.filter((fact) => fact.payload === null).length).toBeGreaterThanOrEqual(2)
  })

  it('is confirmed once, with what it came to here, and stays carried out when everything is derived anew', () => {
    order(headOffice)
    deliver(headOffice)
    carryOutErasures(desk)
    deliver(headOffice)
    expect(carryOutErasures(desk)).toBe(0)
    const state = desk.journal.state(erasureAggregate, ERASURE)
    expect(state?.confirmed).toMatchObject([{ device: desk.identity.device, facts: 2, blobs: 0 }])
    desk.journal.rebuild()
    expect(everything()).not.toContain(FAMILY)
    expect(desk.journal.state(erasureAggregate, ERASURE)).toEqual(state)
  })

  it('empties at the door what a desk that knew nothing of it tells later', async () => {
    const far = await journalOf(DeviceId.parse('018f0000-0000-7000-8000-0000000000d9'))
    far.record({ staff: null, clinic: null }, [
      newFact(AllergyNoted, 'patient', ADULT, { allergy: `лидокаин, ${FAMILY}` })
    ])
    order(headOffice)
    deliver(headOffice)
    carryOutErasures(desk)
    deliver(far)
    expect(everything()).not.toContain(FAMILY)
    expect(desk.journal.state(patientAggregate, ADULT)).toBeNull()
  })

  it('is obeyed from nobody else: another desk may say what it likes', async () => {
    const stranger = await journalOf(DeviceId.parse(uuidv7()))
    order(stranger)
    deliver(stranger)
    expect(carryOutErasures(desk)).toBe(0)
    expect(desk.journal.state(patientAggregate, ADULT)).not.toBeNull()
  })
})
