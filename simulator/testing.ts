/** Stories in tests: a stage for a test file, and an assertion whose message is the shortest story that fails. */
import { afterAll, beforeAll, expect } from 'vitest'
import { reportOf } from './report.ts'
import { shrink } from './shrink.ts'
import { openStage, type OpenStage } from './stage.ts'
import { tell } from './world.ts'

export const stageForTests = (): (() => OpenStage) => {
  let open: OpenStage | null = null
  beforeAll(async () => {
    open = await openStage()
  })
  afterAll(() => open?.close())
  return () => {
    if (open === null) throw new Error('the stage is not open yet')
    return open
  }
}

/** Tells `count` stories from seed `first` on. */
export const expectGoodEnds = async (stage: OpenStage, first: number, count: number): Promise<void> => {
  for (let seed = first; seed < first + count; seed++) {
    const told = await tell(stage, seed)
    const report = told.failures.length === 0 ? 'all is well' : reportOf(told, await shrink(stage, told))
    expect(report).toBe('all is well')
  }
}
