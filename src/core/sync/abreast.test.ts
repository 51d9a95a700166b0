import { describe, expect, it } from 'vitest'
import { Refused, SyncFailure } from './failure.ts'
import type { Link } from './link.ts'
import { ackedOf } from './send.ts'
import { desksAtOneOffice } from './testing/desks.ts'

const { desk } = desksAtOneOffice(6)
/** Fact by fact: a snapshot would first have to be built. */
const snapshot: Link['snapshot'] = () => Promise.resolve(null)

describe('a long backlog', () => {
  it('goes two batches abreast, and the one that overtakes the other is sent once more', async () => {
    const [one, two] = [await desk(), await desk()]
    one.register(4000)
    let [abreast, most, overtaken] = [0, 0, 0]
    let waiting: (() => void) | null = null
    const push: Link['push'] = async (facts) => {
      abreast += 1
      most = Math.max(most, abreast)
      try {
        const seq = facts[0]?.header.seq ?? 0
        // The second batch is held up until the third has been answered.
        if (seq === 501 && overtaken === 0) await new Promise<void>((resolve) => (waiting = resolve))
        return await one.link.push(facts)
      } catch (error) {
        if (error instanceof Refused && error.code === 'GAP') overtaken += 1
        throw error
      } finally {
        abreast -= 1
        if (overtaken > 0) waiting?.()
      }
    }
    expect(await one.round({ push, snapshot })).toBeNull()
    expect(most).toBe(2)
    expect(overtaken).toBeGreaterThan(0)
    expect(ackedOf(one.journal)).toBe(4000)
    expect(await two.round({ snapshot })).toBeNull()
    const device = one.journal.ownAfter(0, 1)[0]?.header.device
    expect(two.journal.db.prepare('SELECT count(*) AS n FROM fact WHERE device = ?').get(device)).toEqual({ n: 4000 })
  })

  it('that breaks in the middle leaves confirmed what head office has signed for, and goes on from there', async () => {
    const one = await desk()
    one.register(4000)
    let pushes = 0
    const push: Link['push'] = (facts) => {
      pushes += 1
      // The third is already on its way when the second breaks.
      return pushes === 2 ? Promise.reject(new SyncFailure('UNREACHABLE', 'gone')) : one.link.push(facts)
    }
    expect(await one.round({ push })).toMatchObject({ code: 'UNREACHABLE', phase: 'sending' })
    expect(ackedOf(one.journal)).toBe(500)
    expect(await one.round({ snapshot })).toBeNull()
    expect(ackedOf(one.journal)).toBe(4000)
  })

  it('goes on in small batches when something on the way refuses the second of two as too large', async () => {
    const one = await desk()
    one.register(3000)
    const sizes: number[] = []
    const push: Link['push'] = (facts) => {
      sizes.push(facts.length)
      return facts.length > 600 ? Promise.reject(new Refused('TOO_LARGE', 'a proxy', null)) : one.link.push(facts)
    }
    expect(await one.round({ push, snapshot })).toBeNull()
    expect(ackedOf(one.journal)).toBe(3000)
    expect(sizes.slice(0, 4)).toEqual([500, 1000, 1000, 500])
  })

  it('is not called refused by head office where something on the way takes not even one fact', async () => {
    const one = await desk()
    one.register(3)
    const push: Link['push'] = () => Promise.reject(new Refused('TOO_LARGE', 'a proxy', null))
    expect(await one.round({ push })).toMatchObject({ code: 'RUBBISH', phase: 'sending' })
    expect(ackedOf(one.journal)).toBe(0)
  })
})
