import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBadLine, type BadLine } from './testing/bad-line.ts'
import { factCount, testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'

let office: HeadOfficeProcess
let line: BadLine
const open: { close(): Promise<void> }[] = []
beforeAll(async () => {
  office = await startHeadOffice(4)
})
beforeEach(async () => {
  line = await openBadLine(office.url)
  open.push(line)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const kept = (made: TestDesk): TestDesk => {
  open.push(made)
  return made
}
const desk = async (): Promise<TestDesk> => kept(await testDesk(line.url, office.code()))
const epochOf = (one: TestDesk): number => one.journal.head().epoch
/** The line goes to wherever head office came up again. */
const copyOfOffice = async (): Promise<() => Promise<void>> => {
  const setBack = await office.keepCopy()
  line.target = office.url
  return async () => {
    await setBack()
    line.target = office.url
  }
}

describe('a head office that was set back to before the epochs of a desk', () => {
  it('gets back the facts of all of them, and the desk goes on in its last one', async () => {
    const original = await desk()
    const [patient = ''] = original.register(2)
    expect(await original.round()).toBeNull()
    const setBack = await copyOfOffice()
    original.register(3)
    expect(await original.round()).toBeNull()
    const once = kept(original.copy())
    original.register(1)
    expect(await original.round()).toBeNull()
    once.register(4)
    expect(await once.round()).toBeNull()
    const twice = kept(once.copy())
    once.register(1)
    expect(await once.round()).toBeNull()
    twice.noteAllergy(patient, 'лидокаин')
    expect(await twice.round()).toBeNull()
    expect([epochOf(once), epochOf(twice)]).toEqual([1, 2])
    await setBack()
    expect(await twice.round()).toBeNull()
    expect([epochOf(twice), twice.resealed]).toEqual([2, [1]])
    const colleague = await desk()
    expect(await colleague.round()).toBeNull()
    expect(factCount(colleague)).toBe(factCount(twice))
    expect(colleague.allergyOf(patient)).toBe('лидокаин')
    for (const one of [original, once, twice]) expect(await one.round()).toBeNull()
    expect([epochOf(original), epochOf(once), epochOf(twice)]).toEqual([0, 1, 2])
  })

  it('gives no number again under which a desk holds facts already', async () => {
    const original = await desk()
    const [first = '', second = ''] = original.register(2)
    expect(await original.round()).toBeNull()
    const setBack = await copyOfOffice()
    const clone = kept(original.copy())
    original.register(1)
    expect(await original.round()).toBeNull()
    clone.noteAllergy(first, 'латекс')
    for (const one of [clone, original]) expect(await one.round()).toBeNull()
    expect(epochOf(clone)).toBe(1)
    const another = kept(original.copy())
    // As programs until version 0.2 left it: the last key alone.
    const former = `UPDATE setting SET value = json_set(value, '$.before', json_extract(value, '$.before[0]')) WHERE name = 'sync.key'`
    expect(clone.journal.db.prepare(former).run().changes).toBe(1)
    await setBack()
    original.register(1)
    expect(await original.round()).toBeNull()
    another.noteAllergy(second, 'йод')
    expect(await another.round()).toBeNull()
    expect([epochOf(another), another.resealed]).toEqual([2, [1]])
    for (const one of [clone, original, another]) {
      expect(await one.round()).toBeNull()
      expect([epochOf(clone), one.allergyOf(first)]).toEqual([1, 'латекс'])
      expect(one.allergyOf(second)).toBe('йод')
    }
  })
})
