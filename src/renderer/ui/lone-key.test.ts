import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openLoneKeys } from './lone-key.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const listening = (): { readonly acted: string[]; readonly press: (key: string, at: number) => void } => {
  const acted: string[] = []
  const pressed = openLoneKeys()
  return { acted, press: (key, at) => pressed(at, () => acted.push(key)) }
}

it('a key that nothing follows acts after a moment', () => {
  const { acted, press } = listening()
  press('l', 0)
  expect(acted).toEqual([])
  vi.advanceTimersByTime(40)
  expect(acted).toEqual(['l'])
})

it('of a scan no sign acts, neither the first nor the last', () => {
  const { acted, press } = listening()
  for (const [index, sign] of [...'46070'].entries()) {
    press(sign, index * 10)
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(1000)
  expect(acted).toEqual([])
  press('g', 2000)
  vi.advanceTimersByTime(40)
  expect(acted).toEqual(['g'])
})

it('two keys that a person pressed both act on a PC that was too busy to look in between', () => {
  const { acted, press } = listening()
  press('l', 0)
  press('g', 45)
  expect(acted).toEqual(['l'])
  vi.advanceTimersByTime(40)
  expect(acted).toEqual(['l', 'g'])
})

it('a key after a scan that was looked at late acts alone', () => {
  const { acted, press } = listening()
  press('4', 0)
  press('6', 8)
  press('g', 300)
  vi.advanceTimersByTime(40)
  expect(acted).toEqual(['g'])
})
