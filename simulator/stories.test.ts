import { describe, expect, it } from 'vitest'
import { openStage } from './stage.ts'
import { stageForTests } from './testing.ts'
import { tell } from './world.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

describe('a story', () => {
  const stage = stageForTests()

  it('is the same whenever its seed is told, also on another PostgreSQL', { timeout: 300_000 }, async () => {
    const other = await openStage()
    try {
      for (const seed of SEEDS) {
        const [once, again] = [await tell(stage(), seed), await tell(other, seed)]
        expect(again.lines).toEqual(once.lines)
        expect(again.steps).toBe(once.steps)
      }
    } finally {
      await other.close()
    }
  })

  it(
    'goes on without what is left out of it, and everything else happens as it did',
    { timeout: 300_000 },
    async () => {
      const whole = await tell(stage(), 6)
      const [first, second] = whole.events
      if (first === undefined || second === undefined) throw new Error('nothing happens in this story')
      const rest = await tell(stage(), 6, { leftOut: new Set([first.name]) })
      expect(rest.events.map((event) => event.name)).not.toContain(first.name)
      expect(rest.events.map((event) => event.name)).toContain(second.name)
    }
  )
})
