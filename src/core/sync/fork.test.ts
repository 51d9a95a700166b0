import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chainFault, CHAIN_START } from '../../journal/envelope.ts'
import { unreviewed } from './fork.ts'
import { ackedOf } from './send.ts'
import { factCount, testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'

let office: HeadOfficeProcess
const open: TestDesk[] = []
beforeAll(async () => {
  office = await startHeadOffice(20)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const kept = (made: TestDesk): TestDesk => {
  open.push(made)
  return made
}
const desk = async (): Promise<TestDesk> => kept(await testDesk(office.url, office.code()))
const epochOf = (one: TestDesk): number => one.journal.head().epoch
const allergies = (one: TestDesk, patients: readonly string[]): (string | null)[] =>
  patients.map((patient) => one.allergyOf(patient))

describe('a PC that was set back to an old copy', () => {
  it('goes on in an epoch of its own, gets back what it had forgotten, and keeps what was entered since', async () => {
    const [before, colleague] = [await desk(), await desk()]
    const patients = before.register(3)
    const [first = '', second = '', third = ''] = patients
    expect(await before.round()).toBeNull()
    const copy = kept(before.copy())
    before.noteAllergy(first, 'лидокаин')
    before.noteAllergy(second, 'латекс')
    expect(await before.round()).toBeNull()
    copy.noteAllergy(third, 'йод')
    expect(await copy.round()).toBeNull()
    expect(epochOf(copy)).toBe(1)
    expect(copy.resealed).toEqual([1])
    expect(unreviewed(copy.journal)).toBe(1)
    expect(allergies(copy, patients)).toEqual(['лидокаин', 'латекс', 'йод'])
    expect(await colleague.round()).toBeNull()
    expect(allergies(colleague, patients)).toEqual(['лидокаин', 'латекс', 'йод'])
    expect(chainFault({ epoch: 1, seq: 0, hash: CHAIN_START }, copy.journal.ownAfter(0, 10))).toBeNull()
    copy.noteAllergy(third, 'йод, мёд')
    expect(await copy.round()).toBeNull()
    expect(copy.resealed).toEqual([1])
  })

  it('a second time, after it had already begun a new epoch, loses and doubles nothing', async () => {
    const [original, colleague] = [await desk(), await desk()]
    const patients = original.register(2)
    expect(await original.round()).toBeNull()
    const setBack = kept(original.copy())
    original.register(1)
    expect(await original.round()).toBeNull()
    setBack.noteAllergy(patients[0] ?? '', 'лидокаин')
    const again = kept(setBack.copy())
    expect(await setBack.round()).toBeNull()
    expect(await again.round()).toBeNull()
    expect([epochOf(setBack), epochOf(again)]).toEqual([1, 2])
    for (const one of [colleague, setBack, again, colleague]) expect(await one.round()).toBeNull()
    for (const one of [colleague, setBack, again]) {
      expect(one.allergyOf(patients[0] ?? '')).toBe('лидокаин')
      // The same happening lies here under two seals and counts once.
      expect(one.journal.history('patient', patients[0] ?? '')).toHaveLength(2)
    }
  })
})

describe('a PC that was cloned', () => {
  it('and its clone both go on, neither drives the other out, and everybody sees the work of both', async () => {
    const [original, colleague] = [await desk(), await desk()]
    const [patient = ''] = original.register(1)
    expect(await original.round()).toBeNull()
    const clone = kept(original.copy())
    const [here = ''] = original.register(1)
    const [there = ''] = clone.register(1)
    for (let day = 0; day < 3; day += 1) {
      original.noteAllergy(here, `оригинал ${day}`)
      clone.noteAllergy(there, `копия ${day}`)
      expect(await original.round()).toBeNull()
      expect(await clone.round()).toBeNull()
    }
    expect([epochOf(original), epochOf(clone)]).toEqual([0, 1])
    expect(original.resealed).toEqual([])
    expect(clone.resealed).toEqual([2])
    expect(await colleague.round()).toBeNull()
    expect(await original.round()).toBeNull()
    for (const one of [original, clone, colleague])
      expect(allergies(one, [patient, here, there])).toEqual([null, 'оригинал 2', 'копия 2'])
    expect(factCount(clone)).toBe(factCount(colleague))
  })

  it('misses nothing that its twin sends in the very moment in which it fetches', async () => {
    const original = await desk()
    const clone = kept(original.copy())
    original.register(1)
    // Greeted as one that shares its chain, and overtaken before it fetches.
    const overtaken = {
      pull: async (...asked: Parameters<TestDesk['link']['pull']>) => {
        await original.round()
        return clone.link.pull(...asked)
      }
    }
    expect(await clone.round(overtaken)).toBeNull()
    expect(await clone.round()).toBeNull()
    expect(factCount(clone)).toBe(factCount(original))
  })

  it('begins its epoch again after an answer was lost, and gets the same one', async () => {
    const original = await desk()
    original.register(1)
    expect(await original.round()).toBeNull()
    const clone = kept(original.copy())
    original.register(1)
    expect(await original.round()).toBeNull()
    clone.register(2)
    const lost = {
      beginEpoch: async (...asked: Parameters<TestDesk['link']['beginEpoch']>) => {
        await clone.link.beginEpoch(...asked)
        throw new Error('the answer was lost')
      }
    }
    expect(await clone.round(lost)).not.toBeNull()
    expect(epochOf(clone)).toBe(0)
    expect(await clone.round()).toBeNull()
    expect(epochOf(clone)).toBe(1)
    expect(ackedOf(clone.journal)).toBe(2)
  })
})
