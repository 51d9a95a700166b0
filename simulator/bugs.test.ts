import { describe, expect, it } from 'vitest'
import { BUGS } from './bugs.ts'
import { shrink } from './shrink.ts'
import { stageForTests } from './testing.ts'
import { tell, type Told } from './world.ts'

/** Far more seeds than each bug needs today, far fewer than anybody would notice to be missing. */
const MOST_SEEDS = 40

describe('the simulator bites', () => {
  const stage = stageForTests()

  const firstFailing = async (planted: (typeof BUGS)[keyof typeof BUGS]): Promise<Told | null> => {
    for (let seed = 1; seed <= MOST_SEEDS; seed++) {
      const told = await tell(stage(), seed, { planted })
      if (told.failures.length > 0) return told
    }
    return null
  }

  it.for(Object.entries(BUGS))('at %s', { timeout: 300_000 }, async ([, planted]) => {
    expect(await firstFailing(planted)).not.toBeNull()
  })

  it('and tells the shortest story that still fails', { timeout: 300_000 }, async () => {
    const planted = BUGS['a phone of which the last one wins']
    const whole = await firstFailing(planted)
    if (whole === null) throw new Error('the planted bug was not found')
    const { told, leftOut } = await shrink(stage(), whole, { planted })
    expect(told.lines.join()).toContain('the phone')
    expect(told.events.length).toBeLessThan(whole.events.length)
    expect(told.events.length).toBeLessThanOrEqual(6)
    // What is left can be told again, and fails again.
    expect((await tell(stage(), whole.seed, { planted, leftOut })).failures).toEqual(told.failures)
  })
})
