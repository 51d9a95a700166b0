import { expect, it } from 'vitest'
import { openTurns } from './turns.ts'

it('come in the order in which they were taken, whoever is ready first', async () => {
  const turns = openTurns()
  const done: number[] = []
  const [first, second, third] = [turns('a'), turns('a'), turns('a')]
  const takes = (turn: typeof first, number: number): Promise<void> =>
    turn.come().then(() => {
      done.push(number)
      turn.end()
    })
  const all = [takes(third, 3), takes(second, 2), takes(first, 1)]
  await Promise.all(all)
  expect(done).toEqual([1, 2, 3])
})

it('of another chain are not waited for, and one that has ended before it came holds nobody up', async () => {
  const turns = openTurns()
  const under = turns('a')
  await turns('b').come()
  const refused = turns('a')
  refused.end()
  const last = turns('a')
  under.end()
  await expect(last.come()).resolves.toBeUndefined()
})
