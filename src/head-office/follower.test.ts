import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startFollower } from './follower.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const counting = (): { readonly steps: () => number; readonly follower: ReturnType<typeof startFollower> } => {
  let steps = 0
  const follower = startFollower(
    () => {
      steps += 1
      return Promise.resolve(false)
    },
    () => undefined,
    { quiet: 300, atMost: 10_000 }
  )
  return { steps: () => steps, follower }
}

it('waits until no more facts come for a moment', async () => {
  const { steps, follower } = counting()
  for (let fact = 0; fact < 10; fact++) {
    follower.soon()
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(steps()).toBe(0)
  await vi.advanceTimersByTimeAsync(100)
  expect(steps()).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(steps()).toBe(1)
})

it('is not put off for ever by facts that keep coming', async () => {
  const { steps, follower } = counting()
  for (let fact = 0; fact < 140; fact++) {
    follower.soon()
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(steps()).toBe(2)
})

it('does at once what somebody waits for, and nothing after it was stopped', async () => {
  const { steps, follower } = counting()
  follower.soon()
  await follower.catchUp()
  expect(steps()).toBe(1)
  follower.soon()
  await follower.stop()
  follower.soon()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(steps()).toBe(1)
})
