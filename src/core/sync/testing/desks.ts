/** The desks of one test file at one real head office: opened when a test asks for them, closed after it. */
import { afterAll, afterEach, beforeAll } from 'vitest'
import { testDesk, type TestDesk } from './desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './head-office.ts'

export interface Desks {
  /** Not before the first test. */
  readonly office: () => HeadOfficeProcess
  /** A new desk, over some other address of head office where one is named. */
  readonly desk: (url?: string) => Promise<TestDesk>
}

/** `codes`: how many desks all tests together enrol. */
export const desksAtOneOffice = (codes: number): Desks => {
  let started: HeadOfficeProcess | null = null
  const open: TestDesk[] = []
  const office = (): HeadOfficeProcess => {
    if (started === null) throw new Error('head office is started before the first test')
    return started
  }
  beforeAll(async () => {
    started = await startHeadOffice(codes)
  })
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
  })
  afterAll(() => office().stop())
  return {
    office,
    desk: async (url = office().url) => {
      const made = await testDesk(url, office().code())
      open.push(made)
      return made
    }
  }
}
